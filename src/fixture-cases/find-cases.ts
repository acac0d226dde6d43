/**
 * Fixture cases on disk. Every folder that has a folder `expected` is a case, and folders below a case are not looked through.
 *
 * Folders come in the order of their names' bytes. Hidden folders, `node_modules` and links are passed over.
 */
import { type Dirent, readdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { Failure } from "../domain/failure.ts";
import { join } from "../domain/path.ts";

export const EXPECTED = "expected";

/** Paths of all cases at or below the folders, as the user would write them; each once. */
export function findCases(folders: readonly string[], cwd: string): readonly string[] {
  const found = new Map<string, string>();
  for (const folder of folders) {
    for (const name of casesBelow(folder, cwd)) {
      const path = resolve(cwd, name);
      if (!found.has(path)) found.set(path, name);
    }
  }
  return [...found.values()];
}

function casesBelow(folder: string, cwd: string): readonly string[] {
  const below = entriesOf(folder, cwd)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  if (below.includes(EXPECTED)) return [folder];
  return below
    .filter((name) => !name.startsWith(".") && name !== "node_modules")
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .flatMap((name) => casesBelow(join(folder, name), cwd));
}

function entriesOf(folder: string, cwd: string): readonly Dirent[] {
  try {
    return readdirSync(resolve(cwd, folder), { withFileTypes: true });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOTDIR") {
      const next = `Name the folder of the case instead of ${basename(folder)}.`;
      throw new Failure("file-unreadable", { place: { file: folder }, found: "it is a file", next, cause });
    }
    throw new Failure(code === "ENOENT" ? "file-missing" : "file-unreadable", { place: { file: folder }, cause });
  }
}
