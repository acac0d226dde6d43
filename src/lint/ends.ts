/**
 * Later ends that come too late, or that move a bill.
 *
 * Dead on arrival: in an outage of five days, a rule gives three days more, counted from the old end. A record that ended
 * in the first two days gets a new end that is over before the outage is. The finding names the latest such old end.
 */
import type { Note } from "../domain/decision.ts";
import { instantText } from "../domain/format-timestamp.ts";
import { type Instant, instantAt, SECOND } from "../domain/instant.ts";
import { changesEnd } from "../rules/give.ts";
import type { Rule } from "../rules/policy.ts";
import type { Found } from "./finding.ts";
import type { Scene } from "./scene.ts";
import { everyPeriod, firstOf, placesWon, rulesOf, type Shown, type Subject } from "./search.ts";
import type { Specimen } from "./specimen.ts";
import { resultBy, witnessOf } from "./witness.ts";

export function findDeadOnArrival({ policy, scenes, spotOf }: Subject): readonly Found[] {
  const real = scenes.filter(({ assumed }) => !assumed);
  return changing(policy).flatMap(({ layer, rule }): Found[] => {
    const shown = firstOf(everyPeriod(placesWon(rule, layer, real), rule), (one) =>
      hasNote(rule, "dead-on-arrival", one.place.scene, one.specimen) ? one : undefined,
    );
    if (shown === undefined) return [];
    const { scene } = shown.place;
    const facts = { rule: rule.name, until: instantText(latestDead(rule, shown), scene.zone) };
    const witness = witnessOf(shown.specimen, scene);
    const spot = spotOf(rule, "give", rule.give.kind);
    return [{ check: "dead-on-arrival", facts, spot, about: rule.name, witness }];
  });
}

export function findMovedCharges({ policy, scenes, spotOf }: Subject): readonly Found[] {
  return changing(policy).flatMap(({ layer, rule }): Found[] => {
    const places = placesWon(rule, layer, scenes).filter(({ area }) => area.kind === "subscription");
    const shown = firstOf(everyPeriod(places, rule), ({ place, specimen }) => {
      const renewing = { ...specimen, cells: { ...specimen.cells, ...renewingAt(specimen, place.scene) } };
      return hasNote(rule, "moves-charge", place.scene, renewing) ? { place, specimen: renewing } : undefined;
    });
    if (shown === undefined) return [];
    const facts = { rule: rule.name };
    const witness = witnessOf(shown.specimen, shown.place.scene);
    const spot = spotOf(rule, "give", rule.give.kind);
    return [{ check: "moves-charge", facts, spot, about: rule.name, witness }];
  });
}

function changing(policy: Subject["policy"]): ReturnType<typeof rulesOf> {
  return rulesOf(policy).filter(({ rule }) => changesEnd(rule.give));
}

/** The same record, but its term ends with a billing. */
export function renewingAt({ period }: Specimen, { zone }: Scene): Specimen["cells"] {
  return Number.isFinite(period.ends) ? { next_billing_at: instantText(period.ends, zone), expires_at: "" } : {};
}

function hasNote(rule: Rule, note: Note, scene: Scene, specimen: Specimen): boolean {
  const result = resultBy(rule.name, scene.decide(specimen));
  return result !== undefined && result.kind !== "review" && result.notes.includes(note);
}

/** The latest old end, to the second, from which the new one arrives dead; found by halving. */
function latestDead(rule: Rule, { place, specimen }: Shown): Instant {
  const { scene } = place;
  const deadWith = (ends: number) =>
    hasNote(rule, "dead-on-arrival", scene, {
      ...specimen,
      period: { ...specimen.period, ends: instantAt(ends) },
    });
  let dead: number = specimen.period.ends;
  let alive = Math.max(scene.asOf, dead) + SECOND;
  while (alive - dead > SECOND) {
    const middle = dead + Math.ceil((alive - dead) / 2 / SECOND) * SECOND;
    if (middle >= alive) break;
    if (deadWith(middle)) dead = middle;
    else alive = middle;
  }
  return instantAt(dead);
}
