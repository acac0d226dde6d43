/**
 * Checks rows of a run each by itself, and adds them up: a piece of an output alone, so that pieces can be checked side by side.
 *
 * A row must be about the run's outage and revision, its rule must be one of the run's, and its id must be the one that
 * its outage, layer, kind, service and record come to. A piece and its answer are plain data.
 */
import { COMPENSATION_ID_BYTES, compensationId } from "../domain/compensation-id.ts";
import { RECORD_KINDS } from "../domain/record.ts";
import { visitPlainRows } from "../input/plain-rows.ts";
import type { Manifest } from "./manifest.ts";
import { createRowTotal } from "./row-total.ts";
import { addCredit, countedIn, creditTexts, noSums, ruleSums } from "./written-sums.ts";

export const GIFT_OUTPUTS = ["adjusted-expiry.csv", "refund-credit.csv"] as const;
export const OUTPUTS = [...GIFT_OUTPUTS, "review.csv"] as const;
export type Output = (typeof OUTPUTS)[number];

/** Rows of an output, without its header. */
export interface RowsJob {
  /** Rejects are only counted. */
  readonly output: Output | "rejects";
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly bytes: Uint8Array;
  /** The part of the run's manifest by which rows are checked. */
  readonly by: Pick<Manifest, "outage" | "revision" | "layers" | "reverts" | "language">;
}

export interface RowsFound {
  readonly rows: number;
  /** Of gifts and reviews; see `row-total.ts`. */
  readonly total: string;
  /** The compensation id of each row; zeros where a row has none, and nothing for reviews and rejects. */
  readonly ids: Uint8Array;
  readonly rules: readonly RuleFound[];
  /** Rows from 1. */
  readonly problems: readonly { readonly row: number; readonly found: string }[];
}

export interface RuleFound {
  readonly rule: string;
  readonly layer: string;
  readonly service: string;
  readonly records: number;
  readonly credits: { readonly [currency: string]: string };
}

/** Undefined when a row is not plain. */
export function checkPlainRows(job: RowsJob): RowsFound | undefined {
  const text = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.length).toString("utf8");
  const check = createRowsCheck(job);
  // Where every character is one byte, which is nearly always, a row's place in the text is its place among the bytes.
  const isOneByteEach = text.length === job.bytes.length;
  const isPlain = visitPlainRows(text, { delimiter: job.delimiter, columns: job.columns.length }, (cells, from, to) => {
    if (isOneByteEach) check.take(cells, job.bytes, from, to);
    else {
      const row = Buffer.from(text.slice(from, to));
      check.take(cells, row, 0, row.length);
    }
  });
  return isPlain ? check.found() : undefined;
}

export interface RowsCheck {
  /** Takes a row by its cells and its bytes `from … to` (exclusive). */
  take(cells: readonly string[], bytes: Uint8Array, from: number, to: number): void;
  found(): RowsFound;
}

const FIRST_ROOM = 1024;

export function createRowsCheck(job: RowsJob): RowsCheck {
  const { output } = job;
  const total = createRowTotal();
  const sums = noSums();
  const problems: { row: number; found: string }[] = [];
  const isGift = output === "adjusted-expiry.csv" || output === "refund-credit.csv";
  const say = (found: string) => problems.push({ row: rows, found });
  const check = output === "rejects" ? () => "" : createRowCheck(job, sums, say);
  let ids = Buffer.alloc(isGift ? FIRST_ROOM * COMPENSATION_ID_BYTES : 0);
  let rows = 0;

  function keepId(id: string): void {
    const at = (rows - 1) * COMPENSATION_ID_BYTES;
    if (at === ids.length) ids = Buffer.concat([ids, Buffer.alloc(ids.length)]);
    if (id.length === COMPENSATION_ID_BYTES * 2) ids.write(id, at, "hex");
  }

  return {
    take: (cells, bytes, from, to) => {
      rows += 1;
      if (output !== "rejects") total.add(bytes, from, to);
      const id = check(cells);
      if (isGift) keepId(id);
    },
    found: () => ({
      rows,
      total: total.text(),
      ids: ids.subarray(0, isGift ? rows * COMPENSATION_ID_BYTES : 0),
      rules: [...sums.byRule.values()].map(({ rule, layer, service, records, credits }) => {
        return { rule, layer, service, records, credits: creditTexts(credits) };
      }),
      problems,
    }),
  };
}

/** Checks a row and adds it up. Returns its compensation id, as it is written. */
function createRowCheck(
  { output, columns, by }: RowsJob,
  sums: ReturnType<typeof noSums>,
  say: (problem: string) => void,
): (cells: readonly string[]) => string {
  const at = (column: string) => columns.indexOf(column);
  const [ruleAt, outageAt, revisionAt, serviceAt] = [at("rule"), at("outage"), at("policy_revision"), at("service")];
  const [kindAt, recordAt, idAt, actionAt] = [at("record"), at("record_id"), at("compensation_id"), at("action")];
  const [amountAt, currencyAt] = [at("amount"), at("currency")];
  const isCounter = by.reverts !== undefined;

  function checkGift(cells: readonly string[], layer: string): string {
    const id = cells[idAt] ?? "";
    const kind = RECORD_KINDS.find((known) => known === cells[kindAt]);
    const service = cells[serviceAt] ?? "";
    const gift = kind && { outage: by.outage, layer, kind, service, recordId: cells[recordAt] ?? "" };
    if (gift === undefined || id !== compensationId(gift))
      say("compensation_id is not that of its outage, layer, record and service");
    const action = cells[actionAt] ?? "";
    if ((action === "revert") !== isCounter)
      say(`action ${action} does not belong in ${isCounter ? "a counter-run" : "a run"}`);
    return id;
  }

  return (cells) => {
    const rule = cells[ruleAt] ?? "";
    const layer = by.layers[rule];
    if (layer === undefined && !(output === "review.csv" && rule === "")) say(`there is no rule "${rule}"`);
    if (cells[outageAt] !== by.outage) say(`it is about another outage than ${by.outage}`);
    if (cells[revisionAt] !== by.revision) say(`policy_revision is not ${by.revision}`);
    const byRule = ruleSums(sums, { rule, layer: layer ?? "", service: cells[serviceAt] ?? "" });
    byRule.records += 1;
    if (output === "review.csv") return "";
    const id = checkGift(cells, layer ?? "");
    if (output === "adjusted-expiry.csv") return id;
    const amount = cells[amountAt] ?? "";
    const added = addCredit(byRule.credits, countedIn(by, cells[currencyAt] ?? ""), amount);
    if (!added || amount.startsWith("-") !== isCounter) say(`amount "${amount}" cannot be`);
    return id;
  };
}
