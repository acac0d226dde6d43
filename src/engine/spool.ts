/**
 * A queue of parts of a run that is filled once and read once, in order. What does not fit into memory lies in a file.
 */
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import { attempt, removeQuietly } from "../book/disk.ts";

export interface Spool<Part> {
  /** @param size about how many bytes the part takes. */
  append(part: Part, size: number): void;
  parts(): Generator<Part, void, void>;
  close(): void;
}

/** @param file where to put what exceeds `memory` bytes; made only when needed, and removed by `close`. */
export function createSpool<Part>(file: string, memory: number): Spool<Part> {
  const kept: Part[] = [];
  const lengths: number[] = [];
  let keptSize = 0;
  let descriptor: number | undefined;

  function append(part: Part, size: number): void {
    if (descriptor === undefined && keptSize + size <= memory) {
      kept.push(part);
      keptSize += size;
      return;
    }
    const bytes = serialize(part);
    attempt(file, () => {
      descriptor ??= openSync(file, "wx+", 0o600);
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    });
    lengths.push(bytes.length);
  }

  function* parts(): Generator<Part, void, void> {
    yield* kept;
    let position = 0;
    for (const length of lengths) {
      yield readPart(length, position);
      position += length;
    }
  }

  function readPart(length: number, position: number): Part {
    const bytes = Buffer.allocUnsafe(length);
    for (let filled = 0; filled < length; ) {
      const read = readSync(descriptor ?? -1, bytes, filled, length - filled, position + filled);
      if (read === 0) throw new Error("the spool ended early");
      filled += read;
    }
    return deserialize(bytes) as Part;
  }

  function close(): void {
    if (descriptor === undefined) return;
    closeSync(descriptor);
    descriptor = undefined;
    removeQuietly(file);
  }

  return { append, parts, close };
}
