/** Which of several rows of one record stands: each rule, with its boundary on both sides. */
import { describe, expect, test } from "vitest";
import { openZone } from "../../src/domain/zone.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { contentOf, fatesOf, identityOf, type Newness, newnessOf } from "../../src/run/repeats/belonging.ts";

const SEOUL = openZone("Asia/Seoul");
const COLUMNS = ["rental_id", "user_id", "service", "started_at", "expires_at", "item", "changed_at"];

type Meaning = NonNullable<Parameters<typeof layoutOf>[0]["meaning"]>;

function layoutUnder(meaning: Partial<Meaning>, used: readonly string[] = []): ReturnType<typeof layoutOf> {
  const plain = {
    form: undefined,
    forms: new Map(),
    words: new Map(),
    reviewed: new Map(),
    ids: "warn",
    linesAdded: 0,
  } as const;
  const header = {
    kind: "rental",
    delimiter: 0x2c,
    columns: COLUMNS,
    length: 0,
    line: 1,
    byteOrderMark: false,
  } as const;
  return layoutOf({ ...header, meaning: { ...plain, ...meaning } }, new Set(), new Set(used));
}

function rowOf(item: string, changed: string, end = "2022-10-31"): readonly string[] {
  return ["r1", "u1", "kakaopage", "2022-10-14", end, item, changed];
}

/** Rows as `file:content`, where the content is a letter; a value of the column behind it. */
function fates(rule: "none" | "last-file" | "column", rows: string): string {
  const layout = layoutUnder({ newer: { kind: "column", column: "changed_at" } });
  const read = rows.split(" ").map((text) => {
    const [file = "", content = "", value = ""] = text.split("/");
    const newness: Newness = rule === "column" ? newnessOf(rowOf("", value), layout, SEOUL) : { kind: rule };
    return { exportIndex: Number(file), content: content + value, newness };
  });
  return fatesOf(read).join(" ");
}

describe("without a newer row", () => {
  test.for([
    ["0/a", "stands"],
    ["0/a 0/a", "stands again"],
    ["0/a 1/a", "stands again"],
    ["0/a 0/b", "contradicts contradicts"],
    ["0/a 1/b", "contradicts contradicts"],
    ["0/a 0/b 1/a 1/b", "contradicts contradicts again again"],
  ] as const)("%s: %s", ([rows, expected]) => {
    expect(fates("none", rows)).toBe(expected);
  });
});

describe("by the last file", () => {
  test.for([
    ["the same in two files", "0/a 1/a", "stands again"],
    ["another in the last file", "0/a 1/b", "superseded stands"],
    ["the same in the first and the last of three files", "0/a 1/b 2/a", "superseded superseded stands"],
    ["the last file only counts among the files that have the record", "0/a 2/b 2/b", "superseded stands again"],
    ["two that differ in one file", "0/a 0/b", "contradicts contradicts"],
    ["two that differ in the last file", "0/a 1/b 1/c 1/b", "superseded contradicts contradicts again"],
    ["two that differ in an earlier file", "0/a 0/b 1/a", "superseded superseded stands"],
  ] as const)("%s", ([, rows, expected]) => {
    expect(fates("last-file", rows)).toBe(expected);
  });
});

