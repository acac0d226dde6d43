/**
 * A policy file as it is written: which keys there are and what may stand where. The same schema checks the file and,
 * as JSON Schema, lets an editor complete it.
 */
import { z } from "zod";
import { ROUNDINGS } from "../domain/fraction.ts";
import { type COMPARISONS, HIT_POLICIES, ORIGINS } from "../rules/policy.ts";
import { scalar } from "./scalar.ts";

const duration = scalar("A length of time: `3 days`, `72 hours`, `1 month`, or ISO 8601 such as `P3D`, `PT72H`.");
const money = scalar("An amount with its currency or unit: `1500 KRW`, `3.50 USD`, `1500 MELON-CASH`.");
const column = scalar("A column of the export.");

const comparisons = z.strictObject({
  "at-least": scalar("Holds from this number on.").optional(),
  "more-than": scalar("Holds above this number.").optional(),
  "at-most": scalar("Holds up to and including this number.").optional(),
  "less-than": scalar("Holds below this number.").optional(),
});

const values = z.union([scalar("One value."), z.array(scalar("One value.")).min(1).describe("Any of these values.")]);

const selector = z
  .union([
    ...values.options,
    comparisons.extend({
      not: values.describe("Any value but these.").optional(),
      "listed-in": scalar("A CSV beside the policy with a column of this name; any of its values.").optional(),
      empty: z.enum(["true", "false"]).describe("Whether the cell must be empty.").optional(),
    }),
  ])
  .describe("What the cell must be: a value, a list of values, or a comparison.");

const selectors = z.record(z.string(), selector);

const lengthTest = comparisons.describe("Compared with a length of time.");

const conditions = z
  .strictObject({
    held: z
      .enum(["during-outage", "throughout-outage"])
      .describe("The period shares time with the window, or covers all of it.")
      .optional(),
    ended: z.enum(["during-outage"]).describe("The last usable moment lies in the window.").optional(),
    began: z.enum(["during-outage"]).describe("The period starts in the window.").optional(),
    "held-on": scalar("A date or an instant at which the period must be running.").optional(),
    field: column.describe("The column that ends the period; the one that `give` changes unless said.").optional(),
    lost: lengthTest.describe("Length of the part of the period that lies in the window.").optional(),
    down: lengthTest.describe("Length of the window for this record.").optional(),
  })
  .describe("What must hold in time; all of it.");

const span = z
  .union([
    scalar("A length of time, or `outage` or `lost` for a measured one."),
    z.strictObject({
      times: scalar("A factor.").optional(),
      of: z.enum(["lost", "outage"]).describe("What is measured."),
      plus: duration.describe("Added after rounding.").optional(),
      "up-to": duration.describe("Rounded up to whole multiples of this; `1 hour` unless said.").optional(),
    }),
  ])
  .describe("How long: a length of time, stated or measured on the record.");

const from = z.enum(ORIGINS).describe("From where it is counted; from the old end unless said.");

const bounds = {
  "at-most": money.describe("Never more than this; the price unless said.").optional(),
  "at-least": money.describe("A smaller result is raised to this.").optional(),
  "more-than": money.describe("A result that is not more than this is not paid.").optional(),
};

const moneyColumn = z
  .enum(["price", "amount", "remaining", "loss_amount"])
  .describe("The column it is a part of; `price` unless said.");
const rounding = z.enum(ROUNDINGS).describe("The direction of the one rounding at the end.");
const step = money.describe("The step it is rounded to; the currency's smallest unit unless said.");
const inUnit = scalar("The unit to pay in, one for one of the price's major units.");
const review = z
  .union([z.enum(["true"]), z.strictObject({ because: scalar("Why a person must decide.") })])
  .describe("A person decides.");

const tierStep = z.strictObject({
  "at-least": scalar("The tier begins with this value.").optional(),
  above: scalar("The tier begins just above this value.").optional(),
  "at-most": scalar("The tier ends with this value.").optional(),
  below: scalar("The tier ends just below this value.").optional(),
  give: z
    .union([
      scalar("An amount, or `nothing`."),
      z.strictObject({ review }),
      z.strictObject({
        percent: scalar("A percentage of the price."),
        of: moneyColumn.optional(),
        round: rounding,
        to: step.optional(),
        in: inUnit.optional(),
        ...bounds,
      }),
    ])
    .describe("What this tier gives."),
});

const tiers = z
  .strictObject({
    by: scalar("`lost`, `down`, or a column with a number."),
    steps: z.array(tierStep).min(1).describe("In ascending order, without a gap."),
  })
  .describe("What is given depends on how much was lost.");

const computed = z.strictObject({
  share: span.describe("The length of time that is given back.").optional(),
  percent: scalar("A percentage of the price.").optional(),
  of: moneyColumn.optional(),
  over: scalar("What the price is for: `billing-period`, `month`, or days such as `30 days`.").optional(),
  round: rounding.optional(),
  to: step.optional(),
  in: inUnit.optional(),
  each: money.describe("An amount for every stretch of time.").optional(),
  per: duration.describe("The stretch of time that `each` is for.").optional(),
  by: z.enum(["lost", "down"]).describe("The time that `each` is counted over.").optional(),
  tiers: tiers.optional(),
  ...bounds,
});

