/** Of the sums that payments are written with, those that were worked out from a price are told apart. */
import { describe, expect, test } from "vitest";
import { isBasedOnPrice } from "../../src/domain/basis.ts";
import { pay } from "../../src/rules/pay.ts";
import { giveOf, record, situation } from "../rules/ground.ts";

const GIVES: readonly (readonly [string, string, boolean])[] = [
  ["a flat amount", "{ credit: 1500 KRW }", false],
  ["so much an hour", "{ credit: { each: 60 KRW, per: 1 hour, by: down, round: up } }", false],
  ["so much an hour, held", "{ credit: { each: 60 KRW, per: 1 hour, by: down, round: up, at-most: 100 KRW } }", false],
  ["a percentage", "{ credit: { percent: 10, round: up } }", true],
  ["a fine percentage", "{ credit: { percent: 12.50, round: half-even, to: 10 KRW } }", true],
  ["a share in hours", "{ credit: { share: 72 hours, over: billing-period, round: up } }", true],
  ["a share in days", "{ credit: { share: 3 days, over: 30 days, round: down } }", true],
  ["a share of what was lost", "{ credit: { share: lost, over: month, round: half-up } }", true],
  ["a share, raised", "{ credit: { share: 1 hour, over: month, round: down, at-least: 500 KRW } }", true],
  ["a share, held", "{ credit: { share: 40 days, over: 30 days, round: down } }", true],
];

describe("the sum of", () => {
  test.for(GIVES)("%s", ([, give, expected]) => {
    const one = record("subscription", { next_billing_at: "2022-11-01T00:00", price: "3900", currency: "KRW" });
    const given = pay(giveOf(give, ["credit"]), one, situation());
    if (typeof given === "string" || given.kind !== "payment") throw new Error("nothing was paid");
    expect([given.basis, isBasedOnPrice(given.basis)]).toEqual([given.basis, expected]);
    expect(given.isOfPrice).toBe(expected);
  });

  test("a tier says what it is a part of as well", () => {
    expect(isBasedOnPrice("3900 KRW x 10 %, up to 1 KRW; above 2 hours")).toBe(true);
    expect(isBasedOnPrice("300 KRW, flat; above 2 hours, at-most 3 hours")).toBe(false);
  });
});
