// IDXP/1 around npm's mnist-parser 0.1.0. Its one argument is the folder in which it was
// installed.
//
// Images come from `parseFilenames(labels, images, normalize)`, as its types say: a map from
// each label to a list of images, one row each. The label file is made: as many zeros as the
// header claims images, so that one list holds all. `normalize` leaves a value as it is. The
// rows that the header says are put back. Labels come from `parseLabels`.
"use strict";

const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const { listed, serve } = require("./idxp.cjs");

const load = createRequire(path.join(process.argv[2], "index.js"));
const { default: parser } = load("mnist-parser");
const MOST = 65536; // labels that are made, where a header claims more images

async function read(file) {
  const bytes = fs.readFileSync(file);
  if (bytes[3] === 1) {
    const labels = parser.parseLabels(bytes);
    return listed("uint8", [labels.length], labels);
  }
  const held = Math.max(0, Math.min(3, Math.floor(bytes.length / 4) - 1));
  const sizes = Array.from({ length: held }, (_, at) => bytes.readUInt32BE(4 + 4 * at));
  const images = besideLabels(file, Math.min(sizes[0] ?? 0, MOST));
  const count = images.reduce((sum, image) => sum + image.length, 0);
  const [, rows, columns] = sizes;
  const fits = images.every((image) => image.length === rows * columns);
  const shape = held === 3 && fits ? [images.length, rows, columns] : [count];
  return listed("uint8", shape, images.flat());
}

// Return the images of a file to which `count` labels of 0 are made, for as long as it takes.
function besideLabels(file, count) {
  const folder = fs.mkdtempSync(path.join(path.dirname(file), "labels-"));
  try {
    const labels = path.join(folder, "labels");
    fs.writeFileSync(labels, Buffer.alloc(8 + count));
    return parser.parseFilenames(labels, file, (value) => value).get(0) ?? [];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

serve({
  introduction: {
    implementation: {
      name: "mnist-parser",
      version: load("mnist-parser/package.json").version,
      language: "JavaScript",
      homepage: "https://github.com/ardean/mnist-parser",
    },
    capabilities: { directions: ["read"], formats: ["idx"] },
  },
  read,
  refusal: ({ name, message }) =>
    name === "Error" ? { rejected: { message } } : { leaked: { type: name, message } },
});
