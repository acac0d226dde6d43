// Where the bench keeps its exports, and how it makes them: once for each number of rows and each shape.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SHAPES } from "./shapes.js";

export const BENCH = fileURLToPath(new URL(".", import.meta.url));
export const DATA = `${BENCH}data/`;

/** The maker's own text is part of the name: another maker, another file. */
export function exportOf(rows) {
  const maker = `${BENCH}make-exports.js`;
  const file = `${DATA}subscriptions-${rows}-${sumOf(readFileSync(maker))}.csv`;
  return madeOnce(file, `no export of ${rows} rows could be made`, (part) => [maker, String(rows), part]);
}

/** The file of a shape, or its folder. */
export function fileOf(shape, rows) {
  const plain = exportOf(rows);
  // What differs in these is the policy, or the book.
  if (["some", "everybody", "again"].includes(shape)) return plain;
  const maker = `${BENCH}shapes/make-shape.js`;
  const { files, ending = "csv" } = SHAPES[shape];
  const name = plain.replace(/\.csv$/, `-${shape}-${sumOf(readFileSync(maker))}`);
  const file = files === undefined ? `${name}.${ending}` : name;
  return madeOnce(file, `no file of the shape ${shape} could be made`, (part) => [maker, shape, plain, part]);
}

function madeOnce(file, failure, argsFor) {
  if (existsSync(file)) return file;
  mkdirSync(DATA, { recursive: true });
  rmSync(`${file}.part`, { recursive: true, force: true });
  const made = spawnSync(process.execPath, argsFor(`${file}.part`), { stdio: ["ignore", "ignore", "inherit"] });
  if (made.status !== 0) throw new Error(failure);
  renameSync(`${file}.part`, file);
  return file;
}

/** The files at a path: the path itself, or those of a folder in the order of their names. */
export function filesAt(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .map((name) => `${path}/${name}`);
}

/** Where a run writes; nothing is there yet. Two benches at once have an output each. */
export function emptyOutput(name) {
  const out = `${DATA}out-${process.pid}-${name.replace(/[^a-z0-9]+/gi, "-")}`;
  rmSync(out, { recursive: true, force: true });
  return out;
}

/** FNV-1a, enough to tell two versions apart. */
function sumOf(bytes) {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum.toString(16);
}
