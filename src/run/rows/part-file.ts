/** A scratch file of parts of a run: each is plain data, is written once, and can be read as often as needed. */
import { deserialize, serialize } from "node:v8";
import { createScratchFile } from "./scratch-file.ts";

/** Where a part lies in the file, in bytes. */
export interface PartPlace {
  readonly offset: number;
  readonly length: number;
}

export interface PartFile<Part> {
  /** @throws Failure `output-unwritable`. */
  write(part: Part): PartPlace;
  /**
   * Its typed arrays are valid until the next part is read: they lie in memory that is used again. New memory for each part would be
   * given back only when V8 collects garbage, which it does after many of them.
   */
  read(place: PartPlace): Part;
  /** Removes the file. */
  close(): void;
}

/** @param path the file is made only when needed. */
export function createPartFile<Part>(path: string): PartFile<Part> {
  const file = createScratchFile(path);
  let room = Buffer.alloc(0);
  return {
    write: (part) => {
      const bytes = serialize(part);
      return { offset: file.append(bytes), length: bytes.length };
    },
    read: ({ offset, length }) => {
      if (room.length < length) room = Buffer.allocUnsafeSlow(length * 2);
      const bytes = room.subarray(0, length);
      file.read(offset, bytes);
      return deserialize(bytes) as Part;
    },
    close: file.close,
  };
}
