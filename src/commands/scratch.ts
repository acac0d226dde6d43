/** A folder for what does not fit into memory; whoever makes it removes it. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { attempt } from "../book/disk.ts";
import { join } from "../domain/path.ts";

/** @param command named in the folder's name, so that a leftover says what left it. @throws Failure `output-unwritable`. */
export function makeScratch(command: string): string {
  const parent = tmpdir();
  return attempt(parent, () => mkdtempSync(join(parent, `compensate-${command}-`)));
}
