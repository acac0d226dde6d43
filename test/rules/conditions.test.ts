import { describe, expect, test } from "vitest";
import { openZone } from "../../src/domain/zone.ts";
import { findUnmet } from "../../src/rules/conditions.ts";
import { type Cells, record, ruleOf, situation } from "./ground.ts";

/** The reason why not, or `holds`. Coupons, for their start may be missing. */
function unmet(condition: string, cells: Cells, window?: string): string {
  const { window: down, zone } = situation(window === undefined ? {} : { window });
  const conditions = ruleOf({ if: condition }).if;
  const reasons = conditions.map((one) => findUnmet(one, record("coupon", cells), down, zone));
  return reasons.find((reason) => reason !== undefined) ?? "holds";
}

/** `10-15T14:00/10-15T16:00` as the cells of a period; a side left out is empty. */
function period(text: string): Cells {
  const [starts = "", ends = ""] = text.split("/").map((time) => (time === "" ? "" : `2022-${time}`));
  return { started_at: starts, expires_at: ends };
}

const TWO = "[2022-10-15T15:30/2022-10-15T16:30, 2022-10-16T06:00/2022-10-16T07:00]";

describe("held during the outage, 10-15T15:30 to 10-16T07:00,", () => {
  test.for([
    ["a period inside", "10-15T16:00/10-15T17:00", undefined, "holds"],
    ["a period around", "10-01/10-31", undefined, "holds"],
    ["one that reaches in by a second", "10-01/10-15T15:30:01", undefined, "holds"],
    ["one that ends as it starts", "10-01/10-15T15:30", undefined, "not-held"],
    ["one that starts in its last second", "10-16T06:59:59/10-31", undefined, "holds"],
    ["one that starts as it ends", "10-16T07:00/10-31", undefined, "not-held"],
    ["a period without length inside", "10-15T16:00/10-15T16:00", undefined, "not-held"],
    ["one between two windows", "10-15T16:30/10-16T06:00", TWO, "not-held"],
    ["one that reaches into the second", "10-15T16:30/10-16T06:00:01", TWO, "holds"],
    ["since always", "/10-15T16:00", undefined, "holds"],
    ["since always, over before it", "/10-15T15:30", undefined, "not-held"],
    ["open-ended", "10-15T16:00/", undefined, "holds"],
    ["open-ended, from its end on", "10-16T07:00/", undefined, "not-held"],
    ["since always and open-ended", "/", undefined, "holds"],
    ["an end that is its first day", "10-01/10-15", undefined, "holds"],
    ["an end that is the day before", "10-01/10-14", undefined, "not-held"],
    ["a service that was not down", "10-01/10-31", "none", "not-held"],
  ] as const)("%s", ([, text, window, expected]) => {
    expect(unmet("{ held: during-outage }", period(text), window)).toBe(expected);
  });
});

describe("held throughout the outage", () => {
  test.for([
    ["a period around", "10-01/10-31", undefined, "holds"],
    ["exactly the window", "10-15T15:30/10-16T07:00", undefined, "holds"],
    ["from a second after its start", "10-15T15:30:01/10-31", undefined, "not-held"],
    ["until a second before its end", "10-01/10-16T06:59:59", undefined, "not-held"],
    ["from the first of two windows to the last", "10-15T15:30/10-16T07:00", TWO, "holds"],
    ["all of the first of two windows", "10-15T15:30/10-15T16:30", TWO, "not-held"],
    ["since always and open-ended", "/", undefined, "holds"],
    ["a service that was not down", "10-01/10-31", "none", "not-held"],
  ] as const)("%s", ([, text, window, expected]) => {
    expect(unmet("{ held: throughout-outage }", period(text), window)).toBe(expected);
  });
});