const renewal = z.union([
  duration,
  z.strictObject({
    valid: duration.describe("How long the new one is valid."),
    from: z
      .enum(["as-of", "outage-end", "ends"])
      .describe("From where that is counted; `as-of` unless said.")
      .optional(),
  }),
]);

const give = z.union([
  z.enum(["nothing"]).describe("On purpose nothing."),
  z
    .strictObject({
      extend: z
        .union([
          span.options[0],
          z.strictObject({ by: span, from: from.optional(), "at-most": duration.optional(), field: column.optional() }),
        ])
        .describe("A later end.")
        .optional(),
      move: z
        .union([
          scalar("A date or an instant."),
          z.strictObject({ to: scalar("A date or an instant."), field: column.optional() }),
        ])
        .describe("A given end, never an earlier one.")
        .optional(),
      reissue: renewal.describe("A new coupon for the old one.").optional(),
      restore: renewal.describe("The unspent part given again.").optional(),
      credit: z.union([money, computed]).describe("Money back.").optional(),
      grant: z.union([money, computed]).describe("Points or things, in a unit that the policy declares.").optional(),
      review: review.optional(),
    })
    .describe("Exactly one benefit."),
]);

const rule = z.strictObject({
  rule: scalar("The rule's name, once in the policy."),
  why: scalar("Why it is there, for whoever reads the report.").optional(),
  for: selectors.describe("Which records it is about: `record`, `service` and any columns."),
  unless: selectors.describe("Records that get nothing from this layer, as soon as one of these matches.").optional(),
  if: conditions.optional(),
  give: give.describe("The benefit, exactly one."),
});

const limit = z
  .strictObject({
    per: z.enum(["record", "user", "run"]).describe("Over what it is a ceiling."),
    layer: scalar("Only for this layer; all layers together unless said.").optional(),
    records: scalar("At most so many records.").optional(),
    credit: scalar(
      "At most so much money, or of a unit. Per record also `price`, which holds unless said, or `none`.",
    ).optional(),
    extend: duration.describe("At most so much later; per record only.").optional(),
  })
  .describe("A ceiling: one of records, credit, extend.");

const hit = z
  .enum(HIT_POLICIES)
  .describe("Which rule of a layer wins: the first, the only one, or the larger benefit; `first` unless said.");

const rules = z.array(rule).min(1).describe("The rules, in order; the first that applies wins.");

export const writtenPolicy = z
  .strictObject({
    policy: scalar("The policy's name."),
    revision: scalar("Its revision, such as a date; it is written next to every benefit."),
    zone: scalar("IANA time zone in which dates and wall times are meant, such as `Asia/Seoul`."),
    overlap: z
      .enum(["refuse", "sum"])
      .describe("Whether outages that overlap for the same service both count; `refuse` unless said.")
      .optional(),
    units: z
      .record(z.string(), z.strictObject({ decimals: scalar("Decimals the unit is counted in, 0 to 6.") }))
      .describe("Units besides currencies, such as points.")
      .optional(),
    columns: z
      .record(z.string(), z.array(scalar("A value.")).min(1))
      .describe("Columns whose values are listed in full; any other value goes to review.")
      .optional(),
    limits: z.array(limit).describe("Ceilings over several benefits.").optional(),
    hit: hit.optional(),
    rules: rules.optional(),
    layers: z
      .array(z.strictObject({ layer: scalar("The layer's name."), hit: hit.optional(), rules }))
      .min(1)
      .describe("Layers add up; within each the first rule that applies wins.")
      .optional(),
  })
  .describe("Who gets what after an outage.");

/** A policy whose rules are not looked at yet, so that each can be checked by itself and none hides another's faults. */
export const writtenFrame = writtenPolicy.extend({
  rules: z.array(z.unknown()).min(1).optional(),
  layers: z
    .array(
      z.strictObject({ layer: scalar("The layer's name."), hit: hit.optional(), rules: z.array(z.unknown()).min(1) }),
    )
    .min(1)
    .optional(),
});

export const writtenRule = rule;

export type WrittenFrame = z.infer<typeof writtenFrame>;
export type WrittenRule = z.infer<typeof rule>;
export type WrittenSelector = z.infer<typeof selector>;
export type WrittenConditions = z.infer<typeof conditions>;
export type WrittenGive = Exclude<z.infer<typeof give>, string>;
export type WrittenSpan = z.infer<typeof span>;
export type WrittenComputed = z.infer<typeof computed>;
export type WrittenRenewal = z.infer<typeof renewal>;
export type WrittenComparisons = { readonly [comparison in (typeof COMPARISONS)[number]]?: string | undefined };
export type WrittenTiers = z.infer<typeof tiers>;
export type WrittenTierStep = z.infer<typeof tierStep>;
export type WrittenLimit = z.infer<typeof limit>;