describe("by the largest value of a column", () => {
  test.for([
    ["a number", "0/a/9 0/b/10", "superseded stands"],
    ["the same number", "0/a/10 0/b/10", "contradicts contradicts"],
    ["the same number written otherwise", "0/a/010 0/b/10", "contradicts contradicts"],
    ["a number beyond 2^64", "0/a/18446744073709551617 0/b/18446744073709551616", "stands superseded"],
    ["a number of 40 digits", `0/a/${"9".repeat(40)} 0/b/1`, "stands superseded"],
    ["a number of 41 digits", `0/a/${"9".repeat(41)} 0/b/1`, "unclear contradicts"],
    ["a negative number", "0/a/-1 0/b/1", "unclear contradicts"],
    ["a date", "0/a/2022-10-02 0/b/2022-10-01", "stands superseded"],
    ["a moment, a second later", "0/a/2022-10-01T09:00:00 0/b/2022-10-01T09:00:01", "superseded stands"],
    [
      "one moment, with two offsets",
      "0/a/2022-10-01T09:00:00+09:00 0/b/2022-10-01T00:00:00Z",
      "contradicts contradicts",
    ],
    ["an offset against the policy's zone", "0/a/2022-10-01T09:00:00 0/b/2022-10-01T00:00:01Z", "superseded stands"],
    ["a date beside a moment", "0/a/2022-10-01 0/b/2022-10-01T09:00:00", "contradicts contradicts"],
    ["a number beside a date", "0/a/20221001 0/b/2022-10-01", "contradicts contradicts"],
    ["nothing", "0/a 0/b/1", "unclear contradicts"],
    ["nothing beside a row that stands twice", "0/a/1 0/a/1 0/b", "contradicts again unclear"],
    ["no time", "0/a/yesterday 0/b/2022-10-01", "unclear contradicts"],
    ["a day that is not there", "0/a/2022-02-30 0/b/2022-10-01", "unclear contradicts"],
    ["the largest twice, and the same", "0/a/1 1/b/2 2/b/2", "superseded stands again"],
    ["the largest twice, and not the same", "0/a/1 1/b/2 2/c/2", "superseded contradicts contradicts"],
    ["two older rows that differ", "0/a/1 1/b/1 2/c/2", "superseded superseded stands"],
    ["the largest in the middle", "0/a/1 1/b/3 2/c/2", "superseded stands superseded"],
    ["the same without a value", "0/a 1/a", "stands again"],
  ] as const)("%s", ([, rows, expected]) => {
    expect(fates("column", rows)).toBe(expected);
  });

  test("by the form of the column, where it has one", () => {
    const epoch = { patterns: [{ kind: "epoch", unit: "seconds" }], century: undefined, through: "day" } as const;
    const form = { ...epoch, midnight: "moment", twice: undefined, never: undefined, zone: undefined } as const;
    const layout = layoutUnder({
      newer: { kind: "column", column: "changed_at" },
      forms: new Map([["changed_at", form]]),
    });
    const valueIn = (text: string) => {
      const newness = newnessOf(rowOf("", text), layout, SEOUL);
      return newness.kind === "column" ? newness.value : undefined;
    };
    expect(valueIn("1664582401")).toEqual({ kind: "moment", value: 1_664_582_401_000n });
    expect(valueIn("2022-10-01")).toBeUndefined();
  });
});

test("rows whose exports do not say the same of newer rows contradict each other", () => {
  const row = (exportIndex: number, newness: Newness) => ({ exportIndex, content: `${exportIndex}`, newness });
  const column = (name: string): Newness => ({ kind: "column", name, text: "1", value: { kind: "number", value: 1n } });
  for (const [one, other] of [
    [{ kind: "last-file" }, { kind: "none" }],
    [{ kind: "last-file" }, column("a")],
    [column("a"), column("b")],
  ] as const)
    expect(fatesOf([row(0, one), row(1, other)])).toEqual(["contradicts", "contradicts"]);
});

describe("the content of a row", () => {
  const same = (layout: ReturnType<typeof layoutUnder>, one: readonly string[], other: readonly string[]) =>
    contentOf(one, layout) === contentOf(other, layout);

  test("is every cell, unless rows are items", () => {
    expect(same(layoutUnder({}), rowOf("a", "1"), rowOf("a", "1"))).toBe(true);
    expect(same(layoutUnder({}), rowOf("a", "1"), rowOf("b", "1"))).toBe(false);
  });

  test("of an item is what decides about its record", () => {
    const items = layoutUnder({ rows: "line-items" });
    expect(same(items, rowOf("a", "1"), rowOf("b", "2"))).toBe(true);
    expect(same(items, rowOf("a", "1"), rowOf("a", "1", "2022-11-30"))).toBe(false);
  });

  test("of an item has the columns that rules look at, and the one that tells the newest row", () => {
    expect(same(layoutUnder({ rows: "line-items" }, ["item"]), rowOf("a", "1"), rowOf("b", "1"))).toBe(false);
    const newer = { kind: "column", column: "changed_at" } as const;
    expect(same(layoutUnder({ rows: "line-items", newer }), rowOf("a", "1"), rowOf("a", "2"))).toBe(false);
    expect(same(layoutUnder({ rows: "line-items", newer }), rowOf("a", "1"), rowOf("b", "1"))).toBe(true);
  });

  test("of one record has one identity", () => {
    const layout = layoutUnder({});
    expect(identityOf(rowOf("a", "1"), layout)).toBe(identityOf(rowOf("b", "2", "2022-11-30"), layout));
    expect(identityOf(["r2", ...rowOf("a", "1").slice(1)], layout)).not.toBe(identityOf(rowOf("a", "1"), layout));
  });
});
