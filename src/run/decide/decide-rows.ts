/**
 * Decides the candidates of a block: takes candidates, and returns their codes, their outcomes and their output rows.
 *
 * This module knows bytes and rows; only `rules/` says what a record gets.
 */
import { type Currency, createCurrencyTable } from "../../domain/currency.ts";
import type { Benefit, Decision, Outcome, Review } from "../../domain/decision.ts";
import { recordKey } from "../../domain/record.ts";
import { shortened } from "../../domain/shortened.ts";
import { openZone } from "../../domain/zone.ts";
import type { Layout } from "../../input/layout.ts";
import {
  createRecordView,
  currencyAsWritten,
  type ReadingContext,
  type RecordView,
  showCandidate,
} from "../../input/record-view.ts";
import { rowOf } from "../../kernel/candidates.ts";
import { createOutputKernel, type OutputKernel } from "../../kernel/output-kernel.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import { compileRules, type Rules } from "../../rules/decide.ts";
import type { Policy } from "../../rules/policy.ts";
import { hasUserLimits } from "../../rules/user-limits.ts";
import type { DecidedRows, DecideJob, RuleOverlap, Setup } from "../rows/job.ts";
import { createKeptRows, type KeptRowList } from "../rows/kept-rows.ts";
import { BY_NO_RULE, TARGETS, type WhyReviewed } from "../rows/outcomes.ts";
import { findPriced, type PricedTable } from "../rows/priced-before.ts";
import { AFFECTED, codeOf } from "../rows/row-codes.ts";
import { digestOf } from "../rows/user-digest.ts";
import { createGiftIds, type HashGiftId } from "./gift-ids.ts";
import { isLayered, keepRow } from "./layered-rows.ts";
import {
  createOutcomeList,
  createRows,
  nextEntry,
  noteBits,
  type OutcomeList,
  takeOutcomes,
  writeId,
} from "./outcome-list.ts";
import {
  createPrecedents,
  decideByPrecedent,
  learnPrecedent,
  openLayout,
  type Precedents,
  sizesOf,
} from "./precedents.ts";
import { createRenderer, openRows, type Renderer, renderOutcome } from "./render.ts";

export type DecideRows = (job: DecideJob) => DecidedRows;

const COMMA = 0x2c;
const NO_ID = new Uint8Array(0);

/** The rules, and the knowledge and memory that a decider keeps from one block to the next. */
interface Decider {
  readonly rules: Rules;
  readonly pricedBefore: PricedTable | undefined;
  readonly context: ReadingContext;
  /** The position of each rule among all rules of the policy, by name. */
  readonly rulePositions: ReadonlyMap<string, number>;
  readonly limitsUsers: boolean;
  /** Whether a limit can withhold a layer while other layers stay: the other layers are then decided again. */
  readonly canWithhold: boolean;
  readonly kernel: OutputKernel;
  readonly outcomes: OutcomeList;
  readonly layered: KeptRowList;
  readonly hashGiftId: HashGiftId;
  readonly renderer: Renderer;
  readonly precedents: Precedents;
  /** The export of the last block, and the view of its records. */
  opened: { readonly exportIndex: number; readonly view: RecordView } | undefined;
}

/** The block that is being decided; `cells` and `line` are about the row that is being decided. */
interface Block {
  readonly view: RecordView;
  readonly bytes: Buffer;
  readonly cells: RowCells;
  readonly layout: Layout;
  /** Number of the row's line in the file. */
  line: number;
}

export function createRowDecider(setup: Setup): DecideRows {
  const decider = createDecider(setup);
  return (job) => decideRows(decider, job);
}

function createDecider({ policy, outage, asOf, pricedBefore }: Setup): Decider {
  const currencies = createCurrencyTable(policy.units);
  const limitsUsers = hasUserLimits(policy);
  const zone = openZone(policy.zone);
  const kernel = createOutputKernel(TARGETS.length, zone.steadyOffset);
  const rows = createRows(kernel);
  const outcomes = createOutcomeList(rows);
  const renderer = createRenderer(kernel, rows, { outage: outage.id, revision: policy.revision, currencies });
  const rulePositions = rulePositionsIn(policy);
  return {
    rules: compileRules(policy, outage, asOf),
    pricedBefore,
    context: { zone, currencies },
    rulePositions,
    limitsUsers,
    canWithhold: limitsUsers && policy.layers.length > 1,
    kernel,
    outcomes,
    layered: createKeptRows(),
    hashGiftId: createGiftIds(outage.id, kernel),
    renderer,
    precedents: createPrecedents({ policy, outage, asOf }, { kernel, outcomes, renderer, rulePositions }),
    opened: undefined,
  };
}

function rulePositionsIn({ layers }: Policy): ReadonlyMap<string, number> {
  return new Map(layers.flatMap((layer) => layer.rules).map(({ name }, index) => [name, index]));
}

