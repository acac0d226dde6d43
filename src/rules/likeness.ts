/**
 * What makes records alike for the rules: records that are alike get the same benefits, for the same reasons, so that one
 * decision answers for all of them. An amount is then the same, and a new end is as much later.
 *
 * Most rules look at a few texts, and at where a period lies among a few instants. A place on an instant is a place of its own:
 *
 *     window [15:30, 23:00)       places of an end: before 15:30, at 15:30, between, at 23:00, after 23:00
 *     extend: 3 days              alike: all records whose ends lie at the same place
 *     credit: { share: 72 hours, of: price, over: billing-period }      alike: the same price, and the same length of the period
 *
 * Not settled so are rules that look at another end than that of the period, count a new end from elsewhere than the old one, or
 * add months, which differ in length. Days are all of 24 hours here: days around a change of clocks are for the caller to leave out.
 */
import type { Duration } from "../domain/duration.ts";
import { DAY, type Instant, instantAt } from "../domain/instant.ts";
import type { Interval } from "../domain/interval.ts";
import type { Outage } from "../domain/outage.ts";
import type { RecordKind } from "../domain/record.ts";
import { openZone, type Zone } from "../domain/zone.ts";
import { columnsReadBy } from "./columns-read.ts";
import { edgesOf } from "./conditions.ts";
import { fieldsOf } from "./fields.ts";
import { isPartOfPrice } from "./hold.ts";
import { isFor, rulesNaming } from "./narrow.ts";
import type { Amount, Give, Policy, Rule, Span } from "./policy.ts";
import { hasUserLimits } from "./user-limits.ts";

export interface Likeness {
  /** Columns whose texts are the same in records that are alike; so are service, currency, and the shape of the end. */
  readonly columns: readonly string[];
  /**
   * Instants in ascending order. Place 0 is before the first one, place 1 at it, place 2 between it and the second one, and so on:
   * starts, ends and new ends of records that are alike have the same places.
   */
  readonly edges: readonly Instant[];
  /** Places at which two starts, or two ends, are not alike: within a window whose lost part is measured. */
  readonly unlike: readonly number[];
  /** Whether periods have to be of the same length, and begin at the same time of day. */
  readonly byLength: boolean;
  /** Whether this settles the answer of the rules for a service. */
  covers(service: string): boolean;
}

const MOST_EDGES = 256;

/** Undefined where some of the answer lies outside of the record, or where no rule is settled by likeness. */
export function likenessOf(kind: RecordKind, policy: Policy, outage: Outage, asOf: Instant): Likeness | undefined {
  const isExtensionLimited = policy.limits.some(({ per, most }) => per === "record" && most.kind === "extend");
  if (hasUserLimits(policy) || isExtensionLimited) return undefined;
  const rules = policy.layers.flatMap((layer) => layer.rules).filter((rule) => rule.kinds?.has(kind) ?? true);
  const settled = new Set(rules.filter(isSettled));
  const looks = [...settled].map((rule) => lookOf(rule));
  const windows = windowsOf(outage);
  const edges = edgesAmong([...settled], windows, openZone(policy.zone), { kind, asOf });
  if (settled.size === 0 || edges.length > MOST_EDGES) return undefined;
  const chosenBy = [...outage.services.values()].flat().flatMap(({ where }) => [...where.keys()]);
  return {
    columns: [...columnsReadBy([...settled], chosenBy)],
    edges,
    unlike: looks.some(({ atLost }) => atLost) ? placesWithin(windows, edges) : [],
    byLength: looks.some(({ atLength }) => atLength),
    covers: onceForEach((service) =>
      policy.layers.every((layer) =>
        rulesNaming(kind, service, layer).every((rule) => settled.has(rule) || !isFor(rule, kind, service)),
      ),
    ),
  };
}

/** A policy may have thousands of rules, and there are few services. */
function onceForEach(isCovered: (service: string) => boolean): (service: string) => boolean {
  const known = new Map<string, boolean>();
  return (service) => {
    const answer = known.get(service) ?? isCovered(service);
    if (known.size < MOST_SERVICES) known.set(service, answer);
    return answer;
  };
}

