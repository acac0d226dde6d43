/**
 * The commit: a reviewed plan becomes the next run of the book, wholly or not at all.
 *
 * The files are copied into a staging folder inside the book, checked against the plan's manifest as they are copied
 * and once more when they are there, and the folder is renamed to the next number. That rename is the only commit
 * point, and the only arbiter between two processes: a number can be taken once.
 */
import { createHash } from "node:crypto";
import { closeSync, constants, openSync, readSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "../domain/failure.ts";
import { type Book, type CommittedRun, openBook, runName, STAGING } from "./book.ts";
import { MANIFEST, type Manifest, manifestText, readManifest } from "./manifest.ts";
import type { Plan } from "./plan-folder.ts";
import { createStaging, type FileFacts, publish, type StagingFolder } from "./staging.ts";

export interface Tool {
  /** Name and version. */
  readonly tool: string;
  readonly timeZoneData: string;
}

/**
 * Checks that everything the plan was made from is as it was: exports, policy, outage, tool and book.
 * @throws Failure `plan-stale`, `book-moved-on`.
 */
export function assertFresh(
  { manifest }: Plan,
  book: Book,
  { cwd, tool }: { readonly cwd: string; readonly tool: Tool },
): void {
  const { rules, inputs } = manifest;
  const stale = [...rules, ...inputs].flatMap((file) => staleness(file, cwd));
  if (manifest.tool !== tool.tool) stale.push(`made by ${manifest.tool}, this is ${tool.tool}`);
  if (manifest.time_zone_data !== tool.timeZoneData) {
    stale.push(`time-zone data ${manifest.time_zone_data}, here it is ${tool.timeZoneData}`);
  }
  if (stale.length > 0) throw new Failure("plan-stale", { found: stale.join("\n  ") });
  if (manifest.book.head !== book.state.head) {
    throw new Failure("book-moved-on", {
      place: { file: book.folder },
      found: `it had ${manifest.book.runs} runs and has ${book.state.runs} now`,
    });
  }
}

/** The run that this plan has become, if it was applied before. */
export function findRunOf({ sha256 }: Plan, { runs }: Book): CommittedRun | undefined {
  return runs.find(({ manifest }) => manifest.run?.plan === sha256);
}

/** Names the first file of a run or plan that is not as its manifest says; undefined when all are. */
export function findDamage(folder: string, { outputs }: Manifest): string | undefined {
  for (const { file, bytes, sha256 } of outputs) {
    const found = hashFile(join(folder, file));
    if (found === undefined) return `${file} is missing`;
    if (found.bytes !== bytes || found.sha256 !== sha256) return `${file} is not the file that was written`;
  }
  return undefined;
}

/** @throws Failure; the book is then as it was. @returns the committed run. */
export function commitPlan(plan: Plan, book: Book): CommittedRun {
  const number = book.state.runs + 1;
  const staging = createStaging(join(book.folder, STAGING), plan.sha256.slice(0, 16));
  try {
    for (const output of plan.manifest.outputs) copyChecked(plan.folder, output, staging);
    const manifest: Manifest = { ...plan.manifest, run: { number, previous: book.state.head, plan: plan.sha256 } };
    staging.write(MANIFEST, manifestText(manifest));
    staging.seal();
    const written = readManifest(staging.path);
    const damage = written === undefined ? `${MANIFEST} cannot be read` : findDamage(staging.path, written.manifest);
    if (damage !== undefined) throw new Failure("output-unwritable", { place: { file: staging.path }, found: damage });
    takeSlot(staging, join(book.folder, runName(number)), book);
  } catch (error) {
    staging.discard();
    throw error;
  }
  const run = openBook(book.folder).runs[number - 1];
  if (run === undefined) throw new Error(`run ${number} is not in the book after its commit`);
  return run;
}

function takeSlot(staging: StagingFolder, slot: string, book: Book): void {
  try {
    publish(staging.path, slot);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOTEMPTY" || code === "EEXIST") {
      throw new Failure("book-moved-on", {
        place: { file: book.folder },
        found: "another process committed first",
        cause,
      });
    }
    throw new Failure("output-unwritable", { place: { file: slot }, found: String(code ?? cause), cause });
  }
}

const PIECE = 1 << 20;

function copyChecked(folder: string, { file, sha256 }: FileFacts, staging: StagingFolder): void {
  const target = staging.create(file);
  const found = hashFile(join(folder, file), (piece) => target.append(piece));
  const facts = target.finish();
  if (found === undefined || facts.sha256 !== sha256) {
    throw new Failure("plan-damaged", {
      place: { file: join(folder, file) },
      found: found === undefined ? "it is missing" : "it was changed",
    });
  }
}

interface Hashed {
  readonly bytes: number;
  readonly sha256: string;
}

/** Undefined when the file is not there. */
function hashFile(path: string, onPiece: (piece: Uint8Array) => void = () => {}): Hashed | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY);
  } catch {
    return undefined;
  }
  try {
    const hash = createHash("sha256");
    const piece = Buffer.allocUnsafe(PIECE);
    let bytes = 0;
    for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece)) {
      hash.update(piece.subarray(0, read));
      onPiece(piece.subarray(0, read));
      bytes += read;
    }
    return { bytes, sha256: hash.digest("hex") };
  } finally {
    closeSync(descriptor);
  }
}

function staleness(file: { readonly path: string; readonly sha256: string }, cwd: string): readonly string[] {
  // Standard input is gone; a window given on the command line is no file.
  if (file.path === "-" || file.path.startsWith("--")) return [];
  const path = resolve(cwd, file.path);
  const found = statSync(path, { throwIfNoEntry: false }) === undefined ? undefined : hashFile(path);
  if (found === undefined) return [`${file.path}  is not there any more`];
  const rows = "rows" in file ? `  ${String(file.rows)} rows` : "";
  return found.sha256 === file.sha256
    ? []
    : [`${file.path}  sha256 ${file.sha256.slice(0, 8)}…${rows} -> ${found.sha256.slice(0, 8)}…`];
}
