/** A new end stands for what its text says, however it is written and whatever the clocks do around it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createCurrencyTable } from "../../src/domain/currency.ts";
import { type End, endInstant } from "../../src/domain/duration.ts";
import { type Instant, instantAt } from "../../src/domain/instant.ts";
import { parseTimestamp } from "../../src/domain/parse-timestamp.ts";
import type { TimeForm } from "../../src/domain/time-form.ts";
import type { TimeRole } from "../../src/domain/timestamp.ts";
import { openZone } from "../../src/domain/zone.ts";
import { adjust, endOf } from "../../src/rules/adjust.ts";
import { AT_FIRST } from "../../src/rules/layers.ts";
import type { Situation } from "../../src/rules/situation.ts";
import { formOf } from "../domain/forms.ts";
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

interface Change {
  readonly zone: string;
  readonly old: string;
  readonly form?: TimeForm;
  readonly role?: TimeRole;
  /** The new end, where its old one is the one that it is counted from. */
  readonly endFrom: (old: End) => End;
}

/** What the text of the new end is read as, and what the decision takes it for. */
function ends({ zone, old, form, role = "end", endFrom }: Change): { readonly read: Instant; readonly taken: Instant } {
  const situation = situationIn(zone);
  const time = parseTimestamp(old, role, situation.zone, form);
  if (typeof time === "string") throw new Error(`${old} is ${time}`);
  const end = endFrom(endOf(time, situation.zone));
  const given = adjust(
    { action: "extend", field: "expires_at", old: { time, text: old }, end, renews: true, extendedBy: "" },
    situation,
  );
  if (typeof given === "string" || given.kind !== "adjustment") throw new Error("nothing was given");
  const read = parseTimestamp(given.newValue, role, situation.zone, form);
  // One that exists twice is the one that was meant.
  const meant = endInstant(end, situation.zone);
  return { read: typeof read === "string" ? meant : read.instant, taken: given.newEnd };
}

const momentAt = (at: number): End => ({ kind: "moment", at: instantAt(at) });

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
      const { read, taken } = ends({ zone, old: shape, endFrom: () => momentAt(change + distance) });
      expect(taken).toBe(read);
    },
  );
  fc.assert(property, runs(1500));
});

const FORMS: readonly (readonly [old: string, pattern: string])[] = [
  ["20220102", "yyyyMMdd"],
  ["2.1.2022", "d.M.yyyy"],
  ["20220102030405", "yyyyMMddHHmmss"],
  ["2022/01/02 00:00", "yyyy/MM/dd HH:mm"],
  ["1/2/2022 3:04:05 AM", "M/d/yyyy h:mm:ss a"],
  ["2022-01-02T03:04", "iso"],
  ["2022-01-02", "iso"],
  ["1641092645", "epoch-seconds"],
  ["44563", "excel-days"],
];

test("in forms, as days and as moments, in the zone of the form or of the policy, around the changes and far from them", () => {
  const changes = ["2022-03-13T07:00:00Z", "2022-11-06T06:00:00Z", "2022-09-04T04:00:00Z", "2022-06-01T00:00:00Z"];
  const zones = ["America/New_York", "America/Santiago", "Asia/Seoul", "Australia/Lord_Howe"];
  const form = fc.record({
    zone: fc.constantFrom(undefined, ...zones),
    midnight: fc.constantFrom("moment", "day"),
    through: fc.constantFrom("day", "before"),
    twice: fc.constantFrom(undefined, "earlier", "later"),
    never: fc.constantFrom(undefined, "forward"),
  } as const);
  const property = fc.property(
    fc.constantFrom(...zones),
    fc.constantFrom(...FORMS),
    form,
    fc.constantFrom("end", "charge"),
    fc.constantFrom(...changes.map((text) => Date.parse(text))),
    fc.oneof(fc.integer({ min: -60, max: 60 }), fc.nat(9999)),
    (zone, [old, pattern], means, role, change, halfHours) => {
      const at = change + (halfHours * HOUR) / 2;
      const endFrom = (end: End): End =>
        end.kind === "moment" ? momentAt(at) : { ...end, day: Math.floor(at / (24 * HOUR)) };
      const { read, taken } = ends({ zone, old, form: formOf(pattern, means), role, endFrom });
      expect(taken).toBe(read);
    },
  );
  fc.assert(property, runs(3000));
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
  const { taken } = ends({ zone: "Asia/Seoul", old, endFrom: () => momentAt(Date.parse(at)) });
  expect(taken).toBe(Date.parse(expected));
});
