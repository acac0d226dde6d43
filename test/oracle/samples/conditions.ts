/** For whom and under which conditions rules are, by chance. */
import type { Comparisons, Conditions, Kind, Selector, Selectors } from "../language.ts";
import type { Dice } from "./dice.ts";
import { edge, type PolicyFrame, ruleTime } from "./frame.ts";
import { COLUMNS_OF, FIELDS_OF, SERVICES, THRESHOLDS, VALUES } from "./words.ts";

function comparisons(dice: Dice, edges: readonly string[]): Comparisons {
  const low = dice.pick(["at-least", "more-than"] as const);
  const high = dice.pick(["at-most", "less-than"] as const);
  const index = dice.below(edges.length - 1);
  const [first, second] = [edges[index] ?? "", edges[dice.between(index + 1, edges.length - 1)] ?? ""];
  if (dice.chance(0.15)) return { [low]: first, [high]: second };
  return dice.chance(0.7) ? { [low]: first } : { [high]: second };
}

export function selector(dice: Dice, column: string): Selector {
  if (["price", "amount", "loss_amount"].includes(column))
    return comparisons(dice, ["0", "100", "3900", "3900.50", "50000"]);
  if (column === "seats") return comparisons(dice, ["1", "2", "2.5", "10", "1000"]);
  const values = VALUES[column] ?? [];
  const choice = dice.below(10);
  if (choice < 4) return dice.pick(values);
  if (choice < 7) return dice.some(values);
  if (choice < 9) return { not: dice.chance(0.5) ? dice.pick(values) : dice.some(values) };
  return { empty: dice.chance(0.5) };
}

export function selectors(dice: Dice, kind: Kind, count: number): Selectors {
  const columns = Array.from({ length: count }, () => dice.pick(COLUMNS_OF[kind]));
  return Object.fromEntries(columns.map((column) => [column, selector(dice, column)]));
}

export function conditions(frame: PolicyFrame, kind: Kind): Conditions {
  const { dice, zone } = frame;
  const on = () => {
    const at = edge(frame);
    return { "held-on": ruleTime(dice, at, zone) };
  };
  const held = (): Conditions => ({ held: dice.chance(0.75) ? "during-outage" : "throughout-outage" });
  const ended = (): Conditions => ({ ended: "during-outage" });
  const choices: (() => Conditions)[] = [
    ...(kind === "coupon" ? [ended, ended] : [held, held]),
    held,
    ended,
    () => ({ began: "during-outage" }),
    on,
    () => ({ lost: comparisons(dice, THRESHOLDS) }),
    () => ({ down: comparisons(dice, THRESHOLDS) }),
  ];
  const count = dice.pick([0, 0, 1, 1, 1, 2]);
  const found: Conditions = Object.assign({}, ...Array.from({ length: count }, () => dice.pick(choices)()));
  if (count === 0 || FIELDS_OF[kind].length === 0 || !dice.chance(0.15)) return found;
  return { field: dice.pick(FIELDS_OF[kind]), ...found };
}

export function service(dice: Dice): Selector {
  const choice = dice.below(10);
  if (choice < 6) return dice.pick(SERVICES);
  return choice < 9 ? dice.some(SERVICES) : { not: dice.pick(SERVICES) };
}
