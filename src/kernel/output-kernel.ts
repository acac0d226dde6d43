/**
 * The host of `wasm/output.ts`: shares out the kernel's memory.
 *
 * First come the pieces that stand in many output rows, then the rows that are being decided, column by column, then an area for
 * each target, in which the output rows of the target grow. All areas have the same size, and all grow when one of them is full.
 *
 *     pieces, 1 MiB   |   candidates of a block   |   area   |   area   |   area
 */
import type { Candidates } from "./candidates.ts";
import type { OutputFunctions } from "./functions.ts";
import { instantiate } from "./instance.ts";
import { ensureMemory, type KernelMemory, viewOf } from "./memory.ts";
import { COPIED_COLUMNS, NOT_STEADY, OVERHANG } from "./numbers.ts";
import { OUTPUT_TABLES as TABLES } from "./tables.ts";

/** Bytes that stand in many output rows. */
export interface Piece {
  readonly from: number;
  readonly length: number;
}

/** A text that stands in many output rows, as a piece of the kernel's memory; the text itself where no room was left. */
export type KeptText = Piece | string;

/** Where the output rows of a target are: `from … to` (exclusive). */
export interface RowArea {
  from: number;
  to: number;
}

/** The functions of the kernel that are called directly. */
type PutFunctions = Pick<OutputFunctions, "putBytes" | "putCopied" | "putNumber" | "putId" | "hashId" | "hashRow">;

export interface OutputKernel extends PutFunctions {
  /** All functions of the kernel, for other hosts of it. */
  readonly functions: OutputFunctions;
  /** A view of all memory; another view after the memory had to grow. */
  readonly memory: () => Uint8Array;
  readonly areas: readonly RowArea[];
  /** Makes sure that an area has room for so many more bytes. All areas may have moved afterwards. */
  makeRoom(area: RowArea, needed: number): void;
  keep(text: string): KeptText;
  /** Where the room of an area ends. */
  endOf(area: RowArea): number;
  /** Takes the rows that are to be decided. All areas have to be empty. */
  open(candidates: Candidates, facts: RowFacts): void;
  /** The codes that the kernel gave to rows, by position among the candidates. Valid until the memory grows. */
  codes(): Uint8Array;
  /** Sixteen bytes: the id that was hashed last. Valid until the memory grows. */
  digest(): Uint8Array;
  /** The halves of the hash of the row that was hashed last. Valid until the memory grows. */
  rowHash(): Uint32Array;
}

/** The facts that rows which are to be decided have in common. */
export interface RowFacts {
  /** The columns that are copied into output rows. */
  readonly copied: readonly number[];
  /** Whether commas delimit the export. */
  readonly isPlain: boolean;
  /** The number of the line from which the lines of the rows are counted. */
  readonly firstLine: number;
}

const PIECE_BYTES = 1024 * 1024;
const PIECES_END = TABLES.OUTPUT.at + PIECE_BYTES;
/** Bytes that each area has at first. */
const FIRST_SIZE = 64 * 1024;
const ID_BYTES = 16;

/** The state of the host between two calls. Places are in the kernel's memory. */
interface OutputState {
  readonly kernel: OutputFunctions;
  /** In the order of their places. */
  readonly areas: readonly RowArea[];
  /** Bytes of an area, the same for each. */
  areaSize: number;
  /** Where the next piece goes. */
  nextPiece: number;
  /** Where the codes of the rows are. */
  codes: RowArea;
  /** Other views after the memory had to grow. */
  views: Views;
}

interface Views {
  readonly all: Uint8Array<ArrayBuffer>;
  readonly digest: Uint8Array;
  readonly rowHash: Uint32Array;
}

/** @param areaCount how many targets there are. @param steadyOffset as `Zone` has it. */
export function createOutputKernel(areaCount: number, steadyOffset: (day: number) => number | undefined): OutputKernel {
  const kernel = instantiate("output", { calm: { calmOffset: (day) => calmOffset(day, steadyOffset) } });
  const { memory, putBytes, putCopied, putNumber, putId, hashId, hashRow } = kernel;
  const state: OutputState = {
    kernel,
    areas: Array.from({ length: areaCount }, (): RowArea => ({ from: PIECES_END, to: PIECES_END })),
    areaSize: FIRST_SIZE,
    nextPiece: TABLES.OUTPUT.at,
    codes: { from: PIECES_END, to: PIECES_END },
    views: viewsUpTo(memory, PIECES_END),
  };
  return {
    functions: kernel,
    putBytes,
    putCopied,
    putNumber,
    putId,
    hashId,
    hashRow,
    memory: () => state.views.all,
    areas: state.areas,
    makeRoom: (area, needed) => makeRoom(state, area, needed),
    keep: (text) => keep(state, text),
    endOf: ({ from }) => from + state.areaSize,
    open: (candidates, facts) => layOutRows(state, candidates, facts),
    codes: () => state.views.all.subarray(state.codes.from, state.codes.to),
    digest: () => state.views.digest,
    rowHash: () => state.views.rowHash,
  };
}

