/**
 * The host of `wasm/rewrite.ts`: teaches the kernel what texts become under a mapping, and has it rewrite block after block.
 *
 * The kernel has the texts that a mapping names, as far as it has room for them, and learns others when it asks for them. It asks
 * again for each text that it could not keep. Rewritten rows lie behind the block, and stay there until the next block is read.
 */
import { ensureMemory, viewOf } from "./memory.ts";
import { KEPT_BYTES, LONGEST_RECORD, MARGIN, NO_COLUMN, OTHERS, OVERHANG } from "./numbers.ts";
import type { Damage } from "./row-cells.ts";
import { createScanKernel, nextBatch, openBlock, roomForBlock, type ScanKernel } from "./scan-kernel.ts";
import { SCAN_TABLES as TABLES } from "./tables.ts";

/** The bytes that take the place of a cell, with its quotes; undefined where the cell stays as it is. */
export type CellAnswer = Uint8Array | undefined;

/** What becomes of the texts of a column. A text is the bytes between the quotes of its cell; quotes in it are doubled. */
export interface Vocabulary {
  /** The texts whose answer may be another than that for all others. */
  readonly named: readonly Uint8Array[];
  /** What becomes of any other text; `ask` where that depends on the text. */
  readonly others: CellAnswer | "ask";
  answer(text: Uint8Array): CellAnswer;
}

/** A column with what becomes of its cells. */
export interface PlannedColumn {
  readonly index: number;
  readonly vocabulary: Vocabulary;
}

/** Columns are in ascending order, below `KEPT_CELLS`, and none stands twice in a list. */
export interface RewritePlan {
  readonly changing: readonly PlannedColumn[];
  /** Columns by which rows are left out: a cell with an answer leaves its row out. */
  readonly leavingOut: readonly PlannedColumn[];
  /** What comes behind each row; at most `KEPT_CELLS` parts. */
  readonly tail: readonly TailPart[];
}

/** Bytes behind a row, and the cell of the row that follows them. */
export interface TailPart {
  readonly bytes: Uint8Array;
  readonly cell: PlannedColumn | undefined;
}

/** The state of a host between two calls. */
export interface RewriteKernel {
  readonly scan: ScanKernel;
  /** The vocabularies by their number, from 1. */
  vocabularies: readonly Vocabulary[];
  /** By vocabulary: how many texts the kernel learned because it asked. */
  learned: Uint32Array;
  /** Where the next text is kept. */
  nextKept: number;
}

export interface RewrittenBlock {
  /** Valid until the next block is read. */
  readonly bytes: Buffer;
  /** The block itself, which may have moved. */
  readonly block: Buffer;
  /** Line feeds in the block. */
  readonly lines: number;
  readonly damage: Damage | undefined;
  /** The number of rows that were left out. */
  readonly leftOut: number;
}

const BLOCK = TABLES.BLOCK.at;
const KEPT = TABLES.KEPT.at;
/** A vocabulary learns at most so many texts by asking, so that a column of amounts leaves room for others. */
const MOST_LEARNED = 8192;
/** Bytes of the longest text that is learned by asking. */
const LONGEST_LEARNED = 64;
const NO_ROOM = 0;
const STAYS = 0;

export function createRewriteKernel(): RewriteKernel {
  const kernel: RewriteKernel = {
    scan: createScanKernel({
      answerTo: (vocabulary, from, to, into) => answerTo(kernel, vocabulary, { from, to }, into),
    }),
    vocabularies: [],
    learned: new Uint32Array(0),
    nextKept: KEPT,
  };
  return kernel;
}

/** Takes how the rows of the next blocks are rewritten, and forgets the export before. */
export function takeRewritePlan(kernel: RewriteKernel, { changing, leavingOut, tail }: RewritePlan): void {
  const { functions } = kernel.scan;
  roomForBlock(kernel.scan, 0);
  functions.forgetTexts();
  const again = tail.flatMap(({ cell }) => cell ?? []);
  const vocabularies = [...new Set([...changing, ...leavingOut, ...again].map(({ vocabulary }) => vocabulary))];
  const numbers = new Map(vocabularies.map((vocabulary, index) => [vocabulary, index + 1]));
  kernel.vocabularies = vocabularies;
  kernel.learned = new Uint32Array(vocabularies.length + 1);
  kernel.nextKept = KEPT;
  functions.planRewriting(changing.length, leavingOut.length, tail.length);
  viewOf(functions.memory, TABLES.TAIL, tail.length * 4).set(keepTail(kernel, tail, numbers));
  for (const [vocabulary, number] of numbers) teachVocabulary(kernel, number, vocabulary);
  const pairs = (columns: readonly PlannedColumn[]) =>
    columns.flatMap(({ index, vocabulary }) => [index, numbers.get(vocabulary) ?? 0]);
  viewOf(functions.memory, TABLES.CHANGING, changing.length * 2).set(pairs(changing));
  viewOf(functions.memory, TABLES.LEAVING_OUT, leavingOut.length * 2).set(pairs(leavingOut));
}

