/**
 * Rewrites the rows of a block under a mapping. Bytes that the mapping does not change are copied as they are, line ends and empty
 * lines among them, so that every row stays on its line.
 */
import { QUOTINGS } from "../../kernel/numbers.ts";
import type { Damage, RowCells } from "../../kernel/row-cells.ts";
import { cellText } from "../cells.ts";
import { createInterner } from "../interner.ts";
import { createRow, endOfCell, scanRows, startOfCell } from "../scanner.ts";
import { type CellMapping, mapCell } from "./map-cell.ts";
import type { ResolvedMapping } from "./resolve-mapping.ts";

export interface RowRewriter {
  /** Rewrites whole rows. */
  rewrite(block: Buffer): Rewritten;
  /** The number of rows so far that were left out. */
  readonly skipped: number;
}

export interface Rewritten {
  readonly bytes: Buffer;
  /** Line feeds in the block. */
  readonly lines: number;
  readonly damage: Damage | undefined;
}

/** The rows that are written, and the part of the block that is copied next. */
interface Copy {
  readonly block: Buffer;
  into: Buffer;
  length: number;
  /** Offset in the block of the first byte that was not copied yet. */
  from: number;
}

interface Rewriter {
  readonly mapping: ResolvedMapping;
  readonly delimiter: number;
  /** The columns whose cells change, with the texts that were mapped before. */
  readonly changing: readonly ChangingColumn[];
  /** The cells of the columns that the file lacks, each with a delimiter before it; a column that is made of another one is looked up. */
  readonly tail: readonly (Buffer | ChangingColumn)[];
  readonly row: RowCells;
  into: Buffer;
  skipped: number;
}

interface ChangingColumn {
  readonly index: number;
  readonly mapping: CellMapping;
  /** The bytes for a text; `SAME` where the cell stays as it is. */
  readonly known: Map<string, Buffer>;
}

const SAME = Buffer.alloc(0);
const MOST_KNOWN = 4096;
const LF = 0x0a;

/** @param delimiter between the cells of the file and of the export. */
export function createRowRewriter(mapping: ResolvedMapping, delimiter: number): RowRewriter {
  const mark = String.fromCharCode(delimiter);
  const rewriter: Rewriter = {
    mapping,
    delimiter,
    changing: mapping.cells.flatMap((cell, index) =>
      cell === undefined ? [] : [{ index, mapping: cell, known: new Map() }],
    ),
    tail: mapping.added.map((column) =>
      column.kind === "always"
        ? Buffer.from(mark + quotedCell(column.text, mark))
        : { index: column.index, mapping: column.mapping ?? UNCHANGED, known: new Map() },
    ),
    row: createRow(),
    into: Buffer.alloc(0),
    skipped: 0,
  };
  const words = createInterner();
  return {
    rewrite: (block) => rewriteBlock(rewriter, words, block),
    get skipped() {
      return rewriter.skipped;
    },
  };
}

function rewriteBlock(rewriter: Rewriter, words: ReturnType<typeof createInterner>, block: Buffer): Rewritten {
  const { row, delimiter, tail, changing } = rewriter;
  const copy: Copy = { block, into: rewriter.into, length: 0, from: 0 };
  const { lines, damage } = scanRows(block, delimiter, row, () => {
    if (isSkipped(rewriter, words, block)) {
      skipRow(copy, row);
      rewriter.skipped += 1;
      return;
    }
    for (const column of changing) if (column.index < row.count) rewriteCell(copy, row, column, { words, delimiter });
    if (tail.length > 0) copyUpTo(copy, row.to);
    for (const part of tail) {
      if (Buffer.isBuffer(part)) put(copy, part);
      else putAgain(copy, row, part, { words, delimiter });
    }
  });
  copyUpTo(copy, damage?.offset ?? block.length);
  rewriter.into = copy.into;
  return { bytes: copy.into.subarray(0, copy.length), lines, damage };
}

function isSkipped({ mapping, row }: Rewriter, words: ReturnType<typeof createInterner>, block: Buffer): boolean {
  return mapping.skip.some(
    ({ index, values, negated }) => index < row.count && values.has(words.cell(block, row, index)) !== negated,
  );
}

/** Leaves a row out, but for its line feeds: an empty line is no row, and the rows behind stay on their lines. */
function skipRow(copy: Copy, { from, to }: RowCells): void {
  copyUpTo(copy, from);
  for (let at = copy.block.indexOf(LF, from); at >= 0 && at < to; at = copy.block.indexOf(LF, at + 1))
    put(copy, LINE_FEED);
  copy.from = to;
}

const LINE_FEED = Buffer.from("\n");

interface CellContext {
  readonly words: ReturnType<typeof createInterner>;
  readonly delimiter: number;
}

/** The bytes for a cell; `SAME` where it stays as it is. */
function writtenFor(
  block: Buffer,
  row: RowCells,
  { index, mapping, known }: ChangingColumn,
  around: CellContext,
): Buffer {
  const text = mapping.number === undefined ? around.words.cell(block, row, index) : cellText(block, row, index);
  const before = known.get(text);
  if (before !== undefined) return before;
  const mapped = mapCell(text, mapping);
  // An empty cell needs no byte, which must not be taken for a cell that stays as it is.
  const changed = mapped === "" ? EMPTY : Buffer.from(quotedCell(mapped, String.fromCharCode(around.delimiter)));
  const written = mapped === text ? SAME : changed;
  if (known.size < MOST_KNOWN) known.set(text, written);
  return written;
}

function rewriteCell(copy: Copy, row: RowCells, column: ChangingColumn, around: CellContext): void {
  const written = writtenFor(copy.block, row, column, around);
  if (written === SAME) return;
  const { from, to } = rawCell(row, column.index);
  copyUpTo(copy, from);
  put(copy, written);
  copy.from = to;
}

/** Puts the cell of a column of the file a second time, under another name of ours. */
function putAgain(copy: Copy, row: RowCells, column: ChangingColumn, around: CellContext): void {
  put(copy, Buffer.from([around.delimiter]));
  if (column.index >= row.count) return;
  const written = writtenFor(copy.block, row, column, around);
  const { from, to } = rawCell(row, column.index);
  put(copy, written === SAME ? copy.block.subarray(from, to) : written);
}

/** Where a cell lies, with its quotes. */
function rawCell(row: RowCells, index: number): { readonly from: number; readonly to: number } {
  const quotes = row.quoting[row.first + index] === QUOTINGS.bare ? 0 : 1;
  return { from: startOfCell(row, index) - quotes, to: endOfCell(row, index) + quotes };
}

const UNCHANGED: CellMapping = {
  missing: new Set(),
  words: new Map(),
  otherwise: { kind: "keep" },
  number: undefined,
};
const EMPTY = Buffer.alloc(0);

/** A text as a cell: quoted only where it must be, quotes in it doubled. */
function quotedCell(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function copyUpTo(copy: Copy, to: number): void {
  const { block, from } = copy;
  if (to <= from) return;
  makeRoom(copy, to - from);
  copy.length += block.copy(copy.into, copy.length, from, to);
  copy.from = to;
}

function put(copy: Copy, bytes: Buffer): void {
  if (bytes.length === 0) return;
  makeRoom(copy, bytes.length);
  copy.length += bytes.copy(copy.into, copy.length);
}

function makeRoom(copy: Copy, more: number): void {
  const { into, length } = copy;
  if (length + more <= into.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max((length + more) * 2, copy.block.length * 2));
  into.copy(larger, 0, 0, length);
  copy.into = larger;
}
