/**
 * Runs the bundle of `dist/bin` with what V8 compiled of it when it was built: compiling it anew takes longer than
 * planning a small export.
 *
 * A code cache is only good for the very text it was made of, and for the very Node. V8 compares hardly more than the
 * length of the text, so the digest in front of the cache is about both, and with any other the bundle is compiled.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

const FILE = fileURLToPath(new URL("../dist/bin/main.js", import.meta.url));
const CACHE = `${FILE}.cache`;
const DIGEST_BYTES = 32;

/** What the bundle exports, whether it was compiled already, and how to keep what is compiled of it by then. */
export function runBundle() {
  // Bundles are written in ASCII, which takes no decoding.
  const source = readFileSync(FILE, "latin1");
  const script = new Script(`(function (module, exports, require, __filename, __dirname) {${source}\n})`, {
    filename: FILE,
    cachedData: readCache(source),
  });
  const module = { exports: {} };
  script.runInThisContext()(module, module.exports, createRequire(FILE), FILE, dirname(FILE));
  const writeCache = () => {
    const compiled = script.createCachedData();
    writeFileSync(CACHE, Buffer.concat([digestOf(source, compiled), compiled]));
  };
  return { bundle: module.exports, wasCompiled: script.cachedDataRejected === false, writeCache };
}

function readCache(source) {
  if (!existsSync(CACHE)) return undefined;
  const file = readFileSync(CACHE);
  const compiled = file.subarray(DIGEST_BYTES);
  return digestOf(source, compiled).equals(file.subarray(0, DIGEST_BYTES)) ? compiled : undefined;
}

function digestOf(source, compiled) {
  const { version, platform, arch } = process;
  return createHash("sha256")
    .update(`${version} ${platform} ${arch}\n`)
    .update(source, "latin1")
    .update(compiled)
    .digest();
}
