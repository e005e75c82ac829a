// Reads a body as tools/bodies/pack.py writes it: compressed columns of whole numbers, each stored as differences.
const read = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
};

export async function loadBody(url) {
  const plain = (await read(url)).body.pipeThrough(new DecompressionStream("gzip"));
  return unpack(await new Response(plain).arrayBuffer());
}

export async function loadMotion(url) {
  return (await read(url)).json();
}

export function unpack(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const columns = {};
  let at = 4 + length;
  for (const [name, rows, width, size] of header.columns) {
    columns[name] = column(new Uint8Array(buffer, at, rows * width * size), rows, width, size);
    at += rows * width * size;
  }
  return { header, columns: { ...columns, positions: placed(columns.positions, header.box_m), grip: placed(columns.grip, header.box_m) } };
}

function column(bytes, rows, width, size) {
  const values = size === 2 ? new Uint16Array(rows * width) : new Uint8Array(rows * width);
  const count = rows * width;
  for (let part = 0; part < width; part++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const from = part * rows + row;
      sum += size === 2 ? bytes[from] | (bytes[count + from] << 8) : bytes[from];
      values[row * width + part] = sum;
    }
  }
  return values;
}

function placed(steps, [low, high]) {
  const metres = new Float32Array(steps.length);
  for (let i = 0; i < steps.length; i++) metres[i] = low[i % 3] + (steps[i] / 65535) * (high[i % 3] - low[i % 3]);
  return metres;
}
