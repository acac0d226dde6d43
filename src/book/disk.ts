/**
 * What the disk is asked for when it matters: that names and bytes last, and errors that name their place.
 *
 * Making a name durable means flushing the folder it stands in. A new book may stand in new folders itself, so those
 * above it are flushed as well.
 */
import { closeSync, constants, fsyncSync, openSync, realpathSync, renameSync, rmSync } from "node:fs";
import { constants as system } from "node:os";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { Failure } from "../domain/failure.ts";
import { openOrdinary, readOrdinary } from "../exports/ordinary-file.ts";

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
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
}

/** Makes the name of a folder durable, and the names of all that it lies in. */
export function syncNameOf(path: string): void {
  for (let inner = path, outer = dirname(path); outer !== inner; inner = outer, outer = dirname(outer)) {
    try {
      syncFolder(outer);
    } catch (error) {
      // Whoever may not open a folder has not made anything in it.
      if (!(error instanceof Failure && isForbidden(error.cause))) throw error;
    }
  }
}

function isForbidden(cause: unknown): boolean {
  return ["EACCES", "EPERM"].includes(errorName(cause));
}

function openFolder(path: string): number {
  return openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
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
    renameSync(from, to);
    try {
      fsyncSync(descriptor);
    } catch (cause) {
      if (restoreName(from, to, isBuiltOn)) attempt(parent, () => fail(cause));
      throw new Failure("commit-unsure", { place: { file: to }, found: errorName(cause), cause });
    }
  } finally {
    closeSync(descriptor);
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
    // It stays as it is; whoever runs the command again is told.
  }
  return false;
}

/** Removes what nobody needs any more. What cannot be removed is left for the next command to sweep. */
export function removeQuietly(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
