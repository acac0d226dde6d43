/**
 * The summary of a plan or run: the numbers that must add up, and the warnings to look at before committing.
 *
 * The type is `summary.json` as the file is written: money as text in major units, keys in a fixed order, no clock.
 */
import { jsonText } from "../domain/json.ts";

export interface Summary {
  readonly outage: string;
  readonly policy: string;
  readonly revision: string;
  readonly as_of: string;
  /** The run that is taken back; only in a counter-run. */
  readonly reverts?: number;
  readonly totals: SummaryBuckets;
  /** Adjusted ends. */
  readonly extended: number;
  /** Credits and grants. */
  readonly credited: number;
  /** Sums by currency and unit. */
  readonly credits: { readonly [currency: string]: string };
  readonly by_rule: readonly SummaryRule[];
  readonly unaffected: { readonly [reason: string]: number };
  readonly rejects: { readonly [code: string]: number };
  readonly exports: readonly SummaryExport[];
  /** What lies in folders of exports and was left out; only where something was. */
  readonly skipped?: readonly SkippedFile[];
  readonly warnings: readonly Warning[];
}

export interface SkippedFile {
  /** As it was given, with the folder. */
  readonly file: string;
  /** Why it is no export. */
  readonly because: string;
}

export interface SummaryBuckets {
  readonly read: number;
  readonly compensated: number;
  readonly review: number;
  readonly unaffected: number;
  readonly already_compensated: number;
  readonly rejected: number;
  readonly duplicate: number;
  /** Further rows of a record of which every row is an item; only where a mapping says that there are such rows. */
  readonly line_items?: number;
  /** Rows of a record that has a newer row; only where a mapping says which row is newer. */
  readonly superseded?: number;
}

export interface SummaryRule {
  /** Empty for records that were sent to review before any rule. */
  readonly rule: string;
  readonly layer: string;
  readonly service: string;
  readonly records: number;
  readonly extended: number;
  readonly review: number;
  readonly credits: { readonly [currency: string]: string };
}

export interface SummaryExport extends SummaryBuckets {
  readonly file: string;
  readonly kind: string;
  readonly encoding: string;
}

export const WARNINGS = [
  "dead-on-arrival",
  "clock-change",
  "moves-charge",
  "always-capped",
  "rule-unused",
  "rule-matches-all",
  "service-unnamed",
  "no-final-newline",
  "rows-skipped",
  "unread-fault",
  "id-damaged",
  "mapping-changed",
  "id-numeric",
] as const;
export type WarningCode = (typeof WARNINGS)[number];

export interface Warning {
  readonly code: WarningCode;
  /** The rule, service or export it is about. */
  readonly about: string;
  /** Records (or rows) concerned; 0 where none is. */
  readonly records: number;
  /** The first row concerned, where the warning is about cells. */
  readonly example?: WarningExample;
}

/** A cell of the export that the warning is about. The value is cut at 80 characters, and masked where it is a person's. */
export interface WarningExample {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  /** Why the cell cannot be read, as a reject code; absent for ids. */
  readonly fault?: string;
}

export function summaryText(summary: Summary): string {
  return jsonText(summary);
}

/** `1,204,331`, the same in every language and on every machine. */
export function grouped(count: number | string): string {
  const [whole = "", decimals] = String(count).split(".");
  const groups = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return decimals === undefined ? groups : `${groups}.${decimals}`;
}

/** As `grouped`, but nothing for 0. */
export function blankZero(count: number): string {
  return count === 0 ? "" : grouped(count);
}

export function countText(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `431,788 KRW, 1,500 MELON-CASH`. */
export function creditsText(credits: Summary["credits"]): string {
  return Object.entries(credits)
    .map(([currency, amount]) => `${grouped(amount)} ${currency}`)
    .join(", ");
}
