/**
 * The tables that `help exports`, `help times` and `help money` print. Each of them stands in `docs/EXPORTS.md`, too.
 *
 * Cells are plain text. Columns of kinds and decimals of currencies come from the tables that the program works by.
 */
import { createCurrencyTable } from "../../domain/currency.ts";
import { COLUMNS, KIND_PERIODS, RECORD_KINDS, type RecordKind } from "../../domain/record.ts";

export interface TopicTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const KINDS_TABLE: TopicTable = {
  columns: ["kind", "id", "must be there", "may be there"],
  rows: RECORD_KINDS.map(kindRow),
};

function kindRow(kind: RecordKind): readonly string[] {
  const { id, required, optional } = COLUMNS[kind];
  const { ends } = KIND_PERIODS[kind];
  // Where no column of an end is asked for by itself, one of them has to be there.
  const either = ends.some((end) => required.includes(end)) ? [] : ends;
  const needed = [required.join(" "), ...(either.length === 0 ? [] : [`and ${either.join(" or ")}`])];
  return [kind, id, needed.join(", "), optional.filter((column) => !either.includes(column)).join(" ")];
}

export const CELLS_TABLE: TopicTable = {
  columns: ["column", "holds", "when the cell is empty"],
  rows: [
    ["the id, service", "which record it is", "the row is rejected"],
    ["user_id", "whose it is", "the row is rejected; a claim may do without"],
    ["started_at, received_at", "from when the record entitles to something", "since always"],
    ["expires_at", "until when", "open-ended: no end to extend, no-expiry"],
    [
      "next_billing_at",
      "the next charge of a subscription; it ends the period when it is filled",
      "expires_at ends the period",
    ],
    ["auto_renew", "whether a subscription renews: true yes y t 1, or false no n f 0, in any case", "it renews"],
    [
      "price, amount, remaining, loss_amount",
      "an amount; see money",
      "unknown; a rule that needs it sends the record to review",
    ],
    ["currency", "what the amounts are in", "the amounts are unknown"],
    ["channel, plan, status, type, …", "free text that the policy compares", "an empty value is a value"],
  ],
};

export const TIMES_TABLE: TopicTable = {
  columns: ["written", "means"],
  rows: [
    ["2024-03-12", "the day"],
    ["2024-03-12T10:00, 2024-03-12 10:00", "a time, to the minute"],
    ["2024-03-12T10:00:00, 2024-03-12T10:00:00.000000", "to the second, with up to nine decimals"],
    ["any of these followed by Z, +09:00, +0900 or +09", "with its offset"],
  ],
};

export const FORMS_TABLE: TopicTable = {
  columns: ["form", "example", "means"],
  rows: [
    ["yyyyMMdd, d/M/yyyy", "20240401, 1/4/2024, 01/04/2024", "the day; d and M take one digit or two, dd and MM two"],
    ["dd-MMM-yyyy", "01-Apr-2024, 01-APR-2024", "the day; MMM is the month in English, by three letters"],
    ["yyyy. M. d. a h:mm:ss", "2024. 4. 1. 오후 3:05:07", "a time; a takes AM, PM, am, pm, 오전 and 오후"],
    ["yyyyMMddHHmmssSSS", "20240401101517961", "a time; each S is a decimal of the second, up to nine"],
    ["yyyy-MM-dd'T'HH:mmXXX", "2024-04-01T10:15+09:00, …Z", "a time with its offset; other letters stand in quotes"],
    ["epoch-seconds", "1711966517, 1711966517.961971", "seconds since 1970"],
    ["epoch-millis", "1711966517961", "milliseconds since 1970"],
    ["excel-days", "45383, 45383.42728", "a day of a spreadsheet; with a fraction the time on that day, to the second"],
    ["iso", "2024-04-01, 2024-04-01T10:15:17Z", "as above"],
  ],
};

export const WRITTEN_BACK_TABLE: TopicTable = {
  columns: ["old value", "and", "new value"],
  rows: [
    ["2024-03-14", "3 days", "2024-03-17"],
    ["2024-03-14 20:00:00+0900", "3 days", "2024-03-17 20:00:00+0900"],
    ["2024-03-14T11:00:00Z", "72 hours", "2024-03-17T11:00:00Z"],
    ["2024-03-14", "15 hours", "2024-03-15"],
    ["2024-03-14 10:15:17.961971+00", "3 days", "2024-03-17 10:15:17.961971+00"],
    ["2024-03-09T12:00-05:00 in New York", "3 days", "2024-03-12T12:00-04:00"],
  ],
};

export const AMOUNTS_TABLE: TopicTable = {
  columns: ["amount", "currency", "is"],
  rows: [
    ["3900, 3900.00", "KRW", "3900 KRW"],
    ["3.87, 3.8700", "USD, usd", "3.87 USD"],
    ["3900.50", "KRW", "a reject, price-invalid: finer than the currency"],
    ["3,900", "KRW", "a reject, price-invalid: grouping"],
    ["₩3900, -5, free", "KRW", "a reject, price-invalid"],
    ["3900", "won, ₩", "a reject, currency-unknown"],
    ["1500", "POINT", "1500 POINT where the policy declares it under units, else currency-unknown"],
    ["empty", "KRW", "unknown; a rule that needs it sends the record to review"],
    ["3900", "empty", "unknown, too"],
  ],
};

/** Most currencies have as many. */
const USUAL_DECIMALS = 2;

export const DECIMALS_TABLE: TopicTable = { columns: ["decimals", "currencies"], rows: decimalRows() };

function decimalRows(): readonly (readonly string[])[] {
  const currencies = createCurrencyTable(new Map());
  const known = currencies.codes.flatMap((code) => currencies.find(code) ?? []).toSorted();
  const decimals = new Set(known.map((code) => currencies.decimalsOf(code)));
  return [...decimals]
    .toSorted((a, b) => a - b)
    .map((each) => [
      String(each),
      each === USUAL_DECIMALS ? "all others" : known.filter((code) => currencies.decimalsOf(code) === each).join(" "),
    ]);
}