const MOST_SERVICES = 4096;

/** What a rule looks at besides texts, and where a period lies. */
interface Look {
  /** The part of the period that lies in the window. */
  readonly atLost: boolean;
  readonly atLength: boolean;
}

function isSettled(rule: Rule): boolean {
  return fieldsOf(rule).length === 0 && isGiveSettled(rule.give);
}

/** A benefit that is not named here is not settled: it takes longer to decide, and nothing else. */
function isGiveSettled(give: Give): boolean {
  switch (give.kind) {
    case "extend":
      return give.from === "ends" && give.atMost === undefined && isSpanSettled(give.by);
    case "credit":
    case "grant":
      return isAmountSettled(give.amount);
    case "tiers":
      return (
        (give.by.kind === "column" || give.by.field === undefined) &&
        give.steps.every((step) => isGiveSettled(step.give))
      );
    case "review":
    case "nothing":
      return true;
    default:
      return false;
  }
}

function isSpanSettled(span: Span): boolean {
  if (span.kind === "stated") return hasNoMonths(span.duration);
  return span.field === undefined && hasNoMonths(span.plus);
}

function hasNoMonths({ months }: Duration): boolean {
  return months === 0;
}

function isAmountSettled(amount: Amount): boolean {
  if (amount.kind === "each") return amount.field === undefined;
  return amount.kind !== "share" || amount.share.kind === "stated" || amount.share.field === undefined;
}

function lookOf({ if: conditions, give }: Rule): Look {
  const { atLost, atLength } = lookOfGive(give);
  return { atLost: atLost || conditions.some(({ kind }) => kind === "length"), atLength };
}

function lookOfGive(give: Give): Look {
  switch (give.kind) {
    case "extend":
      return { atLost: isMeasured(give.by), atLength: false };
    case "credit":
    case "grant":
      return lookOfAmount(give.amount);
    case "tiers": {
      const steps = give.steps.map((step) => lookOfGive(step.give));
      return {
        atLost: give.by.kind === "lost" || steps.some(({ atLost }) => atLost),
        atLength: steps.some(({ atLength }) => atLength),
      };
    }
    default:
      return { atLost: false, atLength: false };
  }
}

function lookOfAmount(amount: Amount): Look {
  if (amount.kind === "each") return { atLost: true, atLength: false };
  if (!isPartOfPrice(amount) || amount.kind !== "share") return { atLost: false, atLength: false };
  return { atLost: isMeasured(amount.share), atLength: amount.over.kind === "billing-period" };
}

function isMeasured({ kind }: Span): boolean {
  return kind === "measured";
}

/** All windows of all services: which of them is a record's own is settled by its service and by texts. */
function windowsOf({ general, services, excluded }: Outage): readonly Interval[] {
  return [...general, ...[...services.values()].flat().map(({ interval }) => interval), ...excluded];
}

function edgesAmong(
  rules: readonly Rule[],
  windows: readonly Interval[],
  zone: Zone,
  { kind, asOf }: { readonly kind: RecordKind; readonly asOf: Instant },
): readonly Instant[] {
  const asked = rules.flatMap((rule) => rule.if.flatMap((condition) => edgesOf(condition, zone) ?? []));
  const edges = [asOf, ...windows.flatMap(({ start, end }) => [start, end]), ...asked];
  // A subscription is held through the day of its next charge, which begins as its period ends.
  const ofCharges = kind === "subscription" ? edges.map((edge) => instantAt(edge - DAY)) : [];
  return [...new Set([...edges, ...ofCharges])].sort((a, b) => a - b);
}

/** The places strictly within some window. */
function placesWithin(windows: readonly Interval[], edges: readonly Instant[]): readonly number[] {
  const isWithin = (from: number, to: number) => windows.some(({ start, end }) => start <= from && to <= end);
  return edges.flatMap((edge, index) => {
    const next = edges[index + 1];
    const isInside = windows.some(({ start, end }) => start < edge && edge < end);
    const before = 2 * index + 1;
    return [...(isInside ? [before] : []), ...(next !== undefined && isWithin(edge, next) ? [before + 1] : [])];
  });
}
