import { describe, expect, test } from "vitest";
import { renew } from "../../src/rules/renew.ts";
import { type Cells, giveOf, record, type Surroundings, shown, situation } from "./ground.ts";

function renewed(give: string, cells: Cells, surroundings: Surroundings = {}): string {
  const { zone = "Asia/Seoul" } = surroundings;
  const read = giveOf(`{ ${give} }`, ["reissue", "restore"], zone);
  return shown(renew(read, record("coupon", cells, zone), situation(surroundings)));
}

describe("reissues, as of 10-21T11:00, after an outage until 10-16T07:00", () => {
  test.for([
    ["a date, whose first day is today", "reissue: 7 days", "2022-10-15", "2022-10-27 (7 days)"],
    ["for one day, which is today", "reissue: 1 day", "2022-10-15", "2022-10-21 (1 day)"],
    ["for a month from today", "reissue: 1 month", "2022-10-15", "2022-11-20 (1 month)"],
    ["a moment, from now", "reissue: 7 days", "2022-10-15T16:00", "2022-10-28T11:00 (7 days)"],
    ["hours onto a date, which round up to the day", "reissue: 24 hours", "2022-10-15", "2022-10-22 (24 hours)"],
    ["days and hours onto a date", "reissue: P1DT1H", "2022-10-15", "2022-10-22 (1 day 1 hour)"],
    ["hours onto a moment", "reissue: 24 hours", "2022-10-15T16:00", "2022-10-22T11:00 (24 hours)"],
    ["not what is open-ended", "reissue: 7 days", "", "no-expiry"],
  ] as const)("%s", ([, give, ends, expected]) => {
    expect(renewed(give, { expires_at: ends })).toBe(expected);
  });

  test.for([
    ["as-of", "2022-10-15", "2022-10-27 (7 days)"],
    ["outage-end", "2022-10-15", "2022-10-22 (7 days)"],
    ["ends", "2022-10-15", "2022-10-22 (7 days)"],
    ["ends", "2022-10-15T16:00", "2022-10-22T16:00 (7 days)"],
    ["outage-end", "2022-10-15T16:00", "2022-10-23T07:00 (7 days)"],
    ["outage-end", "2022-10-22", "already-later"],
    ["as-of", "2022-10-26", "2022-10-27 (7 days)"],
    ["as-of", "2022-10-27", "already-later"],
    ["as-of", "2022-10-28T11:00", "already-later"],
    ["as-of", "2022-10-28T10:59", "2022-10-28T11:00 (7 days)"],
  ] as const)("from %s, onto %s", ([from, ends, expected]) => {
    expect(renewed(`reissue: { valid: 7 days, from: ${from} }`, { expires_at: ends })).toBe(expected);
  });

  test.for([
    ["outage-end", "not-held"],
    ["as-of", "2022-10-27 (7 days)"],
    ["ends", "2022-10-22 (7 days)"],
  ] as const)("from %s where the service was not down", ([from, expected]) => {
    const give = `reissue: { valid: 7 days, from: ${from} }`;
    expect(renewed(give, { expires_at: "2022-10-15" }, { window: "none" })).toBe(expected);
  });

  test("the first day is that of the policy's zone", () => {
    const late = { zone: "America/New_York", asOf: "2022-10-21T03:00:00Z" };
    expect(renewed("reissue: 7 days", { expires_at: "2022-10-15" }, late)).toBe("2022-10-26 (7 days)");
    expect(renewed("reissue: 7 days", { expires_at: "2022-10-15Z" }, late)).toBe("2022-10-27Z (7 days)");
  });

  test("counted from the end of the outage it may be dead on arrival", () => {
    const give = "reissue: { valid: 5 days, from: outage-end }";
    expect(renewed(give, { expires_at: "2022-10-15" })).toBe("2022-10-20 (5 days) dead-on-arrival");
  });
});

describe("restores", () => {
  test.for([
    ["what remains", { amount: "3000", remaining: "1200" }, "2022-10-27 (7 days) of 1200 KRW"],
    ["all of it, when nothing says what remains", { amount: "3000", remaining: "" }, "2022-10-27 (7 days) of 3000 KRW"],
    ["the last point", { amount: "3000", remaining: "1" }, "2022-10-27 (7 days) of 1 KRW"],
    ["nothing, when nothing remains", { amount: "3000", remaining: "0" }, "zero-amount"],
    ["nothing of nothing", { amount: "0", remaining: "" }, "zero-amount"],
    ["for a person, when no column says how much", { amount: "", remaining: "" }, "? price-unknown"],
    ["for a person, without a currency", { currency: "" }, "? price-unknown"],
    ["a unit of the policy", { amount: "1.234", currency: "GOLD" }, "2022-10-27 (7 days) of 1.234 GOLD"],
  ] as const)("%s", ([, cells, expected]) => {
    expect(renewed("restore: 7 days", { expires_at: "2022-10-15", ...cells })).toBe(expected);
  });

  test("nothing whose end is later already", () => {
    expect(renewed("restore: 7 days", { expires_at: "2022-10-28" })).toBe("already-later");
  });
});
