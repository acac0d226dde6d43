/**
 * The second half of a block's way: the rows that rules have to decide in, what each came to and output rows out.
 *
 * This knows bytes and rows; what a record gets is for `rules/` alone to say.
 */
import { createCurrencyTable } from "../../domain/currency.ts";
import type { Decision, Outcome } from "../../domain/decision.ts";
import { recordKey } from "../../domain/record.ts";
import { unreachable } from "../../domain/unreachable.ts";
import { openZone } from "../../domain/zone.ts";
import { rowTexts } from "../../input/cells.ts";
import type { Layout } from "../../input/layout.ts";
import { createRecordReader, type RecordReader } from "../../input/read-record.ts";
import type { ReadingContext } from "../../input/record-view.ts";
import { rowOf } from "../../kernel/candidates.ts";
import { createOutputKernel, type OutputKernel } from "../../kernel/output-kernel.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import { compileRules, type Rules } from "../../rules/decide.ts";
import { hasUserLimits } from "../../rules/user-limits.ts";
import type { DecidedRows, DecideJob, LayeredRow, RuleOverlap, Setup } from "../rows/job.ts";
import { BY_NO_RULE, TARGETS } from "../rows/outcomes.ts";
import { findPriced, type PricedTable } from "../rows/priced-before.ts";
import { AFFECTED, codeOf } from "../rows/row-codes.ts";
import { digestOf } from "../rows/user-digest.ts";
import { createGiftIds, type HashGiftId } from "./gift-ids.ts";
import {
  createOutcomeList,
  createRows,
  nextEntry,
  noteBits,
  type OutcomeList,
  takeOutcomes,
  writeId,
} from "./outcome-list.ts";
import { createRenderer, openRows, type Renderer, renderOutcome } from "./render.ts";

export type DecideRows = (job: DecideJob) => DecidedRows;

const COMMA = 0x2c;
const NO_ID = new Uint8Array(0);

/** What decides rows, and what it knows from earlier blocks. */
interface Decider {
  readonly rules: Rules;
  readonly pricedBefore: PricedTable | undefined;
  readonly context: ReadingContext;
  /** By name, among all rules of the policy. */
  readonly rulePositions: ReadonlyMap<string, number>;
  readonly limitsUsers: boolean;
  /** A limit can take any layer away, and what the others come to then is only known when that happens. */
  readonly canWithhold: boolean;
  readonly kernel: OutputKernel;
  readonly outcomes: OutcomeList;
  readonly hashGiftId: HashGiftId;
  readonly renderer: Renderer;
  /** Reads the records of the export that rows came from last. */
  opened: { readonly exportIndex: number; readonly reader: RecordReader } | undefined;
}

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

export function createRowDecider(setup: Setup): DecideRows {
  const decider = createDecider(setup);
  return (job) => decideRows(decider, job);
}

function createDecider({ policy, outage, asOf, pricedBefore }: Setup): Decider {
  const currencies = createCurrencyTable(policy.units);
  const limitsUsers = hasUserLimits(policy);
  const kernel = createOutputKernel(TARGETS.length);
  const rows = createRows(kernel);
  return {
    rules: compileRules(policy, outage, asOf),
    pricedBefore,
    context: { zone: openZone(policy.zone), currencies },
    rulePositions: new Map(policy.layers.flatMap((layer) => layer.rules).map(({ name }, index) => [name, index])),
    limitsUsers,
    canWithhold: limitsUsers && policy.layers.length > 1,
    kernel,
    outcomes: createOutcomeList(rows),
    hashGiftId: createGiftIds(outage.id, kernel),
    renderer: createRenderer(kernel, rows, { outage: outage.id, revision: policy.revision, currencies }),
    opened: undefined,
  };
}

function decideRows(decider: Decider, job: DecideJob): DecidedRows {
  const { candidates, firstLine, without } = job;
  const { rules, pricedBefore } = decider;
  const block = openBlock(decider, job);
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
      if (decision.kind === "affected") addOutcomes(decider, decision, candidates.row[index] ?? 0, block);
      else overlap ??= { line: cells.line, layer: decision.layer, rules: decision.rules };
    }
  }
  return { codes, outcomes: takeOutcomes(decider.outcomes), layered: block.layered, overlap };
}

function openBlock(decider: Decider, { exportIndex, layout, candidates, source }: DecideJob): Block {
  if (decider.opened?.exportIndex !== exportIndex) {
    decider.opened = { exportIndex, reader: createRecordReader(layout, decider.context) };
  }
  const { id, user, service, columns } = layout;
  decider.kernel.open(candidates, [id, user, service, columns.indexOf("channel")], layout.delimiter === COMMA);
  openRows(decider.renderer, layout.kind, source);
  const { bytes } = candidates;
  return {
    reader: decider.opened.reader,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    cells: rowOf(candidates, columns.length),
    layout,
    line: 0,
    layered: [],
  };
}

/** @param row within the block. */
function addOutcomes(decider: Decider, { outcomes: given, otherwise }: Affected, row: number, block: Block): void {
  const { bytes, cells, line, layered } = block;
  const { record } = block.reader;
  // A claim may have no user; it then counts by itself.
  const user = decider.limitsUsers
    ? digestOf(record.text("user_id") || `${record.kind} ${record.service} ${record.id()}`)
    : undefined;
  if (decider.canWithhold || (given.length > 1 && isLayered(given)))
    layered.push({ row, line, cells: rowTexts(bytes, cells) });
  const otherwiseCode = codeOf(otherwise);
  for (let index = 0; index < given.length; index += 1) {
    const outcome = given[index];
    if (outcome === undefined) continue;
    const at = addOutcome(decider, outcome, block);
    const { room } = decider.outcomes;
    room.row[at] = row;
    room.otherwise[at] = otherwiseCode;
    if (user !== undefined) decider.outcomes.users.push(user);
  }
}

/** Adds the output row and the entry of an outcome, and returns the position of the entry. */
function addOutcome(decider: Decider, outcome: Outcome, { bytes, cells, line, layout, reader }: Block): number {
  const { layer, rule, result } = outcome;
  const { kind, service } = reader.record;
  const { kernel, outcomes } = decider;
  // A review in a layer is named like a gift, so that what was given before is not asked about again.
  const isNamed = layer !== "";
  if (isNamed) decider.hashGiftId({ layer, kind, service }, bytes, cells, layout.id);
  const at = nextEntry(outcomes, renderOutcome(decider.renderer, outcome, cells, line));
  const { room, services, currencies } = outcomes;
  room.rule[at] = decider.rulePositions.get(rule ?? "") ?? BY_NO_RULE;
  room.service[at] = services.indexOf(service);
  room.notes[at] = result.kind === "review" ? 0 : noteBits(result.notes);
  room.amount[at] = amountOf(result);
  room.currency[at] = currencies.indexOf(result.kind === "payment" ? result.amount.currency : "");
  // Asked for now: where memory grew for the row, a digest that was asked for before lies in memory that is gone.
  writeId(isNamed ? kernel.digest() : NO_ID, room.ids, at);
  return at;
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