/** Views of a memory that reaches up to a place at least. */
function viewsUpTo(memory: KernelMemory, end: number): Views {
  ensureMemory(memory, end + OVERHANG);
  return {
    all: new Uint8Array(memory.buffer),
    digest: viewOf(memory, TABLES.DIGEST, ID_BYTES),
    rowHash: viewOf(memory, TABLES.ROW_HASH, 2),
  };
}

function keep(state: OutputState, text: string): KeptText {
  const bytes = Buffer.from(text);
  const { length } = bytes;
  const from = state.nextPiece;
  if (from + length > PIECES_END) return text;
  state.views.all.set(bytes, from);
  state.nextPiece += length;
  return { from, length };
}

/** Lays out the memory after the pieces: the columns of the rows, their codes, their bytes, the areas. */
function layOutRows(state: OutputState, candidates: Candidates, { copied, isPlain, firstLine }: RowFacts): void {
  const { kernel, areas, areaSize } = state;
  const { cellStarts, cellEnds, quoting, starts, ends, ending, line, bytes, count } = candidates;
  const columns = [cellStarts, cellEnds, quoting, starts, ends, ending, line, bytes];
  const places: number[] = [];
  let next = PIECES_END;
  for (const { byteLength } of columns) {
    places.push(next);
    // A step of a copy may reach over the end of the bytes.
    next = align(next + byteLength + OVERHANG);
  }
  const first = align(next + count);
  state.views = viewsUpTo(kernel.memory, first + areas.length * areaSize);
  for (const [index, { buffer, byteOffset, byteLength }] of columns.entries())
    state.views.all.set(new Uint8Array(buffer, byteOffset, byteLength), places[index]);
  const [atCells = 0, atCellEnds = 0, atQuoting = 0, atStarts = 0, atEnds = 0, atEnding = 0, atLine = 0, atBytes = 0] =
    places;
  kernel.openCells(atCells, atCellEnds, atQuoting, atBytes, isPlain ? 1 : 0);
  kernel.openPeriods(atStarts, atEnds, atEnding);
  kernel.openAlike(atLine, next, firstLine);
  viewOf(kernel.memory, TABLES.COPIED, COPIED_COLUMNS).set(copied);
  state.codes = { from: next, to: next + count };
  for (const [index, area] of areas.entries()) {
    area.from = first + index * areaSize;
    area.to = area.from;
  }
}

/** The offset that holds throughout a day and the days around it; `NOT_STEADY` where it changes. */
function calmOffset(day: number, steadyOffset: (day: number) => number | undefined): number {
  const offset = steadyOffset(day);
  const isCalm = offset !== undefined && steadyOffset(day - 1) === offset && steadyOffset(day + 1) === offset;
  return isCalm ? offset : NOT_STEADY;
}

function makeRoom(state: OutputState, area: RowArea, needed: number): void {
  const wanted = area.to - area.from + needed + OVERHANG;
  if (wanted > state.areaSize) widenAreas(state, align(Math.max(wanted, state.areaSize * 2)));
}

/** @param size bytes of each area from now on. */
function widenAreas(state: OutputState, size: number): void {
  const { kernel, areas } = state;
  const first = areas[0]?.from ?? 0;
  state.views = viewsUpTo(kernel.memory, first + areas.length * size);
  // The last area moves first: each area moves to where the next area was.
  for (let index = areas.length - 1; index >= 0; index -= 1) {
    const area = areas[index];
    if (area === undefined) continue;
    const from = first + index * size;
    state.views.all.copyWithin(from, area.from, area.to);
    area.to += from - area.from;
    area.from = from;
  }
  state.areaSize = size;
}

/** The next place that is a multiple of 16. */
function align(place: number): number {
  return Math.ceil(place / 16) * 16;
}
