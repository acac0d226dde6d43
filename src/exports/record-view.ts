/**
 * A row as rules see it: its texts, times and amounts, each read when somebody asks for it.
 *
 * One view serves one export and shows one row after the other. Nothing here allocates for a row of which only the period
 * and a few words are asked for; of most, it is not more.
 */
import type { Currency, CurrencyTable } from "../domain/currency.ts";
import { instantAt, OPEN_ENDED, SINCE_ALWAYS } from "../domain/instant.ts";
import { type Money, parseMinor } from "../domain/money.ts";
import { CHARGE_COLUMN, type ExportRecord, type MoneyColumn } from "../domain/record.ts";
import { createTimeReader, type TimeFault, type TimeReader, type Timestamp } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";
import { type Period, RARE_SERVICE } from "../kernel/candidates.ts";
import { ENDINGS } from "../kernel/numbers.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import { cellText } from "./cells.ts";
import { createInterner } from "./interner.ts";
import type { Layout } from "./layout.ts";
import { createRow, endOfCell, startOfCell } from "./scanner.ts";

export interface RecordView {
  /** The row that is shown; valid until the next one is. */
  readonly record: ExportRecord;
  readonly times: readonly ViewedTime[];
  /** Shows another row, of which nothing is known yet; its period and service are to be said. */
  show(bytes: Buffer, row: RowCells): void;
  /** @param ending one of `ENDINGS`. */
  setPeriod(starts: number, ends: number, ending: number): void;
  /** @param number stands for its service in this export, or is `RARE_SERVICE`. */
  setService(number: number): void;
  period(): Period;
  /** Reads a time now, and says what is wrong with it. */
  readTime(column: ViewedTime): TimeFault | undefined;
  timeIn(column: ViewedTime | undefined): Timestamp | undefined;
  /** The text of a cell that has one of few values. */
  word(index: number): string;
  /** Undefined where the row names none, or none that is known. */
  currency(): Currency | undefined;
}

export interface Surroundings {
  readonly zone: Zone;
  readonly currencies: CurrencyTable;
}

/** A time column of the row that is shown. */
export interface ViewedTime {
  readonly index: number;
  readonly reader: TimeReader;
  state: "unread" | "filled" | "empty" | "faulty";
}

/** The text of a column, and which row it is of: several rules ask for the same one. */
interface ViewedText {
  readonly index: number;
  readonly isRare: boolean;
  row: number;
  text: string;
}

/** The record, as it is filled again for every row. */
type RecordSlot = { -readonly [field in keyof ExportRecord]: ExportRecord[field] };

const EXPIRY = "expires_at";
const MOST_AMOUNTS = 4096;

export function createRecordView(layout: Layout, { zone, currencies }: Surroundings): RecordView {
  const interner = createInterner();
  const times: readonly ViewedTime[] = layout.times.map(({ index, role }) => ({
    index,
    reader: createTimeReader(role, zone),
    state: "empty",
  }));
  const timeColumns = new Map(layout.times.map(({ name }, position) => [name, times[position]]));
  const textColumns = new Map(
    layout.columns.map((name, index): [string, ViewedText] => {
      // Ids and times hardly ever repeat, and would only fill the table of texts.
      const isRare = index === layout.id || index === layout.user || timeColumns.has(name);
      return [name, { index, isRare, row: 0, text: "" }];
    }),
  );
  const services: (string | undefined)[] = [];
  const amounts = new Map<Currency, Map<string, Money>>();
  let bytes: Buffer = Buffer.alloc(0);
  let row = createRow();
  let rowsShown = 0;
  // Nearly every row has the same currency as the row before.
  let lastCode = "";
  let lastCurrency: Currency | undefined;

  const record: RecordSlot = {
    kind: layout.kind,
    id: () => cellText(bytes, row, layout.id),
    service: "",
    starts: SINCE_ALWAYS,
    ends: OPEN_ENDED,
    endColumn: EXPIRY,
    renews: true,
    text,
    time: (column) => timeIn(timeColumns.get(column)),
    money,
  };

  function show(fromBytes: Buffer, fromRow: RowCells): void {
    bytes = fromBytes;
    row = fromRow;
    rowsShown += 1;
    for (let index = 0; index < times.length; index += 1) forget(times[index]);
  }

  function setService(number: number): void {
    record.service = services[number] ?? readService(number);
  }

  function readService(number: number): string {
    const read = word(layout.service);
    if (number !== RARE_SERVICE) services[number] = read;
    return read;
  }

  function word(index: number): string {
    return interner.cell(bytes, row, index);
  }

  function text(name: string): string {
    const column = textColumns.get(name);
    if (column === undefined) return "";
    if (column.row !== rowsShown) {
      column.row = rowsShown;
      column.text = column.isRare ? cellText(bytes, row, column.index) : word(column.index);
    }
    return column.text;
  }

  function timeIn(column: ViewedTime | undefined): Timestamp | undefined {
    if (column?.state === "unread") readTime(column);
    return column?.state === "filled" ? column.reader.time : undefined;
  }

  function readTime(column: ViewedTime): TimeFault | undefined {
    const from = startOfCell(row, column.index);
    const to = endOfCell(row, column.index);
    const wrong = from === to ? undefined : column.reader.read(bytes, from, to);
    column.state = from === to ? "empty" : wrong === undefined ? "filled" : "faulty";
    return wrong;
  }

  function money(column: MoneyColumn): Money | undefined {
    const amount = text(column);
    const unit = amount === "" ? undefined : currency();
    if (unit === undefined) return undefined;
    // Prices are few. Whoever gets the same object again knows that it is the same amount.
    const known = amounts.get(unit)?.get(amount);
    if (known !== undefined) return known;
    const minor = parseMinor(amount, currencies.decimalsOf(unit));
    if (minor === undefined) return undefined;
    const read = { minor, currency: unit };
    const ofCurrency = amounts.get(unit) ?? new Map<string, Money>();
    if (ofCurrency.size < MOST_AMOUNTS) amounts.set(unit, ofCurrency.set(amount, read));
    return read;
  }

  function currency(): Currency | undefined {
    const code = word(layout.currency);
    if (code !== lastCode) {
      lastCode = code;
      lastCurrency = code === "" ? undefined : currencies.find(code);
    }
    return lastCurrency;
  }

  return {
    record,
    times,
    show,
    setService,
    setPeriod: (starts, ends, ending) => {
      record.starts = instantAt(starts);
      record.ends = instantAt(ends);
      record.endColumn = (ending & ENDINGS.byCharge) !== 0 ? CHARGE_COLUMN : EXPIRY;
      record.renews = layout.kind === "subscription" && (ending & ENDINGS.renews) !== 0;
    },
    period: () => ({
      starts: record.starts,
      ends: record.ends,
      ending: (record.endColumn === CHARGE_COLUMN ? ENDINGS.byCharge : 0) + (record.renews ? ENDINGS.renews : 0),
    }),
    readTime,
    timeIn,
    word,
    currency,
  };
}

function forget(column: ViewedTime | undefined): void {
  if (column !== undefined) column.state = "unread";
}
