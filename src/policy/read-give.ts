/**
 * What a rule gives: how each benefit is written, and how the written benefit is understood, with every figure that it
 * needs. A new benefit has its key in `benefits` and its line in `readGive`.
 */
import { z } from "zod";
import { dayOfWall } from "../domain/civil.ts";
import { isDateOnly, writtenInstant } from "../domain/timestamp.ts";
import { type Give, ORIGINS } from "../rules/policy.ts";
import type { GiveContext } from "./give-context.ts";
import type { Path } from "./problem.ts";
import { readPayable } from "./read-amount.ts";
import { readSpan } from "./read-span.ts";
import { readTiers } from "./read-tiers.ts";
import { scalar } from "./scalar.ts";
import { rivalKeys } from "./schema-forms.ts";
import { readDayOrMoment, readDuration } from "./terms.ts";
import {
  type WrittenComputed,
  writtenColumn,
  writtenComputed,
  writtenDuration,
  writtenMoney,
  writtenReview,
  writtenSpan,
} from "./written-terms.ts";

const from = z.enum(ORIGINS).describe("From where it is counted; from the old end unless said.");

const extension = z.union([
  writtenSpan.options[0],
  z.strictObject({
    by: writtenSpan,
    from: from.optional(),
    "at-most": writtenDuration.optional(),
    field: writtenColumn.optional(),
  }),
]);

const newEnd = z.union([
  scalar("A date or an instant."),
  z.strictObject({ to: scalar("A date or an instant."), field: writtenColumn.optional() }),
]);

const renewal = z.union([
  writtenDuration,
  z.strictObject({
    valid: writtenDuration.describe("How long the new one is valid."),
    from: z
      .enum(["as-of", "outage-end", "ends"])
      .describe("From where that is counted; `as-of` unless said.")
      .optional(),
  }),
]);

const payment = z.union([writtenMoney, writtenComputed]);

/** All benefits, in the order in which messages name them. */
const benefits = z.strictObject({
  extend: extension.describe("A later end.").optional(),
  move: newEnd.describe("A given end, never an earlier one.").optional(),
  reissue: renewal.describe("A new coupon for the old one.").optional(),
  restore: renewal.describe("The unspent part given again.").optional(),
  credit: payment.describe("Money back.").optional(),
  grant: payment.describe("Points or things, in a unit that the policy declares.").optional(),
  review: writtenReview.optional(),
});

const BENEFITS = benefits.keyof().options;

export const writtenGive = z.union([
  z.enum(["nothing"]).describe("On purpose nothing."),
  benefits.describe("Exactly one benefit.").register(rivalKeys, { keys: BENEFITS }),
]);

type WrittenBenefits = z.infer<typeof benefits>;
export type WrittenGive = z.infer<typeof writtenGive>;

export function readGive(written: WrittenGive, path: Path, context: GiveContext): Give | undefined {
  if (written === "nothing") return { kind: "nothing" };
  const [first, ...others] = BENEFITS.filter((name) => written[name] !== undefined);
  for (const other of others)
    context.complain([...path, other], `a rule gives one benefit, and this one already gives ${first}`);
  const [give] = readBenefits(written, path, context);
  if (first !== undefined) return give;
  return context.complain(path, `gives nothing; write one of ${BENEFITS.join(", ")}, or give: nothing`, "lack");
}

/** Every benefit that is written, in the order of `BENEFITS`; undefined where one cannot be understood. */
function readBenefits(written: WrittenBenefits, path: Path, context: GiveContext): readonly (Give | undefined)[] {
  const { extend, move, reissue, restore, credit, grant, review } = written;
  const read: (Give | undefined)[] = [];
  if (extend !== undefined) read.push(readExtend(extend, [...path, "extend"], context));
  if (move !== undefined) read.push(readMove(move, [...path, "move"], context));
  if (reissue !== undefined) read.push(readRenewal("reissue", reissue, [...path, "reissue"], context));
  if (restore !== undefined) read.push(readRenewal("restore", restore, [...path, "restore"], context));
  if (credit !== undefined) read.push(readPayment("credit", credit, [...path, "credit"], context));
  if (grant !== undefined) read.push(readPayment("grant", grant, [...path, "grant"], context));
  if (review !== undefined)
    read.push({ kind: "review", because: review === "true" ? "the policy asks for it" : review.because });
  return read;
}

/** The column that a benefit names as the end that it changes. */
export function writtenEnd(written: WrittenGive): { readonly benefit: string; readonly field: string } | undefined {
  if (written === "nothing") return undefined;
  const { extend, move } = written;
  if (typeof extend === "object" && "field" in extend && extend.field !== undefined)
    return { benefit: "extend", field: extend.field };
  return typeof move === "object" && move.field !== undefined ? { benefit: "move", field: move.field } : undefined;
}

function readExtend(written: z.infer<typeof extension>, path: Path, context: GiveContext): Give | undefined {
  const full = typeof written === "object" && "by" in written ? written : { by: written };
  const by = readSpan(full.by, full === written ? [...path, "by"] : path, context.complain);
  const limit = "at-most" in full ? full["at-most"] : undefined;
  const atMost = limit === undefined ? undefined : readDuration(limit, [...path, "at-most"], context.complain);
  if (by === undefined || (limit !== undefined && atMost === undefined)) return undefined;
  const { from = "ends", field } = { from: undefined, field: undefined, ...full };
  return { kind: "extend", by, from, atMost, field };
}

function readMove(written: z.infer<typeof newEnd>, path: Path, { zone, complain }: GiveContext): Give | undefined {
  const { to, field } = typeof written === "string" ? { to: written, field: undefined } : written;
  const at = typeof written === "string" ? path : [...path, "to"];
  const time = readDayOrMoment(to, at, complain, { role: "end", zone });
  if (time === undefined) return undefined;
  return { kind: "move", to: isDateOnly(time) ? { day: dayOfWall(time.wall) } : { at: writtenInstant(time) }, field };
}

function readRenewal(
  kind: "reissue" | "restore",
  written: z.infer<typeof renewal>,
  path: Path,
  { complain }: GiveContext,
): Give | undefined {
  const { valid: text, from = "as-of" } = typeof written === "string" ? { valid: written } : written;
  const valid = readDuration(text, typeof written === "string" ? path : [...path, "valid"], complain);
  return valid && { kind, valid, from };
}

function readPayment(
  kind: "credit" | "grant",
  written: string | WrittenComputed,
  path: Path,
  context: GiveContext,
): Give | undefined {
  const { complain } = context;
  if (typeof written !== "string" && written.tiers !== undefined) {
    const { tiers, ...rest } = written;
    for (const other of Object.keys(rest))
      complain([...path, other], "belongs into the steps; nothing else stands beside tiers");
    return readTiers(tiers, [...path, "tiers"], { ...context, kind });
  }
  return readPayable(kind, written, path, context);
}
