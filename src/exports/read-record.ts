/**
 * Reads a scanned row as a record, or lists everything that is wrong with it.
 *
 * One reader serves one export and is filled again for every row: `record` is a view on the row read last. Every
 * cell that the tool understands is checked, also in rows that no rule will touch, so that a row is a reject or not
 * whatever the policy says.
 */
import type { Currency, CurrencyTable } from "../domain/currency.ts";
import { type Instant, OPEN_ENDED, SINCE_ALWAYS } from "../domain/instant.ts";
import { type Money, parseMinor } from "../domain/money.ts";
import { COLUMNS, type ExportRecord, type MoneyColumn } from "../domain/record.ts";
import type { Fault, RejectCode } from "../domain/reject.ts";
import { createTimeReader } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";
import { cellText } from "./cells.ts";
import { createInterner } from "./interner.ts";
import type { Layout } from "./layout.ts";
import type { RowCells } from "./scanner.ts";

export interface RecordReader {
  /** The row read last; valid until the next one is read. */
  readonly record: ExportRecord;
  /** Undefined when the row is a record, else its faults. */
  read(bytes: Buffer, row: RowCells): readonly Fault[] | undefined;
}

export interface Surroundings {
  readonly zone: Zone;
  readonly currencies: CurrencyTable;
}

const LONGEST_CELL = 64 * 1024;
/** Amounts are counted in 64-bit integers; fifteen digits of minor units leave room for every sum. */
const MOST_MINOR = 10n ** 15n;
/** So many digits are few enough with any number of decimals. */
const SURE_DIGITS = 9;

type MutableRecord = { -readonly [field in "service" | "starts" | "ends" | "endColumn"]: ExportRecord[field] };

