/** How far rules look: the window, days and moments that they ask about, and the columns that they select by. */
import { describe, expect, test } from "vitest";
import { instantText } from "../../src/domain/format-timestamp.ts";
import { openZone } from "../../src/domain/zone.ts";
import type { PolicyParts } from "../policy/written.ts";
import { rulesOf, type Surroundings } from "./ground.ts";

const SEOUL = openZone("Asia/Seoul");

/** `2022-10-15T15:30:00+09:00 … 2022-10-16T07:00:00+09:00 by channel, status`, or `everything`. */
function horizonText(parts: PolicyParts, around?: Surroundings & { readonly rest?: string }): string {
  const horizon = rulesOf(parts, around).horizon("rental", "melon");
  if (horizon === undefined) return "everything";
  const { from, to, columns } = horizon;
  const times = [from, to].map((at) => instantText(at, SEOUL).replace(":00+09:00", "")).join(" … ");
  return columns.length === 0 ? times : `${times} by ${columns.join(", ")}`;
}

const WINDOW = "2022-10-15T15:30 … 2022-10-16T07:00";
const HELD = "{ held: during-outage }";

function rules(...lines: readonly string[]): PolicyParts {
  return { rules: `rules:\n${lines.map((line, index) => `  - { rule: r${index}, ${line} }`).join("\n")}` };
}

describe("the horizon in time", () => {
  test.for<readonly [string, PolicyParts, string]>([
    ["of who held it", { if: HELD }, WINDOW],
    ["of who held it throughout", { if: "{ held: throughout-outage }" }, WINDOW],
    ["of what ended", { if: "{ ended: during-outage }" }, WINDOW],
    ["of what began", { if: "{ began: during-outage }" }, WINDOW],
    ["of an earlier day: all of it", { if: "{ held-on: 2022-10-14 }" }, "2022-10-14T00:00 … 2022-10-16T07:00"],
    ["of a later day: all of it", { if: "{ held-on: 2022-10-18 }" }, "2022-10-15T15:30 … 2022-10-19T00:00"],
    ["of an earlier moment", { if: "{ held-on: 2022-10-14T12:00 }" }, "2022-10-14T12:00 … 2022-10-16T07:00"],
    ["of a later moment", { if: "{ held-on: 2022-10-18T12:00 }" }, "2022-10-15T15:30 … 2022-10-18T12:00"],
    [
      "of several conditions",
      { if: "{ held: during-outage, held-on: 2022-10-18 }" },
      "2022-10-15T15:30 … 2022-10-19T00:00",
    ],
    [
      "of several rules",
      rules(`for: {}, if: ${HELD}, give: nothing`, "for: {}, if: { held-on: 2022-10-01 }, give: { extend: 3 days }"),
      "2022-10-01T00:00 … 2022-10-16T07:00",
    ],
    [
      "of several layers",
      {
        rules: `layers:
  - { layer: time, rules: [{ rule: a, for: {}, if: ${HELD}, give: { extend: 3 days } }] }
  - { layer: more, rules: [{ rule: b, for: {}, if: { held-on: 2022-10-01 }, give: { extend: 3 days } }] }`,
      },
      "2022-10-01T00:00 … 2022-10-16T07:00",
    ],
    ["of a length besides", { if: "{ held: during-outage, lost: { at-least: 2 hours } }" }, WINDOW],
    ["of no condition is everything", {}, "everything"],
    ["of a length alone is everything", { if: "{ lost: { at-most: 2 hours } }" }, "everything"],
    [
      "of one rule without bounds is everything",
      rules(`for: {}, if: ${HELD}, give: nothing`, "for: {}, give: { extend: 3 days }"),
      "everything",
    ],
    [
      "is everything where another end than that of the period is changed",
      { if: HELD, give: "{ extend: { by: 3 days, field: viewable_until } }" },
      "everything",
    ],
    [
      "is everything where another end is moved",
      { if: HELD, give: "{ move: { to: 2022-11-01, field: viewable_until } }" },
      "everything",
    ],
    ["of rules for others is none", { for: "{ service: page }", if: HELD }, "everything"],
  ])("%s", ([, parts, expected]) => {
    expect(horizonText(parts)).toBe(expected);
  });

  test.for<readonly [string, string | undefined, string | undefined, string]>([
    [
      "all intervals of the outage",
      "[2022-10-15T15:30/2022-10-15T16:00, 2022-10-18T01:00/2022-10-18T02:00]",
      undefined,
      "2022-10-15T15:30 … 2022-10-18T02:00",
    ],
    [
      "the service's own window, and no other",
      undefined,
      "services:\n  melon: 2022-10-17T01:00/2022-10-17T02:00",
      "2022-10-17T01:00 … 2022-10-17T02:00",
    ],
    [
      "all windows of the service, by what they differ in",
      undefined,
      "services:\n  melon:\n    - { window: 2022-10-17T01:00/2022-10-17T02:00, where: { region: seoul } }\n    - { window: 2022-10-18T01:00/2022-10-18T02:00, where: { region: busan } }",
      "2022-10-17T01:00 … 2022-10-18T02:00 by region",
    ],
    [
      "all windows of the service, by a column that is called as the kind of records is in rules",
      undefined,
      "services:\n  melon:\n    - { window: 2022-10-17T01:00/2022-10-17T02:00, where: { record: a } }\n    - { window: 2022-10-18T01:00/2022-10-18T02:00, where: { record: b } }",
      "2022-10-17T01:00 … 2022-10-18T02:00 by record",
    ],
    ["also what is excluded from the window", undefined, "exclude: [2022-10-15T15:30/2022-10-15T20:00]", WINDOW],
  ])("is that of %s", ([, window, rest, expected]) => {
    const around = { ...(window === undefined ? {} : { window }), ...(rest === undefined ? {} : { rest }) };
    expect(horizonText({ if: HELD }, around)).toBe(expected);
  });
});

test("what rules select by settles the rest, but for what all of them are for", () => {
  const parts = rules(
    `for: { record: rental, service: melon, channel: web }, unless: { status: refunded }, if: ${HELD}, give: { extend: 3 days }`,
    `for: { channel: apple, plan: { not: free } }, if: ${HELD}, give: nothing`,
    `for: { service: page, grade: gold }, if: ${HELD}, give: nothing`,
  );
  expect(horizonText(parts)).toBe(`${WINDOW} by channel, status, plan`);
});
