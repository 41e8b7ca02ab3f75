const idx = require("./idx.js");
const start = {
  version: 1,
  implementation: { name: "idx.js", version: "1.0", language: "JavaScript", homepage: "" },
  capabilities: { formats: ["idx"] },
};
function read(path) {
  const { shape, values } = idx.read(path);
  const element = values.constructor.name.replace("Array", "").toLowerCase();
  const Bits = { float32: Uint32Array, float64: BigUint64Array }[element];
  if (!Bits) return { element, shape, values: [...values] };
  const hex = (each) => each.toString(16).padStart(2 * values.BYTES_PER_ELEMENT, "0");
  return { element, shape, values: Array.from(new Bits(values.buffer), hex) };
}
function answer({ op, path }) {
  if (op === "start") return start;
  if (op === "stop") return { stopped: true };
  try {
    return { ok: read(path) };
  } catch (error) {
    if (error instanceof idx.IdxError) return { rejected: { message: error.message } };
    if (error instanceof idx.ForeignError) return { unsupported: { reason: error.message } };
    return { leaked: { type: error.name, message: error.message } };
  }
}
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const request = JSON.parse(line);
  console.log(JSON.stringify({ seq: request.seq, ...answer(request) }));
});
