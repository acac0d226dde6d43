/**
 * What the kernel needs to have the cells of an export's rows mean what a mapping says, where they lie: texts and what becomes of them,
 * as the bytes of cells, in which quotes are doubled.
 *
 * `map-cell.ts` says what becomes of a text. The kernel remembers it, and asks for what it does not know (`kernel/cell-plan.ts`).
 */
import type { CellAnswer, CellPlan, CellText, PlannedColumn, Vocabulary } from "../../kernel/cell-plan.ts";
import { KEPT_CELLS, QUOTINGS } from "../../kernel/numbers.ts";
import { type CellMapping, mapCell, othersUnder, textsNamedBy } from "./map-cell.ts";
import type { ResolvedSkip, RowMapping } from "./resolve-mapping.ts";

/** @param delimiter between the cells of the rows. */
export function planCells({ cells, added, skip }: RowMapping, delimiter: number): CellPlan {
  const mark = String.fromCharCode(delimiter);
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
  const appended = added.slice(0, KEPT_CELLS).map((column): CellText | PlannedColumn => {
    if (column.kind === "always") return cellOf(column.text, mark);
    const vocabulary = column.mapping === undefined ? UNCHANGED : vocabularyOf(column.mapping, mark);
    return { index: column.index, vocabulary };
  });
  return { delimiter, changing, leavingOut, appended };
}

const UNCHANGED: Vocabulary = { named: [], others: undefined, longest: 0, answer: () => undefined };

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

/** Bytes by which an answer may be longer than its text, where it depends on the text. */
const LONGER = 8;

function vocabularyOf(cell: CellMapping, mark: string): Vocabulary {
  const others = othersUnder(cell);
  const becoming = others.kind === "become" ? cellOf(others.text, mark) : undefined;
  const answer = (bytes: Uint8Array): CellAnswer => {
    const text = textOf(bytes);
    const mapped = mapCell(text, cell);
    return mapped === text ? undefined : cellOf(mapped, mark);
  };
  const named = textsNamedBy(cell).map(cellBytes);
  const lengths = [...named.map(answer), becoming].map((text) => text?.bytes.length ?? 0);
  const longest = lengths.reduce((most, length) => Math.max(most, length), LONGER);
  return { named, others: others.kind === "own" ? "ask" : becoming, longest, answer };
}

/** Answers for the cells of a column by which rows are left out: an answer leaves the row out. */
function skipVocabulary(tests: readonly ResolvedSkip[]): Vocabulary {
  return {
    named: tests.flatMap(({ values }) => [...values].map(cellBytes)),
    others: tests.some(({ negated }) => negated) ? LEFT_OUT : undefined,
    longest: 0,
    answer: (bytes) => {
      const text = textOf(bytes);
      return tests.some(({ values, negated }) => values.has(text) !== negated) ? LEFT_OUT : undefined;
    },
  };
}

const LEFT_OUT: CellText = { bytes: new Uint8Array(0), quoting: QUOTINGS.bare };

/** A text as it stands between the quotes of a cell, and the text of such bytes. A cell without quotes around it has none inside. */
function cellBytes(text: string): Buffer {
  return Buffer.from(text.replaceAll('"', '""'));
}

function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString().replaceAll('""', '"');
}

/** A text as a cell: quoted only where it must be. */
function cellOf(text: string, mark: string): CellText {
  return { bytes: cellBytes(text), quoting: quotingOf(text, mark) };
}

function quotingOf(text: string, mark: string): number {
  if (text.includes('"')) return QUOTINGS.doubled;
  return text.includes(mark) || /[\n\r]/.test(text) ? QUOTINGS.quoted : QUOTINGS.bare;
}