describe("ended during the outage", () => {
  test.for([
    ["in the middle", "10-01/10-15T20:00", undefined, "holds"],
    ["exactly as it ends", "10-01/10-16T07:00", undefined, "holds"],
    ["a second after it ends", "10-01/10-16T07:00:01", undefined, "not-ended"],
    ["exactly as it starts", "10-01/10-15T15:30", undefined, "not-ended"],
    ["a second after it starts", "10-01/10-15T15:30:01", undefined, "holds"],
    ["on its first day", "10-01/10-15", undefined, "holds"],
    ["on its last day, which goes on after it", "10-01/10-16", undefined, "not-ended"],
    ["between two windows", "10-01/10-15T20:00", TWO, "not-ended"],
    ["as the first of two windows ends", "10-01/10-15T16:30", TWO, "holds"],
    ["as the second of two windows starts", "10-01/10-16T06:00", TWO, "not-ended"],
    ["a period without length", "10-15T20:00/10-15T20:00", undefined, "holds"],
    ["open-ended", "10-01/", undefined, "not-ended"],
    ["since always", "/10-15T20:00", undefined, "holds"],
    ["a service that was not down", "10-01/10-15T20:00", "none", "not-ended"],
  ] as const)("%s", ([, text, window, expected]) => {
    expect(unmet("{ ended: during-outage }", period(text), window)).toBe(expected);
  });
});

describe("began during the outage", () => {
  test.for([
    ["in the middle", "10-15T20:00/10-31", undefined, "holds"],
    ["exactly as it starts", "10-15T15:30/10-31", undefined, "holds"],
    ["a second before it starts", "10-15T15:29:59/10-31", undefined, "not-begun"],
    ["a second before it ends", "10-16T06:59:59/10-31", undefined, "holds"],
    ["exactly as it ends", "10-16T07:00/10-31", undefined, "not-begun"],
    ["with the first day, before it", "10-15/10-31", undefined, "not-begun"],
    ["with the second day", "10-16/10-31", undefined, "holds"],
    ["between two windows", "10-15T16:30/10-31", TWO, "not-begun"],
    ["since always", "/10-31", undefined, "not-begun"],
    ["a service that was not down", "10-15T20:00/10-31", "none", "not-begun"],
  ] as const)("%s", ([, text, window, expected]) => {
    expect(unmet("{ began: during-outage }", period(text), window)).toBe(expected);
  });
});

describe("held on 2022-10-16", () => {
  test.for([
    ["around the day", "10-01/10-31", "holds"],
    ["only that day", "10-16/10-16", "holds"],
    ["until a second of it", "10-01/10-16T00:00:01", "holds"],
    ["until it begins", "10-01/10-16T00:00", "not-held-on"],
    ["through the day before", "10-01/10-15", "not-held-on"],
    ["from its last second on", "10-16T23:59:59/10-31", "holds"],
    ["from the next day on", "10-17/10-31", "not-held-on"],
    ["for no time on it", "10-16T12:00/10-16T12:00", "not-held-on"],
    ["since always", "/10-16T00:00:01", "holds"],
    ["open-ended", "10-16T23:59:59/", "holds"],
    ["since always and open-ended", "/", "holds"],
  ] as const)("%s", ([, text, expected]) => {
    expect(unmet("{ held-on: 2022-10-16 }", period(text), "none")).toBe(expected);
  });
});

describe("held on the day that New York sprang forward, which had 23 hours,", () => {
  test.for([
    ["its last second", "2022-03-13T23:59:59", "holds"],
    ["the day after", "2022-03-14", "not-held-on"],
  ] as const)("%s", ([, starts, expected]) => {
    const zone = openZone("America/New_York");
    const [condition] = ruleOf({ zone: zone.name, if: "{ held-on: 2022-03-13 }" }).if;
    const one = record("coupon", { started_at: starts, expires_at: "2022-10-18" }, zone.name);
    expect(condition === undefined ? "none" : (findUnmet(condition, one, undefined, zone) ?? "holds")).toBe(expected);
  });
});

