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
    const fate = layer.hit === "first" ? "taken" : "excluded";
    const facts = { rule: rule.name, fate, by: namesOf(takers, layer) } as const;
    return [{ check: "unreachable", facts, spot: spotOf(rule, "rule"), about: rule.name, witness }];
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

/** The names of the rules that come first somewhere, in the order of the layer. */
function namesOf(takers: readonly (readonly Rule[])[], { rules }: Layer): readonly string[] {
  const first = new Set(takers.flatMap(([one]) => (one === undefined ? [] : [one])));
  return rules.filter((rule) => first.has(rule)).map(({ name }) => name);
}
