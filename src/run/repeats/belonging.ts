/**
 * Decides which of the rows of one record stands, where a record has several rows. Pure; a run and `explain` ask here.
 *
 *     all say the same              the first one stands, the others are the same again
 *     `newer: last-file`            the row of the last file stands, rows of earlier files are superseded
 *     `newer: COLUMN`               the row with the largest value stands, the others are superseded
 *     neither, or two are newest    they contradict each other, and no row stands
 *
 * Rows say the same when their content is the same: all cells, or for items of a record those that the items have in common. A row
 * that says the same is a duplicate, or an item.
 */
import { hash } from "node:crypto";
import { parseTimestamp } from "../../domain/parse-timestamp.ts";
import { isDateOnly } from "../../domain/timestamp.ts";
import type { Zone } from "../../domain/zone.ts";
import type { Layout, NewerRow } from "../../input/layout.ts";

/** One of several rows with the same kind, service and id. */
export interface RowOfRecord {
  /** Position of its export in the order of the run. */
  readonly exportIndex: number;
  /** See `contentOf`. */
  readonly content: string;
  readonly newness: Newness;
}

/** How a row can be newer than another: not at all, by its file, or by its value of a column. */
export type Newness =
  | { readonly kind: "none" | "last-file" }
  | { readonly kind: "column"; readonly name: string; readonly text: string; readonly value: NewestValue | undefined };

/** Values are compared with values of their kind alone: a date is no moment, and neither is a number. */
interface NewestValue {
  readonly kind: "number" | "date" | "moment";
  readonly value: bigint;
}

/** `unclear`: its value of the column that tells the newest row is empty or cannot be read, so that no row stands. */
export type Fate = "stands" | "again" | "superseded" | "contradicts" | "unclear";

/** @param rows in input order. @returns the fate of each. */
export function fatesOf(rows: readonly RowOfRecord[]): readonly Fate[] {
  if (rows.every(({ content }) => content === rows[0]?.content)) return amongNewest(rows, rows);
  const [first, ...others] = rows.map(({ newness }) => newness);
  if (first === undefined || others.some((other) => !isSameRule(first, other))) return amongNewest(rows, rows);
  if (first.kind === "none") return amongNewest(rows, rows);
  if (first.kind === "last-file") {
    const last = rows.reduce((latest, { exportIndex }) => Math.max(latest, exportIndex), 0);
    return amongNewest(
      rows,
      rows.filter(({ exportIndex }) => exportIndex === last),
    );
  }
  if (rows.some(isUnclear)) return amongNewest(rows, rows).map((fate, at) => unclearOr(fate, rows[at]));
  return amongNewest(rows, newestByValue(rows));
}

function isSameRule(one: Newness, other: Newness): boolean {
  if (one.kind !== "column" || other.kind !== "column") return one.kind === other.kind;
  return one.name === other.name;
}

function isUnclear({ newness }: RowOfRecord): boolean {
  return newness.kind === "column" && newness.value === undefined;
}

function unclearOr(fate: Fate, row: RowOfRecord | undefined): Fate {
  return fate === "contradicts" && row !== undefined && isUnclear(row) ? "unclear" : fate;
}

/** The rows with the largest value; all rows where their values cannot be compared. */
function newestByValue(rows: readonly RowOfRecord[]): readonly RowOfRecord[] {
  const values = rows.flatMap(({ newness }) => (newness.kind === "column" ? (newness.value ?? []) : []));
  const [first] = values;
  if (first === undefined || values.some(({ kind }) => kind !== first.kind)) return rows;
  let largest = first.value;
  for (const { value } of values) if (value > largest) largest = value;
  return rows.filter((_, at) => values[at]?.value === largest);
}

/** The fates of all rows, of which only the newest can stand. */
function amongNewest(rows: readonly RowOfRecord[], newest: readonly RowOfRecord[]): readonly Fate[] {
  const firsts = new Map<string, RowOfRecord>();
  for (const row of newest) if (!firsts.has(row.content)) firsts.set(row.content, row);
  const among = new Set(newest);
  return rows.map((row) => {
    if (!among.has(row)) return "superseded";
    if (firsts.get(row.content) !== row) return "again";
    return firsts.size === 1 ? "stands" : "contradicts";
  });
}

/** The cells of a row by column name, in the order of the names, each with the form of its times: the same text in another form is another time. */
export function contentOf(cells: readonly string[], layout: Layout): string {
  return contentReader(layout)(cells);
}

/** The same for many rows of an export. */
export function contentReader({ columns, times, agreeing }: Layout): (cells: readonly string[]) => string {
  const counting = columns
    .flatMap((column, index) => (agreeing?.includes(index) === false ? [] : [{ column, index }]))
    .sort((a, b) => (a.column < b.column ? -1 : 1))
    .map(({ column, index }) => ({ column, index, form: times.find(({ name }) => name === column)?.form }));
  // A digest stands for the names: they are longer than the cells of most rows, and millions of rows have the same.
  const named = hash("sha256", JSON.stringify(counting.map(({ column, form }) => ({ column, form }))), "base64");
  // No cell holds the character that stands between them: it is damage.
  return (cells) => `${named}\0${counting.map(({ index }) => cells[index] ?? "").join("\0")}`;
}

/** Kind, service and id, which together say which record a row is of. */
export function identityOf(cells: readonly string[], { kind, service, id }: Layout): string {
  return `${kind}\0${cells[service] ?? ""}\0${cells[id] ?? ""}`;
}

/** @param zone of times without an offset, where the column's form names no other. */
export function newnessOf(cells: readonly string[], { newer }: Layout, zone: Zone): Newness {
  if (newer === undefined) return { kind: "none" };
  if (newer.kind === "last-file") return { kind: "last-file" };
  const text = cells[newer.index] ?? "";
  return { kind: "column", name: newer.name, text, value: readValue(text, newer, zone) };
}

const WHOLE_NUMBER = /^[0-9]{1,40}$/;

/** A whole number, unless the column's form says that its numbers are times; or a time in that form, or in ISO 8601. */
function readValue(
  text: string,
  { form }: Extract<NewerRow, { readonly kind: "column" }>,
  zone: Zone,
): NewestValue | undefined {
  const isPlain = form === undefined || form.patterns.every(({ kind }) => kind === "iso");
  if (isPlain && WHOLE_NUMBER.test(text)) return { kind: "number", value: BigInt(text) };
  const time = text === "" ? "time-invalid" : parseTimestamp(text, "start", zone, form);
  if (typeof time === "string") return undefined;
  return { kind: isDateOnly(time) ? "date" : "moment", value: BigInt(time.instant) };
}
