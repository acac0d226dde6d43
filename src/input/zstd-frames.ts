/**
 * Goes over the frames of zstd data without unpacking them, and sees where each ends.
 *
 * Node's unpacker leaves out what follows a frame in the same piece, and its first versions take data that is cut off for whole. So
 * pieces are cut where frames end, and data that ends inside a frame is refused here. The format is that of RFC 8878:
 *
 *     frame       magic, header, blocks, checksum of 0 or 4 bytes
 *     header      1 byte that says how many more there are
 *     block       3 bytes: the lowest bit in the last block, 2 bits of kind, 21 bits of size
 *     skippable   magic 50 2a 4d 18 to 5f 2a 4d 18, 4 bytes of size, as many bytes
 */
import { Failure } from "../domain/failure.ts";

/** What begins at a byte, once the bytes before it were skipped. */
type Part = "magic" | "descriptor" | "block" | "skippable-size";

const LENGTHS: Readonly<Record<Part, number>> = { magic: 4, descriptor: 1, block: 3, "skippable-size": 4 };
const ONE_BYTE_REPEATED = 1;

interface Walk {
  part: Part;
  /** Bytes of the part that were seen, in the order of the file. */
  seen: number[];
  /** Bytes to pass over before the part begins. */
  skip: number;
  checksum: 0 | 4;
}

/** The same bytes, no piece with bytes of two frames. @throws Failure `zstd-damaged` where they end inside a frame, or something else follows. */
export async function* wholeFrames(packed: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const walk: Walk = { part: "magic", seen: [], skip: 0, checksum: 0 };
  for await (const piece of packed) {
    let from = 0;
    for (let at = 0; at < piece.length; ) {
      if (at > from && isBetweenFrames(walk)) {
        yield piece.subarray(from, at);
        from = at;
      }
      at = step(walk, piece, at, file);
    }
    yield piece.subarray(from);
  }
  if (!isBetweenFrames(walk)) throw new Failure("zstd-damaged", { place: { file } });
}

function isBetweenFrames({ part, seen, skip }: Walk): boolean {
  return part === "magic" && seen.length === 0 && skip === 0;
}

/** Passes over bytes, or takes one. Returns the offset behind them. */
function step(walk: Walk, piece: Uint8Array, at: number, file: string): number {
  if (walk.skip > 0) {
    const passed = Math.min(walk.skip, piece.length - at);
    walk.skip -= passed;
    return at + passed;
  }
  walk.seen.push(piece[at] ?? 0);
  if (walk.seen.length === LENGTHS[walk.part]) {
    const value = walk.seen.reduceRight((sum, byte) => sum * 256 + byte, 0);
    walk.seen = [];
    if (!finishPart(walk, value)) throw new Failure("zstd-damaged", { place: { file } });
  }
  return at + 1;
}

/** Whether the part is one that there can be. @param value of its bytes, the lowest first. */
function finishPart(walk: Walk, value: number): boolean {
  switch (walk.part) {
    case "magic":
      walk.part = value === 0xfd2fb528 ? "descriptor" : "skippable-size";
      return value === 0xfd2fb528 || (value >= 0x184d2a50 && value <= 0x184d2a5f);
    case "skippable-size":
      walk.part = "magic";
      walk.skip = value;
      return true;
    case "descriptor":
      walk.part = "block";
      walk.checksum = (value & 4) === 0 ? 0 : 4;
      walk.skip = headerLength(value);
      return true;
    default: {
      const isLast = (value & 1) === 1;
      const kind = (value >> 1) & 3;
      walk.skip = (kind === ONE_BYTE_REPEATED ? 1 : value >> 3) + (isLast ? walk.checksum : 0);
      if (isLast) walk.part = "magic";
      return kind < 3;
    }
  }
}

/** Bytes of a frame's header behind its descriptor: of the window, of the dictionary's number, and of the content's size. */
function headerLength(descriptor: number): number {
  const isSingle = (descriptor & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const size = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return (isSingle ? 0 : 1) + dictionary + size;
}
