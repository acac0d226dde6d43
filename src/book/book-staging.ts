/** Staging folders inside a book, where the files of a run wait for the rename that commits them. */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../domain/failure.ts";
import { STAGING } from "./book.ts";
import { attempt } from "./disk.ts";
import { createStaging, type StagingFolder } from "./staging.ts";

/** @throws Failure `output-unwritable`, also when the place is a link, which would lead out of the book. */
export function createBookStaging(book: string, prefix: string): StagingFolder {
  const parent = join(book, STAGING);
  if (attempt(parent, () => lstatSync(parent, { throwIfNoEntry: false }))?.isSymbolicLink() === true)
    throw new Failure("output-unwritable", { place: { file: parent }, found: "it is a link, which leads elsewhere" });
  return createStaging(parent, prefix);
}
