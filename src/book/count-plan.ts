/**
 * Counts the rows of a plan as they lie on disk, before the plan is committed: a person confirms the
 * counts in its manifest, and limits, budgets and later plans rely on them.
 *
 * The rows come through the reader of exports, because a plan may have millions; `verify`, with a reader of its own,
 * goes deeper.
 */
import { COMPENSATION_ID_BYTES, compensationId } from "../domain/compensation-id.ts";
import { Failure } from "../domain/failure.ts";
import { RECORD_KINDS } from "../domain/record.ts";
import { cellText, rowTexts } from "../input/cells.ts";
import { createInterner } from "../input/interner.ts";
import { openOutput } from "../input/source.ts";
import { visitOutputRows } from "../input/visit-rows.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import type { Book } from "./book.ts";
import { createFlaws, type Flaws } from "./flaws.ts";
import { findDamage } from "./folder-damage.ts";
import { createIdList, type IdList, KEYS, sortIds } from "./keys.ts";
import { type Manifest, sha256Of } from "./manifest.ts";
import { findNonsense } from "./manifest-sense.ts";
import type { Plan } from "./plan-folder.ts";
import { createRowTotal } from "./row-total.ts";
import type { FileFacts } from "./staging.ts";
import { readRejects } from "./verify-rows.ts";
import { verifySums } from "./verify-sums.ts";
import { addCredit, countedIn, noSums, ruleSums, type WrittenSums } from "./written-sums.ts";

/** What is wrong with a plan, in words, whether or not its seal fits; undefined when nothing is. @throws Failure `file-unreadable`. */
export async function findPlanFlaw(plan: Plan, book: Book): Promise<string | undefined> {
  const { folder, manifest } = plan;
  const wrong = findNonsense(manifest, book.runs)[0] ?? findDamage(folder, manifest);
  if (wrong !== undefined) return wrong;
  const flaws = createFlaws();
  const sums = noSums();
  const ids = createIdList(manifest.benefits);
  for (const output of ["adjusted-expiry.csv", "refund-credit.csv", "review.csv"] as const)
    await countOutput(plan, output, { sums, ids, flaws });
  checkKeys(sortIds(ids), manifest, flaws);
  for (const facts of manifest.outputs.filter(({ file }) => file.startsWith("rejects/")))
    sums.rejected += await countRejects(facts, plan, flaws);
  verifySums(plan, sums, flaws);
  const [flaw] = flaws.list();
  if (flaw === undefined) return undefined;
  return `${flaw.file}${flaw.row === undefined ? "" : `, row ${flaw.row}`}: ${flaw.found}`;
}

/** The keys are the ids of all rows and no others, each once. @param sorted ids of all rows, in order. */
function checkKeys(sorted: Uint8Array, { outputs }: Manifest, flaws: Flaws): void {
  if (sha256Of(sorted) !== outputs.find(({ file }) => file === KEYS)?.sha256)
    flaws.add({ file: KEYS, found: "these are not the ids of its rows" });
  for (let at = COMPENSATION_ID_BYTES; at < sorted.length; at += COMPENSATION_ID_BYTES) {
    if (
      Buffer.compare(
        sorted.subarray(at - COMPENSATION_ID_BYTES, at),
        sorted.subarray(at, at + COMPENSATION_ID_BYTES),
      ) === 0
    )
      flaws.add({ file: KEYS, found: "an id appears twice" });
  }
}

interface Counted {
  readonly sums: WrittenSums;
  readonly ids: IdList;
  readonly flaws: Flaws;
}

type Output = "adjusted-expiry.csv" | "refund-credit.csv" | "review.csv";

