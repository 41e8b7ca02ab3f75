// Answers idxcheck's questions: node adapter.js FILE, and node adapter.js --write FILE.
"use strict";
const fs = require("node:fs");
const matrix = require("./matrix.js");

// ---- Your library goes here: call it in these two functions. ----

const REJECTS = [matrix.MatrixError]; // what your library throws for bad input
const UNSUPPORTED = [matrix.ForeignError];

// Return the shape, and the elements in C order as a typed array.
function readFile(path) {
  return matrix.read(path);
}

// Write; without a writer: throw one of UNSUPPORTED.
function writeFile(path, shape, values) {
  matrix.write(path, { shape, values });
}

// ---- What follows is the protocol and can stay as it is. ----

const ARRAYS = {
  uint8: Uint8Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};
const BITS = { float32: Uint32Array, float64: BigUint64Array };

// A float is the number of its bits: as a float it might lose some.
function show({ shape, values }) {
  const element = values.constructor.name.replace("Array", "").toLowerCase();
  const lines = [["ok", element, ...shape].join(" ")];
  if (element in BITS) {
    const digits = 2 * values.BYTES_PER_ELEMENT;
    const bits = new BITS[element](values.buffer, values.byteOffset, values.length);
    for (const each of bits) lines.push(each.toString(16).padStart(digits, "0"));
  } else {
    for (const each of values) lines.push(String(each));
  }
  return lines.join("\n");
}

// Return the array on standard input, which is in the same words.
function take() {
  const [head, ...rest] = fs.readFileSync(0, "ascii").split("\n");
  const [, element, ...sizes] = head.split(/\s+/).filter(Boolean);
  const words = rest.join("\n").split(/\s+/).filter(Boolean);
  if (!(element in BITS)) return [sizes.map(Number), ARRAYS[element].from(words, Number)];
  const number = element === "float32" ? (word) => parseInt(word, 16) : (word) => BigInt(`0x${word}`);
  return [sizes.map(Number), new ARRAYS[element](BITS[element].from(words, number).buffer)];
}

function answer(first, second) {
  if (first !== "--write") return show(readFile(first));
  writeFile(second, ...take());
  return "ok";
}

// What nobody declared is told as `leaked`: it is no refusal.
function refusal(error) {
  const message = String(error?.message).replace(/\s+/g, " ");
  const isOne = (kinds) => kinds.some((kind) => error instanceof kind);
  if (isOne(REJECTS)) return `rejected ${message}`;
  if (isOne(UNSUPPORTED)) return `unsupported ${message}`;
  return `leaked ${error?.name} ${message}`;
}

let text;
try {
  text = answer(...process.argv.slice(2));
} catch (error) {
  text = refusal(error);
}
console.log(text);
