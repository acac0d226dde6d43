/**
 * Guesses for our columns that no name of a file tells, by what is in its columns of unknown names.
 *
 *     N° abonnement   every row has another value          # subscription_id: N° abonnement
 *     Début           the earliest of its columns of times   # started_at: { from: Début, time: dd/MM/yyyy }
 *     Prix            its only column of amounts             # price: Prix
 */
import { wordMeant } from "../domain/cell-words.ts";
import { isIsoCurrency } from "../domain/currency.ts";
import type { CellReading, ColumnFacts, InspectedFile } from "../domain/inspection.ts";
import { COLUMNS, KIND_PERIODS, type RecordKind } from "../domain/record.ts";
import { columnLines } from "./draft-columns.ts";
import type { DraftLine } from "./draft-line.ts";

interface Guess {
  readonly target: string;
  readonly column: ColumnFacts;
  readonly because: string;
}

export interface Guessed {
  /** Our columns for which there is a guess. */
  readonly targets: ReadonlySet<string>;
  /** The columns of the file that the guesses are about. */
  readonly columns: readonly ColumnFacts[];
  readonly lines: readonly DraftLine[];
}

/** @param taken our columns that names tell. */
export function guessByContent(file: InspectedFile, kind: RecordKind, taken: ReadonlySet<string>): Guessed {
  const names = file.columns.map(({ name }) => name);
  const unknown = file.columns.filter(
    ({ meaning, filled, name }) =>
      meaning === undefined && filled > 0 && names.indexOf(name) === names.lastIndexOf(name),
  );
  const found = [idGuess(unknown, file.rows, kind), ...periodGuesses(unknown, kind), ...otherGuesses(unknown, kind)];
  const guesses = found.filter((each) => each !== undefined).filter(({ target }) => !taken.has(target));
  return {
    targets: new Set(guesses.map(({ target }) => target)),
    columns: guesses.map(({ column }) => column),
    lines: guesses.flatMap(({ target, column, because }) => columnLines(column, target, because)),
  };
}

function idGuess(columns: readonly ColumnFacts[], rows: number, kind: RecordKind): Guess | undefined {
  const column = columns.find(
    ({ filled, distinct, readings }) =>
      rows > 1 && filled === rows && distinct.exact && distinct.count === rows && readings.length === 0,
  );
  return column && { target: COLUMNS[kind].id, column, because: "every row has another value" };
}

/** Periods begin with the earliest times of a file, and end with the latest. */
function periodGuesses(columns: readonly ColumnFacts[], kind: RecordKind): readonly Guess[] {
  const times = columns.flatMap((column) => {
    const between = wholeReading(column, "time")?.between;
    return between === undefined ? [] : [{ column, from: between[0], to: between[1] }];
  });
  const { start, ends } = KIND_PERIODS[kind];
  const [earliest] = times.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const latest = times.filter((each) => each !== earliest).toSorted((a, b) => (a.to > b.to ? -1 : 1))[0];
  const [end] = ends;
  const many = times.length > 2 ? ` of ${times.length} columns of times` : "";
  return [
    ...(earliest === undefined
      ? []
      : [{ target: start, column: earliest.column, because: `it has the earliest times${many}` }]),
    ...(latest === undefined || end === undefined
      ? []
      : [{ target: end, column: latest.column, because: `it has the latest times${many}` }]),
  ];
}

function otherGuesses(columns: readonly ColumnFacts[], kind: RecordKind): readonly (Guess | undefined)[] {
  const { optional, money } = COLUMNS[kind];
  const amounts = columns.filter((column) => wholeReading(column, "number") !== undefined);
  const [price] = amounts;
  const [target] = money;
  const worded = ["channel", "auto_renew", "status"].map((name) => {
    const column = columns.find(({ common }) => common.length > 0 && common.every(({ text }) => isWordOf(name, text)));
    return column && { target: name, column, because: "its words are known" };
  });
  const currency = columns.find(({ common }) => common.length > 0 && common.every(({ text }) => isIsoCurrency(text)));
  const found = [
    ...worded,
    amounts.length === 1 && price && target
      ? { target, column: price, because: "it is the only column of amounts" }
      : undefined,
    currency && { target: "currency", column: currency, because: "its words are codes of currencies" },
  ];
  return found.filter((each) => each !== undefined && optional.includes(each.target));
}

function isWordOf(column: string, text: string): boolean {
  return wordMeant(column, text) !== undefined || (column === "channel" && /^(?:web|app|apple|google)$/.test(text));
}

/** The reading that fits all cells. */
function wholeReading({ readings }: ColumnFacts, kind: CellReading["kind"]): CellReading | undefined {
  const [first] = readings;
  return first?.kind === kind && first.misfits === undefined ? first : undefined;
}
