/** New ends for times in the forms of a mapping, worked out by hand: what is given is counted in the policy's zone. */
import { describe, expect, test } from "vitest";
import { createCurrencyTable } from "../../src/domain/currency.ts";
import type { Adjustment } from "../../src/domain/decision.ts";
import { addToEnd, endInstant, parseDuration } from "../../src/domain/duration.ts";
import { DAY, OPEN_ENDED, SINCE_ALWAYS } from "../../src/domain/instant.ts";
import { parseTimestamp } from "../../src/domain/parse-timestamp.ts";
import type { ExportRecord } from "../../src/domain/record.ts";
import type { TimeForm } from "../../src/domain/time-form.ts";
import { createTimeCell } from "../../src/domain/time-reader.ts";
import type { TimeRole } from "../../src/domain/timestamp.ts";
import { openZone } from "../../src/domain/zone.ts";
import { endOf } from "../../src/rules/adjust.ts";
import { type Extend, extend } from "../../src/rules/extend.ts";
import { AT_FIRST, situationAfter } from "../../src/rules/layers.ts";
import { move } from "../../src/rules/move.ts";
import { renew } from "../../src/rules/renew.ts";
import type { Given, Situation } from "../../src/rules/situation.ts";
import { formOf } from "../domain/forms.ts";
import { instant } from "../domain/oracle.ts";

const COLUMN: { readonly [role in TimeRole]: string } = {
  start: "started_at",
  end: "expires_at",
  charge: "next_billing_at",
};

/** A record with one time, in a form. */
function recordWith(text: string, form: TimeForm | undefined, role: TimeRole, zone: string): ExportRecord {
  const cell = createTimeCell(role, openZone(zone), form);
  cell.bytes = new TextEncoder().encode(text);
  cell.to = cell.bytes.length;
  cell.state = "unread";
  return {
    kind: role === "charge" ? "subscription" : "coupon",
    id: () => "1",
    service: "app",
    starts: SINCE_ALWAYS,
    ends: OPEN_ENDED,
    endColumn: COLUMN[role],
    renews: true,
    text: () => text,
    times: new Map([[COLUMN[role], cell]]),
    money: () => undefined,
  };
}

const AS_OF = instant("2024-03-14T12:00+09:00");

function situationIn(zone: string): Situation {
  const window = { start: instant("2024-03-12T10:00Z"), end: instant("2024-03-13T10:00Z") };
  return {
    zone: openZone(zone),
    currencies: createCurrencyTable(new Map()),
    asOf: AS_OF,
    window: { ...window, intervals: [window], length: DAY },
    ceilings: { extend: [], credit: new Map(), price: true },
    ...AT_FIRST,
  };
}

function span(text: string) {
  const duration = parseDuration(text);
  if (duration === undefined) throw new Error(text);
  return duration;
}

function extension(by: string, change: Partial<Extend> = {}): Extend {
  return {
    kind: "extend",
    by: { kind: "stated", duration: span(by) },
    from: "ends",
    atMost: undefined,
    field: undefined,
    ...change,
  } as Extend;
}

function adjustmentOf(given: Given): Adjustment {
  if (typeof given === "string" || given.kind !== "adjustment") throw new Error(JSON.stringify(given));
  return given;
}

function extended(text: string, form: TimeForm | undefined, by: string, role: TimeRole = "end", zone = "Asia/Seoul") {
  return adjustmentOf(extend(extension(by), recordWith(text, form, role, zone), situationIn(zone)));
}

const UTC = { zone: "UTC" } as const;

