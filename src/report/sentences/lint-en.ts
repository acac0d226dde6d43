/** Findings of `lint`, in English. */
import { quoted } from "../../domain/failure.ts";
import type { LeftOut, WitnessGift } from "../../domain/lint-finding.ts";
import { countText, grouped } from "../summary.ts";
import type { LintSentences } from "./lint.ts";
import { listed } from "./summary.ts";

export const lintEn: LintSentences = {
  severities: { error: "error", warning: "warning", info: "note" },
  messages: {
    unreachable: ({ rule, fate, by }) =>
      `${rule} can never be reached: every record that it would apply to is ${fate} by ${by.join(" or ")}`,
    "never-matches": ({ rule }) =>
      `${rule} fits no record: what its for selects contradicts itself, or its unless takes it all away`,
    overlap: ({ rule, other }) => `${rule} and ${other} apply to the same record, where only one may`,
    "gives-nothing": ({ rule, kind = "record" }) => `${rule} applies, and no ${kind} gets anything from it`,
    "column-unusual": ({ rule, kind = "record" }) => `${rule} looks at a column that a ${kind} does not have`,
    "never-holds": ({ rule }) => `${rule} gives nothing in this outage: no record can fulfil its conditions`,
    "service-not-down": ({ rule, service }) =>
      `${rule} is for ${service}, for which the outage has no window, so that its conditions never hold`,
    "service-unnamed": ({ service }) => `${service} was down, and no rule is for it`,
    spelling: ({ rule, value, known }) => `${quoted(value)} is not ${quoted(known)}, which ${rule} names`,
    "tier-below": ({ rule }) => `${rule} gives nothing below its first step`,
    "dead-on-arrival": ({ rule, until }) =>
      `${rule} arrives dead for what ends by ${until}: the new end is over before the outage is, or before it can be given`,
    "moves-charge": ({ rule }) => `${rule} moves the next charge of subscriptions that renew`,
    "no-ceiling": ({ rule }) => `${rule} pays a part of what the holder says was lost, and nothing holds it`,
    "wrong-kind": ({ rule, kind }) => `${rule} issues a new coupon for a ${kind}`,
    "no-budget": ({ rule, unit = "the price's currency", amount }) =>
      `${rule} pays in ${unit}, such as ${amount} for one record, and no limit says how much the whole run may come to`,
    "channel-hole": ({ rule, isFor }) =>
      isFor === "nobody"
        ? `${rule} is for nobody: it names no channel that it is for, and one that no rule names goes to review`
        : `${rule} is not for a channel that no rule names: such records go to review`,
    "tier-above": ({ rule }) => `${rule} leaves what lies above its last step to a person`,
    "not-comparable": ({ rule, other }) => `${rule} and ${other} apply to the same record and cannot be compared`,
    "why-missing": ({ rule }) => `${rule} does not say why`,
  },
  next: {
    unreachable: "Put the rule before the one that takes its records, narrow that one, or delete this one.",
    "never-matches": "Mend for and unless so that some record can fit, or delete the rule.",
    overlap: "Make for or if of the two rules exclude each other, or choose hit: first or hit: best.",
    "gives-nothing": "Choose a benefit that goes with this kind of record, or write give: nothing.",
    "column-unusual":
      "Take the amount of a column that these records have, or make sure that their export has this one.",
    "never-holds": "Check the condition against the outage, or leave the rule out for this one.",
    "service-not-down": "Give the service a window in the outage, or leave it out of the rule.",
    "service-unnamed": "Write a rule for the service; if it is meant to get nothing, one with give: nothing.",
    spelling: "Values are compared byte for byte. Write it one way, or list both where both are meant.",
    "tier-below": "Begin with a step that has no lower edge; if it is meant to get nothing, one with give: nothing.",
    "dead-on-arrival": "Count from a later moment, with from: later or from: latest, or move to a later day.",
    "moves-charge": "Tell the holders; or pay them instead, and leave the next billing date where it is.",
    "no-ceiling": "Write at-most into the rule, or a limit with per: record.",
    "wrong-kind": "A new coupon is for coupons; for what still runs, write extend.",
    "no-budget":
      "Write a budget in that currency or unit into limits, such as { per: run, credit: 500000000 KRW }; past it, nothing can be applied.",
    "channel-hole": "Name every channel that is meant, or know that these records wait for a person.",
    "tier-above": "End with a step that has no upper edge, or know that these records wait for a person.",
    "not-comparable": "Let the two give the same thing, or know that these records wait for a person.",
    "why-missing": "Write why: one sentence for the person who reads the policy next year.",
  },
  headline: ({ policies, invalid, findings: { error, warning, info } }) => {
    const counts = listed([
      invalid > 0 && `${invalid} invalid`,
      error > 0 && countText(error, "error"),
      warning > 0 && countText(warning, "warning"),
      info > 0 && countText(info, "note"),
    ]);
    const all = policies === 1 ? "1 policy" : `${policies} policies`;
    return `${all}: ${counts.length === 0 ? "nothing found" : counts.join(", ")}`;
  },
  witness: (record, cells) => `a ${record}: ${cells}`,
  gets: (answer) => `gets ${lintEn.answer(answer)}`,
  answer: (answer) => {
    switch (answer.kind) {
      case "no-record":
        return "nothing: it is no record";
      case "unaffected":
        return `nothing: ${answer.reason}`;
      case "overlapping":
        return `nothing, and no plan is made: ${answer.rules.join(" and ")} both apply`;
      default:
        return answer.gifts.map(giftText).join("; ");
    }
  },
  instead: (instead) => {
    const otherwise =
      instead.kind === "alone" ? `by "${instead.rule}" alone` : `with ${instead.column} ${quoted(instead.value)}`;
    return `${otherwise}: ${lintEn.answer(instead.answer)}`;
  },
  leftOut: (leftOut) => {
    const { rules, first } = leftOut;
    const who = rules === 1 ? `${first} was` : `${grouped(rules)} rules, ${first} the first of them, were`;
    return `${who} not looked at in full: ${LEFT_OUT[leftOut.why](leftOut)}`;
  },
};

const LEFT_OUT: { readonly [why in LeftOut["why"]]: (leftOut: LeftOut) => string } = {
  "too-many": ({ most }) => `more than ${most} are for the same records, and only the first ${most} were asked`,
  times: () => "they are for records by a column of times",
  combinations: () => "the values of their columns have more combinations than can be tried",
  moments: () => "there are more times to tell apart than can be tried",
};

function giftText(gift: WitnessGift): string {
  const by = gift.rule === undefined ? "" : ` by ${gift.rule}`;
  switch (gift.kind) {
    case "review":
      return `review${by}: ${gift.reason}, ${gift.because}`;
    case "payment":
      return [`${gift.amount}${by}`, ...gift.notes].join(", ");
    default:
      return [`${gift.field} ${gift.newValue} (${gift.extendedBy})${by}`, ...gift.notes].join(", ");
  }
}
