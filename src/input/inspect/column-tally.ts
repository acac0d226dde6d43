/**
 * Counts the cells of one column, batch by batch, in bounded memory.
 *
 * A value that came before is found by its print in a table and costs two look-ups. A new value is looked at: its shape, and the times
 * that its numbers make. Where hardly any value comes twice, the table is dropped, and every cell is looked at.
 */

import type { FilledCells } from "../../kernel/batch-cells.ts";
import { type CellShape, countAlike, countCell, findShape, MOST_SHAPES, newShape } from "./cell-shapes.ts";
import { addToSketch, type DistinctSketch, sketchOfPrints } from "./distinct-sketch.ts";
import { addIds, createIdSample, type IdSample } from "./id-sample.ts";
import { totalWordIn } from "./totals.ts";
import { addWord, createWordCounts, MOST_WORDS, slotOf, sweepWords, type WordCounts } from "./word-counts.ts";

export interface ColumnTally {
  filled: number;
  /** Undefined where hardly any value comes twice. */
  words: WordCounts | undefined;
  /** The number of values while all of them are in the table. */
  distinct: number;
  /** Undefined until there are too many values to count, and for a column of ids, which are counted beside their repeats. */
  sketch: DistinctSketch | undefined;
  shapes: CellShape[];
  /** The number of the shape that the last cell had; most cells have the shape of the cell above. */
  lastShape: number;
  /** Whether there are too many shapes to tell anything by them. */
  isText: boolean;
  /** Undefined for a column that is no id. */
  readonly ids: IdSample | undefined;
  firstRepeat: { readonly text: string; readonly line: number } | undefined;
}

/** The filled cells of the column in a batch. */
export interface ColumnBatch {
  readonly count: number;
  readonly cells: FilledCells;
  /** The block. */
  readonly bytes: Buffer;
  /** By row: its line in the file, from 1. */
  readonly lines: Float64Array;
  /** Has the shapes of cells read into `cells`. */
  readonly readShapes: (first: number, end: number) => void;
  /** Is told of a cell that calls its row a total. */
  readonly noteTotal: (row: number, word: string) => void;
}

/** Up to so many different values are counted exactly. */
export const MOST_EXACT = 1000;
/** Bytes of a cell that are kept as its text. */
const LONGEST_TEXT = 120;
const NO_SHAPE = 255;
/** A bit beside those of a value's faults: the value calls its row a total. */
const IS_TOTAL = 2 ** 31;

/** @param mostIds the number of ids that are kept at most; undefined for a column in which no repeated values are looked for. */
export function createTally(mostIds: number | undefined): ColumnTally {
  return {
    filled: 0,
    words: createWordCounts(),
    distinct: 0,
    sketch: undefined,
    shapes: [],
    lastShape: -1,
    isText: false,
    ids: mostIds === undefined ? undefined : createIdSample(mostIds),
    firstRepeat: undefined,
  };
}

/** Counts the cells of a batch. */
export function tallyCells(tally: ColumnTally, batch: ColumnBatch): void {
  const { words, ids } = tally;
  if (ids !== undefined) countIds(tally, ids, batch);
  const counted = words === undefined ? 0 : countWords(tally, words, batch);
  if (counted < batch.count) countUnkept(tally, batch, counted);
}

function countIds(tally: ColumnTally, ids: IdSample, batch: ColumnBatch): void {
  const { count, cells } = batch;
  const first = addIds(ids, cells.lows, cells.highs, count);
  if (first !== undefined) tally.firstRepeat ??= { text: textOf(batch, first), line: lineOf(batch, first) };
}

/** Counts values by the table, until it is dropped. @returns how many cells were counted. */
function countWords(tally: ColumnTally, words: WordCounts, batch: ColumnBatch): number {
  const { count, cells } = batch;
  const { lows, highs } = cells;
  for (let cell = 0; cell < count; cell += 1) {
    tally.filled += 1;
    const low = lows[cell] ?? 0;
    const key = (highs[cell] ?? 0) * 2 ** 32 + (low >>> 0);
    const slot = slotOf(words, key, low);
    if (words.keys[slot] !== key) {
      meetWord(tally, words, batch, cell, key);
      if (tally.words === undefined) return cell + 1;
      continue;
    }
    words.counts[slot] = (words.counts[slot] ?? 0) + 1;
    const shape = tally.shapes[words.shapes[slot] ?? NO_SHAPE];
    const faults = words.faults[slot] ?? 0;
    if (shape !== undefined) countCell(shape, faults);
    if (faults >= IS_TOTAL) batch.noteTotal(cells.rows[cell] ?? 0, words.texts[slot] ?? "");
  }
  return count;
}

