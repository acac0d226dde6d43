/** Tiers that leave values out: a value below the first step gets nothing, a value above the last step waits for a person. */
import { instantAt, SECOND } from "../domain/instant.ts";
import type { Give, Rule, TierEdge } from "../rules/policy.ts";
import { firstUnmet } from "../rules/rule-answer.ts";
import { payKey } from "./amounts.ts";
import type { Found } from "./finding.ts";
import { during, outlineOf } from "./outline.ts";
import { endThatLoses } from "./periods.ts";
import { everyPeriod, placesWon, rulesOf, type Shown, type Subject } from "./search.ts";
import { numbersAround } from "./values.ts";
import { witnessOf } from "./witness.ts";

type Tiers = Extract<Give, { kind: "tiers" }>;

export function findTierEdges(subject: Subject): readonly Found[] {
  return rulesOf(subject.policy).flatMap(({ layer, rule }): readonly Found[] => {
    const { give } = rule;
    if (give.kind !== "tiers") return [];
    const records = (edge: TierEdge) =>
      recordsNear(give, edge, [...everyPeriod(placesWon(rule, layer, subject.scenes), rule)]);
    const lower = give.steps[0]?.from;
    const upper = give.steps.at(-1)?.to;
    return [
      ...(lower === undefined ? [] : showBelow(rule, records(lower), subject)),
      ...(upper === undefined ? [] : showAbove(rule, records(upper), subject)),
    ];
  });
}

function showBelow(rule: Rule, records: readonly Shown[], { spotOf }: Subject): readonly Found[] {
  const shown = records.find(({ place, specimen }) => {
    const decision = place.scene.decide(specimen);
    return (
      decision?.kind === "unaffected" && decision.reason === "below-threshold" && applies(rule, { place, specimen })
    );
  });
  if (shown === undefined) return [];
  const facts = { rule: rule.name };
  const witness = witnessOf(shown.specimen, shown.place.scene);
  const spot = spotOf(rule, "give", payKey(rule), "tiers", "steps", 0);
  return [{ check: "tier-below", facts, spot, about: rule.name, witness }];
}

function showAbove(rule: Rule, records: readonly Shown[], { spotOf }: Subject): readonly Found[] {
  const { give } = rule;
  const shown = records.find(({ place, specimen }) => {
    const decision = place.scene.decide(specimen);
    return (
      decision?.kind === "affected" &&
      decision.outcomes.some(({ rule: by, result }) => by === rule.name && isBeyond(result))
    );
  });
  if (shown === undefined || give.kind !== "tiers") return [];
  const facts = { rule: rule.name };
  const witness = witnessOf(shown.specimen, shown.place.scene);
  const spot = spotOf(rule, "give", payKey(rule), "tiers", "steps", give.steps.length - 1);
  return [{ check: "tier-above", facts, spot, about: rule.name, witness }];
}

function isBeyond(result: { readonly kind: string; readonly reason?: string }): boolean {
  return result.kind === "review" && result.reason === "beyond-tiers";
}

/** Whether all conditions hold, so that only the tiers can be the reason. */
function applies(rule: Rule, { place, specimen }: Shown): boolean {
  const { scene, region } = place;
  const record = during(outlineOf(specimen), specimen.period);
  return firstUnmet(rule, record, { window: region.window, zone: scene.zone }) === undefined;
}

/** The records with a value just at, below or above an edge. */
function recordsNear({ by }: Tiers, { at }: TierEdge, records: readonly Shown[]): readonly Shown[] {
  if (by.kind === "column") {
    const { column } = by;
    return records.flatMap((shown) =>
      numbersAround([at]).map((value) => ({
        ...shown,
        specimen: { ...shown.specimen, cells: { ...shown.specimen.cells, [column]: value } },
      })),
    );
  }
  const bound = Number(at.over / at.under);
  const near = records.flatMap((shown) => {
    const { window } = shown.place.region;
    if (window === undefined) return [];
    return [bound - SECOND, bound, bound + SECOND].flatMap((length): Shown[] => {
      const ends = length > 0 ? endThatLoses(window, shown.specimen.period.starts, length) : undefined;
      if (ends === undefined) return [];
      return [
        { ...shown, specimen: { ...shown.specimen, period: { ...shown.specimen.period, ends: instantAt(ends) } } },
      ];
    });
  });
  return [...near, ...records];
}