async function countOutput({ folder, manifest }: Plan, file: Output, counted: Counted): Promise<void> {
  const stream = await openOutput(`${folder}/${file}`);
  if (stream === undefined) return counted.flaws.add({ file, found: "it is missing" });
  const facts = manifest.outputs.find((output) => output.file === file);
  const total = createRowTotal();
  const interner = createInterner();
  let columns: readonly string[] | undefined;
  let count: CountRow | undefined;
  let rows = 0;
  function visitRow(bytes: Buffer, cells: RowCells): void {
    if (columns === undefined || count === undefined) {
      columns = rowTexts(bytes, cells);
      count = createCounter({ file, manifest, columns }, counted);
      return;
    }
    rows += 1;
    total.add(bytes, cells.from, cells.to);
    const wrong =
      cells.count === columns.length
        ? count({
            word: (column) => interner.cell(bytes, cells, column),
            text: (column) => cellText(bytes, cells, column),
          })
        : "it has too few or too many columns";
    if (wrong !== undefined) counted.flaws.add({ file, row: rows, found: wrong });
  }
  try {
    if (!(await visitOutputRows(stream, visitRow)))
      return counted.flaws.add({ file, row: rows + 1, found: "it is not well-formed" });
  } finally {
    await stream.close();
  }
  if (rows !== facts?.rows) counted.flaws.add({ file, found: `it has ${rows} rows, the manifest says ${facts?.rows}` });
  if (total.text() !== facts?.row_total)
    counted.flaws.add({ file, found: "its rows do not come to their control total" });
}

async function countRejects({ file, rows }: FileFacts, { folder }: Plan, flaws: Flaws): Promise<number> {
  let found = 0;
  try {
    for await (const _ of readRejects(`${folder}/${file}`)) found += 1;
  } catch (cause) {
    // A disk that fails says nothing about the plan.
    if (cause instanceof Failure) throw cause;
    flaws.add({ file, row: found + 1, found: "it is no CSV from here on" });
  }
  if (rows !== undefined && rows !== found)
    flaws.add({ file, found: `it has ${found} rows, the manifest says ${rows}` });
  return found;
}

/** The cells of a row by their column: words that come again and again, and texts. */
interface Cells {
  word(column: number): string;
  text(column: number): string;
}

/** Counts a row, and says what is wrong with it. */
type CountRow = (row: Cells) => string | undefined;

interface Counting {
  readonly file: Output;
  readonly manifest: Manifest;
  readonly columns: readonly string[];
}

function createCounter({ file, manifest, columns }: Counting, { sums, ids }: Counted): CountRow {
  const { outage, revision, layers, reverts } = manifest;
  const at = (column: string) => columns.indexOf(column);
  const [ruleAt, outageAt, revisionAt, serviceAt] = [at("rule"), at("outage"), at("policy_revision"), at("service")];
  const [kindAt, idAt, recordAt] = [at("record"), at("compensation_id"), at("record_id")];
  const [actionAt, amountAt, currencyAt] = [at("action"), at("amount"), at("currency")];

  function countGift(row: Cells, layer: string): string | undefined {
    const kind = RECORD_KINDS.find((known) => known === row.word(kindAt));
    const gift = kind && { outage, layer, kind, service: row.word(serviceAt), recordId: row.text(recordAt) };
    const id = gift && compensationId(gift);
    if (id === undefined || id !== row.text(idAt))
      return "compensation_id is not that of its outage, layer, record and service";
    ids.add(Buffer.from(id, "hex"), 0);
    if ((row.word(actionAt) === "revert") !== (reverts !== undefined)) return `action ${row.word(actionAt)} cannot be`;
    return undefined;
  }

  return (row) => {
    const rule = row.word(ruleAt);
    const layer = layers[rule];
    if (layer === undefined && !(file === "review.csv" && rule === "")) return `there is no rule "${rule}"`;
    if (row.word(outageAt) !== outage || row.word(revisionAt) !== revision)
      return "it is about another outage or policy";
    const byRule = ruleSums(sums, { rule, layer: layer ?? "", service: row.word(serviceAt) });
    byRule.records += 1;
    if (file === "review.csv") {
      sums.review += 1;
      byRule.review += 1;
      return undefined;
    }
    const wrong = countGift(row, layer ?? "");
    if (wrong !== undefined) return wrong;
    if (file === "adjusted-expiry.csv") {
      sums.extended += 1;
      byRule.extended += 1;
      return undefined;
    }
    sums.credited += 1;
    const [currency, amount] = [countedIn(manifest, row.word(currencyAt)), row.text(amountAt)];
    const added = addCredit(sums.credits, currency, amount) && addCredit(byRule.credits, currency, amount);
    return added && amount.startsWith("-") === (reverts !== undefined) ? undefined : `amount "${amount}" cannot be`;
  };
}
