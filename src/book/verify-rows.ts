/**
 * Reads the rows of a run again, with another reader than the writer's, checks each by itself and adds them up.
 *
 * The files are cut into pieces, which are checked side by side where there are threads; what is found is taken in the order of
 * the rows. The sums are compared elsewhere.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { CommittedRun } from "./book.ts";
import { type CheckedFile, checkFile, type RowsTools } from "./check-file.ts";
import { OUTPUTS, type Output, type RowsFound } from "./check-rows.ts";
import { attemptRead } from "./disk.ts";
import type { Flaws } from "./flaws.ts";
import { createRowTotal, type RowTotal } from "./row-total.ts";
import type { FileFacts } from "./staging.ts";
import { createKeyCheck, type KeyCheck } from "./verify-keys.ts";
import { addCredit, noSums, ruleSums, type WrittenSums } from "./written-sums.ts";

/** The folder of a run or plan, and its manifest. */
export type Written = Pick<CommittedRun, "folder" | "manifest">;

export async function verifyRows(run: Written, flaws: Flaws, tools: RowsTools): Promise<WrittenSums> {
  const sums = noSums();
  const keys = createKeyCheck(run, flaws, tools.scratch);
  try {
    for (const output of OUTPUTS) await verifyOutput(run, output, { sums, keys, flaws, tools });
    keys.finish();
  } finally {
    keys.close();
  }
  for (const facts of run.manifest.outputs) {
    if (facts.file.startsWith("rejects/")) sums.rejected += await countRejects(run, facts, flaws, tools);
  }
  return sums;
}

interface Verifying {
  readonly sums: WrittenSums;
  readonly keys: KeyCheck;
  readonly flaws: Flaws;
  readonly tools: RowsTools;
}

async function verifyOutput(run: Written, file: Output, { sums, keys, flaws, tools }: Verifying): Promise<void> {
  const { folder, manifest } = run;
  const facts = manifest.outputs.find((output) => output.file === file);
  if (facts === undefined) return flaws.add({ file, found: "it is not in the manifest" });
  // The check of the files says that this file is missing.
  if (!isFile(join(folder, file))) return;
  const total = createRowTotal();
  const read = await checkFile({ path: join(folder, file), output: file, by: manifest }, tools, (found, before) => {
    addTotal(found.total, total);
    addRules(found, file, sums);
    if (found.ids.length > 0) keys.take(file, before + 1, found.ids);
    for (const { row, found: problem } of found.problems) flaws.add({ file, row: before + row, found: problem });
  });
  if (sayFault(read, file, flaws)) return;
  if (read.rows !== facts.rows) flaws.add({ file, found: `it has ${read.rows} rows, the manifest says ${facts.rows}` });
  if (total.text() !== facts.row_total)
    flaws.add({ file, found: `its rows add up to ${total.text()}, the manifest says ${facts.row_total}` });
}

function sayFault({ rows, fault }: CheckedFile, file: string, flaws: Flaws): boolean {
  if (fault === undefined) return false;
  flaws.add({ file, row: rows + 1, found: `it is no CSV from here on: ${fault}` });
  return true;
}

/** The two halves of a total are added like those of one row. */
function addTotal(text: string, total: RowTotal): void {
  total.addHash(Number.parseInt(text.slice(0, 8), 16), Number.parseInt(text.slice(8), 16));
}

function addRules({ rows, rules }: RowsFound, file: Output, sums: WrittenSums): void {
  const column = file === "review.csv" ? "review" : file === "adjusted-expiry.csv" ? "extended" : "credited";
  sums[column] += rows;
  for (const { records, credits, ...names } of rules) {
    const rule = ruleSums(sums, names);
    rule.records += records;
    if (column !== "credited") rule[column] += records;
    for (const [currency, amount] of Object.entries(credits)) {
      addCredit(sums.credits, currency, amount);
      addCredit(rule.credits, currency, amount);
    }
  }
}

async function countRejects(
  { folder, manifest }: Written,
  { file, rows }: FileFacts,
  flaws: Flaws,
  tools: RowsTools,
): Promise<number> {
  if (!isFile(join(folder, file))) return 0;
  const read = await checkFile({ path: join(folder, file), output: "rejects", by: manifest }, tools, () => {});
  if (!sayFault(read, file, flaws) && rows !== undefined && rows !== read.rows)
    flaws.add({ file, found: `it has ${read.rows} rows, the manifest says ${rows}` });
  return read.rows;
}

/** Whether an ordinary file is at a path: a pipe, a device and a link to itself are none. @throws Failure `file-unreadable`. */
function isFile(path: string): boolean {
  return attemptRead(path, () => statSync(path))?.isFile() === true;
}
