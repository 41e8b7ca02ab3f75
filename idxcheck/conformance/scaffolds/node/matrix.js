// An example to begin with: a reader and writer of IDX and NORB. Your library takes its place.
"use strict";
const fs = require("node:fs");

const TYPES = [
  { Array: Uint8Array, idx: 0x08, norb: 0x55 },
  { Array: Int8Array, idx: 0x09, norb: 0x57 },
  { Array: Int16Array, idx: 0x0b, norb: 0x56 },
  { Array: Int32Array, idx: 0x0c, norb: 0x54 },
  { Array: Float32Array, idx: 0x0d, norb: 0x51 },
  { Array: Float64Array, idx: 0x0e, norb: 0x53 },
];
const HIGHEST_RANK = 11; // of NORB
const MACHINE_IS_LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

class MatrixError extends Error {} // not what the format says
class ForeignError extends Error {} // perhaps valid, but not taken here

// Return the shape and the elements, in C order, as a typed array.
function read(path) {
  const file = fs.readFileSync(path);
  const magic = file.toString("hex", 0, 6);
  if (/^(1f8b|425a68|fd377a585a00)/.test(magic)) throw new ForeignError("compressed");
  const norb = magic.slice(2, 8) === "4c3d1e";
  if (!norb && !magic.startsWith("0000")) throw new MatrixError("neither IDX nor NORB");
  const need = (bytes) => {
    if (file.length < bytes) throw new MatrixError("the file ends inside the header");
  };
  need(norb ? 8 : 4);
  const type = TYPES.find((each) => (norb ? each.norb === file[0] : each.idx === file[2]));
  const rank = norb ? file.readInt32LE(4) : file[3];
  if (type === undefined) throw new MatrixError("the magic names no element type");
  if (rank < 1 || (norb && rank > HIGHEST_RANK)) throw new MatrixError(`the rank is ${rank}`);
  const slots = norb ? Math.max(3, rank) : rank;
  const first = norb ? 8 : 4;
  need(first + 4 * slots);
  const sizes = Array.from({ length: slots }, (_, i) =>
    norb ? file.readInt32LE(first + 4 * i) : file.readUInt32BE(first + 4 * i),
  );
  if (norb && sizes.some((size, i) => (i < rank ? size < 1 : size !== 1))) {
    throw new MatrixError(`the sizes are ${sizes.join(", ")} of rank ${rank}`);
  }
  const shape = sizes.slice(0, rank);
  // A product beyond 2^53 is rounded, or Infinity, and no file is that long.
  const count = shape.includes(0) ? 0 : shape.reduce((a, b) => a * b, 1);
  const expected = count * type.Array.BYTES_PER_ELEMENT;
  const found = file.length - first - 4 * slots;
  if (found !== expected) {
    throw new MatrixError(`${expected} bytes of payload expected, found ${found}`);
  }
  const payload = inOrder(file.subarray(first + 4 * slots), type.Array.BYTES_PER_ELEMENT, norb);
  return { shape, values: new type.Array(payload.buffer) };
}

// Return a copy, swapped if need be: as bytes, since a NaN may lose bits as a number.
function inOrder(bytes, size, little) {
  const copy = new Uint8Array(bytes);
  const buffer = Buffer.from(copy.buffer);
  if (little !== MACHINE_IS_LITTLE && size > 1) buffer[`swap${8 * size}`]();
  return copy;
}

// Write NORB to a name that ends in .mat, IDX to any other.
function write(path, { shape, values }) {
  const norb = path.endsWith(".mat");
  const [low, high] = norb ? [1, 2 ** 31 - 1] : [0, 2 ** 32 - 1];
  if (shape.length < 1 || shape.length > (norb ? HIGHEST_RANK : 255)) {
    throw new MatrixError(`no header can hold the rank ${shape.length}`);
  }
  if (shape.some((size) => size < low || size > high)) {
    throw new MatrixError(`no header can hold the sizes ${shape.join(", ")}`);
  }
  const type = TYPES.find((each) => values instanceof each.Array);
  const slots = norb ? [...shape, 1, 1].slice(0, Math.max(3, shape.length)) : shape;
  const header = Buffer.alloc((norb ? 8 : 4) + 4 * slots.length);
  let at;
  if (norb) {
    header.writeUInt32LE(0x1e3d4c00 + type.norb, 0);
    at = header.writeUInt32LE(shape.length, 4);
  } else {
    at = header.writeUInt32BE(type.idx * 256 + shape.length, 0);
  }
  for (const size of slots) {
    at = norb ? header.writeUInt32LE(size, at) : header.writeUInt32BE(size, at);
  }
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  fs.writeFileSync(path, Buffer.concat([header, inOrder(bytes, values.BYTES_PER_ELEMENT, norb)]));
}

module.exports = { read, write, MatrixError, ForeignError };
