/**
 * The book: a folder with one numbered folder for every committed run.
 *
 * The runs are the ledger. Each manifest carries the hash of the one before, so a run that was changed or removed
 * breaks the chain, and nothing is given while the book cannot be trusted. No other file could disagree with them.
 */
import { lstatSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { Failure } from "../domain/failure.ts";
import { attemptRead, errorName } from "./disk.ts";
import { findKnownIds, type IdList, KEYS } from "./keys.ts";
import {
  type BookState,
  type CommittedRun,
  findEdit,
  MANIFEST,
  type ReadManifest,
  readManifest,
  runName,
} from "./manifest.ts";
import { findNonsense } from "./manifest-sense.ts";
import { assertProven } from "./proven.ts";
import { standingRuns } from "./standing.ts";

export type { CommittedRun };
export { KEYS, runName };
export const STAGING = ".staging";

export interface Book {
  readonly folder: string;
  /** Oldest first. */
  readonly runs: readonly CommittedRun[];
  readonly state: BookState;
}

/** An absent folder is an empty book. @throws Failure `book-broken`. */
export function openBook(folder: string): Book {
  const links = readChain(folder);
  const broken = links.find(({ problem }) => problem !== undefined);
  if (broken !== undefined) throw brokenBook(broken.folder, broken.problem ?? "");
  const runs = links.flatMap(({ run }) => run ?? []);
  for (const { folder: place, manifest } of runs) {
    const [nonsense] = findNonsense(manifest, runs);
    if (nonsense !== undefined) throw brokenBook(place, `${MANIFEST}: ${nonsense}`);
  }
  return bookOf(folder, runs);
}

/** The book as it was when it had these runs. */
export function bookOf(folder: string, runs: readonly CommittedRun[]): Book {
  return { folder, runs, state: { runs: runs.length, head: runs.at(-1)?.sha256 ?? null } };
}

/** One numbered folder, and what is wrong with its manifest or its place in the chain. */
export interface Link {
  readonly name: string;
  readonly folder: string;
  /** Undefined when the manifest cannot be read. */
  readonly run: CommittedRun | undefined;
  readonly problem: string | undefined;
}

/** Every numbered folder of a book, oldest first, sound or not. */
export function readChain(folder: string): readonly Link[] {
  const links: Link[] = [];
  for (const name of runNames(folder)) {
    const path = join(folder, name);
    const read = readManifest(path);
    const number = Number(name);
    links.push({
      name,
      folder: path,
      run: read === undefined ? undefined : { number, folder: path, ...read },
      problem: read === undefined ? `${MANIFEST} is missing or cannot be read` : findBreak(path, read, links),
    });
  }
  return links;
}

function findBreak(folder: string, read: ReadManifest, before: readonly Link[]): string | undefined {
  const { run, book } = read.manifest;
  if (lstatSync(folder).isSymbolicLink()) return "it is a link, not a folder";
  if (run === undefined) return `${MANIFEST} has no place in the book`;
  const edit = findEdit(folder, read);
  if (edit !== undefined) return `${MANIFEST}: ${edit}`;
  const number = before.length + 1;
  if (basename(folder) !== runName(number) || run.number !== number) {
    return before.at(-1)?.problem === undefined ? `run ${runName(number)} is missing before it` : undefined;
  }
  const previous = before.at(-1);
  // The run before says itself that its manifest is wrong.
  if (previous !== undefined && (previous.run === undefined || previous.problem !== undefined)) return undefined;
  const head = previous?.run?.sha256 ?? null;
  if (run.previous !== head || book.head !== head || book.runs !== before.length)
    return "it does not follow from the run before it, which was changed";
  return undefined;
}

/** Whether any run that stands was for this outage; only such a run has given anything for the outage. */
export function hasRunsFor({ runs }: Book, outage: string): boolean {
  return standingRunsFor(runs, outage).length > 0;
}

function standingRunsFor(runs: Book["runs"], outage: string): readonly CommittedRun[] {
  return standingRuns(runs).filter(({ manifest }) => manifest.outage === outage);
}

/**
 * Flags the ids that a standing run of this outage has given already.
 * @throws Failure `book-broken` when the keys of a run are not those that were committed.
 */
export function findGiven({ folder, runs }: Book, outage: string, ids: IdList): Uint8Array {
  const ofOutage = standingRunsFor(runs, outage);
  for (const run of ofOutage) assertProven(run, [KEYS]);
  const keyFiles = ofOutage.map(({ folder }) => join(folder, KEYS));
  const known = attemptRead(folder, () => findKnownIds(ids, keyFiles));
  if (known === undefined) throw brokenBook(folder, `${KEYS} is missing`);
  return known;
}

function runNames(folder: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => /^\d{4,}$/.test(name))
    .sort((a, b) => Number(a) - Number(b));
}

/** Only a folder that is not there is an empty book; a folder that cannot be looked into is none. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    const found = errorName(cause);
    if (found === "ENOENT") return [];
    throw new Failure("file-unreadable", { place: { file: folder }, found, cause });
  }
}

function brokenBook(file: string, found: string): Failure {
  return new Failure("book-broken", { place: { file }, found });
}
