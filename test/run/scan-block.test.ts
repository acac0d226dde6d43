/** Which rows scanning leaves to be decided: those within the horizon of the rules for their service, and a few others. */
import { describe, expect, test } from "vitest";
import { UNAFFECTED_REASONS } from "../../src/domain/decision.ts";
import { instantAt } from "../../src/domain/instant.ts";
import type { RecordKind } from "../../src/domain/record.ts";
import { csvText } from "../../src/input/csv-writer.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import type { Setup } from "../../src/run/rows/job.ts";
import { createBlockScanner } from "../../src/run/scan/scan-block.ts";
import { outageText, type PolicyParts, policyText } from "../policy/written.ts";

const COLUMNS = ["rental_id", "user_id", "service", "channel", "started_at", "expires_at", "a", "b", "c", "d"];
type Row = readonly [service: string, channel: string, starts: string, ends: string];

const FROM = "2022-10-15T15:30:00";
const TO = "2022-10-20T23:00:00";
const LONG_BEFORE: Row = ["melon", "web", "2022-01-01", "2022-02-01"];

function setupOf(parts: PolicyParts): Setup {
  return {
    policy: readPolicy(policyText(parts), "policy.yaml").policy,
    outage: readOutage(outageText({ rest: "services:\n  webtoon: 2022-11-15T15:30/2022-11-16T07:00" }), "outage.yaml"),
    asOf: instantAt(Date.parse("2022-10-21T11:00:00+09:00")),
  };
}

/** What scanning makes of rows of which it has seen the like: the reason why they get nothing, or `to decide`. */
function scanned(parts: PolicyParts, rows: readonly Row[]): readonly string[] {
  return scanEach(parts, rows, ["rental"])[0] ?? [];
}

/** The same rows as exports of several kinds, one after the other, each so many times. */
function scanEach(parts: PolicyParts, rows: readonly Row[], kinds: readonly RecordKind[], times = 2) {
  const scan = createScan(parts);
  return kinds.map((kind, index) => {
    for (let time = 1; time < times; time += 1) scan(rows, index, kind);
    return scan(rows, index, kind);
  });
}

type Scan = (rows: readonly Row[], exportIndex?: number, kind?: RecordKind) => readonly string[];

function createScan(parts: PolicyParts): Scan {
  const scanBlock = createBlockScanner(setupOf(parts));
  return (rows, exportIndex = 0, kind = "rental") => {
    const columns = [`${kind}_id`, ...COLUMNS.slice(1)];
    const layout = layoutOf({ kind, delimiter: 0x2c, columns, length: 0, line: 1, byteOrderMark: false }, new Set());
    const cells = rows.map((row, index) => [`r${index}`, "u", ...row, "", "", "", ""]);
    const bytes = Buffer.from(csvText(cells, ","));
    const { codes, candidates } = scanBlock({ source: "rentals.csv", exportIndex, layout, bytes });
    const toDecide = new Set(candidates.row);
    return [...codes].map((code, row) => (toDecide.has(row) ? "to decide" : (UNAFFECTED_REASONS[code] ?? "rejected")));
  };
}

const HELD: PolicyParts = {
  for: "{ service: [melon, webtoon], channel: [web, apple] }",
  if: "{ held: during-outage }",
};