/** Counts values that are kept nowhere, from the position `first` on. */
function countUnkept(tally: ColumnTally, batch: ColumnBatch, first: number): void {
  const { count, cells } = batch;
  const { lows, highs } = cells;
  const { sketch } = tally;
  tally.filled += count - first;
  if (sketch !== undefined)
    for (let cell = first; cell < count; cell += 1) addToSketch(sketch, lows[cell] ?? 0, highs[cell] ?? 0);
  if (tally.isText) return;
  batch.readShapes(first, count);
  for (let cell = first; cell < count && !tally.isText; ) {
    const end = endOfShape(cells, cell, count);
    const { total } = lookAt(tally, batch, cell, end);
    if (total !== undefined) batch.noteTotal(cells.rows[cell] ?? 0, total);
    cell = end;
  }
}

/** The position behind the cells that have the shape of the cell at `first` and stand right behind it. */
function endOfShape({ shapes, checks }: FilledCells, first: number, count: number): number {
  const shape = shapes[first];
  const check = checks[first];
  let end = first + 1;
  while (end < count && shapes[end] === shape && checks[end] === check) end += 1;
  return end;
}

function meetWord(tally: ColumnTally, words: WordCounts, batch: ColumnBatch, cell: number, key: number): void {
  const { lows, highs, rows } = batch.cells;
  const low = lows[cell] ?? 0;
  const text = textOf(batch, cell);
  if (!tally.isText) batch.readShapes(cell, cell + 1);
  const { shape, faults } = lookAt(tally, batch, cell, cell + 1);
  const total = totalWordIn(text);
  if (words.size === MOST_WORDS) makeRoomFor(tally, words);
  if (tally.words !== undefined)
    addWord(words, slotOf(words, key, low), {
      key,
      text,
      shape,
      faults: total === undefined ? faults : (faults | IS_TOTAL) >>> 0,
    });
  tally.distinct += 1;
  if (tally.sketch === undefined && tally.ids === undefined && tally.distinct > MOST_EXACT)
    tally.sketch = sketchOfPrints(words.keys);
  if (tally.sketch !== undefined) addToSketch(tally.sketch, low, highs[cell] ?? 0);
  if (total !== undefined) batch.noteTotal(rows[cell] ?? 0, total);
}

/** Drops the table where it says nothing about common values. */
function makeRoomFor(tally: ColumnTally, words: WordCounts): void {
  if (!sweepWords(words, tally.filled)) tally.words = undefined;
}

interface Looked {
  /** The number of the shape. */
  readonly shape: number;
  readonly faults: number;
  readonly total: string | undefined;
}

const LIKE_MOST: Looked = { shape: NO_SHAPE, faults: 0, total: undefined };

/** Looks at the shape of cells that have the same one, from the position `first` up to `end`, and at their numbers, and counts them. */
function lookAt(tally: ColumnTally, batch: ColumnBatch, first: number, end: number): Looked {
  const { shapes } = tally;
  if (tally.isText) return LIKE_MOST;
  const marks = { shape: batch.cells.shapes[first] ?? 0, check: batch.cells.checks[first] ?? 0 };
  let index = findShape(shapes, tally.lastShape, marks);
  let total: string | undefined;
  if (index < 0) {
    if (shapes.length === MOST_SHAPES) {
      tally.isText = true;
      return LIKE_MOST;
    }
    const text = textOf(batch, first);
    total = totalWordIn(text);
    index = shapes.push(newShape(marks, text, lineOf(batch, first))) - 1;
  }
  tally.lastShape = index;
  const shape = shapes[index];
  if (shape === undefined) return LIKE_MOST;
  const faults = countAlike(shape, { numbers: batch.cells.numbers, first, end }, (plan, cell) => {
    plan.misfitLine = lineOf(batch, cell);
    plan.misfitText = textOf(batch, cell);
  });
  return { shape: index, faults, total };
}

function lineOf({ cells, lines }: ColumnBatch, cell: number): number {
  return lines[cells.rows[cell] ?? 0] ?? 0;
}

function textOf({ bytes, cells }: ColumnBatch, cell: number): string {
  const start = cells.starts[cell] ?? 0;
  const end = cells.ends[cell] ?? 0;
  const text = bytes.toString("utf8", start, Math.min(end, start + LONGEST_TEXT)).replaceAll('""', '"');
  return end - start > LONGEST_TEXT ? `${text.replace(/\ufffd+$/, "")}…` : text;
}
