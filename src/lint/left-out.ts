/** The rules that were left out of the map of a policy, and why. `lint` claims nothing of these rules. */
import { type LeftOut, UNTRIED } from "../domain/lint-finding.ts";
import type { Rule } from "../rules/policy.ts";
import { MOST_RULES } from "./areas.ts";
import type { Scene } from "./scene.ts";

/** One for each reason. */
export function leftOutOf(scenes: readonly Scene[]): readonly LeftOut[] {
  const areas = scenes.flatMap((scene) => scene.areas);
  return [
    ...leftOutFor("too-many", new Set(areas.flatMap((area) => area.unasked))),
    ...UNTRIED.flatMap((why) => {
      const own = areas.filter(({ untried }) => untried.has(why));
      return leftOutFor(why, new Set(own.flatMap(({ rules }) => rules)));
    }),
  ];
}

function leftOutFor(why: LeftOut["why"], rules: ReadonlySet<Rule>): readonly LeftOut[] {
  const [first] = rules;
  return first === undefined ? [] : [{ why, rules: rules.size, first: first.name, most: MOST_RULES }];
}
