/** The sentences of an explanation; each language has all of them, whole, so that none is put together from halves. */
import type { Note, Outcome, UnaffectedReason } from "../../domain/decision.ts";
import { DAY, lengthOf, type Millis } from "../../domain/instant.ts";
import type { RecordKind } from "../../domain/record.ts";
import type { Fault } from "../../domain/reject.ts";
import type { HitPolicy } from "../../rules/policy.ts";
import type { ConditionTrace, RecordTrace, RuleTrace, SelectorTrace, UnknownValue } from "../../rules/trace.ts";
import type { EarlierGift, ExplainedPeriod, ExplainedRecord, ExportLine, Style } from "../explanation.ts";

/** About the rows of a record. */
export interface RowSentences {
  place(place: ExportLine): string;
  duplicates(places: readonly ExportLine[]): string;
  lineItems(places: readonly ExportLine[]): string;
  superseded(places: readonly ExportLine[]): string;
  /** The newest row is a reject, and no older row takes its place. */
  noneInItsPlace(): string;
  conflicts(places: readonly ExportLine[]): string;
}

export interface Sentences extends RowSentences {
  readonly kinds: { readonly [kind in RecordKind]: string };
  readonly headings: { readonly [heading in "where" | "read" | "window" | "rules" | "book"]: string };
  readonly reasons: { readonly [reason in UnaffectedReason]: string };
  readonly notes: { readonly [note in Note]: string };
  readonly hits: { readonly [hit in HitPolicy]: string };
  fault(fault: Fault): string;
  /** A fault in a cell that no rule looks at. */
  unread(fault: Fault): string;
  period(period: ExplainedPeriod, style: Style): string;
  window(trace: RecordTrace, style: Style): string;
  duration(length: Millis): string;
  /** The outcome in one line. */
  answer(record: ExplainedRecord): string;
  gift(outcome: Outcome["result"], style: Style): string;
  byRule(rule: string): string;
  limited(outcome: Outcome, style: Style): string;
  userLimits(state: ExplainedRecord["userLimits"]): string;
  unknown(unknown: UnknownValue): string;
  noRule(service: string, kind: RecordKind): string;
  overlapping(rules: readonly [string, string]): string;
  notForIt(selector: SelectorTrace, style: Style): string;
  excluded(selector: SelectorTrace, style: Style): string;
  condition(trace: ConditionTrace, period: ExplainedPeriod, style: Style): string;
  /** The benefit that a rule came to, or would have come to. */
  result(trace: RuleTrace, style: Style): string;
  /** The benefit of a rule that was not asked, because an earlier rule ended the layer. */
  notReached(result: string): string;
  earlier(gift: EarlierGift): string;
  nothingEarlier(): string;
  notFound(id: string, exports: number, found: Missing): string;
}

/** Other places where a text was found that is the id of no record. */
export interface Missing {
  readonly elsewhere: {
    readonly count: number;
    readonly first: readonly { readonly column: string; readonly id: string }[];
  };
  readonly near: { readonly count: number; readonly first: readonly string[] };
}

/** `2022-10-15 15:03`, wall time of the zone; seconds only where there are some. */
export function timeText(isoText: string): string {
  const [date = "", rest = ""] = isoText.split("T");
  const clock = rest.slice(0, 8);
  return `${date} ${clock.endsWith(":00") ? clock.slice(0, 5) : clock}`;
}

/**
 * From a last day to another day: the period ended as the following day began, so a day more than the time between.
 * Whole days, also where one of them has 23 or 25 hours.
 */
export function daysBefore(by: Millis): Millis {
  return lengthOf((Math.round(by / DAY) + 1) * DAY);
}

/** How many values of a list are named at most. */
const MOST_NAMED = 8;

export function someOf(values: Iterable<string>): { readonly named: readonly string[]; readonly more: number } {
  const all = [...values];
  return { named: all.slice(0, MOST_NAMED), more: Math.max(0, all.length - MOST_NAMED) };
}
