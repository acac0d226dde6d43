import { describe, expect, test } from "vitest";
import { extend } from "../../src/rules/extend.ts";
import { giveOf, policyOf, record, type Surroundings, shown, situation } from "./ground.ts";

function extended(give: string, ends: string, surroundings: Surroundings = {}): string {
  const { zone = "Asia/Seoul", limits } = surroundings;
  const plain = situation(surroundings);
  const ceilings = policyOf(limits === undefined ? {} : { top: `limits: ${limits}` }).limits.flatMap(({ most }) =>
    most.kind === "extend" ? [most.by] : [],
  );
  const started = ends < "2022-10-01" ? "" : "2022-10-01";
  const rental = record("rental", { started_at: started, expires_at: ends, paused_until: "" }, zone);
  const given = extend(giveOf(`{ extend: ${give} }`, ["extend"], zone), rental, {
    ...plain,
    ceilings: { ...plain.ceilings, extend: ceilings },
  });
  return shown(given);
}

describe("counts from the old end", () => {
  test.for([
    ["days onto a date", "3 days", "2022-10-30", "2022-11-02 (3 days)"],
    ["days onto a moment", "3 days", "2022-10-30T12:00", "2022-11-02T12:00 (3 days)"],
    ["hours onto a moment", "72 hours", "2022-10-30T12:00:30", "2022-11-02T12:00:30 (72 hours)"],
    ["hours onto a date, which stays one", "72 hours", "2022-10-30", "2022-11-02 (72 hours)"],
    ["a started day onto a date", "1 hour", "2022-10-30", "2022-10-31 (1 hour)"],
    ["25 hours onto a date", "25 hours", "2022-10-30", "2022-11-01 (25 hours)"],
    ["a month onto a month's end", "1 month", "2022-10-31", "2022-11-30 (1 month)"],
    ["a month onto a moment", "1 month", "2022-10-31T23:59", "2022-11-30T23:59 (1 month)"],
    ["a month onto the end of January", "1 month", "2024-01-31", "2024-02-29 (1 month)"],
    ["months before days", "P1M1D", "2023-01-31", "2023-03-01 (1 month 1 day)"],
    ["the same shape, with an offset", "1 day", "2022-10-30 12:00:00.5+0900", "2022-10-31 12:00:00.5+0900 (1 day)"],
    ["the same shape, in UTC", "1 hour", "2022-10-30T23:30Z", "2022-10-31T00:30Z (1 hour)"],
    ["minutes that the shape holds", "90 minutes", "2022-10-30T23:00", "2022-10-31T00:30 (1 hour 30 minutes)"],
    [
      "seconds that the shape does not hold, which round up",
      "1 second",
      "2022-10-30T23:00",
      "2022-10-30T23:01 (1 second)",
    ],
    ["past the year 9999", "12 months", "9999-06-01", "? time-out-of-range"],
    ["to the last day of 9999", "1 day", "9999-12-30", "9999-12-31 (1 day)"],
    ["a day past it", "1 day", "9999-12-31", "? time-out-of-range"],
    ["nothing, when there is none", "3 days", "", "no-expiry"],
  ] as const)("%s", ([, by, ends, expected]) => {
    expect(extended(by, ends)).toBe(expected);
  });
});

