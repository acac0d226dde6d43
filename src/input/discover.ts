/**
 * Finds the exports that a command line names: files, folders (their CSV files, without the folders below), globs, and `-` for
 * standard input. Folders and globs give their files in the order of their names' bytes, so that the order never depends on the
 * machine. A file that is named twice is read once.
 */
import { type Dirent, readdir as readdirWith } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { Failure, quoted } from "../domain/failure.ts";
import { isSamePath, join, relative } from "../domain/path.ts";
import type { RecordKind } from "../domain/record.ts";
import { unreadable } from "../domain/unreadable.ts";

export interface ExportFile {
  /** The path as the user would write it; `-` for standard input. */
  readonly path: string;
  /** The kind that the user forces. */
  readonly kind: RecordKind | undefined;
}

const EXPORT_NAME = /\.(csv|tsv|txt)(\.gz)?$/i;

/** @throws Failure `no-exports`, `file-missing`, `file-unreadable`. */
export async function discoverExports(wanted: readonly ExportFile[], cwd: string): Promise<readonly ExportFile[]> {
  const found: ExportFile[] = [];
  for (const { path, kind } of wanted) {
    for (const file of await filesOf(path, cwd)) {
      if (!found.some((known) => isSame(known.path, file, cwd))) found.push({ path: file, kind });
    }
  }
  if (found.length === 0)
    throw new Failure("no-exports", { found: wanted.map(({ path }) => quoted(path)).join(", ") || undefined });
  return found;
}

function isSame(a: string, b: string, cwd: string): boolean {
  return a === b || (a !== "-" && b !== "-" && isSamePath(a, b, cwd));
}

async function filesOf(path: string, cwd: string): Promise<readonly string[]> {
  if (path === "-") return [path];
  const found = await stat(resolve(cwd, path)).catch((cause: unknown) => unreadable(path, cause));
  if ("isDirectory" in found && found.isDirectory()) {
    const entries = await readdir(resolve(cwd, path), { withFileTypes: true }).catch((cause: unknown) => {
      throw unreadable(path, cause);
    });
    return entries
      .filter((entry) => !entry.isDirectory() && EXPORT_NAME.test(entry.name))
      .map(({ name }) => name)
      .toSorted(byBytes)
      .map((name) => join(path, name));
  }
  if (!(found instanceof Failure)) return [path];
  if (!/[*?[{]/.test(path)) throw found;
  return filesLike(path, cwd);
}

/** The arguments with which the library calls `readdir`. */
type ReaddirCall = [
  folder: string,
  options: { readonly withFileTypes: true },
  done: (cause: NodeJS.ErrnoException | null, entries: Dirent[]) => void,
];

async function filesLike(pattern: string, cwd: string): Promise<readonly string[]> {
  // The library is loaded only here, because loading it takes longer than reading a folder, and most command lines name files.
  const { glob } = await import("tinyglobby");
  // The library passes over folders that it cannot read. Their exports would then be missing without a message.
  const failures: Failure[] = [];
  const noting = new Proxy(readdirWith, {
    apply: (_, __, [folder, options, done]: ReaddirCall) =>
      readdirWith(folder, options, (cause, entries) => {
        const isThere = cause !== null && cause.code !== "ENOENT" && cause.code !== "ENOTDIR";
        if (isThere) failures.push(unreadable(relative(cwd, folder), cause));
        done(cause, entries);
      }),
  });
  const matches = await glob(pattern, { cwd, expandDirectories: false, dot: false, fs: { readdir: noting } });
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  return matches.toSorted(byBytes);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * Gives each export a name for outputs and reports, in input order: the export's file name without folder and `.gz`,
 * numbered where two names are the same. Names that differ only in case count as the same, like in some file systems.
 * Standard input is named after its kind, so that a pipe gives the same outputs as the file `subscriptions.csv`.
 */
export function createNamer(): (path: string, kind: RecordKind) => string {
  const taken = new Set<string>();
  return (path, kind) => {
    const wanted = path === "-" ? `${kind}s.csv` : basename(path).replace(/\.gz$/i, "");
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1)
      name = wanted.replace(/(\.[^.]*)?$/, `-${number}$1`);
    taken.add(name.toLowerCase());
    return name;
  };
}
