/** By how much a period misses what a condition asks for. */
import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/domain/civil.ts";
import { durationText, elapsed } from "../../src/domain/duration.ts";
import { instantAt, lengthOf, MINUTE, OPEN_ENDED, SINCE_ALWAYS } from "../../src/domain/instant.ts";
import { windowOf } from "../../src/domain/interval.ts";
import type { ExportRecord } from "../../src/domain/record.ts";
import { openZone } from "../../src/domain/zone.ts";
import type { Condition } from "../../src/rules/policy.ts";
import { findTime } from "../../src/rules/time-finding.ts";

const zone = openZone("Asia/Seoul");

function at(time: string) {
  if (time === "always") return SINCE_ALWAYS;
  return time === "open" ? OPEN_ENDED : instantAt(Date.parse(`2022-10-${time}:00+09:00`));
}

/** 15:30 to 18:00 and 20:00 to 22:00 on 15 October. */
const window = windowOf([
  { start: at("15T15:30"), end: at("15T18:00") },
  { start: at("15T20:00"), end: at("15T22:00") },
]);

function find(condition: Condition, starts: string, ends: string, during = window): string {
  const record: ExportRecord = {
    kind: "rental",
    id: () => "r1",
    service: "s",
    starts: at(starts),
    ends: at(ends),
    endColumn: "expires_at",
    renews: true,
    text: () => "",
    times: new Map(),
    money: () => undefined,
  };
  const { kind, ...rest } = findTime(condition, record, during, zone);
  const figures = Object.entries(rest).flatMap(([name, value]) =>
    ["by", "shared", "late", "early", "length"].includes(name) && typeof value === "number"
      ? [`${name} ${durationText(elapsed(lengthOf(value)))}`]
      : [],
  );
  return [kind, ...figures].join(", ");
}

const HELD: Condition = { kind: "held" };
const THROUGHOUT: Condition = { kind: "held-throughout" };
const ENDED: Condition = { kind: "ended" };
const BEGAN: Condition = { kind: "began" };
const ON_16: Condition = { kind: "held-on-day", day: dayOf(2022, 10, 16) };
const AT_NOON: Condition = { kind: "held-at", at: at("16T12:00") };
const LOST: Condition = { kind: "length", of: "lost", comparison: "at-least", bound: lengthOf(60 * MINUTE) };
const DOWN: Condition = { kind: "length", of: "down", comparison: "more-than", bound: lengthOf(270 * MINUTE) };

describe("finds where a period lies", () => {
  test.for([
    ["held for a part", HELD, "15T15:00", "15T16:00", "holds, shared 30 minutes"],
    ["ended before", HELD, "14T00:00", "15T15:03", "ended-before, by 27 minutes"],
    ["ended a minute before", HELD, "14T00:00", "15T15:29", "ended-before, by 1 minute"],
    ["ended as it started", HELD, "14T00:00", "15T15:30", "ended-before, by no time"],
    ["held for a minute", HELD, "14T00:00", "15T15:31", "holds, shared 1 minute"],
    ["began as it ended", HELD, "15T22:00", "17T00:00", "began-after, by no time"],
    ["began a minute after", HELD, "15T22:01", "17T00:00", "began-after, by 1 minute"],
    ["lies between two intervals", HELD, "15T18:00", "15T20:00", "between"],
    ["has no length", HELD, "15T16:00", "15T16:00", "no-length"],
    ["is open on both sides", HELD, "always", "open", "holds, shared 4 hours 30 minutes"],
    ["covers the window", THROUGHOUT, "15T15:30", "15T22:00", "holds, shared 4 hours 30 minutes"],
    ["starts too late for all of it", THROUGHOUT, "15T15:31", "open", "not-throughout, late 1 minute, early no time"],
    ["ends too early for all of it", THROUGHOUT, "always", "15T21:00", "not-throughout, late no time, early 1 hour"],
    ["ended before all of it", THROUGHOUT, "always", "15T15:00", "ended-before, by 30 minutes"],
    ["ran out as it started", ENDED, "always", "15T15:30", "ended-before, by no time"],
    ["ran out in it", ENDED, "always", "15T15:31", "holds, shared 1 minute"],
    ["ran out as it ended", ENDED, "always", "15T22:00", "holds, shared 4 hours 30 minutes"],
    ["ran out a minute after", ENDED, "always", "15T22:01", "ended-after, by 1 minute"],
    ["ran out between", ENDED, "always", "15T19:00", "between"],
    ["never runs out", ENDED, "always", "open", "never-ends"],
    ["began a minute before", BEGAN, "15T15:29", "open", "began-before, by 1 minute"],
    ["began as it started", BEGAN, "15T15:30", "open", "holds, shared 4 hours 30 minutes"],
    ["began as it ended, for began", BEGAN, "15T22:00", "open", "began-after, by no time"],
    ["began always", BEGAN, "always", "open", "began-always"],
    ["ended with the day before", ON_16, "always", "16T00:00", "ended-before, by no time"],
    ["ended an hour before the day", ON_16, "always", "15T23:00", "ended-before, by 1 hour"],
    ["was there for a minute of the day", ON_16, "always", "16T00:01", "holds, shared 4 hours 30 minutes"],
    ["began with the day after", ON_16, "17T00:00", "open", "began-after, by no time"],
    ["ended as the moment came", AT_NOON, "always", "16T12:00", "ended-before, by no time"],
    ["began a minute after the moment", AT_NOON, "16T12:01", "open", "began-after, by 1 minute"],
    ["lost exactly enough", LOST, "15T17:00", "15T18:00", "length, length 1 hour, by no time"],
    ["lost a minute too little", LOST, "15T17:01", "15T18:00", "length, length 59 minutes, by 1 minute"],
    ["was down for exactly the bound", DOWN, "always", "open", "length, length 4 hours 30 minutes, by no time"],
  ] as const)("%s", ([, condition, starts, ends, expected]) => {
    expect(find(condition, starts, ends)).toBe(expected);
  });

  test("a service that was not down", () => {
    const none = windowOf([]);
    expect(none).toBeUndefined();
    const found = [HELD, ENDED, BEGAN, LOST].map((condition) => {
      const { kind } = findTime(condition, never(), none, zone);
      return kind;
    });
    expect(found).toEqual(["no-window", "no-window", "no-window", "length"]);
  });
});

function never(): ExportRecord {
  const nothing = { text: () => "", times: new Map(), money: () => undefined };
  return {
    kind: "rental",
    id: () => "r",
    service: "s",
    starts: SINCE_ALWAYS,
    ends: OPEN_ENDED,
    endColumn: "",
    renews: true,
    ...nothing,
  };
}
