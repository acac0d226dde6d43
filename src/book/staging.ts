/**
 * Folders that are prepared out of sight and published whole.
 *
 * Every file is new (never through a link, never over another), written in a loop because a write may take only a part
 * of the bytes, hashed on the way, and flushed to the disk before it counts as finished. Until the folder is
 * renamed into its place, only its owner can look into it.
 */
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, closeSync, constants, fsyncSync, mkdirSync, openSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { attempt, errorName, removeQuietly, syncFolder } from "./disk.ts";

/** A finished file as a manifest lists it. */
export interface FileFacts {
  /** Path inside the folder, with forward slashes. */
  readonly file: string;
  readonly bytes: number;
  /** Data rows of a CSV, header not counted; undefined for other files. */
  readonly rows: number | undefined;
  /** Of the rows, whatever their order; only for gifts and reviews. See `row-total.ts`. */
  readonly row_total?: string;
  readonly sha256: string;
}

export interface StagedFile {
  /** Adds bytes that hold `rows` data rows. */
  append(bytes: Uint8Array, rows?: number): void;
  finish(rowTotal?: string): FileFacts;
}

export interface StagingFolder {
  readonly path: string;
  /** Starts a file at a path inside the folder, such as `rejects/rentals.csv`. */
  create(file: string): StagedFile;
  /** Writes a whole file. */
  write(file: string, content: string | Uint8Array): FileFacts;
  /** Facts of all finished files, in the order they were finished. */
  files(): readonly FileFacts[];
  /** Removes a file that was only needed meanwhile, if it is there. */
  removeScratch(file: string): void;
  /** Flushes the folder and gives it the permissions of any new one. */
  seal(): void;
  /** Removes the folder, and the folders that were made for it; the next command sweeps folders that cannot be removed. */
  discard(): void;
}

const NEW_FILE = constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW | constants.O_WRONLY;

/** Makes a folder of its own inside `parent`; its name says who owns it, so that it can be recognized when left over. */
export function createStaging(parent: string, prefix: string): StagingFolder {
  const path = join(parent, `${prefix}.${process.pid}.${randomBytes(6).toString("hex")}`);
  const firstMade = attempt(path, () => {
    const made = makeFolder(parent);
    mkdirSync(path, { mode: 0o700 });
    return made;
  });
  const finished: FileFacts[] = [];
  const folders = new Set([path]);

  function create(file: string): StagedFile {
    const target = join(path, file);
    attempt(target, () => mkdirSync(dirname(target), { recursive: true, mode: 0o700 }));
    folders.add(dirname(target));
    return createFile(target, file, (facts) => finished.push(facts));
  }

  function write(file: string, content: string | Uint8Array): FileFacts {
    const staged = create(file);
    staged.append(typeof content === "string" ? Buffer.from(content) : content);
    return staged.finish();
  }

  function seal(): void {
    for (const folder of folders) attempt(folder, () => chmodSync(folder, 0o777 & ~process.umask()));
    for (const folder of folders) syncFolder(folder);
  }

  return {
    path,
    create,
    write,
    files: () => finished,
    removeScratch: (file) => attempt(join(path, file), () => rmSync(join(path, file), { force: true })),
    seal,
    discard: () => {
      removeQuietly(path);
      if (firstMade !== undefined) removeEmpty(parent, firstMade);
    },
  };
}

/** @param file as it is listed. @param onFinished gets what is listed of it. */
function createFile(target: string, file: string, onFinished: (facts: FileFacts) => void): StagedFile {
  const descriptor = attempt(target, () => openSync(target, NEW_FILE, 0o666));
  const hash = createHash("sha256");
  let bytes = 0;
  let rows = 0;
  return {
    append: (part, partRows = 0) => {
      attempt(target, () => writeAll(descriptor, part));
      hash.update(part);
      bytes += part.length;
      rows += partRows;
    },
    finish: (rowTotal) => {
      attempt(target, () => fsyncSync(descriptor));
      attempt(target, () => closeSync(descriptor));
      const facts: FileFacts = {
        file,
        bytes,
        rows: file.endsWith(".csv") ? rows : undefined,
        ...(rowTotal === undefined ? {} : { row_total: rowTotal }),
        sha256: hash.digest("hex"),
      };
      onFinished(facts);
      return facts;
    },
  };
}

/**
 * Makes a folder and returns the first folder that was made. All folders above are made at once only where one of them is
 * missing, because making all hides other errors.
 */
function makeFolder(path: string): string | undefined {
  try {
    mkdirSync(path);
    return path;
  } catch (cause) {
    const found = errorName(cause);
    if (found === "EEXIST") return undefined;
    if (found === "ENOENT") return mkdirSync(path, { recursive: true });
    throw cause;
  }
}

/** Removes folders that were made for the staging folder, from the inner to the outer one, as long as they are empty. */
function removeEmpty(inner: string, outer: string): void {
  try {
    for (let folder = inner; folder.startsWith(outer); folder = dirname(folder)) rmdirSync(folder);
  } catch {
    // One of them is not empty, or not there any more: it stays.
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}