export function createRecordReader(layout: Layout, { zone, currencies }: Surroundings): RecordReader {
  const { kind, columns } = layout;
  const interner = createInterner();
  const positions = new Map(columns.map((name, index) => [name, index]));
  const times = layout.times.map(({ index, role }) => ({ index, reader: createTimeReader(role, zone), filled: false }));
  const timeColumns = new Map(layout.times.map(({ name }, position) => [name, times[position]]));
  let bytes: Buffer = Buffer.alloc(0);
  let row: RowCells | undefined;
  let currency: Currency | undefined;
  let lastCode = "";
  let lastCurrency: Currency | undefined;

  const state: MutableRecord = { service: "", starts: SINCE_ALWAYS, ends: OPEN_ENDED, endColumn: "expires_at" };
  const record: ExportRecord = {
    kind,
    get id() {
      return text(COLUMNS[kind].id);
    },
    get service() {
      return state.service;
    },
    get starts() {
      return state.starts;
    },
    get ends() {
      return state.ends;
    },
    get endColumn() {
      return state.endColumn;
    },
    text,
    time: (column) => {
      const found = timeColumns.get(column);
      return found?.filled ? found.reader.time : undefined;
    },
    money,
  };

  function text(column: string): string {
    const index = positions.get(column);
    if (index === undefined || row === undefined) return "";
    // Ids hardly ever repeat, and would only fill the table.
    return index === layout.id || index === layout.user
      ? cellText(bytes, row, index)
      : interner.cell(bytes, row, index);
  }

  function money(column: MoneyColumn): Money | undefined {
    const amount = text(column);
    if (amount === "" || currency === undefined) return undefined;
    const minor = parseMinor(amount, currencies.decimalsOf(currency));
    return minor === undefined ? undefined : { minor, currency };
  }

  function read(fromBytes: Buffer, fromRow: RowCells): readonly Fault[] | undefined {
    bytes = fromBytes;
    row = fromRow;
    if (row.count !== columns.length) return [columnCount(row.count, columns.length)];
    let faults: Fault[] | undefined;
    const fault = (code: RejectCode, index: number): void => {
      faults ??= [];
      faults.push({ code, column: columns[index] ?? "", value: cellText(bytes, fromRow, index) });
    };
    if (row.to - row.from > LONGEST_CELL) findLongCells(row, fault);
    if (isEmpty(row, layout.id)) fault("id-empty", layout.id);
    if (layout.user >= 0 && kind !== "claim" && isEmpty(row, layout.user)) fault("user-empty", layout.user);
    if (isEmpty(row, layout.service)) fault("service-empty", layout.service);
    else state.service = interner.cell(bytes, row, layout.service);
    readTimes(row, fault);
    choosePeriod(row, fault);
    readMoney(row, fault);
    return faults;
  }

  function readTimes(cells: RowCells, fault: NoteFault): void {
    for (const column of times) {
      const from = cells.starts[column.index] ?? 0;
      const to = cells.ends[column.index] ?? 0;
      column.filled = false;
      if (from === to) continue;
      const wrong = column.reader.read(bytes, from, to);
      if (wrong === undefined) column.filled = true;
      else fault(wrong, column.index);
    }
  }

  function instantOf(position: number): Instant | undefined {
    const column = times[position];
    return column?.filled ? column.reader.time.instant : undefined;
  }

  function choosePeriod(cells: RowCells, fault: NoteFault): void {
    const renewing = renews(cells, fault) && times[layout.renews]?.filled === true;
    const endsAt = renewing ? layout.renews : layout.expires;
    state.endColumn = renewing ? "next_billing_at" : "expires_at";
    state.starts = instantOf(layout.starts) ?? SINCE_ALWAYS;
    state.ends = instantOf(endsAt) ?? OPEN_ENDED;
    if (state.ends < state.starts) fault("ends-before-start", times[endsAt]?.index ?? -1);
  }

  function renews(cells: RowCells, fault: NoteFault): boolean {
    if (layout.autoRenew < 0) return true;
    const written = interner.cell(bytes, cells, layout.autoRenew);
    const renewing = YES_OR_NO.get(written) ?? YES_OR_NO.get(written.toLowerCase());
    if (renewing === undefined) fault("flag-invalid", layout.autoRenew);
    return renewing ?? true;
  }

  function readMoney(cells: RowCells, fault: NoteFault): void {
    currency = undefined;
    const code = interner.cell(bytes, cells, layout.currency);
    if (code !== "") {
      currency = findCurrency(code);
      if (currency === undefined) fault("currency-unknown", layout.currency);
    }
    for (const { index } of layout.money) {
      if (!isEmpty(cells, index) && !isAmount(cells, index)) fault("price-invalid", index);
    }
  }

  function findCurrency(code: string): Currency | undefined {
    // Nearly every row names the same one as the row before.
    if (code !== lastCode) {
      lastCode = code;
      lastCurrency = currencies.find(code);
    }
    return lastCurrency;
  }

  /** Digits alone, and not too many, are an amount of any currency; only the rest is looked at closely. */
  function isAmount(cells: RowCells, index: number): boolean {
    const from = cells.starts[index] ?? 0;
    const to = cells.ends[index] ?? 0;
    if (to - from <= SURE_DIGITS && areDigits(bytes, from, to)) return true;
    const amount = cellText(bytes, cells, index);
    const minor = parseMinor(amount, currency === undefined ? 6 : currencies.decimalsOf(currency));
    return minor !== undefined && minor <= MOST_MINOR;
  }

  return { record, read };
}

type NoteFault = (code: RejectCode, index: number) => void;

const YES_OR_NO: ReadonlyMap<string, boolean> = new Map([
  ["", true],
  ...["true", "1", "yes", "y", "t"].map((word): [string, boolean] => [word, true]),
  ...["false", "0", "no", "n", "f"].map((word): [string, boolean] => [word, false]),
]);

function columnCount(found: number, wanted: number): Fault {
  return { code: "column-count", column: "", value: `${found} ${found === 1 ? "column" : "columns"}, not ${wanted}` };
}

function isEmpty(row: RowCells, index: number): boolean {
  return row.starts[index] === row.ends[index];
}

function findLongCells(row: RowCells, fault: NoteFault): void {
  for (let index = 0; index < row.count; index += 1) {
    if ((row.ends[index] ?? 0) - (row.starts[index] ?? 0) > LONGEST_CELL) fault("row-too-long", index);
  }
}

function areDigits(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x30 || byte > 0x39) return false;
  }
  return true;
}
