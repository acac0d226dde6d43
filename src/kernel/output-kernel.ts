/**
 * The host's side of `wasm/output.ts`: its memory, and who has which part of it.
 *
 * First come pieces that stand in many rows, then the cells of the rows that are being decided, then an area for each target,
 * in which its output rows grow.
 */
import type { Candidates } from "./candidates.ts";
import type { OutputFunctions } from "./functions.ts";
import { instantiate } from "./instance.ts";
import { ensureMemory, viewOf } from "./memory.ts";
import { COPIED_COLUMNS, OVERHANG } from "./numbers.ts";
import { OUTPUT_TABLES as TABLES } from "./tables.ts";

/** Bytes that stand in many rows. */
export interface Piece {
  readonly from: number;
  readonly length: number;
}

/** A text that many rows have, kept in the kernel's memory; the text itself where no room was left for it. */
export type KeptText = Piece | string;

/** Where the output rows of a target are: `from … to` (exclusive). */
export interface RowArea {
  from: number;
  to: number;
}

/** What is called as it is. */
type PutFunctions = Pick<OutputFunctions, "putBytes" | "putCopied" | "putNumber" | "putId" | "hashId" | "hashRow">;

export interface OutputKernel extends PutFunctions {
  /** All of the memory; another one after it had to grow. */
  readonly memory: () => Uint8Array;
  readonly areas: readonly RowArea[];
  /** Makes sure that an area has room for so many more bytes. Places in areas are others then. */
  makeRoom(area: RowArea, needed: number): void;
  keep(text: string): KeptText;
  /** The rows to be decided, and which of their columns are copied. All areas have to be empty. */
  open(candidates: Candidates, copied: readonly number[], isPlain: boolean): void;
  /** Sixteen bytes: the id that was hashed last. Valid until the memory grows. */
  digest(): Uint8Array;
  /** The halves of the hash of the row that was hashed last. Valid until the memory grows. */
  rowHash(): Uint32Array;
}

const PIECE_BYTES = 1024 * 1024;
/** Bytes of an area at first. */
const FIRST_SIZE = 64 * 1024;
const ID_BYTES = 16;

/** @param areaCount how many targets there are. */
export function createOutputKernel(areaCount: number): OutputKernel {
  const kernel = instantiate("output", {});
  const piecesEnd = TABLES.OUTPUT.at + PIECE_BYTES;
  const areas = Array.from({ length: areaCount }, (): RowArea => ({ from: piecesEnd, to: piecesEnd }));
  let nextPiece = TABLES.OUTPUT.at;
  let areaSize = FIRST_SIZE;
  let views = growTo(piecesEnd);

  function growTo(end: number): Views {
    ensureMemory(kernel.memory, end + OVERHANG);
    return {
      all: new Uint8Array(kernel.memory.buffer),
      digest: viewOf(kernel.memory, TABLES.DIGEST, ID_BYTES),
      rowHash: viewOf(kernel.memory, TABLES.ROW_HASH, 2),
    };
  }

  function keep(text: string): KeptText {
    const bytes = Buffer.from(text);
    const { length } = bytes;
    if (nextPiece + length > piecesEnd) return text;
    const piece = { from: nextPiece, length };
    views.all.set(bytes, nextPiece);
    nextPiece += length;
    return piece;
  }

  function open(
    { cellStarts, cellEnds, quoting, bytes }: Candidates,
    copied: readonly number[],
    isPlain: boolean,
  ): void {
    const ends = piecesEnd + cellStarts.byteLength;
    const quotings = ends + cellEnds.byteLength;
    const rows = quotings + quoting.length;
    // A step of what is copied may reach over the end of the rows.
    const first = align(rows + bytes.length + OVERHANG);
    views = growTo(first + areas.length * areaSize);
    const { all } = views;
    new Uint32Array(all.buffer, piecesEnd, cellStarts.length).set(cellStarts);
    new Uint32Array(all.buffer, ends, cellEnds.length).set(cellEnds);
    all.set(quoting, quotings);
    all.set(bytes, rows);
    viewOf(kernel.memory, TABLES.COPIED, COPIED_COLUMNS).set(copied);
    kernel.openCells(piecesEnd, ends, quotings, rows, isPlain ? 1 : 0);
    for (const [index, area] of areas.entries()) {
      area.from = first + index * areaSize;
      area.to = area.from;
    }
  }

  function makeRoom(area: RowArea, needed: number): void {
    const wanted = area.to - area.from + needed + OVERHANG;
    if (wanted > areaSize) widenAreas(align(Math.max(wanted, areaSize * 2)));
  }

  function widenAreas(size: number): void {
    const first = areas[0]?.from ?? 0;
    views = growTo(first + areas.length * size);
    // The last one first: each moves to where the next one was.
    for (let index = areas.length - 1; index >= 0; index -= 1) {
      const area = areas[index];
      if (area === undefined) continue;
      const from = first + index * size;
      views.all.copyWithin(from, area.from, area.to);
      area.to += from - area.from;
      area.from = from;
    }
    areaSize = size;
  }

  return {
    putBytes: kernel.putBytes,
    putCopied: kernel.putCopied,
    putNumber: kernel.putNumber,
    putId: kernel.putId,
    hashId: kernel.hashId,
    hashRow: kernel.hashRow,
    memory: () => views.all,
    areas,
    makeRoom,
    keep,
    open,
    digest: () => views.digest,
    rowHash: () => views.rowHash,
  };
}

interface Views {
  readonly all: Uint8Array<ArrayBuffer>;
  readonly digest: Uint8Array;
  readonly rowHash: Uint32Array;
}

function align(place: number): number {
  return Math.ceil(place / 16) * 16;
}