/** Keeps the bytes of what comes behind each row. Returns four numbers for each part; see `TAIL`. */
function keepTail(
  kernel: RewriteKernel,
  tail: readonly TailPart[],
  numbers: ReadonlyMap<Vocabulary, number>,
): readonly number[] {
  // No record may be longer, so nothing behind is ever read.
  let left = LONGEST_RECORD;
  return tail.flatMap(({ bytes, cell }) => {
    const written = bytes.subarray(0, left);
    left -= written.length;
    const place = keep(kernel, written);
    return [
      place,
      written.length,
      cell?.index ?? NO_COLUMN,
      cell === undefined ? 0 : (numbers.get(cell.vocabulary) ?? 0),
    ];
  });
}

/** The room for a block of so many bytes, from which `rewriteBlock` rewrites rows. */
export function roomForRows({ scan }: RewriteKernel, size: number): Buffer {
  return bufferOf(roomForBlock(scan, size));
}

/** The last bytes among which a cut is looked for first: as long as a record seldom is. */
const NEAR_END = 16 * 1024;

/** The offset behind the last line feed outside quotes among the first bytes of the room; 0 where there is none. */
export function cutInRoom({ scan: { functions } }: RewriteKernel, length: number): number {
  const end = BLOCK + length;
  const near = BLOCK + Math.max(0, length - NEAR_END - (length % 64));
  functions.beginCutting();
  functions.passBy(BLOCK, near);
  let found = functions.lastCut(near, end);
  if (found === 0) {
    functions.beginCutting();
    found = functions.lastCut(BLOCK, end);
  }
  return Math.max(0, found - BLOCK);
}

/** Rewrites the rows of a block that lies in its room. */
export function rewriteBlock({ scan }: RewriteKernel, length: number, delimiter: number): RewrittenBlock {
  const { functions } = scan;
  // The rows lie behind the zeros that follow the block, on a boundary of 16 bytes.
  const from = (BLOCK + length + MARGIN + 15) & ~15;
  openBlock(scan, length, delimiter);
  functions.beginRewriting(from);
  while (nextBatch(scan)) functions.rewriteBatch();
  const { lines, damage } = scan;
  const to = functions.endRewriting(BLOCK + (damage?.offset ?? length));
  const block = bufferOf(roomForBlock(scan, length));
  const bytes = Buffer.from(functions.memory.buffer, from, to - from);
  return { bytes, block, lines, damage, leftOut: functions.leftOut.value };
}

function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** Teaches a vocabulary, which asks for all that the kernel has no room for. */
function teachVocabulary(kernel: RewriteKernel, number: number, vocabulary: Vocabulary): void {
  const { functions } = kernel.scan;
  const { named, others } = vocabulary;
  const isStaying = others === undefined;
  const kept = isStaying || others === "ask" ? NO_ROOM : keep(kernel, others);
  const taught = named.map((text) => {
    const answer = vocabulary.answer(text);
    return (isStaying && answer === undefined) || teach(kernel, number, text, answer);
  });
  const isWhole = taught.every((isTaught) => isTaught) && (isStaying || kept !== NO_ROOM);
  if (!isWhole || others === "ask") functions.learnOthers(number, OTHERS.ask, 0, 0);
  else functions.learnOthers(number, isStaying ? OTHERS.stay : OTHERS.become, kept, others?.length ?? 0);
}

/** Whether the kernel had room for a text and its answer. */
function teach(kernel: RewriteKernel, number: number, text: Uint8Array, answer: CellAnswer): boolean {
  const before = kernel.nextKept;
  const from = keep(kernel, text);
  const kept = answer === undefined ? STAYS : keep(kernel, answer);
  const hasRoom = from !== NO_ROOM && (answer === undefined || kept !== NO_ROOM);
  if (hasRoom && kernel.scan.functions.learnText(number, from, from + text.length, kept, answer?.length ?? 0) !== 0)
    return true;
  kernel.nextKept = before;
  return false;
}

/** Keeps bytes, and returns where they are. */
function keep(kernel: RewriteKernel, bytes: Uint8Array): number {
  const { nextKept } = kernel;
  if (nextKept + bytes.length > KEPT + KEPT_BYTES) return NO_ROOM;
  memoryOf(kernel).set(bytes, nextKept);
  kernel.nextKept += bytes.length;
  return nextKept;
}

/** Answers the kernel; see `wasm/rewrite.ts`. The kernel may have let the memory grow before it asked. */
function answerTo(
  kernel: RewriteKernel,
  number: number,
  { from, to }: { readonly from: number; readonly to: number },
  into: number,
): number {
  const vocabulary = kernel.vocabularies[number - 1];
  const text = memoryOf(kernel).subarray(from, to);
  const answer = vocabulary?.answer(text);
  const learned = kernel.learned[number] ?? 0;
  if (learned < MOST_LEARNED && text.length <= LONGEST_LEARNED && teach(kernel, number, text, answer))
    kernel.learned[number] = learned + 1;
  if (answer === undefined) return STAYS;
  ensureMemory(kernel.scan.functions.memory, into + answer.length + OVERHANG);
  memoryOf(kernel).set(answer, into);
  return into + answer.length;
}

/** All memory as it is now. */
function memoryOf({ scan }: RewriteKernel): Uint8Array {
  roomForBlock(scan, 0);
  return scan.bytes;
}
