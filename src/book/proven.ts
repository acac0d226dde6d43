/**
 * Files of the book, proved before they are believed: a file of a committed run that is read, to decide by it or to copy it
 * into a new run, is first hashed and compared with the run's manifest, which the chain proves.
 *
 * Only files that are read are proved. A plan that needs nothing but keys does not hash the outputs of hundreds of runs.
 */
import { join } from "node:path";
import { Failure } from "../domain/failure.ts";
import { findDamage } from "./folder-damage.ts";
import type { CommittedRun } from "./manifest.ts";
import { type OutputRow, outputRows } from "./output-rows.ts";

/**
 * @param onPiece gets the bytes of the files, before it is known whether they are those that were committed.
 * @throws Failure `book-broken` when one of these files of a run is not the one that was committed.
 */
export function assertProven(run: CommittedRun, files: readonly string[], onPiece?: (piece: Uint8Array) => void): void {
  for (const file of files) {
    const found = findChange(run, file, onPiece);
    if (found !== undefined) throw new Failure("book-broken", { place: { file: join(run.folder, file) }, found });
  }
}

/** Whether a file of a run is missing, or is not the one that was committed. */
export function isChanged(run: CommittedRun, file: string): boolean {
  return findChange(run, file) !== undefined;
}

function findChange(
  { folder, manifest }: CommittedRun,
  file: string,
  onPiece?: (piece: Uint8Array) => void,
): string | undefined {
  const listed = manifest.outputs.filter((output) => output.file === file);
  return listed.length === 1 ? findDamage(folder, { outputs: listed }, onPiece) : `${file} is not in the manifest`;
}

/** The rows of a CSV of a run, many at a time, once the file is proved. @throws Failure `book-broken`. */
export async function* readProven(run: CommittedRun, file: string): AsyncGenerator<readonly OutputRow[], void, void> {
  assertProven(run, [file]);
  const path = join(run.folder, file);
  try {
    yield* outputRows(path);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure("book-broken", { place: { file: path }, found: "it is no CSV", cause });
  }
}