describe("held at 2022-10-16T12:00", () => {
  test.for([
    ["from that moment on", "10-16T12:00/10-31", "holds"],
    ["from a second later on", "10-16T12:00:01/10-31", "not-held-on"],
    ["until a second later", "10-01/10-16T12:00:01", "holds"],
    ["until that moment", "10-01/10-16T12:00", "not-held-on"],
    ["for no time at that moment", "10-16T12:00/10-16T12:00", "not-held-on"],
    ["since always and open-ended", "/", "holds"],
  ] as const)("%s", ([, text, expected]) => {
    expect(unmet("{ held-on: 2022-10-16T12:00 }", period(text), "none")).toBe(expected);
  });
});

describe("lost", () => {
  test.for([
    ["exactly at-least", "{ at-least: 2 hours }", "10-15T13:00/10-15T17:30", undefined, "holds"],
    [
      "a second less than at-least",
      "{ at-least: 2 hours }",
      "10-15T13:00/10-15T17:29:59",
      undefined,
      "below-threshold",
    ],
    ["exactly more-than", "{ more-than: 2 hours }", "10-15T13:00/10-15T17:30", undefined, "below-threshold"],
    ["a second more than more-than", "{ more-than: 2 hours }", "10-15T13:00/10-15T17:30:01", undefined, "holds"],
    ["exactly at-most", "{ at-most: 2 hours }", "10-15T13:00/10-15T17:30", undefined, "holds"],
    ["a second more than at-most", "{ at-most: 2 hours }", "10-15T13:00/10-15T17:30:01", undefined, "below-threshold"],
    ["exactly less-than", "{ less-than: 2 hours }", "10-15T13:00/10-15T17:30", undefined, "below-threshold"],
    ["a second less than less-than", "{ less-than: 2 hours }", "10-15T13:00/10-15T17:29:59", undefined, "holds"],
    ["inside a range", "{ at-least: 1 hour, less-than: 2 hours }", "10-15T13:00/10-15T16:30", undefined, "holds"],
    [
      "above a range",
      "{ at-least: 1 hour, less-than: 2 hours }",
      "10-15T13:00/10-15T17:30",
      undefined,
      "below-threshold",
    ],
    ["two windows together", "{ at-least: 2 hours }", "10-01/10-31", TWO, "holds"],
    ["two windows but a second", "{ at-least: 2 hours }", "10-01/10-16T06:59:59", TWO, "below-threshold"],
    ["nothing of it", "{ at-most: 2 hours }", "10-01/10-10", undefined, "holds"],
    ["since always and open-ended", "{ at-least: 930 minutes }", "/", undefined, "holds"],
    ["a service that was not down, at-least", "{ at-least: 2 hours }", "10-01/10-31", "none", "below-threshold"],
    ["a service that was not down, at-most", "{ at-most: 2 hours }", "10-01/10-31", "none", "below-threshold"],
  ] as const)("%s", ([, test, text, window, expected]) => {
    expect(unmet(`{ lost: ${test} }`, period(text), window)).toBe(expected);
  });
});

describe("down", () => {
  test.for([
    ["exactly at-least", "{ at-least: 930 minutes }", "10-15T16:00/10-15T16:01", undefined, "holds"],
    ["a minute less than at-least", "{ at-least: 931 minutes }", "10-01/10-31", undefined, "below-threshold"],
    ["two windows together, without the time between", "{ at-most: 2 hours }", "10-01/10-31", TWO, "holds"],
    ["whatever the period", "{ at-least: 3 hours }", "09-01/09-30", undefined, "holds"],
    ["a service that was not down", "{ at-least: 3 hours }", "10-01/10-31", "none", "below-threshold"],
  ] as const)("%s", ([, test, text, window, expected]) => {
    expect(unmet(`{ down: ${test} }`, period(text), window)).toBe(expected);
  });
});

test("of several conditions all must hold", () => {
  const both = "{ held: during-outage, ended: during-outage }";
  expect(unmet(both, period("10-01/10-15T20:00"))).toBe("holds");
  expect(unmet(both, period("10-01/10-31"))).toBe("not-ended");
  expect(unmet(both, period("10-01/10-10"))).toBe("not-held");
});
