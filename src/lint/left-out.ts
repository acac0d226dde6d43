/** The rules that were left out of the map of a policy, and why, in words. `lint` claims nothing of these rules. */
import type { Rule } from "../rules/policy.ts";
import { MOST_RULES } from "./areas.ts";
import type { Untried } from "./regions.ts";
import type { Scene } from "./scene.ts";

const WHY: { readonly [what in Untried]: string } = {
  times: "they are for records by a column of times",
  combinations: "the values of their columns have more combinations than can be tried",
  moments: "there are more times to tell apart than can be tried",
};

/** `9,800 rules were looked at only in part, the first of them r201: …`, a line for each reason. */
export function leftOutOf(scenes: readonly Scene[]): readonly string[] {
  const areas = scenes.flatMap((scene) => scene.areas);
  const unasked = new Set(areas.flatMap((area) => area.unasked));
  const tooMany = `more than ${MOST_RULES} are for the same records, and only the first ${MOST_RULES} were asked`;
  return [
    ...line(unasked, tooMany),
    ...Object.entries(WHY).flatMap(([what, why]) => {
      const own = areas.filter(({ untried }) => [...untried].some((one) => one === what));
      return line(new Set(own.flatMap(({ rules }) => rules)), why);
    }),
  ];
}

function line(rules: ReadonlySet<Rule>, why: string): readonly string[] {
  const [first] = rules;
  if (first === undefined) return [];
  const who =
    rules.size === 1 ? first.name : `${rules.size.toLocaleString("en")} rules, ${first.name} the first of them,`;
  return [`${who} ${rules.size === 1 ? "was" : "were"} not looked at in full: ${why}`];
}
