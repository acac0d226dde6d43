/**
 * Finds the exports that a command line names: files, folders (their CSV files, without the folders below), globs, and `-` for
 * standard input. The files of a zip archive stand in its place. Folders and globs give their files in the order of their names' bytes, so that the order never depends on the
 * machine. A file that is named twice is read once.
 */
import { type Dirent, readdir as readdirWith } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { Failure, quoted, visible } from "../domain/failure.ts";
import type { ExportMapping } from "../domain/mapping.ts";
import { isSamePath, join, relative } from "../domain/path.ts";
import type { RecordKind } from "../domain/record.ts";
import { rejectsFile } from "../domain/reject.ts";
import { unreadable } from "../domain/unreadable.ts";
import { type ArchiveFinder, createArchiveFinder } from "./find-archived.ts";
import type { SourceFile } from "./source.ts";

export interface ExportFile extends SourceFile {
  /** The kind that the user forces. */
  readonly kind: RecordKind | undefined;
  /** How the export is meant; undefined for a canonical one. */
  readonly mapping?: ExportMapping | undefined;
}

export interface FoundExports {
  readonly files: readonly ExportFile[];
  /** The paths of the files that were found in a folder or an archive, and not named. */
  readonly found: ReadonlySet<string>;
  /** The folders in which other files lie too. */
  readonly passedOver: readonly PassedOver[];
}

/** What lies in a folder or an archive and is not taken for an export. */
export interface PassedOver {
  /** The folder or archive as the user wrote it. */
  readonly folder: string;
  /** Names of files, and of folders with a `/` behind them, in the order of their bytes. Names that begin with a dot are left out. */
  readonly names: readonly string[];
}

const EXPORT_NAME = /\.(?:(?:csv|tsv|txt|jsonl|ndjson)(?:\.(?:gz|zst))?|xlsx|parquet|zip)$/i;

/** @throws Failure `no-exports`, `file-missing`, `file-unreadable`. */
export async function discoverExports(wanted: readonly ExportFile[], cwd: string): Promise<FoundExports> {
  const files: ExportFile[] = [];
  const found = new Set<string>();
  const passedOver: PassedOver[] = [];
  const find = createArchiveFinder(cwd);
  const passOver = (folder: string, names: readonly string[]) => {
    if (names.length > 0 && !passedOver.some((known) => isSame(known.folder, folder, cwd)))
      passedOver.push({ folder, names });
  };
  for (const { path, ...declared } of wanted) {
    const { paths, others, isFolder } = await filesOf(path, cwd, find);
    passOver(path, others);
    for (const named of paths) {
      const there = await find.filesAt({ path: named, encoding: declared.encoding });
      passOver(named, there.others);
      // An archive that is named itself is meant to have exports, as a file is.
      if (named === path && there.files.length === 0) throw noExports([{ path }], passedOver);
      for (const file of there.files) {
        const known = files.find((each) => isSame(each.path, file.path, cwd));
        if (known === undefined) files.push({ ...declared, ...file });
        if (!isFolder && file.path === named) found.delete(known?.path ?? "");
        else if (known === undefined) found.add(file.path);
      }
    }
  }
  if (files.length > 0) return { files, found, passedOver: withoutRead(passedOver, files, cwd) };
  throw noExports(wanted, passedOver);
}

function noExports(wanted: readonly SourceFile[], passedOver: readonly PassedOver[]): Failure {
  const texts = wanted.map(({ path }) => {
    const names = passedOver.find(({ folder }) => folder === path)?.names;
    return names === undefined ? quoted(path) : `${quoted(path)} has only ${namesText(names)}`;
  });
  return new Failure("no-exports", { found: texts.join(", ") || undefined });
}

/** Leaves out what the command line names besides the folder. */
function withoutRead(folders: readonly PassedOver[], files: readonly ExportFile[], cwd: string): readonly PassedOver[] {
  const read = new Set(files.map(({ path }) => resolve(cwd, path)));
  return folders
    .map(({ folder, names }) => ({ folder, names: names.filter((name) => !read.has(resolve(cwd, folder, name))) }))
    .filter(({ names }) => names.length > 0);
}

/** `a.xlsx, notes.md and 3 more`. */
function namesText(names: readonly string[]): string {
  const shown = names.slice(0, names.length > MOST_NAMED ? MOST_NAMED - 1 : MOST_NAMED).map(visible);
  const rest = names.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.pop();
  return shown.length === 0 ? `${last}` : `${shown.join(", ")} and ${last}`;
}

const MOST_NAMED = 3;

function isSame(a: string, b: string, cwd: string): boolean {
  return a === b || (a !== "-" && b !== "-" && isSamePath(a, b, cwd));
}

interface Named {
  readonly paths: readonly string[];
  /** What else lies in a folder; empty for a file or a glob. */
  readonly others: readonly string[];
  readonly isFolder: boolean;
}

async function filesOf(path: string, cwd: string, find: ArchiveFinder): Promise<Named> {
  const alone: Named = { paths: [path], others: [], isFolder: false };
  if (path === "-") return alone;
  const found = await stat(resolve(cwd, path)).catch((cause: unknown) => unreadable(path, cause));
  if ("isDirectory" in found && found.isDirectory()) {
    const entries = await readdir(resolve(cwd, path), { withFileTypes: true }).catch((cause: unknown) => {
      throw unreadable(path, cause);
    });
    const isExport = (entry: Dirent) => !entry.isDirectory() && EXPORT_NAME.test(entry.name);
    const exports = entries.filter(isExport).map(({ name }) => name);
    const others = entries
      .filter((entry) => !isExport(entry) && !entry.name.startsWith("."))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    const paths = exports.toSorted(byBytes).map((name) => join(path, name));
    return { paths, others: others.toSorted(byBytes), isFolder: true };
  }
  if (!(found instanceof Failure) || (await find.isInArchive(path))) return alone;
  if (!/[*?[{]/.test(path)) throw found;
  return { paths: await filesLike(path, cwd), others: [], isFolder: false };
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
 * Gives each export a name for outputs and reports, in input order: the export's file name without folder, archive, `.gz` and `.zst`,
 * numbered where two names are the same. Names that differ only in case count as the same, like in some file systems.
 * Standard input is named after its kind, so that a pipe gives the same outputs as the file `subscriptions.csv`.
 */
export function createNamer(): (path: string, kind: RecordKind) => string {
  const taken = new Set<string>();
  return (path, kind) => {
    const wanted = path === "-" ? `${kind}s.csv` : basename(path).replace(/\.(gz|zst)$/i, "");
    let name = wanted;
    // Two exports have two files of rejects, too.
    for (let number = 2; taken.has(rejectsFile(name).toLowerCase()); number += 1)
      name = wanted.replace(/(\.[^.]*)?$/, `-${number}$1`);
    taken.add(rejectsFile(name).toLowerCase());
    return name;
  };
}
