/**
 * The host of `wasm/map.ts`: teaches the kernel what the cells of an export become under a mapping.
 *
 * The kernel has the texts that a mapping names, as far as it has room for them, and learns others when it asks for them. It asks
 * again for each text that it could not keep.
 */

import type { CellAnswer, CellPlan, CellText, PlannedColumn, Vocabulary } from "./cell-plan.ts";
import { APPENDED_FIELDS } from "./fields.ts";
import { ensureMemory, viewOf } from "./memory.ts";
import {
  KEPT_BYTES,
  KEPT_CELLS,
  LONGEST_CELL,
  LONGEST_RECORD,
  NO_COLUMN,
  OTHERS,
  OVERHANG,
  QUOTINGS,
} from "./numbers.ts";
import { roomForBlock, type ScanKernel } from "./scan-kernel.ts";
import { SCAN_TABLES as TABLES } from "./tables.ts";

/** The answers that a kernel has for a plan. */
interface Taught {
  readonly kernel: ScanKernel;
  /** The vocabularies by their number, from 1. */
  readonly numbers: ReadonlyMap<Vocabulary, number>;
  readonly vocabularies: readonly Vocabulary[];
  /** By vocabulary: how many texts the kernel learned because it asked. */
  readonly learned: Uint32Array;
  /** Where the next text is kept. */
  nextKept: number;
}

const KEPT = TABLES.KEPT.at;
/** A vocabulary learns at most so many texts by asking, so that a column of amounts leaves room for others. */
const MOST_LEARNED = 8192;
/** Bytes of the longest text that is learned by asking. */
const LONGEST_LEARNED = 64;
const NO_ROOM = 0;
const STAYS = 0;

/** Has a kernel map the rows of the next blocks by a plan, and forget the plan before; undefined for rows that stay as they are. */
export function takeCellPlan(kernel: ScanKernel, plan: CellPlan | undefined): void {
  if (kernel.plan === plan) return;
  const { functions } = kernel;
  kernel.plan = plan;
  kernel.answerTo = undefined;
  if (plan === undefined) {
    functions.forgetMapping();
    return;
  }
  // The tables have their memory before the first block.
  roomForBlock(kernel, 0);
  functions.forgetTexts();
  const { delimiter, changing, leavingOut, appended } = plan;
  const again = appended.filter(isAgain);
  const vocabularies = [...new Set([...changing, ...leavingOut, ...again].map(({ vocabulary }) => vocabulary))];
  const numbers = new Map(vocabularies.map((vocabulary, index) => [vocabulary, index + 1]));
  const learned = new Uint32Array(vocabularies.length + 1);
  const taught: Taught = { kernel, numbers, vocabularies, learned, nextKept: KEPT };
  kernel.answerTo = (vocabulary, from, to, into) => answerTo(taught, vocabulary, { from, to }, into);
  functions.planMapping(delimiter, changing.length, leavingOut.length, appended.length, lengthOfSureRows(plan));
  const entries = appended.flatMap((cell) => {
    const entry = appendedEntry(taught, cell);
    return APPENDED_FIELDS.map((field) => entry[field]);
  });
  for (const vocabulary of vocabularies) teachVocabulary(taught, vocabulary);
  const pairs = (columns: readonly PlannedColumn[]) =>
    columns.flatMap(({ index, vocabulary }) => [index, numbers.get(vocabulary) ?? 0]);
  viewOf(functions.memory, TABLES.APPENDED, entries.length).set(entries);
  viewOf(functions.memory, TABLES.CHANGING, changing.length * 2).set(pairs(changing));
  viewOf(functions.memory, TABLES.LEAVING_OUT, leavingOut.length * 2).set(pairs(leavingOut));
}

/** Whether a cell of a short row may become longer than a cell may be, so that no row is surely sound. */
export function hasLongAnswers({ changing, appended }: CellPlan): boolean {
  return [...changing, ...appended].some((cell) => longestOf(cell) > LONGEST_CELL / 2);
}

function longestOf(cell: CellText | PlannedColumn): number {
  return isAgain(cell) ? cell.vocabulary.longest : cell.bytes.length;
}

function isAgain(cell: CellText | PlannedColumn): cell is PlannedColumn {
  return "vocabulary" in cell;
}

