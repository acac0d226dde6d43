/**
 * Reads a scanned row as a record, or lists everything that is wrong with it.
 *
 * One reader serves one export and is filled again for every row: `record` is a view on the row read last. Every
 * cell that the tool understands is checked, also in rows that no rule will touch, so that a row is a reject or not
 * whatever the policy says.
 */
import type { Currency, CurrencyTable } from "../domain/currency.ts";
import { OPEN_ENDED, SINCE_ALWAYS } from "../domain/instant.ts";
import { type Money, parseMinor } from "../domain/money.ts";
import type { ExportRecord, MoneyColumn } from "../domain/record.ts";
import type { Fault, RejectCode } from "../domain/reject.ts";
import { createTimeReader, type TimeReader } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";
import { cellText } from "./cells.ts";
import { createInterner } from "./interner.ts";
import type { Layout } from "./layout.ts";
import { createRow, type RowCells } from "./scanner.ts";

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

/** A time column of the row read last. */
interface ReadTime {
  readonly index: number;
  readonly reader: TimeReader;
  filled: boolean;
}

/** Nothing here allocates for a row without faults: what is read goes into fields that are filled again. */
export function createRecordReader(layout: Layout, { zone, currencies }: Surroundings): RecordReader {
  const { kind, columns } = layout;
  const interner = createInterner();
  const positions = new Map(columns.map((name, index) => [name, index]));
  const times: readonly ReadTime[] = layout.times.map(({ index, role }) => ({
    index,
    reader: createTimeReader(role, zone),
    filled: false,
  }));
  const timeColumns = new Map(layout.times.map(({ name }, position) => [name, times[position]]));
  const starting = times[layout.starts];
  const expiring = times[layout.expires];
  const renewing = times[layout.renews];
  let bytes: Buffer = Buffer.alloc(0);
  let row = createRow();
  let faults: Fault[] | undefined;
  let service = "";
  let ending = expiring;
  let currency: Currency | undefined;
  // Nearly every row has the same currency and flag as the row before.
  let lastCode = "";
  let lastCurrency: Currency | undefined;
  let lastFlagText = "";
  let lastFlag: boolean | undefined = true;

  const record: ExportRecord = {
    kind,
    get id() {
      return cellText(bytes, row, layout.id);
    },
    get service() {
      return service;
    },
    get starts() {
      return starting?.filled ? starting.reader.time.instant : SINCE_ALWAYS;
    },
    get ends() {
      return ending?.filled ? ending.reader.time.instant : OPEN_ENDED;
    },
    get endColumn() {
      return ending !== undefined && ending === renewing ? "next_billing_at" : "expires_at";
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
    if (index === undefined) return "";
    // Ids and times hardly ever repeat, and would only fill the table.
    const isRare = index === layout.id || index === layout.user || timeColumns.has(column);
    return isRare ? cellText(bytes, row, index) : interner.cell(bytes, row, index);
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
    faults = undefined;
    if (row.to - row.from > LONGEST_CELL) findLongCells();
    if (isEmpty(row, layout.id)) fault("id-empty", layout.id);
    if (layout.user >= 0 && kind !== "claim" && isEmpty(row, layout.user)) fault("user-empty", layout.user);
    if (isEmpty(row, layout.service)) fault("service-empty", layout.service);
    else service = interner.cell(bytes, row, layout.service);
    readTimes();
    choosePeriod();
    readMoney();
    return faults;
  }

  function fault(code: RejectCode, index: number): void {
    faults ??= [];
    faults.push({ code, column: columns[index] ?? "", value: cellText(bytes, row, index) });
  }

  function findLongCells(): void {
    for (let index = 0; index < row.count; index += 1) {
      if ((row.ends[index] ?? 0) - (row.starts[index] ?? 0) > LONGEST_CELL) fault("row-too-long", index);
    }
  }

  function readTimes(): void {
    for (const column of times) {
      const from = row.starts[column.index] ?? 0;
      const to = row.ends[column.index] ?? 0;
      const wrong = from === to ? undefined : column.reader.read(bytes, from, to);
      column.filled = from !== to && wrong === undefined;
      if (wrong !== undefined) fault(wrong, column.index);
    }
  }

  function choosePeriod(): void {
    const isRenewed = renews() && renewing !== undefined && !isEmpty(row, renewing.index);
    ending = isRenewed ? renewing : expiring;
    if (starting?.filled && ending?.filled && ending.reader.time.instant < starting.reader.time.instant)
      fault("ends-before-start", ending.index);
  }

  function renews(): boolean {
    if (layout.autoRenew < 0) return true;
    const written = interner.cell(bytes, row, layout.autoRenew);
    if (written !== lastFlagText) {
      lastFlagText = written;
      lastFlag = YES_OR_NO.get(written.toLowerCase());
    }
    if (lastFlag === undefined) fault("flag-invalid", layout.autoRenew);
    return lastFlag ?? true;
  }

  function readMoney(): void {
    currency = undefined;
    const code = interner.cell(bytes, row, layout.currency);
    if (code !== "") {
      currency = findCurrency(code);
      if (currency === undefined) fault("currency-unknown", layout.currency);
    }
    for (const { index } of layout.money) {
      if (!isEmpty(row, index) && !isAmount(index)) fault("price-invalid", index);
    }
  }

  function findCurrency(code: string): Currency | undefined {
    if (code !== lastCode) {
      lastCode = code;
      lastCurrency = currencies.find(code);
    }
    return lastCurrency;
  }

  /** Digits alone, and not too many, are an amount of any currency; only the rest is looked at closely. */
  function isAmount(index: number): boolean {
    const from = row.starts[index] ?? 0;
    const to = row.ends[index] ?? 0;
    if (to - from <= SURE_DIGITS && areDigits(bytes, from, to)) return true;
    const minor = parseMinor(cellText(bytes, row, index), currency === undefined ? 6 : currencies.decimalsOf(currency));
    return minor !== undefined && minor <= MOST_MINOR;
  }

  return { record, read };
}

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

function areDigits(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x30 || byte > 0x39) return false;
  }
  return true;
}
