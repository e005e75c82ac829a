// Soft contact shade: how much of the sky a point loses to the body's parts, each taken as a capsule, and to the floor.
import { Mesh, OrthographicCamera, PlaneGeometry, Scene, ShaderMaterial, Vector3, Vector4, WebGLRenderTarget } from "../../vendor/three/three.module.js";

export const CAPSULES = 15;
// From joint, to joint, radius as a share of stature.
const PARTS = [
  ["hip_r", "hip_l", 0.062], ["hip_mid", "lumbar", 0.066], ["lumbar", "neck", 0.058], ["shoulder_r", "shoulder_l", 0.042],
  ["neck", "head_top", 0.046], ["hip_r", "knee_r", 0.042], ["knee_r", "ankle_r", 0.028], ["heel_r", "toe_r", 0.022],
  ["hip_l", "knee_l", 0.042], ["knee_l", "ankle_l", 0.028], ["heel_l", "toe_l", 0.022],
  ["shoulder_r", "elbow_r", 0.026], ["elbow_r", "hand_r", 0.021], ["shoulder_l", "elbow_l", 0.026], ["elbow_l", "hand_l", 0.021],
];

export class Occluders {
  constructor(joints, height_m) {
    this.parts = PARTS.map(([a, b, ratio]) => ({ a: joints.indexOf(a) * 3, b: joints.indexOf(b) * 3, radius: ratio * height_m }));
    this.uniforms = {
      capsuleFrom: { value: PARTS.map(() => new Vector4()) },
      capsuleTo: { value: PARTS.map(() => new Vector4()) },
    };
  }

  move(points) {
    this.parts.forEach(({ a, b, radius }, i) => {
      this.uniforms.capsuleFrom.value[i].set(points[a], points[a + 1], points[a + 2], radius);
      this.uniforms.capsuleTo.value[i].set(points[b], points[b + 1], points[b + 2], radius);
    });
  }
}

export const OCCLUSION = /* glsl */ `
uniform vec4 capsuleFrom[${CAPSULES}];
uniform vec4 capsuleTo[${CAPSULES}];
float openSky(vec3 point, vec3 normal) {
  float open = 1.0;
  for (int i = 0; i < ${CAPSULES}; i++) {
    vec3 along = capsuleTo[i].xyz - capsuleFrom[i].xyz;
    vec3 to = point - capsuleFrom[i].xyz;
    float share = clamp(dot(to, along) / max(dot(along, along), 1e-6), 0.0, 1.0);
    vec3 way = along * share - to;
    float far = length(way);
    float radius = capsuleFrom[i].w;
    float seen = max(0.0, dot(normal, way / max(far, 1e-4)));
    float near = radius * radius / max(far * far, radius * radius);
    open *= 1.0 - 0.85 * seen * near * near;
  }
  return open;
}
`;

const DOTS = 112, HALF_M = 1.35;
const QUAD = /* glsl */ `varying vec2 at; void main() { at = position.xy; gl_Position = vec4(position.xy, 0.0, 1.0); }`;
const FLOOR = /* glsl */ `${OCCLUSION} varying vec2 at; uniform vec3 middle;
void main() { gl_FragColor = vec4(openSky(middle + vec3(at.x, 0.0, at.y) * ${HALF_M}, vec3(0.0, 1.0, 0.0))); }`;

// The same for the floor, worked out once a frame in a small picture that floor and mat then read.
export class FloorShade {
  constructor(uniforms) {
    this.target = new WebGLRenderTarget(DOTS, DOTS, { depthBuffer: false });
    this.uniforms = { floorShade: { value: this.target.texture }, middle: { value: new Vector3() } };
    const material = new ShaderMaterial({ uniforms: { ...uniforms, ...this.uniforms }, vertexShader: QUAD, fragmentShader: FLOOR, depthTest: false, depthWrite: false });
    this.scene = new Scene().add(Object.assign(new Mesh(new PlaneGeometry(2, 2), material), { frustumCulled: false }));
    this.camera = new OrthographicCamera();
  }

  draw(renderer, x, y, z) {
    this.uniforms.middle.value.set(x, y, z);
    renderer.setRenderTarget(this.target);
    renderer.render(this.scene, this.camera);
    renderer.setRenderTarget(null);
  }

  dispose() { this.target.dispose(); }
}

export const FLOOR_SHADE = /* glsl */ `
uniform sampler2D floorShade;
uniform vec3 middle;
float openFloor(vec3 point) {
  vec2 at = (point.xz - middle.xz) / ${HALF_M};
  float inside = 1.0 - smoothstep(0.85, 1.0, max(abs(at.x), abs(at.y)));
  return mix(1.0, texture2D(floorShade, at * 0.5 + 0.5).r, inside);
}
`;
