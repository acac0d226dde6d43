/** Two rules for one record, where only one rule may apply, or where their benefits cannot be compared. */
import type { Review } from "../domain/decision.ts";
import type { Layer, Rule } from "../rules/policy.ts";
import type { Found } from "./finding.ts";
import { firstOf, rulesIn, type Site, type Subject, specimensIn } from "./search.ts";
import { witnessOf } from "./witness.ts";

export function findOverlaps(subject: Subject): readonly Found[] {
  return subject.policy.layers
    .filter(({ hit }) => hit !== "first")
    .flatMap((layer) =>
      layer.rules.flatMap((rule) =>
        rulesBeside(rule, layer, subject).flatMap((earlier) => foundFor({ layer, earlier, rule }, subject)),
      ),
    );
}

/** Earlier rules of the layer that are for some of the same records. */
function rulesBeside(rule: Rule, { rules }: Layer, { scenes }: Subject): readonly Rule[] {
  const beside = new Set<Rule>();
  for (const area of scenes.flatMap((scene) => scene.areasFor(rule))) {
    for (const other of rulesIn(area, rules)) {
      if (other === rule) break;
      beside.add(other);
    }
  }
  const positions = new Map(rules.map((one, index) => [one, index]));
  return [...beside].sort((a, b) => (positions.get(a) ?? 0) - (positions.get(b) ?? 0));
}

interface Pair {
  readonly layer: Layer;
  readonly earlier: Rule;
  readonly rule: Rule;
}

function foundFor(pair: Pair, { scenes, spotOf }: Subject): readonly Found[] {
  const { layer, earlier, rule } = pair;
  const witness = firstOf(scenes, (scene) =>
    firstOf(scene.areasFor(rule), (area) =>
      area.has(earlier) ? firstOf(area.regions, (region) => show(pair, { scene, area, region })) : undefined,
    ),
  );
  if (witness === undefined) return [];
  const check = layer.hit === "unique" ? "overlap" : "not-comparable";
  const facts = { rule: rule.name, other: earlier.name };
  return [{ check, facts, spot: spotOf(rule, "rule"), about: rule.name, witness }];
}

function show({ earlier, rule }: Pair, place: Site): Found["witness"] | undefined {
  const { scene, region } = place;
  if (region.standingOf(rule) !== "applies" || region.standingOf(earlier) !== "applies") return undefined;
  return firstOf(specimensIn(place, rule), (specimen) => {
    const decision = scene.decide(specimen);
    const unable =
      decision?.kind === "affected" &&
      decision.outcomes.some(({ result }) => result.kind === "review" && isAbout(result, earlier, rule));
    const both =
      decision?.kind === "overlapping" && decision.rules.includes(rule.name) && decision.rules.includes(earlier.name);
    return both || unable ? witnessOf(specimen, scene) : undefined;
  });
}

function isAbout({ reason, because }: Review, one: Rule, other: Rule): boolean {
  const pairs = [`${one.name} and ${other.name} both`, `${other.name} and ${one.name} both`];
  return reason === "not-comparable" && pairs.some((pair) => because.startsWith(pair));
}
