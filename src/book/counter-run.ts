/**
 * The outputs of a counter-run: every gift of a run taken back, from the values that the run stored.
 *
 * Nothing is computed backwards. An adjusted end goes from what the run gave (`new_value`) to what it had found
 * (`old_value`); an amount is the same with a minus. Ids stay, because the gift that is taken back is the same gift. Where a
 * run moved the same end twice, layer upon layer, the last step is taken back first, so that a system that compares
 * before it writes finds the value that the row says.
 *
 *     run 0003          extend   2022-10-20 -> 2022-10-24
 *     its counter-run   revert   2022-10-24 -> 2022-10-20
 */

import { closeSync, readSync } from "node:fs";
import { join } from "node:path";
import { csvCell } from "../domain/csv-cell.ts";
import { countedCode } from "../domain/currency.ts";
import { negated } from "../domain/decimal-sum.ts";
import { type CommittedRun, KEYS, runName } from "./book.ts";
import { attemptRead, mustOpen } from "./disk.ts";
import type { OutputRow } from "./output-rows.ts";
import { assertProven, readProven } from "./proven.ts";
import { createRowTotal } from "./row-total.ts";
import type { StagedFile, StagingFolder } from "./staging.ts";
import { addCredit, noSums, ruleSums, type WrittenSums } from "./written-sums.ts";

/**
 * Writes the CSVs and the keys of the counter-run of a run, and adds up what is taken back.
 * @throws Failure `book-broken` when the run is not as it was committed.
 */
export async function writeCounterRows(run: CommittedRun, staging: StagingFolder): Promise<WrittenSums> {
  const sums = noSums();
  assertProven(run, ["review.csv"]);
  for (const output of ["adjusted-expiry.csv", "refund-credit.csv"] as const) {
    const header = headerOf(join(run.folder, output));
    const writer = createWriter(staging.create(output), header);
    const columns = header.trimEnd().split(",");
    const takeBack = output === "refund-credit.csv" ? createAmountBack(columns, run) : createEndBack(columns, run);
    const count = createCount(columns, run, sums);
    for await (const rows of wholeRecords(run, output)) {
      for (const row of lastStepFirst(rows)) {
        const back = takeBack(row);
        writer.write(back);
        count(back);
      }
    }
    writer.finish();
  }
  createWriter(staging.create("review.csv"), headerOf(join(run.folder, "review.csv"))).finish();
  const keys = staging.create(KEYS);
  assertProven(run, [KEYS], (piece) => keys.append(piece));
  keys.finish();
  return sums;
}

/** The cells of a row, in the order of the columns of its output. */
type Cells = readonly string[];

/** What takes the row of a gift back. */
type TakeBack = (row: OutputRow) => Cells;

function createEndBack(columns: Cells, { number }: CommittedRun): TakeBack {
  const change = createChange(columns, ["action", "old_value", "new_value", "extended_by", "notes"]);
  return (row) => {
    const cell = (column: string) => row.get(column) ?? "";
    const amount = /(?:^|; )(amount=[^;]*)/.exec(cell("notes"))?.[1];
    const notes = [...notesBack(row, number), ...(amount === undefined ? [] : [amount])].join("; ");
    return change(row, ["revert", cell("new_value"), cell("old_value"), "", notes]);
  };
}

function createAmountBack(columns: Cells, { number }: CommittedRun): TakeBack {
  const change = createChange(columns, ["action", "amount", "basis", "notes"]);
  return (row) => {
    const cell = (column: string) => row.get(column) ?? "";
    const basis = `takes back run ${runName(number)}: ${cell("basis")}`;
    return change(row, ["revert", negated(cell("amount")), basis, notesBack(row, number).join("; ")]);
  };
}

/** Puts other texts into certain columns, where there are such columns. */
function createChange(columns: Cells, changed: readonly string[]): (row: OutputRow, texts: Cells) => Cells {
  const places = changed.map((column) => columns.indexOf(column));
  return ({ cells }, texts) => {
    const back = [...cells];
    for (const [index, place] of places.entries()) if (place >= 0) back[place] = texts[index] ?? "";
    return back;
  };
}

/** `run=0003; was=extend`. */
function notesBack(row: OutputRow, number: number): readonly string[] {
  return [`run=${runName(number)}`, `was=${row.get("action") ?? ""}`];
}

function createCount(columns: Cells, { manifest }: CommittedRun, sums: WrittenSums): (cells: Cells) => void {
  const at = (column: string) => columns.indexOf(column);
  const [ruleAt, serviceAt, amountAt, currencyAt] = [at("rule"), at("service"), at("amount"), at("currency")];
  return (cells) => {
    const [name = "", service = ""] = [cells[ruleAt], cells[serviceAt]];
    const rule = ruleSums(sums, { rule: name, layer: manifest.layers[name] ?? "", service });
    rule.records += 1;
    if (amountAt < 0) {
      sums.extended += 1;
      rule.extended += 1;
      return;
    }
    sums.credited += 1;
    const [currency, amount] = [countedCode(cells[currencyAt] ?? ""), cells[amountAt] ?? ""];
    addCredit(sums.credits, currency, amount);
    addCredit(rule.credits, currency, amount);
  };
}

/** The rows of an output, many at a time, cut between two records; the rows of a record stand together. */
async function* wholeRecords(run: CommittedRun, output: string): AsyncGenerator<readonly OutputRow[], void, void> {
  let waiting: readonly OutputRow[] = [];
  for await (const rows of readProven(run, output)) {
    const all = waiting.concat(rows);
    const from = startOfLastRecord(all);
    yield all.slice(0, from);
    waiting = all.slice(from);
  }
  yield waiting;
}

function startOfLastRecord(rows: readonly OutputRow[]): number {
  let from = Math.max(rows.length - 1, 0);
  while (from > 0 && isSameRecord(rows[from - 1], rows[from])) from -= 1;
  return from;
}

/** The rows of each record in reverse. */
function lastStepFirst(rows: readonly OutputRow[]): readonly OutputRow[] {
  const ordered: OutputRow[] = [];
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (to < rows.length && isSameRecord(rows[from], rows[to])) to += 1;
    ordered.push(...rows.slice(from, to).reverse());
    from = to;
  }
  return ordered;
}

function isSameRecord(one: OutputRow | undefined, other: OutputRow | undefined): boolean {
  return ["record_id", "service", "record"].every((column) => one?.get(column) === other?.get(column));
}

const HEADER_BYTES = 4096;

/** The first line, with its line end. */
function headerOf(path: string): string {
  const start = Buffer.alloc(HEADER_BYTES);
  const descriptor = mustOpen(path);
  try {
    const length = attemptRead(path, () => readSync(descriptor, start));
    const [header = ""] = start.toString("utf8", 0, length).split("\n", 1);
    return `${header}\n`;
  } finally {
    closeSync(descriptor);
  }
}

interface Writer {
  write(cells: readonly string[]): void;
  finish(): void;
}

const ROWS_AT_ONCE = 1000;

function createWriter(file: StagedFile, header: string): Writer {
  const total = createRowTotal();
  let lines: string[] = [];
  file.append(Buffer.from(header));

  function flush(): void {
    file.append(Buffer.from(lines.join("")), lines.length);
    lines = [];
  }

  return {
    write: (cells) => {
      const line = cells.map(csvCell).join(",");
      const bytes = Buffer.from(line);
      total.add(bytes, 0, bytes.length);
      lines.push(`${line}\n`);
      if (lines.length === ROWS_AT_ONCE) flush();
    },
    finish: () => {
      flush();
      file.finish(total.text());
    },
  };
}