describe("a row is left to be decided", () => {
  test.for<readonly [string, PolicyParts, Row, string]>([
    ["that ends a millisecond before the window", HELD, ["melon", "web", "", "2022-10-15T15:29:59.999"], "not-held"],
    ["that ends as the window begins", HELD, ["melon", "web", "", FROM], "to decide"],
    ["that begins as the window ends", HELD, ["melon", "web", TO, "2022-12-01"], "to decide"],
    [
      "that begins a millisecond after the window",
      HELD,
      ["melon", "web", "2022-10-20T23:00:00.001", "2022-12-01"],
      "not-held",
    ],
    ["that begins after the window and never ends", HELD, ["melon", "web", "2022-11-01", ""], "to decide"],
    [
      "of nothing but the moment at which the window ends",
      { ...HELD, if: "{ ended: during-outage }" },
      ["melon", "web", TO, TO],
      "to decide",
    ],
    [
      "of nothing but the moment at which the window begins",
      { ...HELD, if: "{ began: during-outage }" },
      ["melon", "web", FROM, FROM],
      "to decide",
    ],
    [
      "that begins at the moment that a rule asks for",
      { ...HELD, if: "{ held-on: 2022-10-25T12:00 }" },
      ["melon", "web", "2022-10-25T12:00", "2022-12-01"],
      "to decide",
    ],
    [
      "that begins after it",
      { ...HELD, if: "{ held-on: 2022-10-25T12:00 }" },
      ["melon", "web", "2022-10-25T12:00:01", "2022-12-01"],
      "not-held-on",
    ],
    [
      "that ends on the day that a rule asks for",
      { ...HELD, if: "{ held-on: 2022-10-01 }" },
      ["melon", "web", "", "2022-10-01T09:00"],
      "to decide",
    ],
    [
      "that ends before that day",
      { ...HELD, if: "{ held-on: 2022-10-01 }" },
      ["melon", "web", "", "2022-09-30T09:00"],
      "not-held-on",
    ],
    [
      "for which a rule is whose channel is another",
      { ...HELD, for: "{ service: melon, channel: [web, apple] }", unless: "{ channel: apple }" },
      ["melon", "apple", "2022-01-01", "2022-02-01"],
      "excluded",
    ],
    ["of a channel that the policy does not name", HELD, ["melon", "kiosk", "2022-01-01", "2022-02-01"], "to decide"],
    [
      "of a service with a window of its own, by that one",
      HELD,
      ["webtoon", "web", "2022-10-16", "2022-10-17"],
      "not-held",
    ],
    ["of that service, in its window", HELD, ["webtoon", "web", "2022-11-16", "2022-11-17"], "to decide"],
    ["of a service that no rule is for", HELD, ["brunch", "web", "2022-10-16", "2022-10-17"], "no-rule"],
    ["of a rule without bounds in time", { for: "{ service: melon }" }, LONG_BEFORE, "to decide"],
  ])("or not: one %s", ([, parts, row, expected]) => {
    expect(scanned(parts, [row])).toEqual([expected]);
  });

  test("where there are more words than are kept, and those with others are not", () => {
    const parts = { for: "{ service: melon, rental_id: { not: x } }", if: "{ held: during-outage }" };
    const found = scanned(
      parts,
      Array.from({ length: 3000 }, () => LONG_BEFORE),
    );
    expect(found.filter((reason) => reason === "not-held")).toHaveLength(512);
    expect(found.filter((reason) => reason === "to decide")).toHaveLength(3000 - 512);
  });

  test("that is the first with its service, and those that follow are not", () => {
    const rows = [LONG_BEFORE, LONG_BEFORE, ["webtoon", ...LONG_BEFORE.slice(1)] as unknown as Row, LONG_BEFORE];
    const found = scanEach(HELD, rows, ["rental"], 1);
    expect(found).toEqual([["to decide", "not-held", "to decide", "not-held"]]);
  });

  test("or not, with any number of services and channels one after the other", () => {
    const scan = createScan({ for: "{ channel: [web, apple] }", if: "{ held: during-outage }" });
    const services = (from: number, count: number) =>
      Array.from({ length: count }, (_, at): Row => [`s${from + at}`, "web", "2022-01-01", "2022-02-01"]);
    const known: Row[] = [
      ["s0", "web", "2022-01-01", "2022-02-01"],
      ["s0", "apple", "2022-01-01", "2022-02-01"],
    ];
    scan(services(0, 1900));
    expect(scan(known)).toEqual(["not-held", "not-held"]);
    scan(services(1900, 2200));
    scan(services(4100, 400));
    expect(scan(known)).toEqual(["not-held", "not-held"]);
  });

  test("with its own period, whatever is read of the rows after it", () => {
    const scanBlock = createBlockScanner(setupOf(HELD));
    const columns = ["rental_id", ...COLUMNS.slice(1)];
    const layout = layoutOf(
      { kind: "rental", delimiter: 0x2c, columns, length: 0, line: 1, byteOrderMark: false },
      new Set(),
    );
    const rows = [["melon", "web", "2022-10-01T00:00:00Z", "2022-10-18T00:00:00Z"], LONG_BEFORE];
    const cells = rows.map((row, index) => [`r${index}`, "u", ...row, "", "", "", ""]);
    const { candidates } = scanBlock({ source: "r", exportIndex: 0, layout, bytes: Buffer.from(csvText(cells, ",")) });
    expect([...candidates.row]).toEqual([0]);
    expect([...candidates.starts]).toEqual([Date.UTC(2022, 9, 1)]);
    expect([...candidates.ends]).toEqual([Date.UTC(2022, 9, 18)]);
  });

  test("in each export by what is said of that one", () => {
    const parts = {
      rules: `rules:
  - { rule: a, for: { record: rental, service: melon }, if: { held: during-outage }, give: { extend: 3 days } }
  - { rule: b, for: { record: coupon, service: melon }, if: { ended: during-outage }, give: { extend: 3 days } }
  - { rule: c, for: { record: subscription, service: melon }, if: { lost: { at-least: 1 hour } }, give: { extend: 3 days } }`,
    };
    expect(scanEach(parts, [LONG_BEFORE], ["rental", "coupon", "subscription"])).toEqual([
      ["not-held"],
      ["not-ended"],
      ["to decide"],
    ]);
  });

  test.for([
    [7, "not-held"],
    [8, "to decide"],
  ] as const)("where rules select by more columns than the kernel looks at: %i", ([count, expected]) => {
    const selected = COLUMNS.filter((column) => column !== "service" && column !== "channel").slice(0, count);
    const parts = {
      for: `{ service: melon, ${selected.map((column) => `${column}: { not: x }`).join(", ")} }`,
      if: "{ held: during-outage }",
    };
    expect(scanned(parts, [LONG_BEFORE])).toEqual([expected]);
  });
});
