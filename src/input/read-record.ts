/**
 * Reads a scanned row as a record, or lists all its faults.
 *
 * Ids, times and the flag are checked in every row, whatever the rules are. So are amounts and the currency, but where no rule for
 * the row's kind and service looks at one, a fault in it is only noted, `unread`. A candidate is not read by this module, because
 * it was found sound.
 *
 * What ends the period of a subscription; the other kinds end by `expires_at` alone:
 *
 *     filled                              renews             does not renew
 *     expires_at and next_billing_at      next_billing_at    expires_at
 *     one of them                         that one           that one
 *     none                                open-ended         open-ended
 *
 * Where the period then lies:
 *
 *     expires_at 2022-10-31         [ …  2022-11-01T00:00)    the last day belongs to the period
 *     next_billing_at 2022-10-31    [ …  2022-10-31T00:00)    the day of the charge does not
 */
import type { Currency } from "../domain/currency.ts";
import { type Instant, OPEN_ENDED, SINCE_ALWAYS } from "../domain/instant.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Fault, RejectCode } from "../domain/reject.ts";
import { endOfChargeDay, isDateOnly, readTime, type TimeCell, type Timestamp, timeIn } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";
import { RARE_SERVICE, type RecordPeriod } from "../kernel/candidates.ts";
import { ENDINGS, LONGEST_CELL } from "../kernel/numbers.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import type { ScanKernel } from "../kernel/scan-kernel.ts";
import { cellFault, columnCount } from "./cell-fault.ts";
import type { Layout } from "./layout.ts";
import {
  createRecordView,
  currencyIn,
  periodOf,
  type ReadingContext,
  type RecordView,
  setPeriod,
  setService,
  showRow,
  wordIn,
} from "./record-view.ts";
import { endOfCell, startOfCell } from "./scanner.ts";
import { isAmount, isDamaged, isEmpty, isPlaceholder, readFlag } from "./sound-cells.ts";
import { teachWords } from "./teach-words.ts";

/** One reader serves one export and is filled again for every row. */
export interface RecordReader {
  /** The row that was read last; valid until the next row is read. */
  readonly record: ExportRecord;
  /** Reads a row; returns undefined when the row is a record, else its faults. */
  read(bytes: Buffer, row: RowCells): readonly Fault[] | undefined;
  /** The faults of the row that was read last, and had no other, in cells that nobody looks at. */
  unread(): readonly Fault[];
  /** The period of the row that was read last. */
  period(): RecordPeriod;
  /** Teaches the kernel the words of the row that was read last, which had no fault. @param hasRule whether some rule is for its service. */
  teach(kernel: ScanKernel, hasRule: boolean): void;
}

/** The row that is read, its faults so far, and the flag of the row before. */
interface Reading {
  readonly view: RecordView;
  readonly zone: Zone;
  readonly reads: ReadingContext["reads"];
  /** Columns of the period; undefined where the export does not have the column. */
  readonly starting: TimeCell | undefined;
  readonly expiring: TimeCell | undefined;
  readonly charging: TimeCell | undefined;
  faults: Fault[] | undefined;
  unread: Fault[] | undefined;
  /** The row before nearly always has the same flag. */
  lastFlagText: string;
  lastFlag: boolean | undefined;
}

export function createRecordReader(layout: Layout, context: ReadingContext): RecordReader {
  const view = createRecordView(layout, context);
  const reading: Reading = {
    view,
    zone: context.zone,
    reads: context.reads,
    starting: view.times[layout.starts],
    expiring: view.times[layout.expires],
    charging: view.times[layout.renews],
    faults: undefined,
    unread: undefined,
    lastFlagText: "",
    lastFlag: true,
  };
  return {
    record: view.record,
    read: (bytes, row) => readRow(reading, bytes, row),
    unread: () => reading.unread ?? NO_FAULTS,
    period: () => periodOf(view),
    teach: (kernel, hasRule) => teachWords(view, reading.lastFlag, { kernel, hasRule }),
  };
}

const NO_FAULTS: readonly Fault[] = [];

function readRow(reading: Reading, bytes: Buffer, row: RowCells): readonly Fault[] | undefined {
  const { view } = reading;
  const { columns, id, user, kind, service } = view.layout;
  reading.faults = undefined;
  reading.unread = undefined;
  if (row.count !== columns.length) return [columnCount(row.count, columns.length)];
  showRow(view, bytes, row);
  // Under a mapping, cells lie elsewhere than their row.
  if (row.to - row.from > LONGEST_CELL || view.layout.cells !== undefined) findLongCells(reading);
  if (isEmpty(row, id)) addFault(reading, "id-empty", id);
  if (user >= 0 && kind !== "claim" && isEmpty(row, user)) addFault(reading, "user-empty", user);
  if (isPlaceholder(bytes, row, id)) addFault(reading, "id-placeholder", id);
  if (isPlaceholder(bytes, row, user)) addFault(reading, "id-placeholder", user);
  if (view.layout.ids === "strict") findDamagedIds(reading);
  if (isEmpty(row, service)) addFault(reading, "service-empty", service);
  else setService(view, RARE_SERVICE);
  readTimes(reading);
  readPeriod(reading);
  readMoney(reading);
  findOtherWords(reading);
  if (reading.faults !== undefined) reading.unread = undefined;
  return reading.faults;
}

