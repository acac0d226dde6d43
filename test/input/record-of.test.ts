import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OPEN_ENDED, SINCE_ALWAYS } from "../../src/domain/instant.ts";
import { type ExportRecord, RECORD_KINDS, type RecordKind } from "../../src/domain/record.ts";
import { recordOf } from "../../src/input/record-of.ts";
import { cellText } from "../support/csv-files.ts";
import type { Cells } from "../support/export-row.ts";
import { patienceMs, sampling } from "../support/sampling.ts";

const SEOUL = { zone: "Asia/Seoul", units: new Map([["MELON-CASH", 0]]) };
const RENTAL: Cells = {
  rental_id: "r1",
  user_id: "u1",
  service: "kakaopage",
  started_at: "2022-10-15",
  expires_at: "2022-10-18",
};

function record(kind: RecordKind, values: Cells): ExportRecord {
  const read = recordOf(kind, values, SEOUL);
  if ("faults" in read) throw new Error(`not a record: ${JSON.stringify(read.faults)}`);
  return read.record;
}

function faults(kind: RecordKind, values: Cells, settings = SEOUL): readonly string[] {
  const read = recordOf(kind, values, settings);
  return "faults" in read ? read.faults.map(({ code, column, value }) => `${code} ${column}=${value}`) : [];
}

describe("makes a record of named values", () => {
  test("with what they say", () => {
    const read = record("rental", { ...RENTAL, price: "500", currency: "MELON-CASH", note: "x" });
    expect([read.kind, read.id(), read.service, read.text("note")]).toEqual(["rental", "r1", "kakaopage", "x"]);
    expect(new Date(read.starts).toISOString()).toBe("2022-10-14T15:00:00.000Z");
    expect(new Date(read.ends).toISOString()).toBe("2022-10-18T15:00:00.000Z");
    expect(read.money("price")).toEqual({ minor: 500n, currency: "MELON-CASH" });
  });

  test("in any order of the columns", () => {
    const read = record("rental", Object.fromEntries(Object.entries(RENTAL).toReversed()));
    expect([read.id(), read.text("user_id"), read.service]).toEqual(["r1", "u1", "kakaopage"]);
  });

  test.for(RECORD_KINDS)("of a %s that leaves out all that may be empty", (kind) => {
    const read = record(kind, { [`${kind}_id`]: "x1", user_id: "u1", service: "melon" });
    expect([read.id(), read.starts, read.ends]).toEqual(["x1", SINCE_ALWAYS, OPEN_ENDED]);
  });

  test("that stays as it is when another is made", () => {
    const first = record("rental", RENTAL);
    const second = record("rental", { ...RENTAL, rental_id: "r2" });
    expect([first.id(), second.id()]).toEqual(["r1", "r2"]);
  });
});

describe("keeps values as they are", () => {
  test.for([
    ["a comma", "a,b"],
    ["quotes", 'a "b"'],
    ["a line feed", "a\nb"],
    ["carriage return and line feed", "a\r\nb"],
    ["a carriage return", "a\rb"],
    ["a carriage return at the end", "ab\r"],
    ["spaces", " a "],
    ["a formula", "=1+1"],
    ["a byte order mark", "\ufeffa"],
    ["several bytes a character", "한글😀"],
  ] as const)("%s in an id and in a column of its own", ([, value]) => {
    const read = record("rental", { ...RENTAL, rental_id: value, note: value });
    expect([read.id(), read.text("note")]).toEqual([value, value]);
  });

  test(
    "whatever they are",
    () => {
      fc.assert(
        fc.property(cellText, cellText, (id, note) => {
          const read = record("rental", { ...RENTAL, rental_id: `r${id}`, note });
          expect([read.id(), read.text("note")]).toEqual([`r${id}`, note]);
        }),
        sampling(0.1),
      );
    },
    patienceMs,
  );

  test("also in columns that are called like what objects have", () => {
    const read = record("rental", { ...RENTAL, ["__proto__"]: "a", constructor: "b" });
    expect([read.text("__proto__"), read.text("constructor"), read.text("toString")]).toEqual(["a", "b", ""]);
  });
});

describe("lists what is wrong", () => {
  test.for([
    ["an empty id", { rental_id: "" }, ["id-empty rental_id="]],
    ["no such day", { expires_at: "2022-02-30" }, ["time-invalid expires_at=2022-02-30"]],
    ["an end before the start", { expires_at: "2022-10-01" }, ["ends-before-start expires_at=2022-10-01"]],
    ["an unknown currency", { currency: "won" }, ["currency-unknown currency=won"]],
    ["several things", { user_id: "", price: "x" }, ["user-empty user_id=", "price-invalid price=x"]],
  ] as const)("%s", ([, change, expected]) => {
    expect(faults("rental", { ...RENTAL, ...change })).toEqual(expected);
  });

  test("of nothing at all", () => {
    expect(faults("rental", {})).toEqual(["id-empty rental_id=", "user-empty user_id=", "service-empty service="]);
  });

  test("in the zone that was asked for", () => {
    const values = { ...RENTAL, started_at: "2022-03-13T02:30", expires_at: "2022-10-18" };
    expect(faults("rental", values)).toEqual([]);
    expect(faults("rental", values, { ...SEOUL, zone: "America/New_York" })).toEqual([
      "time-ambiguous started_at=2022-03-13T02:30",
    ]);
  });
});
