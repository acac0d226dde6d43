/** A rule that can never be reached: earlier rules of its layer take every record that it would apply to. */
import type { Layer, Rule } from "../rules/policy.ts";
import type { Found } from "./finding.ts";
import {
  firstOf,
  isMapped,
  placesWhere,
  rulesBefore,
  rulesOf,
  type Site,
  type Subject,
  specimensIn,
} from "./search.ts";
import { resultBy, witnessAlone } from "./witness.ts";

export function findUnreachable({ policy, scenes, spotOf }: Subject): readonly Found[] {
  return rulesOf(policy).flatMap(({ layer, rule }): Found[] => {
    const places = placesWhere(rule, scenes);
    if (places.length === 0 || !isMapped(rule, scenes)) return [];
    const takers = places.map((place) => rulesBefore(rule, layer, place));
    if (takers.some((before) => before.length === 0)) return [];
    const witness = firstOf(places, (place) => showTaken(rule, place));
    if (witness === undefined) return [];
    const message = `${rule.name} can never be reached: every record that it would apply to is ${takenBy(takers, layer)}`;
    return [{ check: "unreachable", spot: spotOf(rule, "rule"), about: rule.name, message, witness }];
  });
}

function showTaken(rule: Rule, place: Site): Found["witness"] | undefined {
  const { scene } = place;
  return firstOf(specimensIn(place, rule), (specimen) => {
    const decision = scene.decide(specimen);
    const alone = scene.decideAlone(rule, specimen);
    const applies =
      resultBy(rule.name, alone) !== undefined || (alone?.kind === "unaffected" && rule.give.kind === "nothing");
    const taken = decision !== undefined && resultBy(rule.name, decision) === undefined;
    return applies && taken ? witnessAlone(rule, specimen, scene) : undefined;
  });
}

function takenBy(takers: readonly (readonly Rule[])[], { hit, rules }: Layer): string {
  const first = new Set(takers.flatMap(([one]) => (one === undefined ? [] : [one])));
  const names = rules.filter((rule) => first.has(rule)).map(({ name }) => name);
  return `${hit === "first" ? "taken" : "excluded"} by ${names.join(" or ")}`;
}
