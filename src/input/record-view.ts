/**
 * A row as rules see it: its texts, times and amounts, each read when a rule asks for it.
 *
 * One view serves one export and shows one row after the other. To show a row allocates nothing, and questions about its period
 * and its words allocate nothing, either; rules ask nothing else about most rows.
 */
import type { Currency, CurrencyTable } from "../domain/currency.ts";
import { instantAt, OPEN_ENDED, SINCE_ALWAYS } from "../domain/instant.ts";
import { type Money, parseMinor } from "../domain/money.ts";
import {
  CHARGE_COLUMN,
  type ExportRecord,
  type MoneyColumn,
  type RecordKind,
  type UnnamedWord,
} from "../domain/record.ts";
import { createTimeCell } from "../domain/time-reader.ts";
import type { TimeCell } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";
import { type Candidates, RARE_SERVICE, type RecordPeriod } from "../kernel/candidates.ts";
import { ENDINGS } from "../kernel/numbers.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import { cellText } from "./cells.ts";
import { createInterner, type Interner } from "./interner.ts";
import type { Layout } from "./layout.ts";
import { createRow, endOfCell, startOfCell } from "./scanner.ts";

/** The facts beside the export that cells are read with. */
export interface ReadingContext {
  readonly zone: Zone;
  readonly currencies: CurrencyTable;
  /** The columns that somebody looks at in records of a kind and service; all columns where this is not said. */
  readonly reads?: ((kind: RecordKind, service: string) => ReadonlySet<string>) | undefined;
}

/** The row that is shown, and the texts and amounts that were kept from the rows before it. */
export interface RecordView {
  readonly layout: Layout;
  readonly currencies: CurrencyTable;
  /** The row that is shown, as a record; valid until the next row is shown. */
  readonly record: RecordSlot;
  bytes: Buffer;
  row: RowCells;
  /** The number of rows that were shown so far. A text that was read for another row has another number. */
  rowsShown: number;
  /** The time columns, in the order of `layout.times`. */
  readonly times: readonly TimeCell[];
  readonly texts: ReadonlyMap<string, ViewedText>;
  /** The texts of words, which repeat from row to row. */
  readonly words: Interner;
  /** Names of services by the numbers that stand for them in this export. */
  readonly services: (string | undefined)[];
  readonly amounts: Map<Currency, Map<string, Money>>;
  /** The row before nearly always has the same currency. */
  lastCode: string;
  lastCurrency: Currency | undefined;
}

/** A column's text, kept because several rules ask for the same one. */
interface ViewedText {
  readonly index: number;
  readonly isRare: boolean;
  /** The number of the row that has the text, from 1. */
  row: number;
  text: string;
}

/** The record, which is filled again for every row. */
type RecordSlot = { -readonly [field in keyof ExportRecord]: ExportRecord[field] };

const EXPIRY = "expires_at";
const MOST_AMOUNTS = 4096;

export function createRecordView(layout: Layout, { zone, currencies }: ReadingContext): RecordView {
  const times = layout.times.map(({ role, form }) => createTimeCell(role, zone, form));
  const record: RecordSlot = {
    kind: layout.kind,
    id: () => cellText(view.bytes, view.row, layout.id),
    service: "",
    starts: SINCE_ALWAYS,
    ends: OPEN_ENDED,
    endColumn: EXPIRY,
    renews: true,
    text: (column) => textIn(view, column),
    times: new Map(times.map((cell, position) => [layout.times[position]?.name ?? "", cell])),
    money: (column) => moneyIn(view, column),
    unnamed: layout.reviewed.length === 0 ? undefined : () => unnamedIn(view),
  };
  const view: RecordView = {
    layout,
    currencies,
    record,
    bytes: Buffer.alloc(0),
    row: createRow(),
    rowsShown: 0,
    times,
    texts: textsOf(layout),
    words: createInterner(),
    services: [],
    amounts: new Map(),
    lastCode: "",
    lastCurrency: undefined,
  };
  return view;
}

function textsOf({ columns, id, user, times }: Layout): ReadonlyMap<string, ViewedText> {
  // Ids and times hardly ever repeat; as words they would only fill the table.
  const rare = new Set([id, user, ...times.map(({ index }) => index)]);
  return new Map(columns.map((name, index) => [name, { index, isRare: rare.has(index), row: 0, text: "" }]));
}

