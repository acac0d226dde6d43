/**
 * The terms that benefits, limits and conditions are written in: lengths of time, amounts, tiers. `read-give.ts` puts
 * benefits together from these terms.
 */
import { z } from "zod";
import { ROUNDINGS } from "../domain/fraction.ts";
import { scalar } from "./scalar.ts";

export const writtenDuration = scalar(
  "A length of time: `3 days`, `72 hours`, `1 month`, or ISO 8601 such as `P3D`, `PT72H`.",
);
export const writtenMoney = scalar("An amount with its currency or unit: `1500 KRW`, `3.50 USD`, `1500 MELON-CASH`.");
export const writtenColumn = scalar("A column of the export.");

export const writtenSpan = z
  .union([
    scalar("A length of time, or `outage` or `lost` for a measured one."),
    z.strictObject({
      times: scalar("A factor.").optional(),
      of: z.enum(["lost", "outage"]).describe("What is measured."),
      plus: writtenDuration.describe("Added after rounding.").optional(),
      "up-to": writtenDuration.describe("Rounded up to whole multiples of this; `1 hour` unless said.").optional(),
    }),
  ])
  .describe("How long: a length of time, stated or measured on the record.");

const bounds = {
  "at-most": writtenMoney.describe("Never more than this; the price unless said.").optional(),
  "at-least": writtenMoney.describe("A smaller result is raised to this.").optional(),
  "more-than": writtenMoney.describe("A result that is not more than this is not paid.").optional(),
};

const moneyColumn = z
  .enum(["price", "amount", "remaining", "loss_amount"])
  .describe("The column it is a part of; `price` unless said.");
const rounding = z.enum(ROUNDINGS).describe("The direction of the one rounding at the end.");
const step = writtenMoney.describe("The step it is rounded to; the currency's smallest unit unless said.");
const inUnit = scalar("The unit to pay in, one for one of the price's major units.");
export const writtenReview = z
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
      z.strictObject({ review: writtenReview }),
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

export const writtenComputed = z.strictObject({
  share: writtenSpan.describe("The length of time that is given back.").optional(),
  percent: scalar("A percentage of the price.").optional(),
  of: moneyColumn.optional(),
  over: scalar("What the price is for: `billing-period`, `month`, or days such as `30 days`.").optional(),
  round: rounding.optional(),
  to: step.optional(),
  in: inUnit.optional(),
  each: writtenMoney.describe("An amount for every stretch of time.").optional(),
  per: writtenDuration.describe("The stretch of time that `each` is for.").optional(),
  by: z.enum(["lost", "down"]).describe("The time that `each` is counted over.").optional(),
  tiers: tiers.optional(),
  ...bounds,
});

export type WrittenSpan = z.infer<typeof writtenSpan>;
export type WrittenComputed = z.infer<typeof writtenComputed>;
export type WrittenTiers = z.infer<typeof tiers>;
export type WrittenTierStep = z.infer<typeof tierStep>;
