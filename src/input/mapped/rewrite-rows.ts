/**
 * Rewrites the rows of an export under a mapping, block by block. Bytes that the mapping does not change are copied as they are,
 * line ends and empty lines among them, so that every row stays on its line.
 *
 * The kernel does the work (`kernel/rewrite-kernel.ts`). It remembers what becomes of a text, and asks for what it does not know.
 * Texts are compared as the bytes of their cells, in which quotes are doubled.
 */
import { KEPT_CELLS, MOST_COLUMNS } from "../../kernel/numbers.ts";
import {
  type CellAnswer,
  createRewriteKernel,
  cutInRoom,
  type PlannedColumn,
  type RewriteKernel,
  type RewritePlan,
  rewriteBlock,
  roomForRows,
  type TailPart,
  takeRewritePlan,
  type Vocabulary,
} from "../../kernel/rewrite-kernel.ts";
import type { Damage } from "../../kernel/row-cells.ts";
import type { BlockRoom } from "../blocks.ts";
import { type CellMapping, mapCell, othersUnder, textsNamedBy } from "./map-cell.ts";
import type { AddedColumn, ResolvedMapping, ResolvedSkip } from "./resolve-mapping.ts";

export interface RowRewriter {
  /** Memory for one block, and then for the next one: a block is rewritten from where it was read to. */
  readonly room: BlockRoom;
  /** Rewrites whole rows, the first bytes of the room. */
  rewrite(length: number): Rewritten;
  /** Gives back the memory. Nothing may be rewritten any more, nor read into the room. */
  close(): void;
}

export interface Rewritten {
  /** Valid until the next block is read, as is `block`: the rows before they were rewritten. */
  readonly bytes: Buffer;
  readonly block: Buffer;
  /** Line feeds in the block. */
  readonly lines: number;
  readonly damage: Damage | undefined;
  /** The number of rows that were left out. */
  readonly leftOut: number;
}

/** Kernels that rewrite no export: to make new memory for each of many small exports takes longer than to read them. */
const idle: RewriteKernel[] = [];

/** @param delimiter between the cells of the file and of the export. */
export function createRowRewriter(mapping: ResolvedMapping, delimiter: number): RowRewriter {
  const kernel = idle.pop() ?? createRewriteKernel();
  takeRewritePlan(kernel, planOf(mapping, String.fromCharCode(delimiter)));
  return {
    room: {
      take: (size) => roomForRows(kernel, size),
      giveBack: () => {},
      cutOf: ({ length }) => cutInRoom(kernel, length),
    },
    rewrite: (length) => rewriteBlock(kernel, length, delimiter),
    close: () => {
      idle.push(kernel);
    },
  };
}

function planOf({ cells, added, skip }: ResolvedMapping, mark: string): RewritePlan {
  const shared: { readonly cell: CellMapping; readonly vocabulary: Vocabulary }[] = [];
  // An export with more columns is refused when its header is read.
  const changing = cells.slice(0, KEPT_CELLS).flatMap((cell, index): PlannedColumn[] => {
    if (cell === undefined) return [];
    const known = shared.find((other) => isSameMapping(cell, other.cell));
    const vocabulary = known?.vocabulary ?? vocabularyOf(cell, mark);
    if (known === undefined) shared.push({ cell, vocabulary });
    return [{ index, vocabulary }];
  });
  const leavingOut = [...new Set(skip.map(({ index }) => index))]
    .filter((index) => index < KEPT_CELLS)
    .sort((a, b) => a - b)
    .map((index) => ({ index, vocabulary: skipVocabulary(skip.filter((test) => test.index === index)) }));
  return { changing, leavingOut, tail: tailOf(added, mark) };
}

/** The cells behind each row, texts that follow each other as one. */
function tailOf(added: readonly AddedColumn[], mark: string): readonly TailPart[] {
  const parts: TailPart[] = [];
  let text = "";
  for (const column of added) {
    text += column.kind === "always" ? mark + quotedCell(column.text, mark) : mark;
    if (column.kind === "always" || column.index >= KEPT_CELLS) continue;
    const vocabulary = column.mapping === undefined ? UNCHANGED : vocabularyOf(column.mapping, mark);
    parts.push({ bytes: Buffer.from(text), cell: { index: column.index, vocabulary } });
    text = "";
  }
  // An export with more columns is refused when its header is read.
  return [...parts.slice(0, MOST_COLUMNS), { bytes: Buffer.from(text), cell: undefined }];
}

const UNCHANGED: Vocabulary = { named: [], others: undefined, answer: () => undefined };

/** Whether all texts become the same. Columns without words of their own have these parts of the mapping in common. */
function isSameMapping(a: CellMapping, b: CellMapping): boolean {
  return (
    a.missing === b.missing &&
    a.words === b.words &&
    a.number === b.number &&
    a.otherwise.kind !== "word" &&
    b.otherwise.kind !== "word"
  );
}

function vocabularyOf(cell: CellMapping, mark: string): Vocabulary {
  const others = othersUnder(cell);
  const becoming = others.kind === "become" ? Buffer.from(quotedCell(others.text, mark)) : undefined;
  return {
    named: textsNamedBy(cell).map(cellBytes),
    others: others.kind === "own" ? "ask" : becoming,
    answer: (bytes): CellAnswer => {
      const text = textOf(bytes);
      const mapped = mapCell(text, cell);
      return mapped === text ? undefined : Buffer.from(quotedCell(mapped, mark));
    },
  };
}

/** Answers for the cells of a column by which rows are left out: an answer leaves the row out. */
function skipVocabulary(tests: readonly ResolvedSkip[]): Vocabulary {
  return {
    named: tests.flatMap(({ values }) => [...values].map(cellBytes)),
    others: tests.some(({ negated }) => negated) ? LEFT_OUT : undefined,
    answer: (bytes) => {
      const text = textOf(bytes);
      return tests.some(({ values, negated }) => values.has(text) !== negated) ? LEFT_OUT : undefined;
    },
  };
}

const LEFT_OUT = new Uint8Array(0);

/** A text as it stands between the quotes of a cell, and the text of such bytes. A cell without quotes around it has none inside. */
function cellBytes(text: string): Buffer {
  return Buffer.from(text.replaceAll('"', '""'));
}

function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString().replaceAll('""', '"');
}

/** A text as a cell: quoted only where it must be, quotes in it doubled. */
function quotedCell(text: string, mark: string): string {
  return text.includes(mark) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
