/**
 * Opens ordinary files, and refuses folders, pipes, devices and sockets of the same name.
 *
 * To open a named pipe waits until another program writes to it, and no signal is heard meanwhile; a device may never end. So a
 * path is looked at before it is opened, opened without waiting, and looked at once more, because it may have been replaced in
 * between. Every file that is read is opened here, except for exports and our own scratch files.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { Failure } from "../domain/failure.ts";
import type { RawBytes } from "./raw-bytes.ts";

/** Opens a file; undefined when the path is a folder, a pipe, a device or a socket. @throws the error of the file system. */
export function openOrdinary(path: string): number | undefined {
  if (!statSync(path).isFile()) return undefined;
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  let isOrdinary = false;
  try {
    isOrdinary = fstatSync(descriptor).isFile();
    return isOrdinary ? descriptor : undefined;
  } finally {
    if (!isOrdinary) closeSync(descriptor);
  }
}

/** The bytes of a whole file; undefined when the path is no ordinary file. @throws the error of the file system. */
export function readOrdinary(path: string): Buffer | undefined {
  const descriptor = openOrdinary(path);
  if (descriptor === undefined) return undefined;
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes of a file as they come; undefined when there is no ordinary file at the path. @throws Failure `file-unreadable`. */
export function ordinaryBytes(path: string): RawBytes | undefined {
  const descriptor = attempt(path, () => openOrdinary(path));
  if (descriptor === undefined) return undefined;
  return {
    read: async (into) => {
      // Gives interruptions their turn.
      await setImmediate();
      return attempt(path, () => readSync(descriptor, into, 0, into.length, null)) ?? 0;
    },
    assertUnchanged: async () => {},
    close: async () => closeSync(descriptor),
  };
}

function attempt<Result>(file: string, act: () => Result): Result | undefined {
  try {
    return act();
  } catch (cause) {
    const found = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    if (found === "ENOENT") return undefined;
    throw new Failure("file-unreadable", { place: { file }, found, cause });
  }
}
