/**
 * The summary of a plan or run: the numbers that must add up, and the warnings to look at before committing.
 *
 * The type is `summary.json` as the file is written: money as text in major units, keys in a fixed order, no clock.
 */
import { quoted } from "../domain/failure.ts";
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

const WARNING_TEXTS: { readonly [code in WarningCode]: (warning: Warning) => string } = {
  "dead-on-arrival": ({ about, records }) =>
    `${about}: ${countText(records, "new end")} over before the outage was or before it can be given; count from outage-end or as-of`,
  "clock-change": ({ about, records }) =>
    `${about}: ${countText(records, "new end")} moved past an hour that clocks show twice; write exports with offsets to be exact`,
  "always-capped": ({ about, records }) =>
    `${about}: ${records === 1 ? "its only benefit was" : `all of its ${grouped(records)} benefits were`} held to a ceiling; is that what was promised?`,
  "moves-charge": ({ about, records }) =>
    `${about}: moves the next charge of ${countText(records, "subscription")}; tell their holders`,
  "rule-unused": ({ about }) => `${about}: no record got anything from this rule`,
  "rule-matches-all": ({ about, records }) =>
    `${about}: every one of ${countText(records, "record")} of its kind got something from this rule; check that it is meant so`,
  "service-unnamed": ({ about }) => `${about}: the service is in the exports, and no rule is for it`,
  "no-final-newline": ({ about }) => `${about}: the last line has no line end; check that the export is whole`,
  "rows-skipped": ({ about, records }) =>
    `${about}: ${countText(records, "row")} left out, as the mapping says: no ${records === 1 ? "record" : "records"}`,
  "unread-fault": (warning) =>
    `${cellsText("cannot be read", warning)}; no rule for their service looks at it, so that they count all the same`,
  "id-damaged": (warning) =>
    `${cellsText("a spreadsheet changed", warning)}; two ids may have become one, so export them again as text`,
  "mapping-changed": ({ about }) =>
    `${about}: that run read this outage's exports by another mapping; a record that has another id or service now is given to again`,
  "id-numeric": (warning) =>
    `${cellsText("is a number in the workbook", warning)}; a number keeps no zeros in front and 15 digits, so check that these are whole`,
};

/** `subs.csv: 3 rows have a price that cannot be read, first in line 12: "4,900" (price-invalid)`. */
function cellsText(what: string, { about, records, example }: Warning): string {
  const { column = "", value = "", line = 0, fault } = example ?? {};
  const rows = records === 1 ? "1 row has" : `${grouped(records)} rows have`;
  const code = fault === undefined ? "" : ` (${fault})`;
  return `${about}: ${rows} a ${column} that ${what}, first in line ${line}: ${quoted(value)}${code}`;
}

export function warningText(warning: Warning): string {
  return WARNING_TEXTS[warning.code](warning);
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

/** The name of a rule of the summary; records that went to review before any rule was asked have none. */
export function ruleText(rule: string): string {
  return rule === "" ? "(value that no rule names)" : rule;
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
