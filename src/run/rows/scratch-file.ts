/** A file for data that does not fit into memory: made only when needed, and removed when the command ends. */
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { attempt, removeQuietly } from "../../book/disk.ts";
import type { OpenRanges } from "../../input/ranges.ts";

export interface ScratchFile {
  readonly path: string;
  /** Adds bytes, and returns the offset at which they begin. @throws Failure `output-unwritable`. */
  append(bytes: Uint8Array): number;
  /** Fills `into` with the bytes from an offset on. */
  read(offset: number, into: Uint8Array): void;
  /** Removes the file. */
  close(): void;
}

export function createScratchFile(path: string): ScratchFile {
  let descriptor: number | undefined;
  let size = 0;

  function append(bytes: Uint8Array): number {
    const offset = size;
    attempt(path, () => {
      descriptor ??= openSync(path, "wx+", 0o600);
      for (let written = 0; written < bytes.length; )
        written += writeSync(descriptor, bytes, written, bytes.length - written, offset + written);
    });
    size += bytes.length;
    return offset;
  }

  function close(): void {
    if (descriptor === undefined) return;
    const opened = descriptor;
    descriptor = undefined;
    try {
      closeSync(opened);
    } finally {
      removeQuietly(path);
    }
  }

  return { path, append, read: (offset, into) => readFully(descriptor ?? -1, path, offset, into), close };
}

/** Reads a scratch file that is still open. */
export function scratchRanges({ read }: ScratchFile): OpenRanges {
  return async () => ({
    read: async (offset, length) => {
      const bytes = Buffer.allocUnsafe(length);
      read(offset, bytes);
      return bytes;
    },
    close: async () => {},
  });
}

/** Reads a scratch file that another thread made. */
export interface ScratchReader {
  read(offset: number, into: Uint8Array): void;
  close(): void;
}

export function openScratch(path: string): ScratchReader {
  const descriptor = attempt(path, () => openSync(path, "r"));
  return {
    read: (offset, into) => readFully(descriptor, path, offset, into),
    close: () => closeSync(descriptor),
  };
}

function readFully(descriptor: number, path: string, offset: number, into: Uint8Array): void {
  attempt(path, () => {
    for (let filled = 0; filled < into.length; ) {
      const read = readSync(descriptor, into, filled, into.length - filled, offset + filled);
      if (read === 0) throw new Error("it ended early");
      filled += read;
    }
  });
}
