// IDXP/1 for adapters on Node.js: one JSON line in, one out, in order. With FILE as one more
// argument behind the folder of the packages it reads that file, and prints the one-shot text.
"use strict";

const readline = require("node:readline");

const LISTED = 524288; // the elements of the largest array whose values are listed

// Answer until `stop`. `introduction` is the answer to start; `read(path)` resolves to
// { element, shape, values }, `write(path, array)` and `rewrite(path, to)` to anything.
// `refusal(error)` turns what they throw into a member of an answer.
async function serve({ introduction, read, write, rewrite, refusal }) {
  const steps = {
    start: async () => ({ version: 1, ...introduction }),
    stop: async () => ({ stopped: true }),
    read: async (request) => ({ ok: await read(request.path) }),
    write: async (request) => ({ ok: (await write(request.path, request.array)) && {} }),
    rewrite: async (request) => ({ ok: (await rewrite(request.path, request.to)) && {} }),
  };
  if (process.argv.length > 3) {
    const answer = await read(process.argv[3]).then((ok) => ({ ok }), refusal);
    process.stdout.write(text(answer) + "\n");
    return;
  }
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    const answer = await steps[request.op](request).catch(refusal);
    process.stdout.write(JSON.stringify({ seq: request.seq, ...answer }) + "\n");
    if (request.op === "stop") return;
  }
}

// Return a typed array as an answer. A float becomes the digits of its bits as they lie in
// memory, so that nothing can change them.
function listed(element, shape, data) {
  if (data.length > LISTED) return { element, shape, values: null };
  if (element !== "float32") return { element, shape, values: Array.from(data) };
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  return { element, shape, values: Array.from(bits, (each) => each.toString(16).padStart(8, "0")) };
}

// Return an answer as the one-shot text.
function text({ ok, rejected, unsupported, leaked }) {
  if (ok) return [["ok", ok.element, ...ok.shape].join(" "), ...(ok.values ?? [])].join("\n");
  if (rejected) return `rejected ${rejected.message}`;
  return unsupported ? `unsupported ${unsupported.reason}` : `leaked ${leaked.type} ${leaked.message}`;
}

module.exports = { listed, serve };
