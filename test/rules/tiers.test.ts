import { describe, expect, test } from "vitest";
import { giveTo } from "../../src/rules/give.ts";
import { type Cells, giveOf, record, type Surroundings, shown, situation } from "./ground.ts";

function given(give: string, cells: Cells = {}, surroundings: Surroundings = {}): ReturnType<typeof giveTo> {
  const claim = record("claim", { loss_amount: "1", currency: "KRW", decision: "", seats: "", ...cells });
  return giveTo(giveOf(`{ ${give.replace(/\s+/g, " ")} }`, ["tiers"]), claim, situation(surroundings));
}

const LOSS = `credit: { tiers: { by: loss_amount, steps: [
  { at-most: 300000, give: 30000 KRW }, { at-most: 500000, give: 50000 KRW }, { above: 500000, give: { review: true } }] } }`;

describe("tiers by a loss", () => {
  test.for([
    ["0", "30000 KRW"],
    ["300000", "30000 KRW"],
    ["300001", "50000 KRW"],
    ["500000", "50000 KRW"],
    ["500001", "? asked-for"],
  ] as const)("%s", ([loss_amount, expected]) => {
    expect(shown(given(LOSS, { loss_amount }))).toBe(expected);
  });

  test("the smallest step above an edge is in the next tier", () => {
    const give = LOSS.replaceAll("KRW", "USD");
    expect(shown(given(give, { loss_amount: "300000.00", currency: "USD" }))).toBe("30000.00 USD");
    expect(shown(given(give, { loss_amount: "300000.01", currency: "USD" }))).toBe("50000.00 USD");
  });

  test("a column without a number is for a person", () => {
    const by = (column: string) => LOSS.replace("loss_amount", column);
    expect(shown(given(by("seats")))).toBe("? value-unknown");
    expect(shown(given(by("seats"), { seats: "many" }))).toBe("? value-unknown");
    expect(shown(given(by("seats"), { seats: "12" }))).toBe("30000 KRW");
    expect(shown(given(by("seats"), { seats: "300000.5" }))).toBe("50000 KRW");
  });

  test("the basis says which tier it was", () => {
    const payment = given(LOSS, { loss_amount: "400000" });
    expect(payment).toMatchObject({ basis: "50000 KRW, flat; loss_amount at-most 500000" });
  });
});

describe("an edge says itself whether it is included", () => {
  const tiers = (first: string, second: string) =>
    `credit: { tiers: { by: seats, steps: [{ ${first}, give: 1 KRW }, { ${second}, give: 2 KRW }] } }`;
  test.for([
    ["at-most 10, above 10", "at-most: 10", "above: 10", ["1 KRW", "1 KRW", "2 KRW"]],
    ["below 10, at-least 10", "below: 10", "at-least: 10", ["1 KRW", "2 KRW", "2 KRW"]],
    ["below 10, then at-most 11", "below: 10", "at-most: 11", ["1 KRW", "2 KRW", "2 KRW"]],
    ["at-most 10, then below 11", "at-most: 10", "below: 11", ["1 KRW", "1 KRW", "? beyond-tiers"]],
    ["from above 9", "above: 9, at-most: 10", "at-most: 11", ["below-threshold", "1 KRW", "2 KRW"]],
    ["from at-least 9", "at-least: 9, at-most: 10", "at-most: 11", ["1 KRW", "1 KRW", "2 KRW"]],
    ["of one value", "at-least: 10, at-most: 10", "at-most: 11", ["below-threshold", "1 KRW", "2 KRW"]],
  ] as const)("%s", ([, first, second, expected]) => {
    expect(["9", "10", "11"].map((seats) => shown(given(tiers(first, second), { seats })))).toEqual(expected);
  });
});

describe("tiers by time", () => {
  const tiers = (by: string) => `credit: { tiers: { by: ${by}, steps: [
    { at-least: 1 hour, below: 4 hours, give: 1 KRW }, { at-least: 4 hours, at-most: 15 hours, give: 2 KRW },
    { above: 15 hours, give: { percent: 10, of: loss_amount, round: up } }] } }`;
  const window = (to: string) => `2022-10-15T15:30/2022-10-15T${to}`;

  test.for([
    ["59 minutes and 59 seconds", "16:29:59", "below-threshold"],
    ["an hour", "16:30", "1 KRW"],
    ["a second less than four hours", "19:29:59", "1 KRW"],
    ["four hours", "19:30", "2 KRW"],
  ] as const)("%s down", ([, to, expected]) => {
    expect(shown(given(tiers("down"), {}, { window: window(to) }))).toBe(expected);
  });

  test("more than the last edge, a part of the loss", () => {
    expect(shown(given(tiers("down"), { loss_amount: "1500" }))).toBe("150 KRW");
    expect(shown(given(tiers("down"), { loss_amount: "1500" }, { window: "none" }))).toBe("below-threshold");
  });

  test("lost is measured inside the period, a claim's from its day on", () => {
    const received = (received_at: string) => shown(given(tiers("lost"), { received_at }));
    expect(received("2022-10-16T06:00:01")).toBe("below-threshold");
    expect(received("2022-10-16T06:00")).toBe("1 KRW");
    expect(received("2022-10-16T03:00")).toBe("2 KRW");
    expect(received("2022-10-15T16:00")).toBe("2 KRW");
    expect(received("2022-10-15T15:59:59")).toBe("1 KRW");
  });
});

test("a tier may give nothing on purpose, or a grant in a unit", () => {
  const grant = "grant: { tiers: { by: seats, steps: [{ at-most: 1, give: nothing }, { at-most: 9, give: 5 CASH }] } }";
  expect(shown(given(grant, { seats: "1" }))).toBe("excluded");
  expect(shown(given(grant, { seats: "2" }))).toBe("5 CASH");
});
