/** A new end stands for what its text says, however it is written and whatever the clocks do around it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createCurrencyTable } from "../../src/domain/currency.ts";
import { type Instant, instantAt } from "../../src/domain/instant.ts";
import { parseTimestamp } from "../../src/domain/parse-timestamp.ts";
import { openZone } from "../../src/domain/zone.ts";
import { adjust } from "../../src/rules/adjust.ts";
import { AT_FIRST } from "../../src/rules/layers.ts";
import type { Situation } from "../../src/rules/situation.ts";
import { runs } from "../domain/runs.ts";

function situationIn(zone: string): Situation {
  return {
    zone: openZone(zone),
    currencies: createCurrencyTable(new Map()),
    asOf: instantAt(0),
    window: undefined,
    ceilings: { extend: [], credit: new Map(), price: true },
    ...AT_FIRST,
  };
}

/** What the text of the new end is read as, and what the decision takes it for. */
function ends(zone: string, old: string, at: Instant): { readonly read: Instant; readonly taken: Instant } {
  const situation = situationIn(zone);
  const time = parseTimestamp(old, "end", situation.zone);
  if (typeof time === "string") throw new Error(`${old} is ${time}`);
  const end = { kind: "moment", at } as const;
  const given = adjust(
    { action: "extend", field: "expires_at", old: { time, text: old }, end, renews: true, extendedBy: "" },
    situation,
  );
  if (typeof given === "string" || given.kind !== "adjustment") throw new Error("nothing was given");
  const read = parseTimestamp(given.newValue, "end", situation.zone);
  // One that exists twice is the one that was meant.
  return { read: typeof read === "string" ? at : read.instant, taken: given.newEnd };
}

const HOUR = 3_600_000;
const SHAPES = [
  "2022-01-02T03:04:05",
  "2022-01-02 03:04",
  "2022-01-02T03:04:05.250",
  "2022-01-02",
  "2022-01-02T03:04:05+09:00",
];

test("in zones that change their clocks, around the hours of the change and far from it", () => {
  const changes = ["2022-03-13T07:00:00Z", "2022-11-06T06:00:00Z", "2022-03-27T01:00:00Z", "2022-10-30T01:00:00Z"];
  const property = fc.property(
    fc.constantFrom("America/New_York", "Europe/Berlin", "Asia/Seoul", "Australia/Lord_Howe"),
    fc.constantFrom(...SHAPES),
    fc.constantFrom(...changes.map((text) => Date.parse(text))),
    fc.oneof(
      fc.integer({ min: -30 * HOUR, max: 30 * HOUR }),
      fc.integer({ min: -40, max: 40 }).map((n) => (n * HOUR) / 2),
    ),
    (zone, shape, change, distance) => {
      const { read, taken } = ends(zone, shape, instantAt(change + distance));
      expect(taken).toBe(read);
    },
  );
  fc.assert(property, runs(1500));
});

test.for([
  ["a minute that is whole", "2022-10-18 01:57", "2022-10-21T01:57:00.000+09:00", "2022-10-21T01:57:00.000+09:00"],
  ["a minute that is not", "2022-10-18 01:57", "2022-10-21T01:57:00.001+09:00", "2022-10-21T01:58:00.000+09:00"],
  [
    "a second that is not whole",
    "2022-10-18T01:57:03",
    "2022-10-21T01:57:03.999+09:00",
    "2022-10-21T01:57:04.000+09:00",
  ],
  ["a tenth", "2022-10-18T01:57:03.5", "2022-10-21T01:57:03.101+09:00", "2022-10-21T01:57:03.200+09:00"],
] as const)("what a shape rounds up is given: %s", ([, old, at, expected]) => {
  const { taken } = ends("Asia/Seoul", old, instantAt(Date.parse(at)));
  expect(taken).toBe(Date.parse(expected));
});
