/**
 * Rows that are like a row that was decided before: the rules are asked about the first row of a likeness, and their answer is a
 * precedent for all rows like it, which the kernel decides by itself.
 *
 * Nothing is said here about what a record gets. The rules say what makes records alike (`rules/likeness.ts`) and decide the first
 * of them; the row that the kernel then puts together for that record has to be the row that was written for it, byte for byte, or
 * the precedent is never relied on.
 */
import type { Currency } from "../../domain/currency.ts";
import type { Benefit, Decision, Outcome } from "../../domain/decision.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Outage } from "../../domain/outage.ts";
import type { RecordKind } from "../../domain/record.ts";
import type { Layout } from "../../input/layout.ts";
import { type AlikeKernel, type AlikeShape, createAlikeKernel, type LikeGift } from "../../kernel/alike-kernel.ts";
import { type LikeEnds, likeEndsOf } from "../../kernel/like-ends.ts";
import { MOST_GIFTS } from "../../kernel/numbers.ts";
import type { OutputKernel } from "../../kernel/output-kernel.ts";
import { type Likeness, likenessOf } from "../../rules/likeness.ts";
import type { Policy } from "../../rules/policy.ts";
import { BY_NO_RULE, TARGETS } from "../rows/outcomes.ts";
import { AFFECTED, codeOf } from "../rows/row-codes.ts";
import { createGiftPieces, type FindPieces } from "./gift-pieces.ts";
import { addFound, type CandidateRows, type KnownGift, noteBits, type OutcomeList } from "./outcome-list.ts";
import type { Renderer } from "./render.ts";

/** The decisions of a thread so far that answer for other rows. */
export interface Precedents {
  readonly facts: PrecedentFacts;
  readonly kernel: OutputKernel;
  readonly alike: AlikeKernel;
  readonly outcomes: OutcomeList;
  readonly renderer: Renderer;
  /** The position of each rule among all rules of the policy, by name. */
  readonly rulePositions: ReadonlyMap<string, number>;
  readonly likenesses: Map<RecordKind, Likeness | undefined>;
  /** The gifts of all precedents, by their numbers. */
  readonly gifts: KnownGift[];
  readonly piecesOf: FindPieces;
  /** The layout that precedents are for, as text, and what is alike there; undefined where nothing is. */
  layout: string;
  likeness: Likeness | undefined;
}

interface PrecedentFacts {
  readonly policy: Policy;
  readonly outage: Outage;
  readonly asOf: Instant;
}

export function createPrecedents(
  facts: PrecedentFacts,
  from: Pick<Precedents, "kernel" | "outcomes" | "renderer" | "rulePositions">,
): Precedents {
  return {
    ...from,
    facts,
    alike: createAlikeKernel(from.kernel),
    likenesses: new Map(),
    gifts: [],
    piecesOf: createGiftPieces(from.kernel, from.renderer),
    layout: "",
    likeness: undefined,
  };
}

/** Takes the layout of the next rows. Precedents of another layout are forgotten. @returns whether some rows can be alike. */
export function openLayout(precedents: Precedents, layout: Layout): boolean {
  const { renderer, alike } = precedents;
  const { origin } = renderer.opening;
  const text = textOf(layout);
  if (text !== precedents.layout) {
    precedents.layout = text;
    precedents.gifts.length = 0;
    const likeness = likenessFor(precedents, layout.kind);
    const ends = likeEndsOf(layout, precedents.facts.policy.zone);
    const isKnown = likeness && ends && alike.describe(shapeOf(likeness, ends, layout));
    precedents.likeness = isKnown ? likeness : undefined;
  }
  if (typeof origin === "string") return false;
  alike.setOrigin(origin);
  return precedents.likeness !== undefined;
}

/** All of a layout that an answer can depend on. */
function textOf({ kind, columns, times, reviewed }: Layout): string {
  const words = reviewed.map(({ index, known }) => [index, ...known]);
  return JSON.stringify([kind, columns, times.map(({ name, form }) => [name, form]), words]);
}

function likenessFor({ likenesses, facts }: Precedents, kind: RecordKind): Likeness | undefined {
  if (!likenesses.has(kind)) likenesses.set(kind, likenessOf(kind, facts.policy, facts.outage, facts.asOf));
  return likenesses.get(kind);
}

function shapeOf(
  { columns: texts, edges, unlike, byLength }: Likeness,
  ends: LikeEnds,
  { id, service, currency, columns, reviewed }: Layout,
): AlikeShape {
  // A person decides about words that a mapping does not name, whatever rules look at.
  const indexes = [
    service,
    currency,
    ...reviewed.map(({ index }) => index),
    ...texts.map((name) => columns.indexOf(name)),
  ];
  return {
    id,
    ends,
    columnCount: columns.length,
    texts: [...new Set(indexes)].filter((index) => index >= 0),
    edges,
    unlike,
    byLength,
  };
}

