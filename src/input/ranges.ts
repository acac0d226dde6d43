/**
 * Reads parts of a stream again, although its bytes lie nowhere as they are read: the pieces of what they are made from are read
 * where they lie, and made again.
 *
 *     lies at     0 … 131072 … 262144      text in CP949
 *     made at     0 … 140101 … 279960      the same in UTF-8
 *     150000 … 150120                      the second piece is read and decoded, and a part of it is taken
 */
import { Failure } from "../domain/failure.ts";

export interface Ranges {
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

export type OpenRanges = () => Promise<Ranges>;

/** Where each piece begins, in what it is made from and in the stream; the piece before ends there. Ascending. */
export interface PieceStarts {
  readonly lies: number[];
  readonly made: number[];
}

/** Makes a piece again. */
export interface PieceMaker {
  /** Valid until the next piece is made; undefined where the bytes cannot be what they were. */
  make(bytes: Buffer): Uint8Array | undefined;
  close(): void;
}

/** Reads a stream again whose bytes from an offset on are those of another stream, from another offset on. */
export function shiftedRanges(open: OpenRanges, shift: number): OpenRanges {
  return async () => {
    const ranges = await open();
    return { ...ranges, read: (offset, length) => ranges.read(offset + shift, length) };
  };
}

/**
 * Reads a stream again that was made piece by piece. @param starts with those of what comes after the last piece. @param place the path
 * to name in a failure.
 */
export function piecewiseRanges(
  open: OpenRanges,
  starts: PieceStarts,
  create: () => PieceMaker,
  place: string,
): OpenRanges {
  return async () => {
    const state: MadeAgain = { ranges: await open(), starts, maker: create(), place, index: -1, piece: NOTHING };
    let before: Promise<unknown> = Promise.resolve();
    return {
      read: (offset, length) => {
        // There is memory for one piece.
        const read = before.then(() => readAgain(state, offset, length));
        before = read.catch(() => {});
        return read;
      },
      close: async () => {
        await before;
        state.maker.close();
        await state.ranges.close();
      },
    };
  };
}

const NOTHING = new Uint8Array(0);

interface MadeAgain {
  readonly ranges: Ranges;
  readonly starts: PieceStarts;
  readonly maker: PieceMaker;
  readonly place: string;
  /** The piece that was made last, and its position among all pieces. */
  index: number;
  piece: Uint8Array;
}

async function readAgain(state: MadeAgain, offset: number, length: number): Promise<Buffer> {
  const { made } = state.starts;
  const bytes = Buffer.alloc(length);
  for (let index = pieceAt(made, offset); index + 1 < made.length; index += 1) {
    const start = made[index] ?? 0;
    if (start >= offset + length) break;
    const piece = await makePiece(state, index);
    const from = Math.max(offset, start);
    bytes.set(piece.subarray(from - start, offset + length - start), from - offset);
  }
  return bytes;
}

async function makePiece(state: MadeAgain, index: number): Promise<Uint8Array> {
  const { ranges, starts, maker, place } = state;
  if (index === state.index) return state.piece;
  const [from = 0, to = 0] = starts.lies.slice(index, index + 2);
  const piece = maker.make(await ranges.read(from, to - from));
  if (piece === undefined) throw new Failure("input-changed", { place: { file: place } });
  state.index = index;
  state.piece = piece;
  return piece;
}

/** The position of the last piece that begins at an offset or before it. */
function pieceAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
