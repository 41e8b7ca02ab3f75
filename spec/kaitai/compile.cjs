// node compile.cjs MODULES SOURCES TARGET: every .ksy file of SOURCES as Python in TARGET.
const fs = require("fs"), path = require("path");
const [modules, sources, target] = process.argv.slice(2);
const installed = (name) => require(require.resolve(name, { paths: [modules] }));
const compiler = installed("kaitai-struct-compiler"), yaml = installed("js-yaml");
const build = async () => {
  for (const name of fs.readdirSync(sources).filter((each) => each.endsWith(".ksy"))) {
    const schema = yaml.load(fs.readFileSync(path.join(sources, name), "utf8"));
    const files = await compiler.compile("python", schema, null, false);
    for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(target, file), text);
  }
};
build().catch((error) => { console.error(error); process.exit(1); });