function addFault(reading: Reading, code: RejectCode, index: number): void {
  reading.faults ??= [];
  reading.faults.push(faultAt(reading, code, index));
}

/** Adds a fault in a cell that counts only where somebody looks at it. */
function addMoneyFault(reading: Reading, code: RejectCode, index: number): void {
  const { view, reads } = reading;
  const fault = faultAt(reading, code, index);
  const { kind, service } = view.record;
  // Without a service, which is a fault of its own, nobody can say what is looked at.
  if (reads === undefined || isEmpty(view.row, view.layout.service) || reads(kind, service).has(fault.column)) {
    reading.faults ??= [];
    reading.faults.push(fault);
  } else {
    reading.unread ??= [];
    reading.unread.push(fault);
  }
}

function faultAt({ view: { bytes, row, layout } }: Reading, code: RejectCode, index: number): Fault {
  return cellFault(code, index, { bytes, row, columns: layout.columns });
}

function findLongCells(reading: Reading): void {
  const { row } = reading.view;
  for (let index = 0; index < row.count; index += 1) {
    if (endOfCell(row, index) - startOfCell(row, index) > LONGEST_CELL) addFault(reading, "row-too-long", index);
  }
}

function findDamagedIds(reading: Reading): void {
  const { bytes, row, layout } = reading.view;
  for (const index of [layout.id, layout.user])
    if (isDamaged(bytes, row, index)) addFault(reading, "id-damaged", index);
}

function readTimes(reading: Reading): void {
  const { view } = reading;
  for (const [position, { index }] of view.layout.times.entries()) {
    const cell = view.times[position];
    const wrong = cell && readTime(cell);
    if (wrong !== undefined) addFault(reading, wrong, index);
  }
}

function readPeriod(reading: Reading): void {
  const { view, starting, expiring, charging } = reading;
  const { layout, times } = view;
  const renews = readRenewal(reading);
  const isCharged = isFilled(charging) && (renews || !isFilled(expiring));
  const ending = isCharged ? layout.renews : layout.expires;
  const starts = timeIn(starting)?.instant ?? SINCE_ALWAYS;
  const end = timeIn(times[ending]);
  setPeriod(
    view,
    starts,
    end?.instant ?? OPEN_ENDED,
    (isCharged ? ENDINGS.byCharge : 0) + (renews ? ENDINGS.renews : 0),
  );
  const column = layout.times[ending];
  if (column !== undefined && latestStart(end, reading.zone) < starts)
    addFault(reading, "ends-before-start", column.index);
}

function isFilled(cell: TimeCell | undefined): boolean {
  return cell !== undefined && cell.from < cell.to;
}

/** The last instant at which a period with this end may start. A period that starts on the day of its charge is empty. */
function latestStart(end: Timestamp | undefined, zone: Zone): Instant {
  if (end === undefined) return OPEN_ENDED;
  return end.role === "charge" && isDateOnly(end) ? endOfChargeDay(end, zone) : end.instant;
}

/** Whether the row renews; a row without a flag renews. */
function readRenewal(reading: Reading): boolean {
  const { view } = reading;
  const { autoRenew } = view.layout;
  if (autoRenew < 0) return true;
  const text = wordIn(view, autoRenew);
  if (text !== reading.lastFlagText) {
    reading.lastFlagText = text;
    reading.lastFlag = readFlag(text);
  }
  if (reading.lastFlag === undefined) addFault(reading, "flag-invalid", autoRenew);
  return reading.lastFlag ?? true;
}

function readMoney(reading: Reading): void {
  const { view } = reading;
  const { bytes, row, currencies } = view;
  const { currency: column, money } = view.layout;
  const currency = currencyIn(view);
  const isNamed = column >= 0 && !isEmpty(row, column);
  if (isNamed && (currency === undefined || isOver(view, currency))) addMoneyFault(reading, "currency-unknown", column);
  for (const { index } of money) {
    if (!isEmpty(row, index) && !isAmount(bytes, row, index, currency, currencies))
      addMoneyFault(reading, "price-invalid", index);
  }
}

/** Whether the currency ended before the record did. A record that was over before its currency is sound. */
function isOver({ record, currencies }: RecordView, currency: Currency): boolean {
  const ended = currencies.endedAt(currency);
  return ended !== undefined && record.ends > ended;
}

function findOtherWords(reading: Reading): void {
  const { view } = reading;
  for (const { index, allowed } of view.layout.words) {
    const word = wordIn(view, index);
    if (word !== "" && !allowed.has(word)) addFault(reading, "word-unknown", index);
  }
}
