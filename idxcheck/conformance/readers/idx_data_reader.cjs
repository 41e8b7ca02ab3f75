// IDXP/1 around npm's idx-data 1.1.0: `loadBits` and `saveBits`. Its one argument is the folder
// in which it was installed.
//
// The package misses its dependency tslib, which has to be installed beside it. It throws in a
// callback where nobody can catch it, which ends the process: that is left as it is. It knows
// one refusal of its own, an Error; all other exceptions are leaked.
"use strict";

const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");
const { listed, serve } = require("./idxp.cjs");

const load = createRequire(path.join(process.argv[2], "index.js"));
const idx = load("idx-data");
const ARRAYS = { uint8: Uint8Array, int32: Int32Array, float32: Float32Array };

async function read(file) {
  const tensor = await idx.loadBits(file);
  return listed(tensor.type, tensor.shape, tensor.data);
}

async function write(file, { element, shape, values }) {
  if (!(element in ARRAYS)) throw { unsupported: { reason: `no typed array for ${element}` } };
  const data = new ARRAYS[element](values.length);
  if (element === "float32") {
    const bits = new Uint32Array(data.buffer);
    values.forEach((each, at) => (bits[at] = parseInt(each, 16)));
  } else {
    data.set(values);
  }
  return save(data, shape, file);
}

async function rewrite(file, to) {
  const tensor = await idx.loadBits(file);
  return save(tensor.data, tensor.shape, to);
}

// Let the library write. Where it throws it is still opening the file, and nothing listens for
// the error if its folder is gone meanwhile: the next question would meet it.
async function save(data, shape, file) {
  try {
    await idx.saveBits(data, shape, file);
  } catch (error) {
    for (let waits = 0; waits < 100 && !fs.existsSync(file); ++waits) await sleep(10);
    throw error;
  }
  return true;
}

function refusal(error) {
  if (error.unsupported) return error;
  const { name, message } = error;
  return name === "Error" ? { rejected: { message } } : { leaked: { type: name, message } };
}

serve({
  introduction: {
    implementation: {
      name: "idx-data",
      version: load("idx-data/package.json").version,
      language: "JavaScript",
      homepage: "https://www.npmjs.com/package/idx-data",
    },
    capabilities: { directions: ["read", "write", "rewrite"] },
  },
  read,
  write,
  rewrite,
  refusal,
});
