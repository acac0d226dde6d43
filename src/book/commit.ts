/**
 * The commit: a reviewed plan becomes the next run of the book, wholly or not at all.
 *
 * The files are copied into a staging folder inside the book, checked against the plan's manifest as they are copied
 * and once more when they are there, and the folder is renamed to the next number. That rename is the only commit
 * point, and the only arbiter between two processes: a number can be taken once.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "../domain/failure.ts";
import { LANGUAGE } from "../domain/language.ts";
import { ON_WINDOWS } from "../domain/path.ts";
import { type Book, type CommittedRun, runName } from "./book.ts";
import { createBookStaging } from "./book-staging.ts";
import { errorName, publish, syncFolder, syncNameOf } from "./disk.ts";
import { findDamage, hashFile } from "./folder-damage.ts";
import {
  type InputFile,
  languageOf,
  MANIFEST,
  type Manifest,
  manifestText,
  placed,
  type RuleFile,
  readManifest,
} from "./manifest.ts";
import type { Plan } from "./plan-folder.ts";
import type { FileFacts, StagingFolder } from "./staging.ts";

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
  { cwd, tool, again }: { readonly cwd: string; readonly tool: Tool; readonly again: string },
): void {
  const stale = [...findStale(manifest, cwd)];
  if (languageOf(manifest) !== LANGUAGE)
    stale.push(`decided under language ${languageOf(manifest)}, this is language ${LANGUAGE}`);
  if (manifest.tool !== tool.tool) stale.push(`made by ${manifest.tool}, this is ${tool.tool}`);
  if (manifest.time_zone_data !== tool.timeZoneData) {
    stale.push(`time-zone data ${manifest.time_zone_data}, here it is ${tool.timeZoneData}`);
  }
  if (stale.length > 0) {
    throw new Failure("plan-stale", {
      found: stale.join("\n  "),
      next: `Plan again, look at it, and apply that: ${again}`,
    });
  }
  if (manifest.book.head !== book.state.head || manifest.book.runs !== book.state.runs) {
    throw new Failure("book-moved-on", {
      place: { file: book.folder },
      found: movedOn(manifest.book.runs, book.state.runs),
      next: `Plan again, so that nobody is compensated twice: ${again}`,
    });
  }
}

function movedOn(then: number, now: number): string {
  const counts = `it had ${then === 1 ? "1 run" : `${then} runs`} and has ${now} now`;
  return now < then ? `${counts}; it is another book, or lost some` : counts;
}

/** The files that a plan was made from and that are not as they were then, in words. */
export function findStale({ rules, inputs }: Pick<Manifest, "rules" | "inputs">, cwd: string): readonly string[] {
  return [...rules, ...inputs].flatMap((file) => staleness(file, cwd));
}

/** The run that this plan has become, if it was applied before. */
export function findRunOf({ sha256 }: Plan, { runs }: Book): CommittedRun | undefined {
  return runs.find(({ manifest }) => manifest.run?.plan === sha256);
}

/**
 * Makes the names of all runs durable. A commit that was interrupted after its rename has not done so, and a command that
 * now says that the run is there relies on the name.
 */
export function confirmRuns({ folder, runs }: Book): void {
  if (runs.length === 0) return;
  syncFolder(folder);
  syncNameOf(folder);
}

/**
 * @param next what to do when another process commits first.
 * @throws Failure; the book is then as it was. @returns the committed run.
 */
export function commitPlan(plan: Plan, book: Book, next?: string): CommittedRun {
  const number = book.state.runs + 1;
  const staging = createBookStaging(book.folder, plan.sha256.slice(0, 16));
  try {
    for (const output of plan.manifest.outputs) copyChecked(plan.folder, output, staging);
    const manifest = placed(plan.manifest, { number, previous: book.state.head, plan: plan.sha256 });
    const { sha256 } = staging.write(MANIFEST, manifestText(manifest));
    staging.seal();
    const damage =
      readManifest(staging.path)?.sha256 === sha256
        ? findDamage(staging.path, manifest)
        : `${MANIFEST} is not the file that was written`;
    if (damage !== undefined) throw new Failure("output-unwritable", { place: { file: staging.path }, found: damage });
    takeSlot(staging, { folder: book.folder, number, next });
    return { number, folder: join(book.folder, runName(number)), manifest, sha256 };
  } catch (error) {
    staging.discard();
    throw error;
  }
}

interface Slot {
  readonly folder: string;
  readonly number: number;
  readonly next: string | undefined;
}

function takeSlot(staging: StagingFolder, { folder, number, next }: Slot): void {
  const slot = join(folder, runName(number));
  try {
    publish(staging.path, slot, () => existsSync(join(folder, runName(number + 1))));
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const found = errorName(cause);
    // Windows says EPERM, as Windows does for many other errors.
    if (found === "ENOTEMPTY" || found === "EEXIST" || (ON_WINDOWS && existsSync(slot))) {
      throw new Failure("book-moved-on", {
        place: { file: folder },
        found: "another process committed first",
        next,
        cause,
      });
    }
    throw new Failure("output-unwritable", { place: { file: slot }, found, cause });
  }
}

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

/** How a file differs from what the plan was made from: `rentals.csv  sha256 9f2c…  1,204 rows -> 77ab…  1,275 rows`. */
function staleness(file: RuleFile | InputFile, cwd: string): readonly string[] {
  // Standard input is gone and cannot be checked.
  if (file.path === "-") return [];
  const archive = "archive" in file ? file.archive : undefined;
  const path = resolve(cwd, archive ?? file.path);
  const found = hashFile(path);
  if (found === undefined) return [`${file.path}  is not there any more`];
  if (found.sha256 === file.sha256) return [];
  const lines = { count: 0, quotes: 0 };
  hashFile(path, (piece) => countLines(piece, lines));
  const isAsStored = archive === undefined && !("encoding" in file) && !/\.(?:gz|zst|xlsx|parquet)$/i.test(file.path);
  const isTable = "rows" in file && isAsStored;
  const rows = (count: number) => (isTable ? `  ${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} rows` : "");
  return [
    `${file.path}  sha256 ${file.sha256.slice(0, 8)}…${rows("rows" in file ? file.rows : 0)} -> ${found.sha256.slice(0, 8)}…${rows(lines.count - 1)}`,
  ];
}

/** Counts line ends outside quotes. */
function countLines(piece: Uint8Array, lines: { count: number; quotes: number }): void {
  for (const byte of piece) {
    if (byte === 0x22) lines.quotes += 1;
    else if (byte === 0x0a && lines.quotes % 2 === 0) lines.count += 1;
  }
}
