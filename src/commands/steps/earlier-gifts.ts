/** The gifts that the book holds for one record: the run, the layer, and the gift. */

import { type Book, type CommittedRun, findGiven, runName } from "../../book/book.ts";
import { createIdList, type IdList } from "../../book/keys.ts";
import { assertProven } from "../../book/proven.ts";
import { standingRuns } from "../../book/standing.ts";
import { compensationId, type GiftName } from "../../domain/compensation-id.ts";
import { Failure } from "../../domain/failure.ts";
import { join } from "../../domain/path.ts";
import { cellText, rowTexts } from "../../input/cells.ts";
import { openOutput } from "../../input/source.ts";
import { visitOutputRows } from "../../input/visit-rows.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import type { EarlierGift } from "../../report/explanation.ts";

export interface GivenBefore {
  /** Layers whose gift must not be given again. */
  readonly layers: ReadonlySet<string>;
  readonly gifts: readonly EarlierGift[];
}

const OUTPUTS = ["adjusted-expiry.csv", "refund-credit.csv"];

/** @throws Failure `book-broken`. */
export async function findEarlierGifts(
  book: Book,
  record: Omit<GiftName, "layer">,
  layers: readonly string[],
): Promise<GivenBefore> {
  const ids = layers.map((layer) => compensationId({ ...record, layer }));
  const flags = findGiven(book, record.outage, idListOf(ids));
  const gifts: EarlierGift[] = [];
  for (const run of standingRuns(book.runs)) {
    const given = findGiven({ ...book, runs: [run] }, record.outage, idListOf(ids));
    for (const [index, id] of ids.entries()) {
      if (given[index] === 1 && flags[index] === 1) gifts.push(await giftIn(run, id, layers[index] ?? ""));
    }
  }
  return { layers: new Set(layers.filter((_, index) => flags[index] === 1)), gifts };
}

export function idListOf(ids: readonly string[]): IdList {
  const list = createIdList();
  const bytes = Buffer.from(ids.join(""), "hex");
  for (const index of ids.keys()) list.add(bytes, index);
  return list;
}

async function giftIn(run: CommittedRun, id: string, layer: string): Promise<EarlierGift> {
  const name = runName(run.number);
  assertProven(run, OUTPUTS);
  for (const output of OUTPUTS) {
    const row = await findOutputRow(join(run.folder, output), id);
    if (row === undefined) continue;
    const cell = (column: string) => row.get(column) ?? "";
    const change: EarlierGift["change"] = row.has("amount")
      ? { kind: "payment", amount: cell("amount"), currency: cell("currency") }
      : { kind: "end", field: cell("field"), oldValue: cell("old_value"), newValue: cell("new_value") };
    return { run: name, layer, rule: cell("rule"), change };
  }
  return { run: name, layer, rule: "", change: { kind: "unknown" } };
}

/** The row of an output with a compensation id, by column; found by its bytes, because outputs can be long. */
async function findOutputRow(path: string, id: string): Promise<ReadonlyMap<string, string> | undefined> {
  const stream = await openOutput(path);
  if (stream === undefined) return undefined;
  let columns: readonly string[] | undefined;
  let found: ReadonlyMap<string, string> | undefined;
  function visit(bytes: Buffer, cells: RowCells): void {
    if (columns === undefined) columns = rowTexts(bytes, cells);
    else if (cellText(bytes, cells, columns.indexOf("compensation_id")) === id)
      found ??= new Map(columns.map((column, index) => [column, cellText(bytes, cells, index)]));
  }
  try {
    if (await visitOutputRows(stream, visit, id)) return found;
  } finally {
    await stream.close();
  }
  throw new Failure("book-broken", { place: { file: path }, found: "it is no CSV" });
}