/** Bytes of the longest row that is surely no longer than a record may be once it is mapped. */
function lengthOfSureRows({ changing, appended }: CellPlan): number {
  const added = [...changing, ...appended].reduce((sum, cell) => sum + longestOf(cell), 0);
  // Every cell may come to have a delimiter and two quotes, and the longest cell may be the one that comes again.
  const most = LONGEST_RECORD - added - 3 * KEPT_CELLS;
  return Math.max(0, Math.floor(most / (1 + appended.filter(isAgain).length)));
}

type AppendedEntry = { readonly [field in (typeof APPENDED_FIELDS)[number]]: number };

function appendedEntry(taught: Taught, cell: CellText | PlannedColumn): AppendedEntry {
  // A cell that comes again is empty where the row is too short to have it.
  if (isAgain(cell)) {
    const vocabulary = taught.numbers.get(cell.vocabulary) ?? 0;
    return { place: keep(taught, EMPTY), length: 0, again: cell.index, vocabulary };
  }
  // No record may be longer, so nothing behind is ever read.
  const kept = { ...cell, bytes: cell.bytes.subarray(0, LONGEST_RECORD) };
  return { place: keep(taught, kept), length: cell.bytes.length, again: NO_COLUMN, vocabulary: 0 };
}

const EMPTY: CellText = { bytes: new Uint8Array(0), quoting: QUOTINGS.bare };

/** Teaches a vocabulary, which asks for all that the kernel has no room for. */
function teachVocabulary(taught: Taught, vocabulary: Vocabulary): void {
  const { functions } = taught.kernel;
  const { named, others } = vocabulary;
  const number = taught.numbers.get(vocabulary) ?? 0;
  const isStaying = others === undefined;
  const kept = isStaying || others === "ask" ? NO_ROOM : keep(taught, others);
  const all = named.map((text) => {
    const answer = vocabulary.answer(text);
    return (isStaying && answer === undefined) || teach(taught, number, text, answer);
  });
  const isWhole = all.every((isTaught) => isTaught) && (isStaying || kept !== NO_ROOM);
  if (!isWhole || others === "ask") functions.learnOthers(number, OTHERS.ask, 0, 0);
  else functions.learnOthers(number, isStaying ? OTHERS.stay : OTHERS.become, kept, others?.bytes.length ?? 0);
}

/** Whether the kernel had room for a text and its answer. */
function teach(taught: Taught, number: number, text: Uint8Array, answer: CellAnswer): boolean {
  const before = taught.nextKept;
  const from = keep(taught, { bytes: text, quoting: QUOTINGS.bare });
  const kept = answer === undefined ? STAYS : keep(taught, answer);
  const hasRoom = from !== NO_ROOM && (answer === undefined || kept !== NO_ROOM);
  const { functions } = taught.kernel;
  if (hasRoom && functions.learnText(number, from, from + text.length, kept, answer?.bytes.length ?? 0) !== 0)
    return true;
  taught.nextKept = before;
  return false;
}

/** Keeps a text behind the code of its quoting, and returns where it is. */
function keep(taught: Taught, { bytes, quoting }: CellText): number {
  const { nextKept, kernel } = taught;
  if (nextKept + 1 + bytes.length > KEPT + KEPT_BYTES) return NO_ROOM;
  const memory = memoryOf(kernel);
  memory[nextKept] = quoting;
  memory.set(bytes, nextKept + 1);
  taught.nextKept += 1 + bytes.length;
  return nextKept + 1;
}

/** Answers the kernel; see `wasm/answers.ts`. */
function answerTo(
  taught: Taught,
  number: number,
  { from, to }: { readonly from: number; readonly to: number },
  into: number,
): number {
  const { kernel, vocabularies, learned } = taught;
  const vocabulary = vocabularies[number - 1];
  const text = memoryOf(kernel).subarray(from, to);
  const answer = vocabulary?.answer(text);
  const count = learned[number] ?? 0;
  if (count < MOST_LEARNED && text.length <= LONGEST_LEARNED && teach(taught, number, text, answer))
    learned[number] = count + 1;
  if (answer === undefined) return STAYS;
  const after = into + 1 + answer.bytes.length;
  ensureMemory(kernel.functions.memory, after + OVERHANG);
  const memory = memoryOf(kernel);
  memory[into] = answer.quoting;
  memory.set(answer.bytes, into + 1);
  return after;
}

/** All memory as it is now. */
function memoryOf(kernel: ScanKernel): Uint8Array {
  roomForBlock(kernel, 0);
  return kernel.bytes;
}