/** Decides candidates from one on that have precedents; returns the first that has none, or `to`. @param codes of all candidates. */
export function decideByPrecedent(
  precedents: Precedents,
  from: number,
  codes: Uint8Array,
  candidates: CandidateRows,
): number {
  const { alike, kernel, outcomes, gifts } = precedents;
  const next = alike.decide(from, codes.length, (found, count) =>
    addFound(outcomes, found, count, { gifts, candidates }),
  );
  codes.set(kernel.codes().subarray(from, next), from);
  return next;
}

/** The bytes of each target before a record was decided. */
export function sizesOf({ outcomes }: Precedents): readonly number[] {
  return outcomes.rows.map(({ area }) => area.to - area.from);
}

/** A record that the rules decided, and whose output rows are the last ones of their targets. */
export interface DecidedRecord {
  readonly candidate: number;
  readonly service: string;
  readonly decision: Decision;
  /** What `sizesOf` said before. */
  readonly sizes: readonly number[];
  /** How the record writes a currency. */
  readonly currencyOf: (currency: Currency) => string;
}

/** Learns the answer for a record, where it answers for other records as well. */
export function learnPrecedent(precedents: Precedents, record: DecidedRecord): void {
  const { likeness, alike, gifts } = precedents;
  const { decision, candidate, service } = record;
  if (likeness === undefined || decision.kind === "overlapping") return;
  if (!alike.isNew() || !likeness.covers(service)) return;
  const outcomes = decision.kind === "affected" ? decision.outcomes : [];
  // A second new end counts from the first one, and not from the end that the row has.
  if (outcomes.filter(({ result }) => result.kind === "adjustment").length > 1 || outcomes.length > MOST_GIFTS) return;
  const firstNumber = gifts.length;
  const learned: LikeGift[] = [];
  for (const outcome of outcomes) {
    const gift = giftOf(precedents, outcome, record);
    if (gift === undefined) return;
    learned.push({ ...gift, number: firstNumber + learned.length });
  }
  const code = decision.kind === "affected" ? AFFECTED : codeOf(decision.reason);
  alike.learn(candidate, code, learned);
  const otherwise = decision.kind === "affected" ? codeOf(decision.otherwise) : 0;
  for (const outcome of outcomes) gifts.push(knownGift(precedents, outcome, otherwise, record.service));
  if (!isWrittenAlike(precedents, record)) alike.distrust(candidate);
}

function giftOf(precedents: Precedents, outcome: Outcome, record: DecidedRecord): Omit<LikeGift, "number"> | undefined {
  const { result, layer, rule = "" } = outcome;
  if (result.kind === "review" || !isAlikeFor(result)) return undefined;
  const { kind } = precedents.renderer.opening;
  const currency = result.kind === "payment" ? record.currencyOf(result.amount.currency) : "";
  const pieces = precedents.piecesOf({ layer, kind, service: record.service, rule, result, currency });
  const later = result.kind === "adjustment" ? result.later / 1000 : 0;
  return pieces && { target: targetOf(result), later, ...pieces };
}

/** Whether the kernel can put the output row together. */
function isAlikeFor(result: Benefit): boolean {
  if (result.kind === "payment") return true;
  return result.action === "extend" && result.later % 1000 === 0 && result.later / 1000 <= MOST_SECONDS;
}

/** A hundred years: fewer seconds than a number of 32 bits can be. */
const MOST_SECONDS = 100 * 366 * 86_400;

function targetOf({ kind }: Benefit): number {
  return TARGETS.indexOf(kind === "payment" ? "refund-credit" : "adjusted-expiry");
}

function knownGift(
  { rulePositions }: Precedents,
  { rule = "", result }: Outcome,
  otherwise: number,
  service: string,
): KnownGift {
  const later = result.kind === "adjustment" ? result.later : 0;
  return {
    rule: rulePositions.get(rule) ?? BY_NO_RULE,
    service,
    otherwise,
    notes: result.kind === "review" ? 0 : noteBits(result.notes),
    amount: result.kind === "payment" ? result.amount.minor : BigInt(later),
    later,
    currency: result.kind === "payment" ? result.amount.currency : "",
  };
}

/** Whether the kernel, by the precedent, puts the same output rows together as were written for the record. */
function isWrittenAlike({ alike, kernel, outcomes }: Precedents, { candidate, sizes }: DecidedRecord): boolean {
  const written = outcomes.rows.map(({ area }) => area.to - area.from);
  const isDecided = alike.decide(candidate, candidate + 1, () => {}) === candidate + 1;
  const memory = kernel.memory();
  return outcomes.rows
    .map(({ area }, index) => {
      const [from = 0, to = 0] = [sizes[index], written[index]];
      const own = memory.subarray(area.from + from, area.from + to);
      const alike = memory.subarray(area.from + to, area.to);
      area.to = area.from + to;
      return isDecided && Buffer.compare(own, alike) === 0;
    })
    .every((isSame) => isSame);
}
