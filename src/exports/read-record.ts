/**
 * Reads a scanned row as a record, or lists everything that is wrong with it.
 *
 * Every cell that the tool understands is checked, also in rows that no rule will touch, so that a row is a reject or
 * not whatever the policy says. What was found sound before (`kernel/wasm/check.ts`) is taken as it is.
 */
import type { Currency } from "../domain/currency.ts";
import { OPEN_ENDED, SINCE_ALWAYS } from "../domain/instant.ts";
import { fewestDecimals, MOST_MINOR, parseMinor } from "../domain/money.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Fault, RejectCode } from "../domain/reject.ts";
import { endOfChargeDay, isDateOnly } from "../domain/timestamp.ts";
import { type Candidates, type Period, RARE_SERVICE } from "../kernel/candidates.ts";
import { ENDINGS, LONGEST_CELL, LONGEST_PLACEHOLDER, MEANINGS, MOST_DECIMALS, SURE_DIGITS } from "../kernel/numbers.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import { type Learner, meaningOfDecimals } from "../kernel/scan-kernel.ts";
import { cellText } from "./cells.ts";
import type { Layout } from "./layout.ts";
import { createRecordView, type Surroundings, type ViewedTime } from "./record-view.ts";
import { createRow, endOfCell, startOfCell } from "./scanner.ts";

/** One reader serves one export and is filled again for every row. */
export interface RecordReader {
  /** The row read last; valid until the next one is read. */
  readonly record: ExportRecord;
  /** Undefined when the row is a record, else its faults. */
  read(bytes: Buffer, row: RowCells): readonly Fault[] | undefined;
  /** The period of the row read last. */
  period(): Period;
  /** Takes a candidate, which is sound for sure, as the row read last. @param row shows its cells. */
  pointTo(bytes: Buffer, row: RowCells, candidates: Candidates, index: number): void;
  /** Tells what the words of the row read last mean; it had no fault. @param hasRule for its service. */
  teach(learner: Learner, hasRule: boolean): void;
}

