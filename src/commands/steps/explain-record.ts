/**
 * Explains the rows of one identity: reads them as records, has them decided and traced, asks the book.
 *
 * The outcome is the outcome of a plan: rows that appear twice count once, rows that have a newer row count for nothing, rows that
 * contradict each other are rejects, gifts that were given before are not given again.
 */
import type { Book } from "../../book/book.ts";
import type { Outcome } from "../../domain/decision.ts";
import { canonicalColumns, type ExportRecord, recordKey } from "../../domain/record.ts";
import type { Fault } from "../../domain/reject.ts";
import { isDateOnly, isFirstUnusable, timeIn } from "../../domain/timestamp.ts";
import { openZone } from "../../domain/zone.ts";
import { layoutOf } from "../../input/layout.ts";
import { createRecordReader } from "../../input/read-record.ts";
import { createRow, scanRows } from "../../input/scanner.ts";
import type { ExplainedBucket, ExplainedPeriod, ExplainedRecord, Style } from "../../report/explanation.ts";
import { currenciesFor } from "../../rules/currencies.ts";
import type { Rules } from "../../rules/decide.ts";
import { endFields } from "../../rules/fields.ts";
import { type RecordTrace, traceRecord } from "../../rules/trace.ts";
import { findPriced, type PricedTable } from "../../run/rows/priced-before.ts";
import { findEarlierGifts, type GivenBefore } from "./earlier-gifts.ts";
import type { FoundRow } from "./find-record.ts";
import { cellsOfRow, type RowGroup } from "./group-rows.ts";

export interface ExplainContext {
  readonly rules: Rules;
  readonly book: Book;
  /** The parts of prices that standing runs gave back, where they count. */
  readonly priced: PricedTable | undefined;
  readonly style: Style;
  /** Layers that give nothing. */
  readonly withoutLayers: ReadonlySet<string>;
}

export async function explainRow(group: RowGroup, id: string, context: ExplainContext): Promise<ExplainedRecord> {
  const { first, service, conflicts, unclear } = group;
  const { rules, book, style } = context;
  const { kind, columns } = first.header;
  const place = { file: first.path, line: first.line };
  const layers = rules.policy.layers.map(({ name }) => name);
  const before = await findEarlierGifts(book, { outage: rules.outage.id, kind, service, recordId: id }, layers);
  const texts = cellsOfRow(first);
  const cells = columns.flatMap((column, index) => {
    const value = texts[index] ?? "";
    return value !== "" && isShown(column, context, first) ? [{ column, value: style.shown(column, value) }] : [];
  });
  const { duplicates, lineItems, superseded } = group;
  const others = { duplicates, lineItems, superseded, conflicts };
  const base = { kind, service, id, place, ...others, cells, earlier: before.gifts, limited: [] } as const;
  const read = readRow(first, context, (record) => readAs(record, before, context));
  if ("faults" in read) return { ...base, ...NOTHING_READ, faults: [...read.faults, ...unclear] };
  const { period, trace, unread } = read;
  if (conflicts.length > 0) return { ...base, ...NOTHING_READ, faults: unclear, period, trace, unread };
  return { ...base, ...read, faults: [], userLimits: "none" };
}

const NOTHING_READ = {
  faults: [],
  unread: [],
  period: undefined,
  trace: undefined,
  bucket: "rejected",
  gives: [],
  userLimits: "none",
} as const;

interface ReadRow {
  readonly period: ExplainedPeriod;
  readonly trace: RecordTrace;
  readonly bucket: ExplainedBucket;
  readonly gives: readonly Outcome[];
}

function readAs(record: ExportRecord, before: GivenBefore, context: ExplainContext): ReadRow {
  const { rules, priced, withoutLayers } = context;
  const pricedBefore = priced && findPriced(priced, recordKey(record.kind, record.service, record.id()));
  const trace = traceRecord(rules, record, { pricedBefore, without: withoutLayers });
  const outcomes = outcomesOf(trace);
  const dropped = outcomes.filter(({ layer }) => before.layers.has(layer));
  // Nothing is counted from what is not given now: as in a plan, the record is decided without those layers.
  const moved = dropped.filter(({ result }) => result.kind === "adjustment").map(({ layer }) => layer);
  const without = new Set([...withoutLayers, ...moved]);
  const again = without.size === 0 ? outcomes : outcomesOf(traceRecord(rules, record, { without, pricedBefore }));
  const gives = again.filter(({ layer }) => !before.layers.has(layer));
  return { period: periodOf(record), trace, gives, bucket: bucketOf(gives, dropped.length > 0) };
}

function outcomesOf({ decision }: RecordTrace): readonly Outcome[] {
  return decision.kind === "affected" ? decision.outcomes : [];
}

export function bucketOf(gives: readonly Outcome[], wasGiven: boolean): ExplainedBucket {
  if (gives.some(({ result }) => result.kind !== "review")) return "compensated";
  if (gives.length > 0) return "review";
  return wasGiven ? "already-compensated" : "unaffected";
}

function readRow<Result>(
  { header, bytes }: FoundRow,
  { rules: { policy, outage, reads } }: ExplainContext,
  use: (record: ExportRecord) => Result,
): (Result & { readonly unread: readonly Fault[] }) | { readonly faults: readonly Fault[] } {
  const layout = layoutOf(header, endFields(policy));
  const surroundings = { zone: openZone(policy.zone), currencies: currenciesFor(policy, outage), reads };
  const reader = createRecordReader(layout, surroundings);
  const row = createRow();
  scanRows(bytes, header.delimiter, row, () => {});
  const faults = reader.read(bytes, row);
  return faults === undefined ? { ...use(reader.record), unread: reader.unread() } : { faults };
}

function periodOf(record: ExportRecord): ExplainedPeriod {
  const { starts, ends, endColumn } = record;
  const end = timeIn(record.times.get(endColumn));
  const isDay = end !== undefined && isDateOnly(end) && end.shape.offsetStyle === "none";
  return { starts, ends, endColumn, lastDay: isDay && !isFirstUnusable(end) ? record.text(endColumn) : undefined };
}

const FREE_TEXT = new Set(["title", "body"]);

/** Columns that the tool or the policy knows; the contents of other columns are unknown. */
function isShown(column: string, { rules: { policy } }: ExplainContext, { header }: FoundRow): boolean {
  if (canonicalColumns(header.kind).includes(column)) return !FREE_TEXT.has(column);
  const rules = policy.layers.flatMap((layer) => layer.rules);
  return (
    policy.declaredValues.has(column) ||
    rules.some(({ for: selectors, unless }) =>
      [...selectors, ...unless].some((selector) => selector.column === column),
    ) ||
    rules.some(({ give }) => "field" in give && give.field === column)
  );
}