/** Shows another row. The caller then sets the row's period and service, which rules always ask for. */
export function showRow(view: RecordView, bytes: Buffer, row: RowCells): void {
  view.bytes = bytes;
  view.row = row;
  view.rowsShown += 1;
  const { times, layout } = view;
  for (let index = 0; index < times.length; index += 1) {
    const cell = times[index];
    const column = layout.times[index]?.index ?? 0;
    if (cell === undefined) continue;
    cell.bytes = bytes;
    cell.from = startOfCell(row, column);
    cell.to = endOfCell(row, column);
    cell.state = "unread";
  }
}

/** Shows a candidate, whose cells are sound. @param row the candidate's cells. @param index of the candidate. */
export function showCandidate(
  view: RecordView,
  bytes: Buffer,
  row: RowCells,
  candidates: Candidates,
  index: number,
): void {
  const { service, starts, ends, ending } = candidates;
  showRow(view, bytes, row);
  setService(view, service[index] ?? RARE_SERVICE);
  setPeriod(view, starts[index] ?? 0, ends[index] ?? 0, ending[index] ?? 0);
}

/** @param number stands for the service of the row in this export, or is `RARE_SERVICE`. */
export function setService(view: RecordView, number: number): void {
  view.record.service = view.services[number] ?? readService(view, number);
}

function readService(view: RecordView, number: number): string {
  const read = wordIn(view, view.layout.service);
  if (number !== RARE_SERVICE) view.services[number] = read;
  return read;
}

/** @param ending the sum of some `ENDINGS`. */
export function setPeriod({ record }: RecordView, starts: number, ends: number, ending: number): void {
  record.starts = instantAt(starts);
  record.ends = instantAt(ends);
  record.endColumn = (ending & ENDINGS.byCharge) !== 0 ? CHARGE_COLUMN : EXPIRY;
  record.renews = record.kind === "subscription" && (ending & ENDINGS.renews) !== 0;
}

/** The period that was set last. */
export function periodOf({ record: { starts, ends, endColumn, renews } }: RecordView): RecordPeriod {
  return { starts, ends, ending: (endColumn === CHARGE_COLUMN ? ENDINGS.byCharge : 0) + (renews ? ENDINGS.renews : 0) };
}

/** The text of a cell that has one of few values. */
export function wordIn({ words, bytes, row }: RecordView, index: number): string {
  return words.cell(bytes, row, index);
}

function textIn(view: RecordView, name: string): string {
  const column = view.texts.get(name);
  if (column === undefined) return "";
  if (column.row !== view.rowsShown) {
    column.row = view.rowsShown;
    column.text = column.isRare ? cellText(view.bytes, view.row, column.index) : wordIn(view, column.index);
  }
  return column.text;
}

function unnamedIn(view: RecordView): UnnamedWord | undefined {
  for (const { name, index, known } of view.layout.reviewed) {
    const word = wordIn(view, index);
    if (word !== "" && !known.has(word)) return { column: name, word, known };
  }
  return undefined;
}

function moneyIn(view: RecordView, column: MoneyColumn): Money | undefined {
  const amount = textIn(view, column);
  const unit = amount === "" ? undefined : currencyIn(view);
  if (unit === undefined) return undefined;
  // Prices are few. A caller that gets the same object again knows that the amount is the same.
  const known = view.amounts.get(unit)?.get(amount);
  if (known !== undefined) return known;
  const minor = parseMinor(amount, view.currencies.decimalsOf(unit));
  if (minor === undefined) return undefined;
  const read = { minor, currency: unit };
  const ofCurrency = view.amounts.get(unit) ?? new Map<string, Money>();
  if (ofCurrency.size < MOST_AMOUNTS) view.amounts.set(unit, ofCurrency.set(amount, read));
  return read;
}

/** The row's currency; undefined where the row names none, or an unknown one. */
export function currencyIn(view: RecordView): Currency | undefined {
  const code = wordIn(view, view.layout.currency);
  if (code !== view.lastCode) {
    view.lastCode = code;
    view.lastCurrency = code === "" ? undefined : view.currencies.read(code);
  }
  return view.lastCurrency;
}

/** The code of a currency as the row writes it: `usd` where its cell says that; else in capitals, or as the unit is called. */
export function currencyAsWritten(view: RecordView, currency: Currency): string {
  return currencyIn(view) === currency ? view.lastCode : currency;
}
