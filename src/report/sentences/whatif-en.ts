/** Two policies or windows compared, in English. */
import { countText, grouped } from "../summary.ts";
import { listed } from "./summary.ts";
import type { WhatIfSentences } from "./whatif.ts";

const SIDES = ["the first", "the second"] as const;

export const whatIfEn: WhatIfSentences = {
  columns: {
    service: "service",
    affected: "affected",
    more: "more",
    less: "less",
    other: "other",
    get: "get",
    ends: "ends",
    days: "days",
    paid: "paid",
    review: "review",
    record: "record",
    holder: "holder",
    from: "from",
    to: "to",
  },
  headline: ({ rows, affected, changed, more, less, otherwise }) => {
    const read = `${countText(rows, "row")} read`;
    if (changed === 0) return `${read}: none of ${countText(affected, "affected record")} changes`;
    const parts = listed([
      more > 0 && `${grouped(more)} get more`,
      less > 0 && `${grouped(less)} get less`,
      otherwise > 0 && `${grouped(otherwise)} get something else`,
    ]);
    return `${read}: ${grouped(changed)} of ${countText(affected, "affected record")} change: ${parts.join(", ")}`;
  },
  side: ({ policy, policyFile, outage, outageFile }) => `${policy} (${policyFile}), outage ${outage} (${outageFile})`,
  asOf: (moment) => `as of ${moment}`,
  byService: () => "By service",
  gainMost: (measure) => `Gain most, in ${measure}`,
  loseMost: (measure) => `Lose most, in ${measure}`,
  duplicates: (rows) => `${countText(rows, "duplicate")} counted once, on both sides`,
  lineItems: (rows) => `${countText(rows, "further line item")} of the same records, on both sides`,
  superseded: (rows) => `${countText(rows, "row")} superseded by newer rows, on both sides`,
  contradicting: (rows) =>
    `${countText(rows, "row")} that contradict another of the same record: left out on both sides`,
  rejected: (rows, side) => `${countText(rows, "row")} cannot be read under ${SIDES[side]}: left out there`,
  overBudget: (budget, side) => `${SIDES[side]} could not be applied: ${budget}`,
  warningUnder: (warning, side) => `under ${SIDES[side]}: ${warning}`,
  bookNotLookedAt: () => "The book is not looked at: what was given before counts on both sides. Nothing was written.",
};