describe("extends in a form", () => {
  test.for([
    ["digits", "yyyyMMdd", "20240314", {}, "3 days", "20240317", "2024-03-18T00:00+09:00"],
    [
      "a date before which it ends",
      "yyyyMMdd",
      "20240314",
      { through: "before" },
      "3 days",
      "20240317",
      "2024-03-17T00:00+09:00",
    ],
    ["a month end is clamped", "d/M/yyyy", "31/1/2024", {}, "1 month", "29/2/2024", "2024-03-01T00:00+09:00"],
    ["a date of UTC steps as a date", "iso", "2024-03-14", UTC, "3 days", "2024-03-17", "2024-03-18T09:00+09:00"],
    [
      "hours on a date of UTC round up to its day",
      "iso",
      "2024-03-14",
      UTC,
      "1 hour",
      "2024-03-15",
      "2024-03-16T09:00+09:00",
    ],
    ["whole days in hours on it", "iso", "2024-03-14", UTC, "72 hours", "2024-03-17", "2024-03-18T09:00+09:00"],
    ["a time of UTC", "iso", "2024-03-14 20:00:00", UTC, "3 days", "2024-03-17 20:00:00", "2024-03-18T05:00+09:00"],
    [
      "a day of New York, over its change of clocks",
      "yyyyMMdd",
      "20240309",
      { zone: "America/New_York" },
      "3 days",
      "20240312",
      "2024-03-13T13:00+09:00",
    ],
    [
      "a time of New York: three days of Seoul",
      "yyyyMMdd HHmm",
      "20240309 1200",
      { zone: "America/New_York" },
      "3 days",
      "20240312 1300",
      "2024-03-13T02:00+09:00",
    ],
    [
      "a month of Seoul, where it is March already",
      "iso",
      "2024-02-29 20:00",
      UTC,
      "1 month",
      "2024-03-31 20:00",
      "2024-04-01T05:00+09:00",
    ],
    ["seconds", "epoch-seconds", "1711966517", {}, "3 days", "1712225717", "2024-04-04T19:15:17+09:00"],
    ["milliseconds", "epoch-millis", "1711966517961", {}, "3 days", "1712225717961", "2024-04-04T19:15:17.961+09:00"],
    ["a day of a spreadsheet", "excel-days", "45383", {}, "3 days", "45386", "2024-04-05T00:00+09:00"],
    ["a time of a spreadsheet", "excel-days", "45383.42728", {}, "3 days", "45386.42728", "2024-04-04T10:15:17+09:00"],
    [
      "오전 becomes 오후",
      "yyyy. M. d. a h:mm",
      "2024. 4. 1. 오전 9:05",
      {},
      "12 hours",
      "2024. 4. 1. 오후 9:05",
      "2024-04-01T21:05+09:00",
    ],
    [
      "a midnight that is a day",
      "iso",
      "2024-03-14 00:00:00",
      { midnight: "day" },
      "3 days",
      "2024-03-17 00:00:00",
      "2024-03-18T00:00+09:00",
    ],
    [
      "hours on it round up to the day",
      "iso",
      "2024-03-14 00:00:00",
      { midnight: "day" },
      "36 hours",
      "2024-03-16 00:00:00",
      "2024-03-17T00:00+09:00",
    ],
    [
      "a time that becomes a midnight",
      "iso",
      "2024-03-14 12:00:00",
      { midnight: "day" },
      "36 hours",
      "2024-03-15 00:00:00",
      "2024-03-16T00:00+09:00",
    ],
    ["23:59:59", "yyyyMMddHHmmss", "20240314235959", {}, "3 days", "20240317235959", "2024-03-18T00:00+09:00"],
    [
      "the old order although the new day fits both",
      ["d/M/yyyy", "M/d/yyyy"],
      "25/3/2024",
      {},
      "10 days",
      "4/4/2024",
      "2024-04-05T00:00+09:00",
    ],
  ] as const)("%s: %s %s", ([, texts, old, change, by, newValue, newEnd]) => {
    const given = extended(old, formOf(texts, change), by);
    expect({ old: given.oldValue, new: given.newValue, end: given.newEnd }).toEqual({
      old,
      new: newValue,
      end: instant(newEnd),
    });
  });

  test("the day of a charge in UTC", () => {
    const given = extended("20240314", formOf("yyyyMMdd", UTC), "3 days", "charge");
    expect(given).toMatchObject({
      newValue: "20240317",
      newEnd: instant("2024-03-17T09:00+09:00"),
      extendedBy: "3 days",
    });
  });

  test("a year of two digits that would end its century goes to review", () => {
    const record = recordWith("31.12.99", formOf("dd.MM.yy", { century: 2000 }), "end", "Asia/Seoul");
    expect(extend(extension("1 day"), record, situationIn("Asia/Seoul"))).toMatchObject({
      kind: "review",
      because: "the new end would lie after the year 2099",
    });
  });

  test("the next layer reads a new end in its pattern", () => {
    const form = formOf(["d/M/yyyy", "M/d/yyyy"], { ...UTC, through: "before" });
    const record = recordWith("25/3/2024", form, "end", "Asia/Seoul");
    const first = adjustmentOf(extend(extension("10 days"), record, situationIn("Asia/Seoul")));
    expect(first.newValue).toBe("4/4/2024");
    const next = situationAfter(situationIn("Asia/Seoul"), { layer: "a", result: first });
    const second = adjustmentOf(extend(extension("1 day"), record, next));
    expect(second).toMatchObject({ newValue: "5/4/2024", newEnd: instant("2024-04-05T09:00+09:00") });
  });
});

test("the next layer counts from the day that the last one wrote", () => {
  const record = recordWith("20240314", formOf("yyyyMMdd"), "end", "Asia/Seoul");
  const first = adjustmentOf(extend(extension("3 days"), record, situationIn("Asia/Seoul")));
  const next = situationAfter(situationIn("Asia/Seoul"), { layer: "a", result: first });
  expect(adjustmentOf(extend(extension("1 day"), record, next)).newValue).toBe("20240318");
});

test.for([
  ["with its zeros", "05.03.2024", "12.03.2024", "02.04.2024"],
  ["without zeros", "5.3.2024", "12.3.2024", "2.4.2024"],
] as const)(
  "the next layer writes numbers as the cell has them, %s, also where the last one shows none",
  ([, text, one, two]) => {
    const record = recordWith(text, formOf("d.M.yyyy"), "end", "Asia/Seoul");
    const first = adjustmentOf(extend(extension("7 days"), record, situationIn("Asia/Seoul")));
    const next = situationAfter(situationIn("Asia/Seoul"), { layer: "a", result: first });
    expect([first.newValue, adjustmentOf(extend(extension("21 days"), record, next)).newValue]).toEqual([one, two]);
  },
);

