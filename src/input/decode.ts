/**
 * Text in another encoding as UTF-8 while it is read, piece by piece, with the place of a byte that the encoding does not have.
 *
 * The place is that of the file: the offset of the byte as the file lies (unpacked), and its line.
 */
import { Failure } from "../domain/failure.ts";
import { LONGEST_RECORD } from "../kernel/numbers.ts";
import { linesBefore } from "./damage.ts";
import { findUndecodable, type PieceDecoder } from "./piece-decoder.ts";
import type { PieceStarts } from "./ranges.ts";
import type { Read } from "./raw-bytes.ts";

export interface EncodedText {
  readonly read: Read;
  readonly decoder: PieceDecoder;
  /** The name of the encoding, for messages. */
  readonly encoding: string;
  /** What to do about a byte that the encoding does not have; undefined for the usual. */
  readonly next?: string | undefined;
  /** The path to name in a failure. */
  readonly place: string;
  /** Bytes of the file before these, such as those of a byte order mark. */
  readonly offset: number;
  /** To note where each piece begins, in the file and in the text; with where the first piece begins. */
  readonly starts?: PieceStarts;
  /** Bytes to decode at once, where a test wants another size than the usual one. */
  readonly pieceSize?: number;
}

/** A piece stays in a core's cache, and is long enough that the work for each piece is small. */
const PIECE = 128 * 1024;
/** No letter takes more than twice the bytes that it takes in UTF-8, so that a piece of this length holds too long a record. */
const LONGEST_PIECE = LONGEST_RECORD * 2;

interface Decoding extends EncodedText {
  /** Bytes that were read and not decoded yet, and room for more behind them. */
  room: Buffer;
  filled: number;
  /** Bytes of the file before `room`. */
  offset: number;
  /** Bytes of the text before `room`. */
  made: number;
  /** Line feeds of the text before `room`. */
  lines: number;
  /** Text that was decoded and not given yet. */
  pending: Uint8Array;
  hasEnded: boolean;
}

/** The text in UTF-8, in whatever pieces. @throws Failure `encoding-invalid`, `record-too-long`. */
export function decoding(text: EncodedText): Read {
  const state: Decoding = {
    ...text,
    room: Buffer.allocUnsafe(text.pieceSize ?? PIECE),
    filled: 0,
    made: 0,
    lines: 0,
    pending: new Uint8Array(0),
    hasEnded: false,
  };
  return async (into) => {
    while (state.pending.length === 0 && !state.hasEnded) await decodePiece(state);
    const given = state.pending.subarray(0, into.length);
    if (given.length > 0) copyToShared(given, into);
    state.pending = state.pending.subarray(given.length);
    return given.length;
  };
}

/**
 * Copies bytes to the beginning of a block, which lies in shared memory: there V8 copies byte by byte where both places are not aligned
 * alike, and Node's way to fill a buffer with bytes does not.
 */
function copyToShared(bytes: Uint8Array, { buffer, byteOffset }: Uint8Array): void {
  Buffer.from(buffer, byteOffset, bytes.length).fill(bytes);
}

/** Reads until there are whole characters, and decodes them. Text that was decoded before must have been given. */
async function decodePiece(state: Decoding): Promise<void> {
  const { decoder, place } = state;
  const read = await fill(state);
  state.hasEnded = read === 0;
  const bytes = state.room.subarray(0, state.filled);
  const whole = state.hasEnded ? bytes.length : decoder.wholeLength(bytes);
  if (whole === 0 && bytes.length === state.room.length) {
    if (bytes.length >= LONGEST_PIECE)
      throw new Failure("record-too-long", { place: { file: place, line: state.lines + 1 } });
    state.room = Buffer.concat([bytes], bytes.length * 2);
  }
  if (whole === 0) return;
  const decoded = decoder.toUtf8(bytes.subarray(0, whole));
  if (decoded === undefined) throw undecodable(bytes.subarray(0, whole), state);
  state.lines += decoder.lineFeeds?.() ?? linesBefore(decoded, decoded.length);
  // The rest moves to the front, where the text may still lie: text in ASCII is given as the bytes that were read.
  state.pending = decoded.buffer === state.room.buffer ? Buffer.from(decoded) : decoded;
  state.room.copyWithin(0, whole, state.filled);
  state.filled -= whole;
  state.offset += whole;
  state.made += decoded.length;
  state.starts?.lies.push(state.offset);
  state.starts?.made.push(state.made);
}

/** Fills the room; a short piece would be decoded for itself. Returns the number of bytes that came. */
async function fill(state: Decoding): Promise<number> {
  const from = state.filled;
  while (state.filled < state.room.length) {
    const read = await state.read(state.room.subarray(state.filled));
    if (read === 0) break;
    state.filled += read;
  }
  return state.filled - from;
}

/** The failure for the first byte in no character, with the bytes of what should be one. */
function undecodable(bytes: Uint8Array, { decoder, encoding, place, offset, lines, next }: Decoding): Failure {
  const at = findUndecodable(bytes, decoder);
  const before = decoder.toUtf8(bytes.subarray(0, at)) ?? new Uint8Array(0);
  const line = lines + linesBefore(before, before.length) + 1;
  const shown = Buffer.from(bytes.subarray(at, at + Math.min(decoder.longest, 2))).toString("hex");
  const hex = shown.replace(/..(?=.)/g, "$& ");
  return new Failure("encoding-invalid", {
    place: { file: place, line },
    found: `${hex} at byte ${offset + at} is no text in ${encoding}`,
    next,
  });
}
