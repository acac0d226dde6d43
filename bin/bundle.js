/**
 * Runs a bundle of `dist/bin` with what V8 compiled of it when it was built: compiling it anew takes longer than
 * planning a small export.
 *
 * A code cache is only good for the very text it was made of, and for the very Node. V8 compares hardly more than the
 * length of the text, so the digest in front of the cache is about both, and with any other the bundle is compiled.
 */
const { createHash } = require("node:crypto");
const { readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { Script } = require("node:vm");

const FOLDER = join(__dirname, "../dist/bin");
const DIGEST_BYTES = 32;

module.exports = { readSource, runBundle };

/**
 * What the bundle exports, whether it was compiled already, and how to keep what is compiled by then of it and of those of its
 * parts that were needed. A part is a file beside the bundle's own, which is run when it is first required.
 */
function runBundle(name) {
  const parts = new Map();
  const requireOther = createRequire(join(FOLDER, `${name}.js`));
  const requirePart = (id) => (id.startsWith("./") ? partNamed(id.slice(2, -".js".length)).exports : requireOther(id));

  function partNamed(part) {
    const known = parts.get(part);
    if (known !== undefined) return known.module;
    const compiled = compile(part);
    const module = { exports: {} };
    // Parts may require each other, and this one is then what it is so far.
    parts.set(part, { ...compiled, module });
    compiled.script.runInThisContext()(module, module.exports, requirePart, compiled.file, FOLDER);
    return module;
  }

  const { exports } = partNamed(name);
  return {
    exports,
    wasCompiled: parts.get(name).script.cachedDataRejected === false,
    writeCache: () => [...parts.values()].map(writeCache),
  };
}

function compile(part) {
  const file = join(FOLDER, `${part}.js`);
  const cacheFile = `${file}.cache`;
  const source = readSource(file);
  const script = new Script(`(function (module, exports, require, __filename, __dirname) {${source}\n})`, {
    filename: file,
    cachedData: readCache(cacheFile, source),
  });
  return { file, cacheFile, source, script };
}

function writeCache({ cacheFile, source, script }) {
  const compiled = script.createCachedData();
  writeFileSync(cacheFile, Buffer.concat([digestOf(source, compiled), compiled]));
}

/** Bundles are in ASCII, which takes no decoding; scripts/bundle.js builds no others. */
function readSource(file) {
  return readFileSync(file, "latin1");
}

function readCache(file, source) {
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const compiled = bytes.subarray(DIGEST_BYTES);
  return digestOf(source, compiled).equals(bytes.subarray(0, DIGEST_BYTES)) ? compiled : undefined;
}

function digestOf(source, compiled) {
  const { version, platform, arch } = process;
  return createHash("sha256")
    .update(`${version} ${platform} ${arch}\n`)
    .update(source, "latin1")
    .update(compiled)
    .digest();
}
