/**
 * Reads the rows of a run again, with another reader than the writer's, checks each by itself and adds them up.
 *
 * A row must be about the run's outage and revision, its rule must be one of the run's, and its id must be the one that
 * its outage, layer, kind, service and record come to. The sums are compared elsewhere.
 */
import { closeSync, existsSync, readSync } from "node:fs";
import { join } from "node:path";
import { compensationId } from "../domain/compensation-id.ts";
import { RECORD_KINDS } from "../domain/record.ts";
import { type CsvRow, readWrittenCsv, type WrittenRow } from "../input/csv-reader.ts";
import { LONGEST_RECORD } from "../kernel/numbers.ts";
import type { CommittedRun } from "./book.ts";
import { attemptRead, mustOpen } from "./disk.ts";
import type { Flaws } from "./flaws.ts";
import { createRowTotal } from "./row-total.ts";
import type { FileFacts } from "./staging.ts";
import { createKeyCheck, type KeyCheck } from "./verify-keys.ts";
import { addCredit, countedIn, noSums, ruleSums, type WrittenSums } from "./written-sums.ts";

type Output = "adjusted-expiry.csv" | "refund-credit.csv" | "review.csv";
const OUTPUTS: readonly Output[] = ["adjusted-expiry.csv", "refund-credit.csv", "review.csv"];

export async function verifyRows(run: CommittedRun, flaws: Flaws): Promise<WrittenSums> {
  const sums = noSums();
  const keys = createKeyCheck(run, flaws);
  for (const output of OUTPUTS) {
    const check = (row: CsvRow) => checkRow({ run, output, row, keys, sums });
    await verifyOutput(run, output, check, flaws);
  }
  keys.finish();
  for (const facts of run.manifest.outputs) {
    if (facts.file.startsWith("rejects/")) sums.rejected += await countRejects(run, facts, flaws);
  }
  return sums;
}

/** @param check what is wrong with a row, in words. */
async function verifyOutput(
  { folder, manifest }: CommittedRun,
  file: Output,
  check: (row: CsvRow) => readonly string[],
  flaws: Flaws,
): Promise<void> {
  const facts = manifest.outputs.find((output) => output.file === file);
  if (facts === undefined) {
    flaws.add({ file, found: "it is not in the manifest" });
    return;
  }
  const total = createRowTotal();
  let rows = 0;
  try {
    for await (const { cells, text } of readWrittenCsv(join(folder, file))) {
      rows += 1;
      const bytes = Buffer.from(text);
      total.add(bytes, 0, bytes.length);
      for (const found of check(cells)) flaws.add({ file, row: rows, found });
    }
  } catch (cause) {
    // The check of the files says that this file is missing.
    if (!existsSync(join(folder, file))) return;
    flaws.add({ file, row: rows + 1, found: `it is no CSV from here on: ${messageOf(cause)}` });
    return;
  }
  if (rows !== facts.rows) flaws.add({ file, found: `it has ${rows} rows, the manifest says ${facts.rows}` });
  if (total.text() !== facts.row_total)
    flaws.add({ file, found: `its rows add up to ${total.text()}, the manifest says ${facts.row_total}` });
}

interface RowCheck {
  readonly run: CommittedRun;
  readonly output: Output;
  readonly row: CsvRow;
  readonly keys: KeyCheck;
  readonly sums: WrittenSums;
}

function checkRow({ run, output, row, keys, sums }: RowCheck): readonly string[] {
  const { manifest } = run;
  const cell = (column: string) => row.get(column) ?? "";
  const problems: string[] = [];
  const rule = cell("rule");
  const layer = manifest.layers[rule];
  if (layer === undefined && !(output === "review.csv" && rule === "")) problems.push(`there is no rule "${rule}"`);
  if (cell("outage") !== manifest.outage) problems.push(`it is about another outage than ${manifest.outage}`);
  if (cell("policy_revision") !== manifest.revision) problems.push("policy_revision is not the run's");
  const byRule = ruleSums(sums, { rule, layer: layer ?? "", service: cell("service") });
  byRule.records += 1;
  if (output === "review.csv") {
    sums.review += 1;
    byRule.review += 1;
    return problems;
  }

  const kind = RECORD_KINDS.find((known) => known === cell("record"));
  const gift = kind && { outage: manifest.outage, layer: layer ?? "", kind, service: cell("service") };
  const id = gift === undefined ? undefined : compensationId({ ...gift, recordId: cell("record_id") });
  if (id !== cell("compensation_id"))
    problems.push("compensation_id is not that of its outage, layer, record and service");
  const taken = keys.take(cell("compensation_id"));
  if (taken !== undefined) problems.push(taken);
  if ((cell("action") === "revert") !== (manifest.reverts !== undefined))
    problems.push(
      `action ${cell("action")} does not belong in ${manifest.reverts === undefined ? "a run" : "a counter-run"}`,
    );
  if (output === "adjusted-expiry.csv") {
    sums.extended += 1;
    byRule.extended += 1;
    return problems;
  }
  sums.credited += 1;
  const [currency, amount] = [countedIn(manifest, cell("currency")), cell("amount")];
  const added = addCredit(sums.credits, currency, amount) && addCredit(byRule.credits, currency, amount);
  if (!added || amount.startsWith("-") !== (manifest.reverts !== undefined))
    problems.push(`amount "${amount}" cannot be`);
  return problems;
}

async function countRejects({ folder }: CommittedRun, { file, rows }: FileFacts, flaws: Flaws): Promise<number> {
  const path = join(folder, file);
  let found = 0;
  try {
    for await (const _ of readRejects(path)) found += 1;
  } catch (cause) {
    if (existsSync(path)) flaws.add({ file, row: found + 1, found: `it is no CSV from here on: ${messageOf(cause)}` });
    return found;
  }
  if (rows !== undefined && rows !== found)
    flaws.add({ file, found: `it has ${found} rows, the manifest says ${rows}` });
  return found;
}

/** The rows of a file of rejects. @throws as `readWrittenCsv`. */
export function readRejects(path: string): AsyncGenerator<WrittenRow, void, void> {
  return readWrittenCsv(path, delimiterOf(path));
}

/** Rejects keep the delimiter of their export; it stands before the last column of the header. */
function delimiterOf(path: string): string {
  const start = Buffer.allocUnsafe(LONGEST_RECORD);
  const descriptor = mustOpen(path);
  try {
    const [header = ""] = start
      .toString(
        "utf8",
        0,
        attemptRead(path, () => readSync(descriptor, start)),
      )
      .split("\n", 1);
    return header.at(-"_message".length - 1) ?? ",";
  } finally {
    closeSync(descriptor);
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
