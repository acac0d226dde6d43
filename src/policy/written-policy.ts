/**
 * A policy file as it is written: which keys there are and what may stand where. The same schema checks the file and,
 * as JSON Schema, lets an editor complete it.
 */
import { z } from "zod";
import { ROUNDINGS } from "../domain/fraction.ts";
import { type COMPARISONS, ORIGINS } from "../rules/policy.ts";
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
    lost: lengthTest.describe("Length of the part of the period that lies in the window.").optional(),
    down: lengthTest.describe("Length of the window for this record.").optional(),
  })
  .describe("What must hold in time; all of it.");

const span = z.union([
  scalar("A length of time, or `outage` or `lost` for a measured one."),
  z.strictObject({
    times: scalar("A factor.").optional(),
    of: z.enum(["lost", "outage"]).describe("What is measured."),
    plus: duration.describe("Added after rounding.").optional(),
    "up-to": duration.describe("Rounded up to whole multiples of this; `1 hour` unless said.").optional(),
  }),
]);

const from = z.enum(ORIGINS).describe("From where it is counted; from the old end unless said.");

const computed = z.strictObject({
  share: span.describe("The length of time that is given back.").optional(),
  percent: scalar("A percentage of the price.").optional(),
  of: z
    .enum(["price", "amount", "remaining", "loss_amount"])
    .describe("The column it is a part of; `price` unless said.")
    .optional(),
  over: scalar("What the price is for: `billing-period`, `month`, or days such as `30 days`.").optional(),
  round: z.enum(ROUNDINGS).describe("The direction of the one rounding at the end.").optional(),
  to: money.describe("The step it is rounded to; the currency's smallest unit unless said.").optional(),
  "at-most": money.describe("Never more than this; the price unless said.").optional(),
  "at-least": money.describe("A smaller result is raised to this.").optional(),
  "more-than": money.describe("A result that is not more than this is not paid.").optional(),
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
      review: z
        .union([z.enum(["true"]), z.strictObject({ because: scalar("Why a person must decide.") })])
        .describe("A person decides.")
        .optional(),
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
    rules: rules.optional(),
    layers: z
      .array(z.strictObject({ layer: scalar("The layer's name."), rules }))
      .min(1)
      .describe("Layers add up; within each the first rule that applies wins.")
      .optional(),
  })
  .describe("Who gets what after an outage.");

export type WrittenPolicy = z.infer<typeof writtenPolicy>;
export type WrittenRule = z.infer<typeof rule>;
export type WrittenSelector = z.infer<typeof selector>;
export type WrittenConditions = z.infer<typeof conditions>;
export type WrittenGive = Exclude<z.infer<typeof give>, string>;
export type WrittenSpan = z.infer<typeof span>;
export type WrittenComputed = z.infer<typeof computed>;
export type WrittenRenewal = z.infer<typeof renewal>;
export type WrittenComparisons = { readonly [comparison in (typeof COMPARISONS)[number]]?: string | undefined };