function decideRows(decider: Decider, job: DecideJob): DecidedRows {
  const { candidates, firstLine, without } = job;
  const { rules, pricedBefore } = decider;
  const block = openBlock(decider, job);
  const { view, bytes, cells } = block;
  const { record } = view;
  const codes = new Uint8Array(candidates.count);
  const precedents = precedentsFor(decider, job);
  let overlap: RuleOverlap | undefined;
  for (let index = 0; index < candidates.count; index += 1) {
    if (precedents !== undefined) index = decideByPrecedent(precedents, index, codes, candidates);
    if (index === candidates.count) break;
    const sizes = precedents && sizesOf(precedents);
    cells.first = index * cells.count;
    cells.line = candidates.line[index] ?? 0;
    block.line = firstLine + cells.line;
    showCandidate(view, bytes, cells, candidates, index);
    const priced = pricedBefore && findPriced(pricedBefore, recordKey(record.kind, record.service, record.id()));
    const decision = rules.decide(record, { without, pricedBefore: priced });
    if (decision.kind === "unaffected") codes[index] = codeOf(decision.reason);
    else {
      codes[index] = AFFECTED;
      if (decision.kind === "affected") addOutcomes(decider, decision, candidates.row[index] ?? 0, block);
      else overlap ??= { line: cells.line, layer: decision.layer, rules: decision.rules };
    }
    if (precedents === undefined || sizes === undefined) continue;
    const currencyOf = (currency: Currency) => currencyAsWritten(view, currency);
    learnPrecedent(precedents, { candidate: index, service: record.service, decision, sizes, currencyOf });
  }
  return { codes, outcomes: takeOutcomes(decider.outcomes), layered: decider.layered.take(), overlap };
}

/** Undefined where a record is decided by more than the rules and itself. */
function precedentsFor({ precedents, pricedBefore }: Decider, { layout, without }: DecideJob): Precedents | undefined {
  const isOwn = pricedBefore === undefined && without === undefined;
  return isOwn && openLayout(precedents, layout) ? precedents : undefined;
}

function openBlock(decider: Decider, { exportIndex, layout, candidates, source, firstLine }: DecideJob): Block {
  if (decider.opened?.exportIndex !== exportIndex) {
    decider.opened = { exportIndex, view: createRecordView(layout, decider.context) };
  }
  const { id, user, service, columns } = layout;
  const copied = [id, user, service, columns.indexOf("channel")];
  decider.kernel.open(candidates, { copied, isPlain: layout.delimiter === COMMA, firstLine });
  openRows(decider.renderer, layout.kind, source);
  const { bytes } = candidates;
  return {
    view: decider.opened.view,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    cells: rowOf(candidates, columns.length),
    layout,
    line: 0,
  };
}

/** @param row within the block. */
function addOutcomes(decider: Decider, { outcomes: given, otherwise }: Affected, row: number, block: Block): void {
  const { bytes, cells, line } = block;
  const { record } = block.view;
  // A claim may have no user; it is then counted as a user of its own.
  const user = decider.limitsUsers
    ? digestOf(record.text("user_id") || `${record.kind} ${record.service} ${record.id()}`)
    : undefined;
  if (decider.canWithhold || (given.length > 1 && isLayered(given)))
    keepRow(decider.layered, bytes, cells, { row, line });
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
function addOutcome(decider: Decider, outcome: Outcome, { bytes, cells, line, layout, view }: Block): number {
  const { layer, rule, result } = outcome;
  const { kind, service } = view.record;
  const { kernel, outcomes } = decider;
  // A review in a layer has an id like a gift, so that no person has to review it again after an earlier run.
  const isNamed = layer !== "";
  if (isNamed) decider.hashGiftId({ layer, kind, service }, bytes, cells, layout.id);
  const currency = result.kind === "payment" ? currencyAsWritten(view, result.amount.currency) : "";
  const at = nextEntry(outcomes, renderOutcome(decider.renderer, outcome, { cells, line, currency }));
  const { room, services, currencies, reviews } = outcomes;
  room.rule[at] = decider.rulePositions.get(rule ?? "") ?? BY_NO_RULE;
  room.service[at] = services.indexOf(service);
  room.notes[at] = result.kind === "review" ? 0 : noteBits(result.notes);
  room.amount[at] = result.kind === "review" ? BigInt(reviews.indexOf(whyReviewed(result))) : amountOf(result);
  room.newEnd[at] = result.kind === "adjustment" ? result.newEnd : 0;
  room.currency[at] = currencies.indexOf(result.kind === "payment" ? result.amount.currency : "");
  // The digest is asked for only now: a digest that was asked for before memory grew lies in memory that is gone.
  writeId(isNamed ? kernel.digest() : NO_ID, room.ids, at);
  return at;
}

type Affected = Extract<Decision, { kind: "affected" }>;

/** The amount of a benefit, in the unit that the column `amount` of `OutcomeTable` has for its kind. */
function amountOf(result: Benefit): bigint {
  return result.kind === "payment" ? result.amount.minor : BigInt(result.later);
}

function whyReviewed({ reason, unnamed }: Review): string {
  const why: WhyReviewed = { reason, column: unnamed?.column ?? "", value: shortened(unnamed?.value ?? "") };
  return JSON.stringify(why);
}
