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
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

const FOLDER = join(__dirname, "../dist/bin");
const DIGEST_BYTES = 32;

module.exports = { readSource, runBundle };

/** What the bundle exports, whether it was compiled already, and how to keep what is compiled of it by then. */
function runBundle(name) {
  const file = join(FOLDER, `${name}.js`);
  const cacheFile = `${file}.cache`;
  const source = readSource(file);
  const script = new Script(`(function (module, exports, require, __filename, __dirname) {${source}\n})`, {
    filename: file,
    cachedData: readCache(cacheFile, source),
  });
  const bundle = { exports: {} };
  script.runInThisContext()(bundle, bundle.exports, createRequire(file), file, dirname(file));
  const writeCache = () => {
    const compiled = script.createCachedData();
    writeFileSync(cacheFile, Buffer.concat([digestOf(source, compiled), compiled]));
  };
  return { exports: bundle.exports, wasCompiled: script.cachedDataRejected === false, writeCache };
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
