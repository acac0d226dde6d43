/**
 * Why a row could not be read. A bad row is data: it is counted, written to the rejects with all its faults, and never
 * stops a run by itself.
 */
import { endedText } from "./ended-currencies.ts";

export const REJECT_CODES = [
  "column-count",
  "row-too-long",
  "id-empty",
  "user-empty",
  "id-placeholder",
  "id-damaged",
  "service-empty",
  "time-invalid",
  "time-ambiguous",
  "time-two-ways",
  "ends-before-start",
  "price-invalid",
  "currency-unknown",
  "flag-invalid",
  "word-unknown",
  "duplicate-conflict",
  "newest-unclear",
] as const;
export type RejectCode = (typeof REJECT_CODES)[number];

/** The columns that a file of rejects has behind those of its export. */
export const REJECT_COLUMNS = ["_code", "_column", "_value", "_line", "_message"] as const;

/**
 * One more column of such a file, where the rows were read by a mapping: cells stand there as the mapping makes them, and only their
 * times are still in the form that the mapping says.
 */
export const MAPPED_COLUMN = "_mapping";

/**
 * The file in which the rejects of an export are. They are a CSV also where the export is a table that is none, so a workbook's rejects
 * are in `rejects/subs.xlsx.csv`.
 * @param name of the export, as outputs have it.
 */
export function rejectsFile(name: string): string {
  return `rejects/${name}${OF_TEXT.test(name) ? "" : ".csv"}`;
}

const OF_TEXT = /\.(csv|tsv|tab|txt)$/i;

export interface Fault {
  readonly code: RejectCode;
  /** The real header of the column, `""` when the fault is the row's. */
  readonly column: string;
  readonly value: string;
}

interface RejectText {
  /** Follows the column's name, or stands alone when the fault is the row's. */
  readonly says: string;
  readonly next: string;
}

const TEXTS: { readonly [code in RejectCode]: RejectText } = {
  "column-count": {
    says: "the row has another number of columns than the header",
    next: "Add what is missing; a delimiter inside a cell needs quotes around the cell.",
  },
  "row-too-long": { says: "is longer than 64 KiB", next: "Shorten it, or leave the column out of the export." },
  "id-empty": { says: "is empty, so the record cannot be told from others", next: "Fill it in." },
  "user-empty": { says: "is empty, so nobody can be compensated", next: "Fill it in." },
  "id-placeholder": {
    says: "holds a word for nothing, such as NULL, so the rows that have it would be taken for one record or one person",
    next: "Fill it in, or leave it empty where it may be.",
  },
  "id-damaged": {
    says: "was changed by a spreadsheet, so that two ids may have become one",
    next: "Export it again as text, and open it in no spreadsheet on the way.",
  },
  "service-empty": { says: "is empty, so no rule can be chosen", next: "Fill it in." },
  "time-invalid": {
    says: "is not a date or time",
    next: "Write it as 2022-02-28 or 2022-02-28T23:59:00+09:00, or in a form that a mapping names.",
  },
  "time-ambiguous": {
    says: "does not exist in the policy's zone, or exists twice, because the clocks changed",
    next: "Add its offset, such as 2022-11-06T01:30-04:00, or say in a mapping which of the two it is.",
  },
  "time-two-ways": {
    says: "fits two patterns of the mapping, which mean different times",
    next: "Name only the pattern in the mapping that the column has.",
  },
  "ends-before-start": { says: "lies before the start of the period", next: "Correct one of the two." },
  "price-invalid": {
    says: "is not a plain amount, has more decimals than its currency, or is more than 10^15 of its smallest unit",
    next: "Write it as 3900 or 3.87, without grouping, or in the form that a mapping names.",
  },
  "currency-unknown": {
    says: "is neither an ISO 4217 code nor a unit of the policy",
    next: "Write the money of the time of the outage as KRW, or declare a unit of yours under units in the policy.",
  },
  "flag-invalid": { says: "is neither yes nor no", next: "Write true or false, or translate the word in a mapping." },
  "word-unknown": {
    says: "has a word that the mapping does not translate",
    next: "Add the word to the values of the column in the mapping.",
  },
  "duplicate-conflict": {
    says: "another row has the same service and id and says something else, so neither is compensated",
    next: "Keep the row that is right.",
  },
  "newest-unclear": {
    says: "is empty or is no time or whole number, so that it cannot be told which row of the record is the newest",
    next: "Fill it in, or keep only the row that is right.",
  },
};

/**
 * What databases and spreadsheets write for a time that is none, in any letters: `NULL`, `\\N`, `NaT`, `0`, `0000-00-00 00:00:00`.
 * An empty cell says the same and is read.
 */
const NO_TIME =
  /^(?:\(?null\)?|<null>|\\n|#?n\/a|none|undefined|na[nt]|--?|0+|0000-00-00(?:[T ][0:.]+)?(?:Z|[+-][0:]+)?)$/i;

/** Whether a cell says that there is no time, in a way that is not read. */
export function standsForNoTime({ code, value }: Fault): boolean {
  return code === "time-invalid" && NO_TIME.test(value);
}

/** `expires_at is not a date or time`, without the value: that may be somebody's. */
export function rejectText(fault: Fault): string {
  const { code, column, value } = fault;
  const ended = code === "currency-unknown" ? endedText(value) : undefined;
  if (ended !== undefined) return `${column} is ${ended}`;
  if (standsForNoTime(fault)) return `${column} holds a word for nothing, not a date or time`;
  return column === "" ? TEXTS[code].says : `${column} ${TEXTS[code].says}`;
}

/** What to do about it. */
export function rejectAdvice(fault: Fault): string {
  return standsForNoTime(fault) ? "Leave the cell empty where there is no time." : TEXTS[fault.code].next;
}
