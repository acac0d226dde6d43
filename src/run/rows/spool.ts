/** A queue of parts of a run that is filled once and read in order. Parts that do not fit into memory lie in a file. */
import { createPartFile, type PartPlace } from "./part-file.ts";

export interface Spool<Part> {
  /** @param size about how many bytes of memory the part takes. */
  append(part: Part, size: number): void;
  /** Each is valid until the next one is asked for. */
  parts(): Generator<Part, void, void>;
  close(): void;
}

/** @param path of a file for the parts that exceed `memory` bytes; the file is made only when needed, and removed by `close`. */
export function createSpool<Part>(path: string, memory: number): Spool<Part> {
  const file = createPartFile<Part>(path);
  const kept: Part[] = [];
  const written: PartPlace[] = [];
  let keptSize = 0;

  function append(part: Part, size: number): void {
    if (written.length > 0 || keptSize + size > memory) {
      written.push(file.write(part));
      return;
    }
    kept.push(part);
    keptSize += size;
  }

  function* parts(): Generator<Part, void, void> {
    yield* kept;
    for (const place of written) yield file.read(place);
  }

  return { append, parts, close: file.close };
}
