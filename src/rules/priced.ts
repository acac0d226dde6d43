/** Which layers give back a part of a price, and may therefore together come to more than the price. */
import { isPartOfPrice } from "./hold.ts";
import type { Give, Policy } from "./policy.ts";

/** Layers in which the policy gives back a part of a price. */
export function pricedLayers({ layers }: Policy): ReadonlySet<string> {
  return new Set(layers.filter(({ rules }) => rules.some(({ give }) => isPriced(give))).map(({ name }) => name));
}

function isPriced(give: Give): boolean {
  if (give.kind === "tiers") return give.steps.some((step) => isPriced(step.give));
  return give.kind === "credit" && isPartOfPrice(give.amount);
}
