/** Folders outside of every book and plan, for data that does not fit into memory or is only looked at. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { attempt, removeQuietly } from "../../book/disk.ts";
import { createStaging, type StagingFolder } from "../../book/staging.ts";
import { join } from "../../domain/path.ts";

/**
 * Makes a folder; its maker removes it.
 * @param command named in the folder's name, so that the name of a leftover says which command left it.
 * @throws Failure `output-unwritable`.
 */
export function makeScratch(command: string): string {
  const parent = tmpdir();
  return attempt(parent, () => mkdtempSync(join(parent, `compensate-${command}-`)));
}

/** A staging folder for files that are never committed, so that a book is not written to. Discarding it leaves nothing behind. */
export function createScratchStaging(command: string): StagingFolder {
  const scratch = makeScratch(command);
  return { ...createStaging(scratch, "plan"), discard: () => void removeQuietly(scratch) };
}