export function createRecordReader(layout: Layout, surroundings: Surroundings): RecordReader {
  const { kind, columns } = layout;
  const { currencies } = surroundings;
  const view = createRecordView(layout, surroundings);
  const { record, times } = view;
  const starting = times[layout.starts];
  const expiring = times[layout.expires];
  const renewing = times[layout.renews];
  let bytes: Buffer = Buffer.alloc(0);
  let row = createRow();
  let faults: Fault[] | undefined;
  // Nearly every row has the same flag as the row before.
  let lastFlagText = "";
  let lastFlag: boolean | undefined = true;

  function read(fromBytes: Buffer, fromRow: RowCells): readonly Fault[] | undefined {
    bytes = fromBytes;
    row = fromRow;
    if (row.count !== columns.length) return [columnCount(row.count, columns.length)];
    faults = undefined;
    view.show(bytes, row);
    if (row.to - row.from > LONGEST_CELL) findLongCells();
    if (isEmpty(row, layout.id)) fault("id-empty", layout.id);
    if (layout.user >= 0 && kind !== "claim" && isEmpty(row, layout.user)) fault("user-empty", layout.user);
    for (const index of [layout.id, layout.user]) if (isPlaceholder(index)) fault("id-placeholder", index);
    if (isEmpty(row, layout.service)) fault("service-empty", layout.service);
    else view.setService(RARE_SERVICE);
    readTimes();
    choosePeriod();
    readMoney();
    return faults;
  }

  function isPlaceholder(index: number): boolean {
    const from = startOfCell(row, index);
    const to = endOfCell(row, index);
    // Nearly all ids end with a digit, and no such word does.
    if (index < 0 || to - from > LONGEST_PLACEHOLDER || isDigit(bytes[to - 1])) return false;
    return PLACEHOLDERS.has(cellText(bytes, row, index).toLowerCase());
  }

  function fault(code: RejectCode, index: number): void {
    faults ??= [];
    faults.push({ code, column: columns[index] ?? "", value: cellText(bytes, row, index) });
  }

  function findLongCells(): void {
    for (let index = 0; index < row.count; index += 1) {
      if (endOfCell(row, index) - startOfCell(row, index) > LONGEST_CELL) fault("row-too-long", index);
    }
  }

  function readTimes(): void {
    for (const column of times) {
      const wrong = view.readTime(column);
      if (wrong !== undefined) fault(wrong, column.index);
    }
  }

  function choosePeriod(): void {
    const isRenewed = renews();
    const isFilled = (column: ViewedTime | undefined) => column !== undefined && !isEmpty(row, column.index);
    const isCharged = isFilled(renewing) && (isRenewed || !isFilled(expiring));
    const ending = isCharged ? renewing : expiring;
    const starts = view.timeIn(starting)?.instant ?? SINCE_ALWAYS;
    const end = view.timeIn(ending);
    const ends = end?.instant ?? OPEN_ENDED;
    view.setPeriod(starts, ends, (isCharged ? ENDINGS.byCharge : 0) + (isRenewed ? ENDINGS.renews : 0));
    // What starts on the day of a charge has no length, but does not end before it starts.
    const last = end?.role === "charge" && isDateOnly(end) ? endOfChargeDay(end, surroundings.zone) : ends;
    if (ending !== undefined && last < starts) fault("ends-before-start", ending.index);
  }

  function renews(): boolean {
    if (layout.autoRenew < 0) return true;
    const written = view.word(layout.autoRenew);
    if (written !== lastFlagText) {
      lastFlagText = written;
      lastFlag = YES_OR_NO.get(written.toLowerCase());
    }
    if (lastFlag === undefined) fault("flag-invalid", layout.autoRenew);
    return lastFlag ?? true;
  }

  function readMoney(): void {
    const currency = view.currency();
    const isNamed = layout.currency >= 0 && !isEmpty(row, layout.currency);
    if (isNamed && (currency === undefined || isOver(currency))) fault("currency-unknown", layout.currency);
    for (const { index } of layout.money) {
      if (!isEmpty(row, index) && !isAmount(index, currency)) fault("price-invalid", index);
    }
  }

  /** What was over while its currency was still money still counts. */
  function isOver(currency: Currency): boolean {
    const ended = currencies.endedAt(currency);
    return ended !== undefined && record.ends > ended;
  }

  /** Digits alone, and not too many, are an amount of any currency; only the rest is looked at closely. */
  function isAmount(index: number, currency: Currency | undefined): boolean {
    const from = startOfCell(row, index);
    const to = endOfCell(row, index);
    if (to - from <= SURE_DIGITS && areDigits(bytes, from, to)) return true;
    const text = cellText(bytes, row, index);
    const decimals =
      currency === undefined ? Math.min(fewestDecimals(text), MOST_DECIMALS) : currencies.decimalsOf(currency);
    const minor = parseMinor(text, decimals);
    return minor !== undefined && minor <= MOST_MINOR;
  }

  function teach(learner: Learner, hasRule: boolean): void {
    learner.learnWord("service", layout.service, hasRule ? MEANINGS.someRule : MEANINGS.noRule);
    const currency = view.currency();
    // The next row in money that has ended may not be over in time.
    if (currency !== undefined && currencies.endedAt(currency) === undefined)
      learner.learnWord("currency", layout.currency, meaningOfDecimals(currencies.decimalsOf(currency)));
    if (layout.autoRenew >= 0 && !isEmpty(row, layout.autoRenew))
      learner.learnWord("flag", layout.autoRenew, lastFlag ? MEANINGS.yes : MEANINGS.no);
  }

  return {
    record,
    read,
    period: view.period,
    pointTo: (fromBytes, fromRow, { service, starts, ends, ending }, index) => {
      view.show(fromBytes, fromRow);
      view.setService(service[index] ?? RARE_SERVICE);
      view.setPeriod(starts[index] ?? 0, ends[index] ?? 0, ending[index] ?? 0);
    },
    teach,
  };
}

/** What programs write for no id at all; `kernel/wasm/check.ts` knows them, too. */
const PLACEHOLDERS: ReadonlySet<string> = new Set("null (null) <null> \\n n/a #n/a none undefined nan - --".split(" "));

const YES_OR_NO: ReadonlyMap<string, boolean> = new Map([
  ["", true],
  ...["true", "1", "yes", "y", "t"].map((word): [string, boolean] => [word, true]),
  ...["false", "0", "no", "n", "f"].map((word): [string, boolean] => [word, false]),
]);

function columnCount(found: number, wanted: number): Fault {
  return { code: "column-count", column: "", value: `${found} ${found === 1 ? "column" : "columns"}, not ${wanted}` };
}

function isEmpty(row: RowCells, index: number): boolean {
  return startOfCell(row, index) === endOfCell(row, index);
}

function areDigits(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isDigit(bytes[at])) return false;
  return true;
}

function isDigit(byte = 0): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
