import { describe, expect, test } from "vitest";
import { move } from "../../src/rules/move.ts";
import { giveOf, record, type Surroundings, shown, situation } from "./ground.ts";

function moved(give: string, ends: string, surroundings: Surroundings = {}): string {
  const { zone = "Asia/Seoul" } = surroundings;
  const rental = record("rental", { started_at: "", expires_at: ends }, zone);
  return shown(move(giveOf(`{ move: ${give} }`, ["move"], zone), rental, situation(surroundings)));
}

/** Before the outage is over, so that nothing is dead on arrival. */
const LONG_AGO = { asOf: "2022-10-01T00:00:00+09:00" };

describe("moves to a day", () => {
  test.for([
    ["a date", "2022-10-15", "2022-10-17 (2 days)"],
    ["a date the day before", "2022-10-16", "2022-10-17 (1 day)"],
    ["not the same date", "2022-10-17", "already-later"],
    ["not a later date", "2022-10-20", "already-later"],
    ["a moment, to the end of that day", "2022-10-15T16:00", "2022-10-18T00:00 (56 hours)"],
    ["not a moment a minute before its end, which is a way to write it", "2022-10-17T23:59", "already-later"],
    ["a moment two minutes before its end", "2022-10-17T23:58", "2022-10-18T00:00 (2 minutes)"],
    ["not a moment at its end", "2022-10-18T00:00", "already-later"],
    ["a moment with seconds", "2022-10-17 23:59:58", "2022-10-18 00:00:00 (2 seconds)"],
    ["a date in the zone's offset", "2022-10-15+09:00", "2022-10-17+09:00 (2 days)"],
    ["a date in UTC, which lasts longer", "2022-10-15Z", "2022-10-17Z (2 days)"],
    ["not a date in UTC that lasts past it", "2022-10-17Z", "already-later"],
    ["nothing that is open-ended", "", "no-expiry"],
  ] as const)("%s", ([, ends, expected]) => {
    expect(moved("2022-10-17", ends, LONG_AGO)).toBe(expected);
  });
});

describe("moves to a moment, 2022-10-17T12:00", () => {
  test.for([
    ["a moment", "2022-10-15T16:00", "2022-10-17T12:00 (44 hours)"],
    ["a moment a minute before", "2022-10-17T11:59", "2022-10-17T12:00 (1 minute)"],
    ["not the same moment", "2022-10-17T12:00", "already-later"],
    ["a moment in UTC", "2022-10-17T02:59Z", "2022-10-17T03:00Z (1 minute)"],
    ["a date, which rounds up to the day", "2022-10-16", "2022-10-17 (12 hours)"],
    ["not a date that lasts past it", "2022-10-17", "already-later"],
  ] as const)("%s", ([, ends, expected]) => {
    expect(moved("2022-10-17T12:00", ends, LONG_AGO)).toBe(expected);
  });
});

describe("is dead on arrival", () => {
  test.for([
    ["at a day that is over", "2022-10-20", "2022-10-20 (5 days) dead-on-arrival"],
    ["not at a day that is not over", "2022-10-21", "2022-10-21 (6 days)"],
    ["at this very moment", "2022-10-21T11:00", "2022-10-21 (131 hours)"],
  ] as const)("%s, as of 10-21T11:00", ([, to, expected]) => {
    expect(moved(to, "2022-10-15")).toBe(expected);
  });

  test.for([
    ["now", "2022-10-21T11:00", "2022-10-21T11:00 (139 hours) dead-on-arrival"],
    ["a minute from now", "2022-10-21T11:01", "2022-10-21T11:01 (139 hours 1 minute)"],
  ] as const)("a moment %s", ([, to, expected]) => {
    expect(moved(to, "2022-10-15T16:00")).toBe(expected);
  });
});

test("a day of the policy's zone is given whole to a date in another offset", () => {
  const there = { zone: "America/New_York", asOf: "2022-10-01T00:00:00+09:00" };
  expect(moved("2022-10-17", "2022-10-15Z", there)).toBe("2022-10-18Z (2 days)");
  expect(moved("2022-10-17", "2022-10-15-04:00", there)).toBe("2022-10-17-04:00 (2 days)");
});

test("moves the field that the rule names", () => {
  const give = giveOf("{ move: { to: 2022-10-30, field: next_billing_at } }", ["move"]);
  const one = record("subscription", { expires_at: "2022-10-25", next_billing_at: "2022-10-28" });
  expect(shown(move(give, one, situation()))).toBe("2022-10-30 (2 days) moves-charge");
  const other = record("subscription", { expires_at: "2022-10-25" });
  expect(shown(move(give, other, situation()))).toBe("no-expiry");
});
