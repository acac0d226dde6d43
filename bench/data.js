// Where the bench keeps its exports, and how it makes them: once for each number of rows.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const BENCH = fileURLToPath(new URL(".", import.meta.url));
const DATA = `${BENCH}data/`;

/** The maker's own text is part of the name: another maker, another file. */
export function exportOf(rows) {
  mkdirSync(DATA, { recursive: true });
  const maker = `${BENCH}make-exports.js`;
  const file = `${DATA}subscriptions-${rows}-${sumOf(readFileSync(maker))}.csv`;
  if (existsSync(file)) return file;
  const made = spawnSync(process.execPath, [maker, String(rows), `${file}.part`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (made.status !== 0) throw new Error(`no export of ${rows} rows could be made`);
  renameSync(`${file}.part`, file);
  return file;
}

export function outputOf(name) {
  return `${DATA}out-${name.replace(/[^a-z0-9]+/gi, "-")}`;
}

/** FNV-1a, enough to tell two versions apart. */
export function sumOf(bytes) {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum.toString(16);
}
