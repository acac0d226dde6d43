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
import type { CsvRow } from "../input/csv-reader.ts";
import { type CommittedRun, KEYS, runName } from "./book.ts";
import { attemptRead, mustOpen, readWhole } from "./disk.ts";
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
  assertProven(run, ["review.csv", KEYS]);
  const layerOf = (rule: string) => run.manifest.layers[rule] ?? "";
  for (const output of ["adjusted-expiry.csv", "refund-credit.csv"] as const) {
    const writer = createWriter(staging.create(output), headerOf(join(run.folder, output)));
    for await (const rows of recordsOf(run, output)) {
      for (const row of rows.toReversed()) {
        const back = output === "refund-credit.csv" ? amountBack(row, run) : endBack(row, run);
        writer.write(back);
        count(back, layerOf, sums);
      }
    }
    writer.finish();
  }
  createWriter(staging.create("review.csv"), headerOf(join(run.folder, "review.csv"))).finish();
  staging.write(KEYS, readWhole(join(run.folder, KEYS)));
  return sums;
}

function endBack(row: CsvRow, { number }: CommittedRun): CsvRow {
  const cell = (column: string) => row.get(column) ?? "";
  const amount = /(?:^|; )(amount=[^;]*)/.exec(cell("notes"))?.[1];
  return new Map([
    ...row,
    ["action", "revert"],
    ["old_value", cell("new_value")],
    ["new_value", cell("old_value")],
    ["extended_by", ""],
    ["notes", [...notesBack(row, number), ...(amount === undefined ? [] : [amount])].join("; ")],
  ]);
}

function amountBack(row: CsvRow, { number }: CommittedRun): CsvRow {
  const cell = (column: string) => row.get(column) ?? "";
  return new Map([
    ...row,
    ["action", "revert"],
    ["amount", negated(cell("amount"))],
    ["basis", `takes back run ${runName(number)}: ${cell("basis")}`],
    ["notes", notesBack(row, number).join("; ")],
  ]);
}

/** `run=0003; was=extend`. */
function notesBack(row: CsvRow, number: number): readonly string[] {
  return [`run=${runName(number)}`, `was=${row.get("action") ?? ""}`];
}

function count(row: CsvRow, layerOf: (rule: string) => string, sums: WrittenSums): void {
  const cell = (column: string) => row.get(column) ?? "";
  const rule = ruleSums(sums, { rule: cell("rule"), layer: layerOf(cell("rule")), service: cell("service") });
  rule.records += 1;
  if (!row.has("amount")) {
    sums.extended += 1;
    rule.extended += 1;
    return;
  }
  sums.credited += 1;
  const currency = countedCode(cell("currency"));
  addCredit(sums.credits, currency, cell("amount"));
  addCredit(rule.credits, currency, cell("amount"));
}

/** The rows of each record, which stand together. */
async function* recordsOf(run: CommittedRun, output: string): AsyncGenerator<readonly CsvRow[], void, void> {
  let rows: CsvRow[] = [];
  let last = "";
  for await (const row of readProven(run, output)) {
    const record = `${row.get("record")}\0${row.get("service")}\0${row.get("record_id")}`;
    if (record !== last && rows.length > 0) {
      yield rows;
      rows = [];
    }
    last = record;
    rows.push(row);
  }
  if (rows.length > 0) yield rows;
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
  write(row: CsvRow): void;
  finish(): void;
}

const ROWS_AT_ONCE = 1000;

function createWriter(file: StagedFile, header: string): Writer {
  const total = createRowTotal();
  const columns = header.trimEnd().split(",");
  let lines: string[] = [];
  file.append(Buffer.from(header));

  function flush(): void {
    file.append(Buffer.from(lines.join("")), lines.length);
    lines = [];
  }

  return {
    write: (row) => {
      const line = columns.map((column) => csvCell(row.get(column) ?? "")).join(",");
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
