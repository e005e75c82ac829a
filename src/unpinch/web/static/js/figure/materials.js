// Matt surfaces: soft light, shade where parts come close. The body's cloth and skin are one material with many colours.
import { Color, MeshLambertMaterial, ShadowMaterial, Vector4 } from "../../vendor/three/three.module.js";
import { FLOOR_SHADE, FloorShade, OCCLUSION } from "./occlusion.js";

const KINDS = 7;
const BREATH_M = "0.008"; // how far the belly rises with a quiet breath

function patched(material, uniforms, edit) {
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    edit(shader);
  };
  material.customProgramCacheKey = () => edit.name;
  return material;
}

const swap = (text, from, to) => text.replace(`#include <${from}>`, `#include <${from}>\n${to}`);

function body(shader) {
  shader.vertexShader = swap(
    `${OCCLUSION}
    attribute float kind; attribute float hair; attribute vec4 muscle; attribute float breathing;
    uniform vec3 palette[${KINDS}]; uniform float floor_m; uniform vec4 tints; uniform float breath;
    varying float worked; varying vec3 tone; varying float strand; varying float open;
    ${shader.vertexShader}`,
    "skinning_vertex",
    `{ vec3 up = normalize(objectNormal); transformed += up * (breathing * breath * ${BREATH_M});
       tone = palette[int(kind + 0.5)]; strand = hair; worked = clamp(dot(muscle, tints), 0.0, 1.0);
       float height = max(transformed.y - floor_m, 0.0);
       transformed.y = floor_m + (height + 0.006 * exp(-height / 0.006)) - 0.006 + min(0.0, 0.15 * (transformed.y - floor_m));
       float ground = 1.0 - 0.55 * (0.5 - 0.5 * up.y) * exp(-height / 0.10);
       open = mix(1.0, openSky(transformed, up), 0.85) * ground; }`,
  );
  shader.fragmentShader = swap(
    `uniform vec3 palette[${KINDS}]; varying vec3 tone; varying float strand; varying float open; varying float worked;
    uniform vec3 shade; uniform float glow; uniform vec3 warm;
    ${shader.fragmentShader}`,
    "color_fragment",
    `float line = fwidth(strand) * 0.8 + 0.02;
     diffuseColor.rgb = mix(tone, palette[1], smoothstep(0.5 - line, 0.5 + line, strand));
     diffuseColor.rgb = mix(diffuseColor.rgb, warm, 0.8 * worked); diffuseColor.a = max(opacity, step(opacity, 0.99) * 0.75 * worked);`,
  ).replace("#include <opaque_fragment>", `${LIGHT}\n#include <opaque_fragment>`);
}

// Shade is warm, never black; the rim is a little lighter, as on unglazed clay.
const LIGHT = /* glsl */ `
  outgoingLight *= mix(shade, vec3(1.0), clamp(open, 0.0, 1.0));
  outgoingLight += glow * diffuseColor.rgb * pow(1.0 - clamp(dot(normal, normalize(vViewPosition)), 0.0, 1.0), 3.0);
`;

function prop(shader) {
  shader.vertexShader = swap(`${OCCLUSION} varying vec3 place; varying float open;\n${shader.vertexShader}`, "project_vertex",
    `place = (modelMatrix * vec4(transformed, 1.0)).xyz;
     open = openSky(place, normalize(mat3(modelMatrix) * objectNormal));`);
  shader.fragmentShader = `varying vec3 place; varying float open; uniform vec3 shade; uniform float glow;
    ${shader.fragmentShader}`.replace("#include <opaque_fragment>", `${LIGHT}\n#include <opaque_fragment>`);
}

function mat(shader) {
  shader.vertexShader = swap(`varying vec3 place;\n${shader.vertexShader}`, "project_vertex", "place = (modelMatrix * vec4(transformed, 1.0)).xyz;");
  shader.fragmentShader = `${FLOOR_SHADE} varying vec3 place; uniform vec3 shade; uniform float glow;
    ${shader.fragmentShader}`.replace("#include <opaque_fragment>", `float open = openFloor(place);\n${LIGHT}\n#include <opaque_fragment>`);
}

// Doors and walls fade away above the person, so that they hide nothing.
function tall(shader) {
  prop(shader);
  shader.fragmentShader = shader.fragmentShader.replace("#include <opaque_fragment>",
    "diffuseColor.a = 1.0 - smoothstep(0.35, 0.95, place.y);\n#include <opaque_fragment>");
}

// The floor itself is not seen: only the shade on it, fading out round the figure.
function ground(shader) {
  shader.vertexShader = swap(`varying vec3 place; varying vec2 out2;\n${shader.vertexShader}`, "project_vertex",
    "place = (modelMatrix * vec4(transformed, 1.0)).xyz; out2 = position.xy;");
  shader.fragmentShader = `${FLOOR_SHADE} varying vec3 place; varying vec2 out2; uniform float depth;
    ${shader.fragmentShader}`.replace("opacity * ( 1.0 - getShadowMask() )",
    `depth * (1.0 - openFloor(place) * mix(0.62, 1.0, getShadowMask())) * (1.0 - smoothstep(0.5, 1.0, length(out2)))`);
}

export class Materials {
  constructor(occluders) {
    const colours = (count) => Array.from({ length: count }, () => new Color());
    this.floorShade = new FloorShade(occluders.uniforms);
    this.uniforms = {
      ...occluders.uniforms, ...this.floorShade.uniforms, palette: { value: colours(KINDS) }, shade: { value: new Color() },
      glow: { value: 0.2 }, depth: { value: 0.6 }, floor_m: { value: 0 }, breath: { value: 0 }, tints: { value: new Vector4() }, warm: { value: new Color() },
    };
    this.body = patched(new MeshLambertMaterial(), this.uniforms, body);
    this.ground = patched(new ShadowMaterial({ depthWrite: false }), this.uniforms, ground);
  }

  depth() { return patched(new MeshLambertMaterial({ colorWrite: false }), this.uniforms, body); }
  prop() { return patched(new MeshLambertMaterial(), this.uniforms, prop); }
  mat() { return patched(new MeshLambertMaterial(), this.uniforms, mat); }
  tall() { return patched(new MeshLambertMaterial({ transparent: true }), this.uniforms, tall); }
}