test.for([
  ["with its zeros", "2024.03.14 05", "2024.03.14 11", "2024.03.15 01"],
  ["without zeros", "2024.3.14 5", "2024.3.14 11", "2024.3.15 1"],
] as const)("so are hours %s, where no number of the last end has one digit", ([, text, one, two]) => {
  const isPadded = text.includes(".03.");
  const form = formOf(`yyyy.${isPadded ? "MM" : "M"}.dd H:mm`);
  const record = recordWith(`${text}:00`, form, "end", "Asia/Seoul");
  const first = adjustmentOf(extend(extension("6 hours"), record, situationIn("Asia/Seoul")));
  const next = situationAfter(situationIn("Asia/Seoul"), { layer: "a", result: first });
  const second = adjustmentOf(extend(extension("14 hours"), record, next));
  expect([first.newValue, second.newValue]).toEqual([`${one}:00`, `${two}:00`]);
});

test("a day of a form's zone steps on the calendar of that zone, where the night to 10 March 2024 had 23 hours", () => {
  const seoul = openZone("Asia/Seoul");
  const time = parseTimestamp("20240309", "end", seoul, formOf("yyyyMMdd", { zone: "America/New_York" }));
  if (typeof time === "string") throw new Error(time);
  const end = endOf(time, seoul);
  expect(endInstant(end, seoul)).toBe(instant("2024-03-10T00:00-05:00"));
  expect(endInstant(addToEnd(end, span("1 day"), seoul), seoul)).toBe(instant("2024-03-11T00:00-04:00"));
});

describe("moves and renews in a form", () => {
  const to = { day: Math.floor(Date.UTC(2024, 2, 20) / DAY) };

  test.for([
    ["a last day", "yyyyMMdd", {}, "20240320", "2024-03-21T00:00+09:00"],
    ["the day before which it ends", "yyyyMMdd", { through: "before" }, "20240321", "2024-03-21T00:00+09:00"],
    ["a day of Seoul, which is over within one of UTC", "yyyyMMdd", UTC, "20240320", "2024-03-21T09:00+09:00"],
    ["the same, before which it ends", "yyyyMMdd", { ...UTC, through: "before" }, "20240321", "2024-03-21T09:00+09:00"],
  ] as const)("to %s", ([, text, change, newValue, newEnd]) => {
    const record = recordWith("20240314", formOf(text, change), "end", "Asia/Seoul");
    const given = adjustmentOf(move({ kind: "move", to, field: undefined }, record, situationIn("Asia/Seoul")));
    expect(given).toMatchObject({ newValue, newEnd: instant(newEnd) });
  });

  test("to a day of the policy's zone that is over within the next day of the form's", () => {
    const record = recordWith("20240314", formOf("yyyyMMdd", { zone: "Asia/Seoul" }), "end", "UTC");
    const given = adjustmentOf(move({ kind: "move", to, field: undefined }, record, situationIn("UTC")));
    expect(given).toMatchObject({ newValue: "20240321", newEnd: instant("2024-03-21T15:00Z") });
  });

  test.for([
    ["a last day", {}, "20240320", "2024-03-21T00:00+09:00"],
    ["the day before which it ends", { through: "before" }, "20240321", "2024-03-21T00:00+09:00"],
  ] as const)("seven days from 14 March on end with %s", ([, change, newValue, newEnd]) => {
    const record = recordWith("20240301", formOf("yyyyMMdd", change), "end", "Asia/Seoul");
    const give = { kind: "reissue", valid: span("7 days"), from: "as-of" } as const;
    const given = adjustmentOf(renew(give, record, situationIn("Asia/Seoul")));
    expect(given).toMatchObject({ newValue, newEnd: instant(newEnd) });
  });

  test("an end that is counted from the outage has zeros below the millisecond", () => {
    const record = recordWith("1710324000.000971", formOf("epoch-seconds"), "end", "Asia/Seoul");
    const from = extend(extension("3 days", { from: "outage-end" }), record, situationIn("Asia/Seoul"));
    expect(adjustmentOf(from).newValue).toBe("1710583200.000000");
    const own = extend(extension("3 days"), record, situationIn("Asia/Seoul"));
    expect(adjustmentOf(own).newValue).toBe("1710583200.000971");
  });
});

test("a new end that moves out of the hour that clocks show twice says so, also where it becomes a midnight that is read as a day", () => {
  const form = formOf("yyyyMMdd HHmmss", { midnight: "day", through: "before" });
  const { newValue, extendedBy, notes } = extended("20240405 230000", form, "25 hours", "end", "America/Santiago");
  expect({ newValue, extendedBy, notes }).toEqual({
    newValue: "20240407 000000",
    extendedBy: "26 hours",
    notes: ["clock-change"],
  });
});
