// What the buttons ask of the stage, by their names; another name is a part of the movement to play.
const ACTS = {
  play: ({ transport }) => (transport.playing ? transport.pause() : transport.play()),
  slow: ({ transport }) => transport.slow(transport.rate === 1),
  seek: ({ transport }, _, share) => { transport.pause(); transport.seek(share); },
  jump: ({ transport }, _, step) => { transport.pause(); transport.jump(step); },
  left: ({ view }) => view.turn(-30, 0),
  right: ({ view }) => view.turn(30, 0),
  best: ({ view }) => view.best(),
  side_right: (stage) => stage.face("right"),
  side_left: (stage) => stage.face("left"),
  inside: ({ inside }, controls) => inside.show(controls.toggle("inside")),
};

export function act(stage, controls, name, value) {
  if (ACTS[name]) ACTS[name](stage, controls, value);
  else part(stage, name);
}

function part(stage, name) {
  stage.transport.choose(name);
  stage.fit();
  if (!stage.transport.still) stage.transport.play();
}
