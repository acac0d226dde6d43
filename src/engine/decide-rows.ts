/**
 * The second half of a block's way: the rows that rules have to decide in, what each came to and output rows out.
 *
 * This knows bytes and rows; what a record gets is for `rules/` alone to say.
 */
import { createCurrencyTable } from "../domain/currency.ts";
import type { Decision, Note, Outcome } from "../domain/decision.ts";
import { recordKey } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import { openZone } from "../domain/zone.ts";
import { rowOf } from "../exports/candidates.ts";
import { rowTexts } from "../exports/cells.ts";
import type { Layout } from "../exports/layout.ts";
import { createRecordReader, type RecordReader } from "../exports/read-record.ts";
import type { RowCells } from "../exports/scanner.ts";
import { compileRules } from "../rules/decide.ts";
import { createGiftIds } from "./gift-ids.ts";
import type { DecidedRows, DecideJob, LayeredRow, RuleOverlap, Setup } from "./job.ts";
import { hasUserLimits } from "./limits.ts";
import { createOutcomeList, createRows, NO_RULE, TARGETS } from "./outcomes.ts";
import { createOutputKernel } from "./output-kernel.ts";
import { findPriced } from "./priced-before.ts";
import { createRenderer } from "./render.ts";
import { AFFECTED, codeOf } from "./rows.ts";
import { digestOf } from "./user-table.ts";

export type DecideRows = (job: DecideJob) => DecidedRows;

const COMMA = 0x2c;
const NO_NOTES: readonly Note[] = [];
const NO_ID = new Uint8Array(0);

/** The rows of a block, one after the other. */
interface Block {
  readonly reader: RecordReader;
  readonly bytes: Buffer;
  readonly cells: RowCells;
  readonly layout: Layout;
  /** Number of the row's line in the file. */
  line: number;
  readonly layered: LayeredRow[];
}

export function createRowDecider({ policy, outage, asOf, pricedBefore }: Setup): DecideRows {
  const rules = compileRules(policy, outage, asOf);
  const surroundings = { zone: openZone(policy.zone), currencies: createCurrencyTable(policy.units) };
  const rulePositions = new Map(policy.layers.flatMap((layer) => layer.rules).map(({ name }, index) => [name, index]));
  const limitsUsers = hasUserLimits(policy);
  // A limit can take any layer away, and what the others come to then is only known when that happens.
  const canWithhold = limitsUsers && policy.layers.length > 1;
  const { currencies } = surroundings;
  const kernel = createOutputKernel(TARGETS.length);
  const rows = createRows(kernel);
  const outcomes = createOutcomeList(rows);
  const hashGiftId = createGiftIds(outage.id, kernel);
  const renderer = createRenderer(kernel, rows, { outage: outage.id, revision: policy.revision, currencies });
  let opened: { readonly exportIndex: number; readonly reader: RecordReader } | undefined;

  function openBlock({ exportIndex, layout, candidates, source }: DecideJob): Block {
    if (opened?.exportIndex !== exportIndex) {
      opened = { exportIndex, reader: createRecordReader(layout, surroundings) };
    }
    const { id, user, service, columns } = layout;
    kernel.open(candidates, [id, user, service, columns.indexOf("channel")], layout.delimiter === COMMA);
    renderer.open(layout.kind, source);
    const { bytes } = candidates;
    return {
      reader: opened.reader,
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      cells: rowOf(candidates, columns.length),
      layout,
      line: 0,
      layered: [],
    };
  }

  /** @param row within the block. */
  function addOutcomes({ outcomes: given, otherwise }: Affected, row: number, block: Block): void {
    const { bytes, cells, line, layered } = block;
    const { record } = block.reader;
    const { service, kind } = record;
    // A claim may have no user; it then counts by itself.
    const user = limitsUsers ? digestOf(record.text("user_id") || `${kind} ${service} ${record.id()}`) : undefined;
    if (canWithhold || (given.length > 1 && isLayered(given)))
      layered.push({ row, line, cells: rowTexts(bytes, cells) });
    for (let index = 0; index < given.length; index += 1) {
      const outcome = given[index];
      if (outcome === undefined) continue;
      const { layer, rule, result } = outcome;
      // A review in a layer is named like a gift, so that what was given before is not asked about again.
      const isNamed = layer !== "";
      if (isNamed) hashGiftId({ layer, kind, service }, bytes, cells, block.layout.id);
      const target = renderer.render(outcome, cells, line);
      outcomes.add({
        row,
        target,
        rule: rulePositions.get(rule ?? "") ?? NO_RULE,
        service,
        otherwise: codeOf(otherwise),
        notes: result.kind === "review" ? NO_NOTES : result.notes,
        amount: amountOf(result),
        currency: result.kind === "payment" ? result.amount.currency : "",
        // Asked for now: where memory grew for the row, what was asked for before is of no use.
        id: isNamed ? kernel.digest() : NO_ID,
        user,
      });
    }
  }

  return (job) => {
    const { candidates, firstLine, without } = job;
    const block = openBlock(job);
    const { reader, bytes, cells } = block;
    const codes = new Uint8Array(candidates.count);
    let overlap: RuleOverlap | undefined;
    for (let index = 0; index < candidates.count; index += 1) {
      cells.first = index * cells.count;
      cells.line = candidates.line[index] ?? 0;
      block.line = firstLine + cells.line;
      reader.pointTo(bytes, cells, candidates, index);
      const { record } = reader;
      const priced = pricedBefore && findPriced(pricedBefore, recordKey(record.kind, record.service, record.id()));
      const decision = rules.decide(record, { without, pricedBefore: priced });
      if (decision.kind === "unaffected") codes[index] = codeOf(decision.reason);
      else {
        codes[index] = AFFECTED;
        if (decision.kind === "affected") addOutcomes(decision, candidates.row[index] ?? 0, block);
        else overlap ??= { line: cells.line, layer: decision.layer, rules: decision.rules };
      }
    }
    return { codes, outcomes: outcomes.take(), layered: block.layered, overlap };
  };
}

type Affected = Extract<Decision, { kind: "affected" }>;

/** In the unit that the column `amount` of `OutcomeTable` has for it. */
function amountOf(result: Outcome["result"]): bigint {
  switch (result.kind) {
    case "payment":
      return result.amount.minor;
    case "adjustment":
      return BigInt(result.later);
    case "review":
      return 0n;
    default:
      return unreachable(result);
  }
}

/** Whether a later layer's new end builds on an earlier one's, so that it changes when the earlier is left out. */
function isLayered(outcomes: readonly Outcome[]): boolean {
  const fields = outcomes.flatMap(({ result }) => (result.kind === "adjustment" ? [result.field] : []));
  return new Set(fields).size < fields.length;
}
