/**
 * The book: a folder with one numbered folder for every committed run.
 *
 * The runs are the ledger. Each manifest carries the hash of the one before, so a run that was changed or removed
 * breaks the chain, and nothing is given while the book cannot be trusted. No other file could disagree with them.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../domain/failure.ts";
import { findDamage } from "./damage.ts";
import { findKnownIds, type IdList } from "./keys.ts";
import { type BookState, isSealed, type Manifest, readManifest } from "./manifest.ts";

export const STAGING = ".staging";
export const KEYS = "keys";

export interface CommittedRun {
  readonly number: number;
  readonly folder: string;
  readonly manifest: Manifest;
  readonly sha256: string;
}

export interface Book {
  readonly folder: string;
  /** Oldest first. */
  readonly runs: readonly CommittedRun[];
  readonly state: BookState;
}

/** An absent folder is an empty book. @throws Failure `book-broken`. */
export function openBook(folder: string): Book {
  const runs: CommittedRun[] = [];
  for (const name of runNames(folder)) {
    const path = join(folder, name);
    const read = readManifest(path);
    const previous = runs.at(-1)?.sha256 ?? null;
    const number = runs.length + 1;
    if (read?.manifest.run === undefined) throw broken(path, "its manifest is missing or cannot be read");
    if (!isSealed(read.manifest)) throw broken(path, "its manifest was changed");
    if (Number(name) !== number || read.manifest.run.number !== number)
      throw broken(path, `run ${runName(number)} is missing before it`);
    if (read.manifest.run.previous !== previous)
      throw broken(path, "it does not follow from the run before it, which was changed");
    runs.push({ number, folder: path, ...read });
  }
  return { folder, runs, state: { runs: runs.length, head: runs.at(-1)?.sha256 ?? null } };
}

/**
 * Flags the ids that a run of this outage has given already.
 * @throws Failure `book-broken` when the keys of a run are not those that were committed.
 */
export function findGiven({ runs }: Book, outage: string, ids: IdList): Uint8Array {
  const ofOutage = runs.filter(({ manifest }) => manifest.outage === outage);
  for (const { folder, manifest } of ofOutage) {
    const keys = manifest.outputs.filter(({ file }) => file === KEYS);
    const damage = keys.length === 1 ? findDamage(folder, { outputs: keys }) : `${KEYS} is not in the manifest`;
    if (damage !== undefined) throw broken(join(folder, KEYS), damage);
  }
  return findKnownIds(
    ids,
    ofOutage.map(({ folder }) => join(folder, KEYS)),
  );
}

/** `0001`; more digits when there are more runs. */
export function runName(number: number): string {
  return String(number).padStart(4, "0");
}

function runNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{4,}$/.test(name))
    .sort((a, b) => Number(a) - Number(b));
}

function broken(file: string, found: string): Failure {
  return new Failure("book-broken", { place: { file }, found });
}
