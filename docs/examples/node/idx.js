// Reads IDX files into typed arrays.
"use strict";
const fs = require("node:fs");

const TYPES = {
  0x08: Uint8Array, 0x09: Int8Array, 0x0b: Int16Array,
  0x0c: Int32Array, 0x0d: Float32Array, 0x0e: Float64Array,
};
const LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1; // this machine

class IdxError extends Error {} // the file is not what the format says
class ForeignError extends Error {} // compressed, or of another format

function read(path) {
  const file = fs.readFileSync(path);
  const magic = file.toString("hex", 0, 4);
  if (/^(1f8b|425a68|fd377a58|..4c3d1e)/.test(magic)) {
    throw new ForeignError("a compressed file or a NORB matrix, which is not read here");
  }
  if (!magic.startsWith("0000")) throw new IdxError("the first two bytes are not zero");
  const Type = TYPES[file[2]];
  const [rank, start] = [file[3], 4 + 4 * file[3]];
  if (Type === undefined) throw new IdxError(`no element type has the code ${file[2]}`);
  if (rank === 0) throw new IdxError("the rank is 0");
  if (!(file.length >= start)) throw new IdxError("the file ends inside the header");
  const shape = Array.from({ length: rank }, (_, i) => file.readUInt32BE(4 + 4 * i));
  // A product beyond 2^53 is rounded, or Infinity, and no file is that long.
  const count = shape.includes(0) ? 0 : shape.reduce((a, b) => a * b, 1);
  const [expected, found] = [count * Type.BYTES_PER_ELEMENT, file.length - start];
  if (found !== expected) throw new IdxError(`${expected} bytes of payload expected, found ${found}`);
  const payload = Buffer.from(file.subarray(start)); // a copy, to swap in place
  if (LITTLE && Type.BYTES_PER_ELEMENT > 1) payload[`swap${8 * Type.BYTES_PER_ELEMENT}`]();
  // Not through numbers: bits of a NaN may be lost there.
  const { buffer } = new Uint8Array(payload);
  return { shape, values: new Type(buffer) };
}

module.exports = { read, IdxError, ForeignError };