describe("counts from elsewhere: the outage's end 10-16T07:00, as of 10-21T11:00", () => {
  test.for([
    ["outage-end", "2022-10-15T16:00", "2022-10-19T07:00 (3 days) dead-on-arrival"],
    ["outage-end onto a date", "2022-10-15", "2022-10-19 (3 days) dead-on-arrival"],
    ["outage-end, not backwards", "2022-10-30T12:00", "already-later"],
    ["outage-end, exactly the old end", "2022-10-19T07:00", "already-later"],
    ["outage-end, a minute before it", "2022-10-19T06:59", "2022-10-19T07:00 (3 days) dead-on-arrival"],
    ["later, the outage's", "2022-10-16T06:59", "2022-10-19T07:00 (3 days) dead-on-arrival"],
    ["later, both the same", "2022-10-16T07:00", "2022-10-19T07:00 (3 days) dead-on-arrival"],
    ["later, the old end", "2022-10-16T07:01", "2022-10-19T07:01 (3 days) dead-on-arrival"],
    ["later, a date that lasts past the outage", "2022-10-16", "2022-10-19 (3 days) dead-on-arrival"],
    ["as-of", "2022-10-15T16:00", "2022-10-24T11:00 (3 days)"],
    ["as-of onto a date", "2022-10-15", "2022-10-24 (3 days)"],
    ["as-of, not backwards", "2022-10-24T11:00", "already-later"],
    ["latest, now", "2022-10-15T16:00", "2022-10-24T11:00 (3 days)"],
    ["latest, the old end", "2022-10-30T12:00", "2022-11-02T12:00 (3 days)"],
    ["ends", "2022-10-15T16:00", "2022-10-18T16:00 (3 days) dead-on-arrival"],
  ] as const)("%s", ([name, ends, expected]) => {
    const from = name.split(/[ ,]/)[0];
    expect(extended(`{ by: 3 days, from: ${from} }`, ends)).toBe(expected);
  });

  test("latest, the outage's end when it is still to come", () => {
    const future = { asOf: "2022-10-15T20:00:00+09:00" };
    expect(extended("{ by: 3 days, from: latest }", "2022-10-15T16:00", future)).toBe("2022-10-19T07:00 (3 days)");
  });

  test.for([
    ["outage-end", "not-held"],
    ["later", "2022-11-02T12:00 (3 days)"],
    ["latest", "2022-11-02T12:00 (3 days)"],
    ["as-of", "already-later"],
  ] as const)("%s where the service was not down", ([from, expected]) => {
    expect(extended(`{ by: 3 days, from: ${from} }`, "2022-10-30T12:00", { window: "none" })).toBe(expected);
  });
});

describe("is dead on arrival", () => {
  test.for([
    ["exactly now", "2022-10-20T11:00", "2022-10-21T11:00 (1 day) dead-on-arrival"],
    ["a minute from now", "2022-10-20T11:01", "2022-10-21T11:01 (1 day)"],
  ] as const)("if it ends %s", ([, ends, expected]) => {
    expect(extended("1 day", ends)).toBe(expected);
  });

  test.for([
    ["exactly as the outage does", "2022-10-15T07:00", "2022-10-16T07:00 (1 day) dead-on-arrival"],
    ["a minute later", "2022-10-15T07:01", "2022-10-16T07:01 (1 day)"],
  ] as const)("if it ends %s, planned during the outage", ([, ends, expected]) => {
    expect(extended("1 day", ends, { asOf: "2022-10-15T16:00:00+09:00" })).toBe(expected);
  });
});

describe("measures", () => {
  test.for([
    ["the outage, 15 h 30 min", "outage", "2022-10-16T00:00", "2022-10-16T15:30 (15 hours 30 minutes) dead-on-arrival"],
    ["what was lost of it", "lost", "2022-10-16T00:00", "2022-10-16T08:30 (8 hours 30 minutes) dead-on-arrival"],
    [
      "in whole hours, if it is written in full",
      "{ by: { of: lost } }",
      "2022-10-16T00:00",
      "2022-10-16T09:00 (9 hours) dead-on-arrival",
    ],
    ["ten times", "{ by: { times: 10, of: lost } }", "2022-10-16T00:00", "2022-10-19T13:00 (85 hours) dead-on-arrival"],
    [
      "half",
      "{ by: { times: 0.5, of: lost, up-to: 1 minute } }",
      "2022-10-16T00:00",
      "2022-10-16T04:15 (4 hours 15 minutes) dead-on-arrival",
    ],
    [
      "exactly whole steps",
      "{ by: { of: lost, up-to: 30 minutes } }",
      "2022-10-16T00:00",
      "2022-10-16T08:30 (8 hours 30 minutes) dead-on-arrival",
    ],
    ["plus days", "{ by: { of: lost, plus: 30 days } }", "2022-10-16T00:00", "2022-11-15T09:00 (9 hours + 30 days)"],
    ["nothing that was lost", "lost", "2022-10-15T15:30", "already-later"],
    [
      "nothing that was lost, plus days",
      "{ by: { of: lost, plus: 30 days } }",
      "2022-10-15T15:30",
      "2022-11-14T15:30 (30 days)",
    ],
  ] as const)("%s", ([, by, ends, expected]) => {
    expect(extended(by, ends)).toBe(expected);
  });

  test.for(["lost", "outage"])("nothing by %s where the service was not down", (by) => {
    expect(extended(by, "2022-10-30", { window: "none" })).toBe("already-later");
  });

  test("several windows once, without the time between", () => {
    const window =
      "[2022-10-15T15:00/2022-10-15T16:00, 2022-10-15T15:30/2022-10-15T17:00, 2022-10-16T00:00/2022-10-16T01:00]";
    expect(extended("outage", "2022-10-30T00:00", { window })).toBe("2022-10-30T03:00 (3 hours)");
  });
});

