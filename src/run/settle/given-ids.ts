/**
 * The ids of all gifts of a run, which become its file `keys`: they go to disk as they come, in parts by their first byte, and are
 * sorted part by part. So memory does not grow with their number, but for the part that is being sorted.
 */
import { type IdList, sortIds } from "../../book/keys.ts";
import { COMPENSATION_ID_BYTES } from "../../domain/compensation-id.ts";
import { createScratchFile } from "../rows/scratch-file.ts";

export interface GivenIds {
  /** Adds the id of an entry. @param ids of a table of outcomes. @param at the entry. */
  add(ids: Uint8Array, at: number): void;
  /** All ids in ascending order, in pieces. Nothing may be added any more. */
  sorted(): Generator<Uint8Array, void, void>;
  close(): void;
}

/** Ids are hashes, so that all parts are about as large. */
const PARTS = 256;
const PART_BITS = 8;
/** The ids of a part that wait in memory before they go to disk. */
const WAITING = 256;
const WAITING_BYTES = WAITING * COMPENSATION_ID_BYTES;

/** @param path of a file for the ids; it is made only when needed, and removed by `close`. */
export function createGivenIds(path: string): GivenIds {
  const file = createScratchFile(path);
  const waiting = new Uint8Array(PARTS * WAITING_BYTES);
  /** How many ids of each part wait in memory. */
  const counts = new Uint16Array(PARTS);
  /** Where full pieces of each part lie in the file. */
  const pieces = Array.from({ length: PARTS }, (): number[] => []);

  function add(ids: Uint8Array, at: number): void {
    const from = at * COMPENSATION_ID_BYTES;
    const part = ids[from] ?? 0;
    const count = counts[part] ?? 0;
    const to = part * WAITING_BYTES + count * COMPENSATION_ID_BYTES;
    for (let byte = 0; byte < COMPENSATION_ID_BYTES; byte += 1) waiting[to + byte] = ids[from + byte] ?? 0;
    counts[part] = count + 1;
    if (count + 1 < WAITING) return;
    const first = part * WAITING_BYTES;
    pieces[part]?.push(file.append(waiting.subarray(first, first + WAITING_BYTES)));
    counts[part] = 0;
  }

  function idsOf(part: number): Pick<IdList, "bytes" | "count"> {
    const written = pieces[part] ?? [];
    const count = written.length * WAITING + (counts[part] ?? 0);
    const bytes = new Uint8Array(count * COMPENSATION_ID_BYTES);
    for (const [index, offset] of written.entries())
      file.read(offset, bytes.subarray(index * WAITING_BYTES, (index + 1) * WAITING_BYTES));
    const rest = (counts[part] ?? 0) * COMPENSATION_ID_BYTES;
    const first = part * WAITING_BYTES;
    bytes.set(waiting.subarray(first, first + rest), written.length * WAITING_BYTES);
    return { bytes, count };
  }

  function* sorted(): Generator<Uint8Array, void, void> {
    for (let part = 0; part < PARTS; part += 1) yield sortIds(idsOf(part), PART_BITS);
  }

  return { add, sorted, close: file.close };
}
