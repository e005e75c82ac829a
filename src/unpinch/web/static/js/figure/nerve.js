// The sciatic nerve as a line from the back to the sole: its stripes slide as the nerve does, its light is its load.
import { BufferAttribute, Color, Group, Mesh, MeshBasicMaterial, MeshLambertMaterial, Quaternion, Vector3 } from "../../vendor/three/three.module.js";
import { even, lay, ribbon, RINGS } from "./ribbon.js";
import { SITES } from "./curves.js";

export const DRAWN_LARGER = 4; // slides of a few millimetres would not be seen
const HALF_M = 0.007, HALO_M = 0.022; // half width of the line and of its light
const STRIPE_M = 0.05;
// Where it runs, in shares of stature in the segment's own axes, on the right; the sites of the mechanics among them.
const ROUTE = [
  ["root", "pelvis", [-0.030, 0.062, 0.012]], ["", "pelvis", [-0.036, 0.022, 0.026]], ["hip", "thigh", [-0.030, -0.006, -0.004]],
  ["", "thigh", [-0.022, -0.060, -0.006]], ["mid_thigh", "thigh", [-0.016, -0.125, -0.004]], ["", "thigh", [-0.014, -0.200, 0]],
  ["popliteal", "shank", [-0.014, 0.004, 0]], ["", "shank", [-0.016, -0.060, 0]], ["mid_calf", "shank", [-0.014, -0.118, -0.003]],
  ["", "shank", [-0.012, -0.200, -0.008]], ["ankle", "foot", [-0.014, -0.006, -0.012]], ["", "foot", [0.030, -0.028, -0.006]],
];

export class NerveLine {
  // `side` is set by who shows it: the leg, "r" or "l".
  constructor(motion) {
    this.motion = motion;
    this.uniforms = { calm: { value: new Color() }, lit: { value: new Color() }, pale: { value: new Color() } };
    this.strips = [[HALO_M, this.#halo(), 4], [HALF_M, this.#line(), 5]].map(([half, material, renderOrder]) => {
      const geometry = ribbon();
      for (const name of ["stripe", "load"]) geometry.setAttribute(name, new BufferAttribute(new Float32Array(geometry.attributes.position.count), 1));
      return Object.assign(new Mesh(geometry, material), { frustumCulled: false, renderOrder, half });
    });
    this.mesh = new Group().add(...this.strips);
  }

  // Stripes that slide, from calm to lit.
  #line() {
    return this.#shaded(new MeshBasicMaterial(), "#include <color_fragment>", `float bar = smoothstep(0.25, 0.4, abs(fract(at) - 0.5));
      diffuseColor.rgb = mix(mix(calm, lit, clamp(heat, 0.0, 1.0)), pale, 0.45 * bar);`);
  }

  // A soft light round it, where it is loaded.
  #halo() {
    return this.#shaded(new MeshLambertMaterial({ depthWrite: false }), "#include <opaque_fragment>", `float facing = abs(dot(normal, normalize(vViewPosition)));
      outgoingLight = lit; diffuseColor.a = 0.6 * clamp(heat, 0.0, 1.0) * facing * facing * facing;
      #include <opaque_fragment>`);
  }

  #shaded(material, place, code) {
    material.onBeforeCompile = (shader) => {
      Object.assign(shader.uniforms, this.uniforms);
      shader.vertexShader = `attribute float stripe; attribute float load; varying float at; varying float heat;\n${shader.vertexShader}`
        .replace("#include <begin_vertex>", "#include <begin_vertex>\nat = stripe; heat = load;");
      shader.fragmentShader = `uniform vec3 calm; uniform vec3 lit; uniform vec3 pale; varying float at; varying float heat;\n${shader.fragmentShader}`
        .replace(place, code);
    };
    material.customProgramCacheKey = () => place;
    return Object.assign(material, { depthTest: false, transparent: true });
  }

  paint(colours) {
    this.uniforms.calm.value.setStyle(colours.nerve);
    this.uniforms.lit.value.setStyle(colours.hot);
    this.uniforms.pale.value.setStyle(colours.card);
  }

  // `slides` in mm and `loads` (1: a straight-leg raise) have one number a site.
  show(pose, size, slides, loads) {
    const { points, sites } = this.#route(pose, size);
    const line = even(points);
    const long = line.reduce((sum, point, i) => (i ? sum + point.distanceTo(line[i - 1]) : 0), 0);
    const rings = line.map((_, ring) => {
      const share = ring / (RINGS - 1);
      const moved = (between(sites, slides, share) * DRAWN_LARGER) / 1000;
      return [(share * long - moved) / STRIPE_M, between(sites, loads, share)];
    });
    for (const { geometry, half } of this.strips) {
      lay(geometry, line, [half, half], null);
      const { stripe, load } = geometry.attributes;
      const around = stripe.count / RINGS;
      for (let i = 0; i < stripe.count; i++) [stripe.array[i], load.array[i]] = rings[Math.floor(i / around)];
      stripe.needsUpdate = load.needsUpdate = true;
    }
  }

  // The route's points in the room, and at which share of the line each site lies.
  #route({ origins, turns }, size) {
    const { segments, height_m } = this.motion.data;
    const turn = new Quaternion();
    const points = ROUTE.map(([, part, [x, y, z]]) => {
      const index = segments.indexOf(part === "pelvis" ? part : `${part}_${this.side}`);
      const local = new Vector3(x, y, this.side === "r" ? z : -z).multiplyScalar(height_m);
      return local.applyQuaternion(turn.fromArray(turns, index * 4)).add(new Vector3().fromArray(origins, index * 3));
    });
    const lengths = points.map(() => 0);
    for (let i = 1; i < points.length; i++) lengths[i] = lengths[i - 1] + points[i].distanceTo(points[i - 1]);
    return { points, sites: SITES.map((site) => lengths[ROUTE.findIndex(([name]) => name === site)] / lengths.at(-1)) };
  }
}

function between(places, values, share) {
  let to = places.findIndex((place) => place >= share);
  if (to === 0) return values[0];
  if (to < 0) return values.at(-1);
  const part = (share - places[to - 1]) / (places[to] - places[to - 1]);
  return values[to - 1] + part * (values[to] - values[to - 1]);
}
