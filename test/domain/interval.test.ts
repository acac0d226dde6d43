import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOUR, instantAt, MINUTE, OPEN_ENDED, SINCE_ALWAYS } from "../../src/domain/instant.ts";
import { type Interval, sharedTime, type Window, windowOf } from "../../src/domain/interval.ts";
import { instant } from "./oracle.ts";
import { runs } from "./runs.ts";

/** `15:30-18:00` on the day of the fire; a `+` before a time makes it the next day: `15:30-+07:00`. */
function span(text: string): Interval {
  const [start = "", end = ""] = text.split("-");
  return { start: clock(start), end: clock(end) };
}

function clock(text: string): Interval["start"] {
  const [day, time] = text.startsWith("+") ? ["16", text.slice(1)] : ["15", text];
  return instant(`2022-10-${day}T${time}+09:00`);
}

function spans(text: string): readonly Interval[] {
  return text === "" ? [] : text.split(" ").map(span);
}

function clockText(at: number): string {
  return new Date(at + 9 * HOUR).toISOString().slice(11, 16);
}

function show(window: Window | undefined): string {
  if (window === undefined) return "none";
  const parts = window.intervals.map(({ start, end }) => `${clockText(start)}-${clockText(end)}`);
  return `${parts.join(" ")} = ${window.length / MINUTE} min`;
}

function windowFrom(text: string): Window {
  const window = windowOf(spans(text));
  if (window === undefined) throw new Error(`no window: ${text}`);
  return window;
}

test("of tens of thousands of intervals as many are left that something of is excluded", () => {
  const each = (from: number, to: number) =>
    Array.from({ length: 30_000 }, (_, index) => {
      const start = index * HOUR;
      return { start: instantAt(start + from * MINUTE), end: instantAt(start + to * MINUTE) };
    });
  const window = windowOf(each(0, 50), each(20, 30));
  expect(window?.intervals.length).toBe(60_000);
  expect(window?.length).toBe(30_000 * 40 * MINUTE);
});

describe("makes one window of several intervals", () => {
  test.for([
    ["one interval", "15:30-18:00", "", "15:30-18:00 = 150 min"],
    ["W4: overlaps count once", "15:30-18:00 17:00-20:00", "", "15:30-20:00 = 270 min"],
    [
      "W2: several intervals add up",
      "01:00-02:33 04:00-05:16 07:00-09:13",
      "",
      "01:00-02:33 04:00-05:16 07:00-09:13 = 302 min",
    ],
    ["in any order", "17:00-20:00 15:30-18:00", "", "15:30-20:00 = 270 min"],
    ["touching intervals are one", "15:00-16:00 16:00-17:00", "", "15:00-17:00 = 120 min"],
    ["a minute apart they are two", "15:00-16:00 16:01-17:00", "", "15:00-16:00 16:01-17:00 = 119 min"],
    ["one inside the other", "15:00-20:00 16:00-17:00", "", "15:00-20:00 = 300 min"],
    ["the same twice", "15:00-16:00 15:00-16:00", "", "15:00-16:00 = 60 min"],
    ["an interval without length adds nothing", "15:00-16:00 18:00-18:00", "", "15:00-16:00 = 60 min"],
    ["no interval", "", "", "none"],
    ["only intervals without length", "15:00-15:00", "", "none"],
    ["an exclusion in the middle", "15:00-18:00", "16:00-17:00", "15:00-16:00 17:00-18:00 = 120 min"],
    ["an exclusion of the start", "15:00-18:00", "14:00-16:00", "16:00-18:00 = 120 min"],
    ["an exclusion of the end", "15:00-18:00", "17:00-19:00", "15:00-17:00 = 120 min"],
    ["an exclusion that ends as it starts", "15:00-18:00", "14:00-15:00", "15:00-18:00 = 180 min"],
    ["an exclusion that starts as it ends", "15:00-18:00", "18:00-19:00", "15:00-18:00 = 180 min"],
    ["exactly all of it excluded", "15:00-18:00", "15:00-18:00", "none"],
    [
      "an exclusion over two of them, and another",
      "10:00-12:00 13:00-15:00 16:00-17:00",
      "11:00-14:00 14:30-16:30",
      "10:00-11:00 14:00-14:30 16:30-17:00 = 120 min",
    ],
    [
      "exclusions that overlap, in any order",
      "10:00-20:00",
      "15:00-17:00 11:00-12:00 16:00-18:00",
      "10:00-11:00 12:00-15:00 18:00-20:00 = 360 min",
    ],
    ["an exclusion without length", "10:00-12:00", "11:00-11:00", "10:00-12:00 = 120 min"],
    ["all but a minute excluded", "15:00-18:00", "15:00-17:59", "17:59-18:00 = 1 min"],
    [
      "an exclusion over several intervals",
      "15:00-16:00 17:00-18:00",
      "15:30-17:30",
      "15:00-15:30 17:30-18:00 = 60 min",
    ],
    ["exclusions that overlap", "15:00-18:00", "15:30-16:30 16:00-17:00", "15:00-15:30 17:00-18:00 = 90 min"],
    [
      "an exclusion is stronger than two intervals",
      "15:00-17:00 16:00-18:00",
      "16:15-16:45",
      "15:00-16:15 16:45-18:00 = 150 min",
    ],
  ] as const)("%s", ([, intervals, excluded, expected]) => {
    expect(show(windowOf(spans(intervals), spans(excluded)))).toBe(expected);
  });

  test("starts with its first interval and ends with its last", () => {
    const window = windowFrom("17:00-20:00 10:00-11:00");
    expect([clockText(window.start), clockText(window.end)]).toEqual(["10:00", "20:00"]);
  });

  test("leaves the intervals that it was given as they were", () => {
    const given = Object.freeze([span("17:00-20:00"), span("15:30-18:00")].map((interval) => Object.freeze(interval)));
    windowOf(given, given);
    expect(given).toEqual([span("17:00-20:00"), span("15:30-18:00")]);
  });
});

