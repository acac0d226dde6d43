/**
 * Asks the disk to keep names and bytes, and makes errors name their place.
 *
 * Making a name durable means flushing the folder it stands in. A new book may stand in new folders itself, so the
 * folders above it are flushed as well.
 *
 * Windows flushes a folder that was opened for writing, and does not rename a folder while a program has a file in it open.
 */
import { closeSync, constants, existsSync, fsyncSync, openSync, realpathSync, renameSync, rmSync } from "node:fs";
import { constants as system } from "node:os";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { Failure } from "../domain/failure.ts";
import { ON_WINDOWS } from "../domain/path.ts";
import { openOrdinary, readOrdinary } from "../input/ordinary-file.ts";

/** Turns an error of the file system into a failure that names the place. */
export function attempt<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure("output-unwritable", { place: { file: path }, found: errorName(cause), cause });
  }
}

/** The same where something is only read. Undefined when there is no file of that name. */
export function attemptRead<Result>(path: string, act: () => Result | undefined): Result | undefined {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const found = errorName(cause);
    if (["ENOENT", "ENOTDIR", "EISDIR", "ELOOP"].includes(found)) return undefined;
    throw new Failure("file-unreadable", { place: { file: path }, found, cause });
  }
}

/** A whole file. @throws Failure `file-unreadable`, also where there is none. */
export function readWhole(path: string): Buffer {
  return attemptRead(path, () => readOrdinary(path)) ?? missing(path);
}

/** Opens a file to be read. @throws Failure `file-unreadable`, also where there is none. */
export function mustOpen(path: string): number {
  return attemptRead(path, () => openOrdinary(path)) ?? missing(path);
}

function missing(path: string): never {
  throw new Failure("file-unreadable", { place: { file: path }, found: "it is missing" });
}

/** `ENOSPC`; also of errors that Node has no name for. */
export function errorName(cause: unknown): string {
  if (!(cause instanceof Error) || !("errno" in cause)) return String(cause);
  // Node's numbers are the system's own on some systems only; its names are the same everywhere.
  if ("code" in cause && /^E[A-Z0-9]+$/.test(String(cause.code))) return String(cause.code);
  const known = Object.entries(system.errno).find(([, number]) => number === -Number(cause.errno));
  return known?.[0] ?? cause.message;
}

/** Whether a place is a folder or below it, whatever links lead there; neither needs to exist yet. */
export function liesIn(path: string, folder: string): boolean {
  const way = relative(realPlace(folder), realPlace(path));
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const outer = dirname(path);
    return outer === path ? path : join(realPlace(outer), basename(path));
  }
}

/** Makes the names in a folder durable. */
export function syncFolder(path: string): void {
  attempt(path, () => {
    const descriptor = openFolder(path);
    try {
      flush(descriptor);
    } finally {
      close(descriptor);
    }
  });
}

/** Makes the name of a folder durable, and the names of all that it lies in. */
export function syncNameOf(path: string): void {
  for (let inner = path, outer = dirname(path); outer !== inner; inner = outer, outer = dirname(outer)) {
    try {
      syncFolder(outer);
    } catch (error) {
      // A process that may not open a folder has not made anything in it.
      if (!(error instanceof Failure && isForbidden(error.cause))) throw error;
    }
  }
}

function isForbidden(cause: unknown): boolean {
  return ["EACCES", "EPERM"].includes(errorName(cause));
}

/** Undefined on Windows, where a process may be allowed to make folders in a folder and not to open it for writing. */
function openFolder(path: string): number | undefined {
  if (!ON_WINDOWS) return openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  return unlessRefused(() => openSync(path, constants.O_RDWR));
}

function flush(descriptor: number | undefined): void {
  if (descriptor === undefined) return;
  if (ON_WINDOWS) unlessRefused(() => fsyncSync(descriptor));
  else fsyncSync(descriptor);
}

function close(descriptor: number | undefined): void {
  if (descriptor !== undefined) closeSync(descriptor);
}

/**
 * Not every file system of Windows flushes folders. A file system that says so is believed; an error of the disk has none
 * of these codes.
 */
function unlessRefused<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (cause) {
    if (["EACCES", "EPERM", "EISDIR", "EINVAL", "ENOTSUP", "ENOSYS"].includes(errorName(cause))) return undefined;
    throw cause;
  }
}

/** Two seconds in all: a virus scanner looks into files that are new, and is soon done. */
const PAUSES_MS = [10, 20, 50, 100, 200, 400, 500, 700];

/**
 * Renames a folder. On Windows the rename waits for a folder that is in use.
 * @throws the error of the rename. @throws Failure `output-unwritable` when it stays in use.
 */
export function renameFolder(from: string, to: string): void {
  const pauses = [...PAUSES_MS];
  for (;;) {
    try {
      renameSync(from, to);
      return;
    } catch (cause) {
      // A place that is taken is refused by the same name as a folder that is in use.
      if (!ON_WINDOWS || !["EACCES", "EPERM", "EBUSY"].includes(errorName(cause)) || existsSync(to)) throw cause;
      const pause = pauses.shift();
      if (pause === undefined) throw inUse(from, cause);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}

function inUse(file: string, cause: unknown): Failure {
  return new Failure("output-unwritable", {
    place: { file },
    found: `${errorName(cause)}, as when another program has the folder or a file in it open`,
    next: "Close what is open there, such as a spreadsheet or a terminal, and run the command again; nothing was committed.",
    cause,
  });
}

/**
 * Renames, and makes the new name durable. When the disk does not confirm that, the old name is restored, unless
 * something was built on the new one meanwhile.
 * @throws the error of the rename. @throws Failure `output-unwritable`, `commit-unsure`.
 */
export function publish(from: string, to: string, isBuiltOn: () => boolean = () => false): void {
  const parent = dirname(to);
  syncNameOf(parent);
  // Opened first: after the rename there is nothing left to fail but the disk itself.
  const descriptor = attempt(parent, () => openFolder(parent));
  try {
    renameFolder(from, to);
    try {
      flush(descriptor);
    } catch (cause) {
      if (restoreName(from, to, isBuiltOn)) attempt(parent, () => fail(cause));
      throw new Failure("commit-unsure", { place: { file: to }, found: errorName(cause), cause });
    }
  } finally {
    close(descriptor);
  }
}

function fail(cause: unknown): never {
  throw cause;
}

function restoreName(from: string, to: string, isBuiltOn: () => boolean): boolean {
  try {
    renameSync(to, from);
    if (!isBuiltOn()) return true;
    renameSync(from, to);
  } catch {
    // The folder stays as it is; the next time the command is run, the command says so.
  }
  return false;
}

/** Removes a folder that is not needed any more. If the folder cannot be removed, the next command sweeps it. */
export function removeQuietly(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
