/**
 * Counts the cells of one column, one after another, in bounded memory.
 *
 * A value that came before is found by its print in a table and costs two look-ups. A new value is looked at: its shape, and the times
 * that its numbers make. Where hardly any value comes twice, the table is dropped, and every cell is looked at.
 */

import { type CellPrint, createPrint, printCell, wholePrint } from "./cell-print.ts";
import {
  type CellShape,
  countCell,
  faultsOf,
  findShape,
  isFirstMisfit,
  isLike,
  MOST_SHAPES,
  newShape,
  noteMisfit,
} from "./cell-shapes.ts";
import { createRuns, type DigitRuns, readRuns } from "./digit-runs.ts";
import { addToSketch, type DistinctSketch, sketchOfPrints } from "./distinct-sketch.ts";
import { createIdSample, type IdSample } from "./id-sample.ts";
import { totalWordIn } from "./totals.ts";
import { createWaitingIds, lookUp, type WaitingIds, waitFor } from "./waiting-ids.ts";
import { addWord, createWordCounts, MOST_WORDS, slotOf, sweepWords, type WordCounts } from "./word-counts.ts";

export interface ColumnTally {
  readonly print: CellPrint;
  readonly runs: DigitRuns;
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
  /** The ids of the block. */
  readonly waiting: WaitingIds | undefined;
  firstRepeat: { readonly text: string; readonly line: number } | undefined;
}

/** Up to so many different values are counted exactly. */
export const MOST_EXACT = 1000;
/** Bytes of a cell that are kept as its text. */
const LONGEST_TEXT = 120;
const NO_SHAPE = 255;
/** A bit beside those of a value's faults: the value calls its row a total. */
const IS_TOTAL = 2 ** 31;

/** Bytes of a block, and a view of the same bytes. */
export interface CellBytes {
  readonly bytes: Buffer;
  readonly view: DataView;
}

/** @param mostIds the number of ids that are kept at most; undefined for a column in which no repeated values are looked for. */
export function createTally(mostIds: number | undefined): ColumnTally {
  return {
    print: createPrint(),
    runs: createRuns(),
    filled: 0,
    words: createWordCounts(),
    distinct: 0,
    sketch: undefined,
    shapes: [],
    lastShape: -1,
    isText: false,
    ids: mostIds === undefined ? undefined : createIdSample(mostIds),
    waiting: mostIds === undefined ? undefined : createWaitingIds(),
    firstRepeat: undefined,
  };
}

/**
 * Counts a cell that is not empty. @param line of the file, from 1.
 * @returns the word that calls the cell a total; undefined for nearly every cell.
 */
export function tallyCell(
  tally: ColumnTally,
  block: CellBytes,
  start: number,
  end: number,
  line: number,
): string | undefined {
  const { print, words } = tally;
  tally.filled += 1;
  printCell(block.bytes, block.view, start, end, print);
  const { low, high } = print;
  if (tally.waiting !== undefined) waitFor(tally.waiting, print, line, start, end);
  if (words !== undefined) {
    const key = wholePrint(print);
    const slot = slotOf(words, key, low);
    if (words.keys[slot] === key) {
      words.counts[slot] = (words.counts[slot] ?? 0) + 1;
      const shape = tally.shapes[words.shapes[slot] ?? NO_SHAPE];
      const faults = words.faults[slot] ?? 0;
      if (shape !== undefined) countCell(shape, faults);
      return faults >= IS_TOTAL ? words.texts[slot] : undefined;
    }
    return meetWord(tally, words, block, start, end, line);
  }
  if (tally.sketch !== undefined) addToSketch(tally.sketch, low, high);
  return tally.isText ? undefined : lookAt(tally, block, start, end, line).total;
}

/** Has to be called when a block ends, while its bytes are there. */
export function endBlock(tally: ColumnTally, { bytes }: CellBytes): void {
  const { ids, waiting } = tally;
  if (ids === undefined || waiting === undefined) return;
  const first = lookUp(waiting, ids);
  if (first === undefined || tally.firstRepeat !== undefined) return;
  const text = textOf(bytes, waiting.starts[first] ?? 0, waiting.ends[first] ?? 0);
  tally.firstRepeat = { text, line: waiting.lines[first] ?? 0 };
}

function meetWord(
  tally: ColumnTally,
  words: WordCounts,
  block: CellBytes,
  start: number,
  end: number,
  line: number,
): string | undefined {
  const { low, high } = tally.print;
  const text = textOf(block.bytes, start, end);
  const { shape, faults } = lookAt(tally, block, start, end, line);
  const total = totalWordIn(text);
  if (words.size === MOST_WORDS) makeRoomFor(tally, words);
  if (tally.words !== undefined) {
    const key = wholePrint(tally.print);
    addWord(words, slotOf(words, key, low), {
      key,
      text,
      shape,
      faults: total === undefined ? faults : (faults | IS_TOTAL) >>> 0,
    });
  }
  tally.distinct += 1;
  if (tally.sketch === undefined && tally.ids === undefined && tally.distinct > MOST_EXACT)
    tally.sketch = sketchOfPrints(words.keys);
  if (tally.sketch !== undefined) addToSketch(tally.sketch, low, high);
  return total;
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

/** Looks at the shape of a cell and at its numbers, and counts it. */
function lookAt(tally: ColumnTally, block: CellBytes, start: number, end: number, line: number): Looked {
  const { runs, shapes } = tally;
  if (tally.isText) return LIKE_MOST;
  let index = tally.lastShape;
  if (!isLike(shapes[index], block.bytes, start, end, runs.numbers)) {
    readRuns(block.bytes, start, end, runs);
    index = findShape(shapes, runs);
  }
  let total: string | undefined;
  if (index < 0) {
    if (shapes.length === MOST_SHAPES) {
      tally.isText = true;
      return LIKE_MOST;
    }
    const text = textOf(block.bytes, start, end);
    total = totalWordIn(text);
    index = shapes.push(newShape(runs, text, line)) - 1;
  }
  tally.lastShape = index;
  const shape = shapes[index];
  if (shape === undefined) return LIKE_MOST;
  const faults = shape.plans.length === 0 ? 0 : faultsOf(shape, runs.numbers);
  if (faults !== 0 && isFirstMisfit(shape, faults)) noteMisfit(shape, faults, textOf(block.bytes, start, end), line);
  countCell(shape, faults);
  return faults === 0 && total === undefined && index < USUAL.length
    ? (USUAL[index] ?? LIKE_MOST)
    : { shape: index, faults, total };
}

/** What is returned for nearly every cell: to make an object for each takes time. */
const USUAL: readonly Looked[] = Array.from({ length: MOST_SHAPES }, (_, shape) => ({
  shape,
  faults: 0,
  total: undefined,
}));

function textOf(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString("utf8", start, Math.min(end, start + LONGEST_TEXT)).replaceAll('""', '"');
  return end - start > LONGEST_TEXT ? `${text.replace(/\ufffd+$/, "")}…` : text;
}
