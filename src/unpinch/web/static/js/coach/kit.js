// Where the camera coach's parts are: read from the data-* attributes that the page gives its element (`page.kit`).
export const kit = ({ dataset }) => ({
  pose: { worker: dataset.poseWorker, bundle: dataset.bundle, wasm: dataset.wasm, model: dataset.model, lite: dataset.lite },
  coach: { worker: dataset.coachWorker, pyodide: dataset.pyodide, core: dataset.core },
});
