/**
 * A policy file as it is written: which keys there are and what may stand where. The same schema checks the file and,
 * as JSON Schema, lets an editor complete it. `read-give.ts` has the part of it that says what a rule gives.
 */
import { z } from "zod";
import { type COMPARISONS, HIT_POLICIES } from "../rules/policy.ts";
import { writtenGive } from "./read-give.ts";
import { scalar } from "./scalar.ts";
import { writtenColumn, writtenDuration } from "./written-terms.ts";

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
    field: writtenColumn
      .describe("The column that ends the period; the one that `give` changes unless said.")
      .optional(),
    lost: lengthTest.describe("Length of the part of the period that lies in the window.").optional(),
    down: lengthTest.describe("Length of the window for this record.").optional(),
  })
  .describe("What must hold in time; all of it.");

const rule = z.strictObject({
  rule: scalar("The rule's name, once in the policy."),
  why: scalar("Why it is there, for whoever reads the report.").optional(),
  for: selectors.describe("Which records it is about: `record`, `service` and any columns."),
  unless: selectors.describe("Records that get nothing from this layer, as soon as one of these matches.").optional(),
  if: conditions.optional(),
  give: writtenGive.describe("The benefit, exactly one."),
});

const limit = z
  .strictObject({
    per: z.enum(["record", "user", "run"]).describe("Over what it is a ceiling."),
    layer: scalar("Only for this layer; all layers together unless said.").optional(),
    records: scalar("At most so many records.").optional(),
    credit: scalar(
      "At most so much money, or of a unit. Per record also `price`, which holds unless said, or `none`.",
    ).optional(),
    extend: writtenDuration.describe("At most so much later; per record only.").optional(),
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
export type WrittenComparisons = { readonly [comparison in (typeof COMPARISONS)[number]]?: string | undefined };
export type WrittenLimit = z.infer<typeof limit>;