describe("measures how much of a period lies inside", () => {
  test.for([
    ["W6: ends as the outage starts", "14:00-15:30", 0],
    ["W6: ends one minute later", "14:00-15:31", 1],
    ["W6: starts as the outage ends", "+07:00-+08:00", 0],
    ["W6: starts one minute earlier", "+06:59-+08:00", 1],
    ["E3: a rental of three hours", "15:00-18:00", 150],
    ["the whole outage", "15:00-+08:00", 930],
    ["exactly the outage", "15:30-+07:00", 930],
    ["inside the outage", "20:00-21:00", 60],
    ["a period without length", "20:00-20:00", 0],
    ["a period that ends before it starts", "21:00-20:00", 0],
  ] as const)("%s", ([, period, expected]) => {
    const { start, end } = span(period);
    expect(sharedTime(windowFrom("15:30-+07:00"), start, end) / MINUTE).toBe(expected);
  });

  test.for([
    ["since always", SINCE_ALWAYS, clock("16:00"), 30],
    ["open-ended", clock("+06:00"), OPEN_ENDED, 60],
    ["since always and open-ended", SINCE_ALWAYS, OPEN_ENDED, 930],
  ] as const)("%s", ([, starts, ends, expected]) => {
    expect(sharedTime(windowFrom("15:30-+07:00"), starts, ends) / MINUTE).toBe(expected);
  });

  test("over several intervals, only what is inside each", () => {
    const { start, end } = span("15:30-19:30");
    expect(sharedTime(windowFrom("15:00-16:00 17:00-18:00 19:00-20:00"), start, end) / MINUTE).toBe(30 + 60 + 30);
  });
});

const RANGE = 120;
const anyInterval = fc
  .tuple(fc.nat(RANGE), fc.nat(RANGE))
  .map(([a, b]): Interval => ({ start: instantAt(Math.min(a, b) * MINUTE), end: instantAt(Math.max(a, b) * MINUTE) }));
const someIntervals = fc.array(anyInterval, { maxLength: 6 });
const someHoles = fc.array(
  anyInterval.filter(({ start, end }) => start < end),
  { maxLength: 4 },
);

/** The minutes `0 … RANGE` that lie in an interval and in no hole, one by one. */
function minutesOf(intervals: readonly Interval[], holes: readonly Interval[] = []): ReadonlySet<number> {
  const minutes = new Set<number>();
  for (let minute = 0; minute < RANGE; minute += 1) {
    const holds = ({ start, end }: Interval) => start <= minute * MINUTE && minute * MINUTE < end;
    if (intervals.some(holds) && !holes.some(holds)) minutes.add(minute);
  }
  return minutes;
}

describe("agrees with counting the minutes one by one", () => {
  test("on the union and on what is excluded", () => {
    fc.assert(
      fc.property(someIntervals, someHoles, (intervals, holes) => {
        const window = windowOf(intervals, holes);
        const expected = minutesOf(intervals, holes);
        expect(minutesOf(window?.intervals ?? [])).toEqual(expected);
        expect((window?.length ?? 0) / MINUTE).toBe(expected.size);
        if (window === undefined) return;
        expect(window.start / MINUTE).toBe(Math.min(...expected));
        expect(window.end / MINUTE).toBe(Math.max(...expected) + 1);
      }),
      runs(2_000),
    );
  });

  test("its intervals have length, stand in order and apart", () => {
    fc.assert(
      fc.property(someIntervals, someHoles, (intervals, holes) => {
        let last = Number.NEGATIVE_INFINITY;
        for (const { start, end } of windowOf(intervals, holes)?.intervals ?? []) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
      }),
      runs(1_000),
    );
  });

  test("on the part of a period inside", () => {
    fc.assert(
      fc.property(someIntervals, anyInterval, (intervals, period) => {
        const window = windowOf(intervals);
        fc.pre(window !== undefined);
        if (window === undefined) return;
        const inside = [...minutesOf(intervals)].filter((minute) => minutesOf([period]).has(minute));
        expect(sharedTime(window, period.start, period.end) / MINUTE).toBe(inside.length);
      }),
      runs(1_000),
    );
  });

  test("two halves of a period share as much with the window as the whole", () => {
    fc.assert(
      fc.property(someIntervals, anyInterval, fc.nat(RANGE), (intervals, { start, end }, minute) => {
        const window = windowOf(intervals);
        fc.pre(window !== undefined);
        if (window === undefined) return;
        const cut = instantAt(Math.min(Math.max(start, minute * MINUTE), end));
        expect(sharedTime(window, start, cut) + sharedTime(window, cut, end)).toBe(sharedTime(window, start, end));
      }),
      runs(1_000),
    );
  });

  test("the window of a window's intervals is the same window", () => {
    fc.assert(
      fc.property(someIntervals, someHoles, (intervals, holes) => {
        const window = windowOf(intervals, holes);
        expect(windowOf(window?.intervals ?? [])).toEqual(window);
      }),
      runs(500),
    );
  });
});
