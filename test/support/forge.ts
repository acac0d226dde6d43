/**
 * Somebody who changes a committed run or a plan and knows how it is sealed: the hashes, the counts and the seals of the manifest
 * are made to fit, so that only what is added up again can tell.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { type Manifest, manifestText, placed, sealed } from "../../src/book/manifest.ts";
import { createRowTotal } from "../../src/book/row-total.ts";
import type { SmallCase } from "./small-case.ts";

export interface Forgery {
  /** Changes of files, as text. */
  readonly files?: { readonly [file: string]: (text: string) => string };
  readonly keys?: (keys: Buffer) => Buffer;
  readonly manifest?: (manifest: Manifest) => Manifest;
  /** Keeps the control total of the rows as it was. */
  readonly keepRowTotal?: boolean;
}

export function forge(story: SmallCase, run: string, forgery: Forgery): void {
  const folder = `compensations/${run}`;
  const { seal: _seal, run: place, ...changed } = forgeFiles(story, folder, forgery);
  if (place === undefined) throw new Error("it has no place in the book");
  const { seal: _own, ...where } = place;
  story.write(`${folder}/manifest.json`, manifestText(placed(sealed(changed), where)));
}

export function forgePlan(story: SmallCase, folder: string, forgery: Forgery): void {
  const { seal: _seal, ...changed } = forgeFiles(story, folder, forgery);
  story.write(`${folder}/manifest.json`, manifestText(sealed(changed)));
}

/** @returns what its manifest should say then. */
function forgeFiles(
  story: SmallCase,
  folder: string,
  { files = {}, keys, manifest: change, keepRowTotal }: Forgery,
): Manifest {
  const path = (file: string) => story.path(`${folder}/${file}`);
  for (const [file, edit] of Object.entries(files)) {
    const before = readFileSync(path(file), "utf8");
    const after = edit(before);
    if (after === before) throw new Error(`nothing was changed in ${file}`);
    writeFileSync(path(file), after);
  }
  if (keys !== undefined) writeFileSync(path("keys"), keys(readFileSync(path("keys"))));
  const read: Manifest = JSON.parse(readFileSync(path("manifest.json"), "utf8"));
  const outputs = read.outputs.map((facts) => {
    const bytes = readFileSync(path(facts.file));
    const [, ...rows] = bytes.toString("utf8").split("\n").slice(0, -1);
    const total = facts.row_total === undefined || keepRowTotal === true ? {} : { row_total: totalOf(rows) };
    const counted = facts.rows === undefined ? {} : { rows: rows.length };
    return { ...facts, ...counted, ...total, bytes: bytes.length, sha256: sha256Of(bytes) };
  });
  return (change ?? ((same) => same))({ ...read, outputs });
}

function totalOf(rows: readonly string[]): string {
  const total = createRowTotal();
  for (const row of rows) total.add(Buffer.from(row), 0, Buffer.from(row).length);
  return total.text();
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
