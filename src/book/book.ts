/**
 * The book: a folder with one numbered folder for every committed run.
 *
 * The runs are the ledger. Each manifest carries the hash of the one before, so a run that was changed or removed
 * breaks the chain, and nothing is given while the book cannot be trusted. No other file could disagree with them.
 */
import { lstatSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { Failure } from "../domain/failure.ts";
import { errorName } from "./disk.ts";
import { findKnownIds, type IdList, KEYS } from "./keys.ts";
import {
  type BookState,
  type CommittedRun,
  findEdit,
  MANIFEST,
  type Manifest,
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

/**
 * Every numbered folder of a book, oldest first, sound or not.
 *
 * Each manifest holds the hash of the one before, so where all are in their places and the seal of the newest fits, all are as
 * they were written. Only where that is not so does each say what is wrong with it.
 */
export function readChain(folder: string): readonly Link[] {
  const found = runNames(folder).map((name): FoundRun => {
    const path = join(folder, name);
    return { name, path, read: readManifest(path) };
  });
  return chainedRuns(found) ?? linksOf(found);
}

interface FoundRun {
  readonly name: string;
  readonly path: string;
  readonly read: ReadManifest | undefined;
}

/** Undefined when a manifest is missing, changed or not in its place. */
function chainedRuns(found: readonly FoundRun[]): readonly Link[] | undefined {
  const links: Link[] = [];
  let head: string | null = null;
  for (const { name, path, read } of found) {
    const number = links.length + 1;
    if (read === undefined || !isInPlace(path, read, { number, head })) return undefined;
    head = read.sha256;
    links.push({ name, folder: path, run: { number, folder: path, ...read }, problem: undefined });
  }
  const newest = found.at(-1);
  if (newest?.read !== undefined && findEdit(newest.path, newest.read) !== undefined) return undefined;
  return links;
}

interface Place {
  readonly number: number;
  /** The hash of the manifest before. */
  readonly head: string | null;
}

function isInPlace(folder: string, { manifest: { run, book } }: ReadManifest, { number, head }: Place): boolean {
  if (run === undefined || run.number !== number || basename(folder) !== runName(number)) return false;
  return follows({ run, book }, { number, head }) && !lstatSync(folder).isSymbolicLink();
}

function follows({ run, book }: Pick<Manifest, "run" | "book">, { number, head }: Place): boolean {
  return run?.previous === head && book.head === head && book.runs === number - 1;
}

function linksOf(found: readonly FoundRun[]): readonly Link[] {
  const links: Link[] = [];
  for (const { name, path, read } of found) {
    links.push({
      name,
      folder: path,
      run: read === undefined ? undefined : { number: Number(name), folder: path, ...read },
      problem: read === undefined ? `${MANIFEST} is missing or cannot be read` : findBreak(path, read, links),
    });
  }
  return links;
}

function findBreak(folder: string, read: ReadManifest, before: readonly Link[]): string | undefined {
  const { run } = read.manifest;
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
  if (!follows(read.manifest, { number, head })) return "it does not follow from the run before it, which was changed";
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
export function findGiven({ runs }: Book, outage: string, ids: IdList): Uint8Array {
  // A file is read once, to be proved and searched; what was found in a changed file counts for nothing, because the command ends.
  return findKnownIds(ids, standingRunsFor(runs, outage), (run, onPiece) => assertProven(run, [KEYS], onPiece));
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
