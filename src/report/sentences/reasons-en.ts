/** Why a record gets nothing, and why a person has to decide, in English. */
import type { ReviewReason, UnaffectedReason } from "../../domain/decision.ts";

export const REASONS_EN: { readonly [reason in UnaffectedReason]: string } = {
  "no-rule": "no rule is for this kind of record and service",
  "not-matched": "no rule is for a record like this",
  excluded: "a rule leaves it out on purpose",
  "no-expiry": "it has no end that could be moved",
  "not-held": "it was not held during the outage",
  "not-ended": "it did not run out during the outage",
  "not-begun": "it did not begin during the outage",
  "not-held-on": "it was not held on the day or at the moment that counts",
  "below-threshold": "less was lost than the rule asks for",
  "zero-amount": "the amount comes to zero",
  "below-minimum": "the amount is too small to be paid",
  "already-later": "its end is already as late as the rule would make it",
  limit: "a limit of the policy leaves nothing",
};

export const REVIEW_REASONS_EN: { readonly [reason in ReviewReason]: string } = {
  "asked-for": "the policy asks for a person's decision",
  "unknown-channel": "no rule names this channel",
  "unknown-value": "no rule names this value",
  "period-unknown": "the billing period is not known",
  "price-unknown": "the price or its currency is missing",
  "currency-differs": "the rule pays in another currency",
  "value-unknown": "the value is no number, so no tier can be chosen",
  "beyond-tiers": "the value is beyond the last tier",
  "not-comparable": "two rules apply, and it is not clear which gives more",
  "time-out-of-range": "the new end is beyond the last year that can be written",
};
