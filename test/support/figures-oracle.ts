/**
 * A second, plain telling of `figures.json`: from the CSVs and the summary of a plan, read by csv-parse, with amounts as decimals, times by luxon
 * and every value in a list. It shares no code with what it is compared with.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { DateTime } from "luxon";
import type { Figures } from "../../src/report/figures.ts";
import type { Summary } from "../../src/report/summary.ts";

type Cells = { readonly [column: string]: string };

interface PlainSpread {
  readonly count: number;
  readonly smallest: string;
  readonly median: string;
  readonly largest: string;
}

/** The figures that rows tell exactly; bins are only added up. */
export interface PlainFigures {
  readonly ends: Figures["ends"];
  readonly by_rule: readonly object[];
  readonly sums: { readonly [pair: string]: string };
  readonly largest: Figures["largest"];
  readonly review: readonly string[];
}

export function figuresFromRows(folder: string): PlainFigures {
  const read = (file: string): Cells[] => parse(readFileSync(join(folder, file)), { columns: true });
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const summary: Summary = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"));
  const [ends, paid, review] = ["adjusted-expiry.csv", "refund-credit.csv", "review.csv"].map(read);
  if (ends === undefined || paid === undefined || review === undefined) throw new Error("an output is missing");
  return {
    ends: daysOf(ends, manifest.zone),
    by_rule: summary.by_rule.map(({ rule, layer, service }) => {
      const isOwn = (row: Cells) => row.rule === rule && row.service === service;
      const longer = ends.filter(isOwn).map((row) => String(laterBy(row, manifest.zone)));
      return {
        rule,
        layer,
        service,
        ...(longer.length === 0 ? {} : { longer: spreadOf(longer) }),
        paid: paidBy(paid.filter(isOwn)),
      };
    }),
    sums: Object.fromEntries(
      grouped(paid, (row) => `${codeOf(row)} ${row.service}`).map(([pair, rows]) => [pair, sumOf(rows.map(amountOf))]),
    ),
    largest: grouped(paid, codeOf).map(([currency, rows]) => largestOf(currency, rows)),
    review: grouped(review, reviewText).map(([text, rows]) => `${text} ${rows.length}`),
  };
}

/** The parts of figures that `figuresFromRows` tells. */
export function plainOf({ ends, by_rule, amounts, largest, review }: Figures): PlainFigures {
  return {
    ends,
    by_rule,
    sums: Object.fromEntries(
      amounts.map(({ currency, service, bins }) => [`${currency} ${service}`, sumOf(bins.map(({ sum }) => sum))]),
    ),
    largest,
    review: review
      .flatMap(({ service, rule, code, column, count, values }) =>
        column === ""
          ? [`${service}/${rule} ${code} ${count}`]
          : values.map((value) => `${service}/${rule} ${code} ${column} is "${value.value}" ${value.count}`),
      )
      .sort(),
  };
}

function reviewText({ service, rule, reason, because }: Cells): string {
  const named = /^(\S+ is ".*"), which the (?:policy|mapping) does not name$/s.exec(because ?? "")?.[1];
  return `${service}/${rule} ${reason}${named === undefined ? "" : ` ${named}`}`;
}

function daysOf(rows: readonly Cells[], zone: string): Figures["ends"] {
  const days = rows.flatMap((row) => [
    { day: lastDay(row, "old_value", zone), which: "before" },
    { day: lastDay(row, "new_value", zone), which: "after" },
    ...(row.notes?.includes("dead-on-arrival") ? [{ day: lastDay(row, "new_value", zone), which: "dead" }] : []),
  ]);
  return grouped(days, ({ day }) => day).map(([day, all]) => {
    const count = (which: string) => all.filter((one) => one.which === which).length;
    return { day, before: count("before"), after: count("after"), dead: count("dead") };
  });
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const LAST_OF_DAY = /[T ](?:23:59(?::00)?|23:59:59(?:\.\d+)?)(?=$|[Z+-])/;

/** When an end is: as a date's day ends, or begins where it is the day of a charge; 23:59 is the midnight that follows. */
function endOf({ field, ...row }: Cells, column: string, zone: string): DateTime {
  const text = row[column] ?? "";
  const time = DateTime.fromISO(text.replace(" ", "T"), { zone, setZone: true });
  if (!time.isValid) throw new Error(`no time: ${text}`);
  if (DATE.test(text)) return field === "next_billing_at" ? time : time.plus({ days: 1 });
  return LAST_OF_DAY.test(text) ? time.plus({ days: 1 }).startOf("day") : time;
}

function lastDay(row: Cells, column: string, zone: string): string {
  return endOf(row, column, zone).minus({ milliseconds: 1 }).setZone(zone).toFormat("yyyy-MM-dd");
}

function laterBy(row: Cells, zone: string): number {
  return endOf(row, "new_value", zone).toMillis() - endOf(row, "old_value", zone).toMillis();
}

function paidBy(rows: readonly Cells[]): { readonly [currency: string]: PlainSpread } {
  return Object.fromEntries(grouped(rows, codeOf).map(([currency, own]) => [currency, spreadOf(own.map(amountOf))]));
}

function spreadOf(values: readonly string[]): PlainSpread {
  const sorted = [...values].sort((a, b) => Number(scaled(a) - scaled(b)));
  const median = sorted[Math.ceil(sorted.length / 2) - 1] ?? "";
  return { count: values.length, smallest: sorted.at(0) ?? "", median, largest: sorted.at(-1) ?? "" };
}

function largestOf(currency: string, rows: readonly Cells[]): Figures["largest"][number] {
  // A stable sort: equal ones stay in input order.
  const sorted = [...rows].sort((a, b) => Number(scaled(amountOf(b)) - scaled(amountOf(a)))).slice(0, 10);
  const payments = sorted.map(({ record = "", record_id = "", service = "", rule = "", amount = "" }) => {
    return { record, record_id, service, rule, amount };
  });
  return { currency, payments, sum: sumOf(payments.map(({ amount }) => amount)) };
}

const amountOf = ({ amount = "" }: Cells) => amount;
/** A credit may be written in the letters of the row. */
const codeOf = ({ currency = "" }: Cells) => (/^[a-z]{3}$/i.test(currency) ? currency.toUpperCase() : currency);

const SCALE = 20;

function scaled(text: string): bigint {
  const [whole = "", decimals = ""] = text.split(".");
  return BigInt(whole + decimals.padEnd(SCALE, "0"));
}

/** With as many decimals as the amounts have. */
function sumOf(texts: readonly string[]): string {
  const decimals = Math.max(0, ...texts.map((text) => text.split(".")[1]?.length ?? 0));
  const digits = texts
    .reduce((sum, text) => sum + scaled(text), 0n)
    .toString()
    .padStart(SCALE + 1, "0");
  const whole = digits.slice(0, -SCALE);
  return decimals === 0 ? whole : `${whole}.${digits.slice(-SCALE).slice(0, decimals)}`;
}

/** Groups in the order of their names. */
function grouped<Item>(items: readonly Item[], nameOf: (item: Item) => string): readonly (readonly [string, Item[]])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(nameOf(item), [...(groups.get(nameOf(item)) ?? []), item]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
