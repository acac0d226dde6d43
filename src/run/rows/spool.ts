/** A queue of parts of a run that is filled once and read once, in order. Parts that do not fit into memory lie in a file. */
import { deserialize, serialize } from "node:v8";
import { createScratchFile } from "./scratch-file.ts";

export interface Spool<Part> {
  /** @param size about how many bytes of memory the part takes. */
  append(part: Part, size: number): void;
  parts(): Generator<Part, void, void>;
  close(): void;
}

/** @param path of a file for the parts that exceed `memory` bytes; the file is made only when needed, and removed by `close`. */
export function createSpool<Part>(path: string, memory: number): Spool<Part> {
  const file = createScratchFile(path);
  const kept: Part[] = [];
  const written: { readonly offset: number; readonly length: number }[] = [];
  let keptSize = 0;

  function append(part: Part, size: number): void {
    if (written.length === 0 && keptSize + size <= memory) {
      kept.push(part);
      keptSize += size;
      return;
    }
    const bytes = serialize(part);
    written.push({ offset: file.append(bytes), length: bytes.length });
  }

  function* parts(): Generator<Part, void, void> {
    yield* kept;
    for (const { offset, length } of written) {
      const bytes = Buffer.allocUnsafe(length);
      file.read(offset, bytes);
      yield deserialize(bytes) as Part;
    }
  }

  return { append, parts, close: file.close };
}