describe("is held", () => {
  test.for([
    ["to at-most", "{ by: 10 days, at-most: 4 days }", "2022-10-30", undefined, "2022-11-03 (4 days) capped"],
    ["not at exactly at-most", "{ by: 4 days, at-most: 4 days }", "2022-10-30", undefined, "2022-11-03 (4 days)"],
    [
      "to at-most in hours, not at the same in days",
      "{ by: 4 days, at-most: 96 hours }",
      "2022-10-30T10:00",
      undefined,
      "2022-11-03T10:00 (4 days)",
    ],
    [
      "to at-most from the same origin",
      "{ by: 10 days, from: as-of, at-most: 4 days }",
      "2022-10-15",
      undefined,
      "2022-10-25 (4 days) capped",
    ],
    [
      "to at-most that is not later",
      "{ by: 10 days, from: outage-end, at-most: 1 day }",
      "2022-10-30",
      undefined,
      "already-later",
    ],
    [
      "to a ceiling per record",
      "10 days",
      "2022-10-30",
      "[{ per: record, extend: 5 days }]",
      "2022-11-04 (5 days) capped",
    ],
    ["not at exactly the ceiling", "5 days", "2022-10-30", "[{ per: record, extend: 5 days }]", "2022-11-04 (5 days)"],
    [
      "to the lowest of two ceilings",
      "10 days",
      "2022-10-30",
      "[{ per: record, extend: 7 days }, { per: record, extend: 5 days }]",
      "2022-11-04 (5 days) capped",
    ],
    [
      "to a ceiling from the old end, whatever the origin",
      "{ by: 10 days, from: as-of }",
      "2022-10-18",
      "[{ per: record, extend: 5 days }]",
      "2022-10-23 (5 days) capped",
    ],
    [
      "to the nearer of at-most and ceiling",
      "{ by: 10 days, at-most: 4 days }",
      "2022-10-30",
      "[{ per: record, extend: 5 days }]",
      "2022-11-03 (4 days) capped",
    ],
    [
      "to the ceiling below at-most",
      "{ by: 10 days, at-most: 6 days }",
      "2022-10-30",
      "[{ per: record, extend: 5 days }]",
      "2022-11-04 (5 days) capped",
    ],
  ] as const)("%s", ([, give, ends, limits, expected]) => {
    expect(extended(give, ends, limits === undefined ? {} : { limits })).toBe(expected);
  });
});

describe("follows the clock of the zone", () => {
  const zone = "America/New_York";
  test.for([
    ["3 days over the autumn change keep the clock", "3 days", "2022-11-05T12:00", "2022-11-08T12:00 (3 days)"],
    ["72 hours do not", "72 hours", "2022-11-05T12:00", "2022-11-08T11:00 (72 hours)"],
    [
      "3 days, with an offset that changes with the zone",
      "3 days",
      "2022-11-05T12:00-04:00",
      "2022-11-08T12:00-05:00 (3 days)",
    ],
    ["72 hours, with an offset", "72 hours", "2022-11-05T12:00-04:00", "2022-11-08T11:00-05:00 (72 hours)"],
    ["a foreign offset stays", "72 hours", "2022-11-05T12:00+09:00", "2022-11-08T12:00+09:00 (72 hours)"],
    ["into the gap of spring: forward by it", "1 day", "2023-03-11T02:30", "2023-03-12T03:30 (1 day)"],
    ["a date over the day of 25 hours", "24 hours", "2022-11-05", "2022-11-06 (24 hours)"],
    ["a date and 25 hours over it", "25 hours", "2022-11-05", "2022-11-06 (25 hours)"],
    ["a date and 26 hours over it", "26 hours", "2022-11-05", "2022-11-07 (26 hours)"],
  ] as const)("%s", ([, by, ends, expected]) => {
    expect(extended(by, ends, { zone })).toBe(expected);
  });
});

describe("changes another field", () => {
  const give = giveOf("{ extend: { by: 3 days, field: next_billing_at } }", ["extend"]);

  test("the one that the rule names, and says that it moves a charge", () => {
    const one = record("subscription", { expires_at: "2022-10-25", next_billing_at: "2022-10-30" });
    const given = extend(give, one, situation());
    expect(shown(given)).toBe("2022-11-02 (3 days) moves-charge");
    expect(given).toMatchObject({ field: "next_billing_at", oldValue: "2022-10-30" });
  });

  test("not the one that the record ends with", () => {
    const one = record("subscription", { expires_at: "2022-10-25" });
    expect(shown(extend(give, one, situation()))).toBe("no-expiry");
  });
});
