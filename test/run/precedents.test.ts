/** Rows that are like a row that was decided are not asked about again; rows that differ in anything that may count are. */
import { describe, expect, test } from "vitest";
import { instantAt } from "../../src/domain/instant.ts";
import type { TimeForm } from "../../src/domain/time-form.ts";
import { csvText } from "../../src/input/csv-writer.ts";
import { type Layout, layoutOf } from "../../src/input/layout.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import type { Policy } from "../../src/rules/policy.ts";
import { createRowDecider } from "../../src/run/decide/decide-rows.ts";
import type { DecidedRows, Setup } from "../../src/run/rows/job.ts";
import { createBlockScanner } from "../../src/run/scan/scan-block.ts";
import { formOf } from "../domain/forms.ts";

const OUTAGE = `
outage: pangyo
zone: America/New_York
window: 2022-10-15T15:30/2022-10-20T23:00
`;

/** @param give of the only rule. @param rest more lines of the rule. */
function policyOf(give: string, rest = "", limits = ""): string {
  return `policy: p
revision: "1"
zone: America/New_York
${limits}
rules:
  - rule: one
    for: { record: rental, channel: [web, apple] }
    ${rest}
    give: ${give}
`;
}

interface Row {
  readonly channel?: string;
  readonly price?: string;
  readonly started?: string;
  readonly ends?: string;
  readonly id?: string;
}

const COLUMNS = ["rental_id", "user_id", "service", "channel", "price", "currency", "started_at", "expires_at", "note"];
const USUAL = { channel: "web", price: "3900", started: "2022-10-01T10:00:00", ends: "2022-12-10T10:00:00" };

/** How often the rules were asked about a channel, one after the other. */
interface Asked {
  times: number;
}

/** The policy with a list of channels that counts how often a record's own is looked for. */
function counting(policy: Policy, asked: Asked): Policy {
  const values = Object.assign(new Set(["web", "apple"]), {
    has(value: string) {
      asked.times += 1;
      return Set.prototype.has.call(this, value);
    },
  });
  const layers = policy.layers.map((layer) => ({
    ...layer,
    rules: layer.rules.map((rule) => ({
      ...rule,
      for: rule.for.map((selector) =>
        selector.column === "channel" ? { ...selector, tests: [{ kind: "any-of" as const, values }] } : selector,
      ),
    })),
  }));
  return { ...policy, layers };
}

/** Rows of an export, how its ends are written, and the words of its channels that its mapping names, where it leaves other words to a person. */
interface Export {
  readonly rows: readonly Row[];
  readonly form?: TimeForm | undefined;
  readonly known?: readonly string[];
}

function decided(
  policyText: string,
  rows: readonly Row[],
  form?: TimeForm,
): { readonly asked: number; readonly decided: DecidedRows } {
  const { asked, all } = decidedEach(policyText, [{ rows, form }]);
  const [only] = all;
  if (only === undefined) throw new Error("nothing was decided");
  return { asked, decided: only };
}

function decidedEach(policyText: string, exports: readonly Export[]) {
  const asked: Asked = { times: 0 };
  const setup: Setup = {
    policy: counting(readPolicy(policyText, "policy.yaml").policy, asked),
    outage: readOutage(OUTAGE, "outage.yaml"),
    asOf: instantAt(Date.parse("2022-10-21T11:00:00-04:00")),
  };
  const scanBlock = createBlockScanner(setup);
  const jobs = exports.map((one, exportIndex) => {
    const { layout, bytes } = exportOf(one);
    const job = { source: "rentals.csv", exportIndex, layout, bytes };
    // What a block teaches is known in the next, so that all rows are scanned alike.
    scanBlock(job);
    const { candidates } = scanBlock(job);
    expect(candidates.count).toBe(one.rows.length);
    return { ...job, firstLine: 2, candidates };
  });
  asked.times = 0;
  const decide = createRowDecider(setup);
  const all = jobs.map(decide);
  return { asked: asked.times, all };
}

function exportOf({ rows, form, known }: Export): { readonly layout: Layout; readonly bytes: Buffer } {
  const header = {
    kind: "rental",
    delimiter: 0x2c,
    columns: COLUMNS,
    length: 0,
    line: 1,
    byteOrderMark: false,
  } as const;
  const index = COLUMNS.indexOf("channel");
  const reviewed = known === undefined ? [] : [{ name: "channel", index, known: new Set(known) }];
  const cells = rows.map((row, at) => {
    const { channel, price, started, ends } = { ...USUAL, ...row };
    return [row.id ?? `r${at}`, "u", "kakaopage", channel, price, "USD", started, ends, ""];
  });
  const layout = layoutOf(header, new Set());
  const times = layout.times.map((time) => (time.name === "expires_at" ? { ...time, form } : time));
  return { layout: { ...layout, times, reviewed }, bytes: Buffer.from(csvText(cells, ",")) };
}

const DAYS = policyOf("{ extend: 3 days }");
const HELD = policyOf("{ extend: 3 days }", "if: { held: during-outage }");
const MINUTES = policyOf("{ extend: 90 minutes }");
const LOST = policyOf("{ extend: lost }");
const SHARE = policyOf("{ credit: { share: 72 hours, of: price, over: billing-period, round: up } }");
const FLAT = policyOf("{ credit: 5 USD }");

describe("two rows", () => {
  test.for([
    ["on two days", DAYS, {}, { ends: "2022-12-24T10:00:00" }, 1],
    ["at two times of day", DAYS, {}, { ends: "2022-12-24T22:03:59" }, 1],
    ["with other prices that no rule looks at", DAYS, {}, { price: "1" }, 1],
    ["with other prices for a part of them", SHARE, {}, { price: "1" }, 2],
    ["with periods of another length, for a part of a price", SHARE, {}, { ends: "2022-12-11T10:00:00" }, 2],
    [
      "a day later, as long, for a part of a price",
      SHARE,
      { ends: "2022-11-01T10:00:00" },
      { started: "2022-10-02T10:00:00", ends: "2022-11-02T10:00:00" },
      1,
    ],
    [
      "at midnight and not, as long, for a part of a price",
      SHARE,
      { ends: "2022-11-01T10:00:00" },
      { started: "2022-10-02T00:00:00", ends: "2022-11-02T00:00:00" },
      2,
    ],
    ["of other channels", DAYS, {}, { channel: "apple" }, 2],
    ["with a T and a space", DAYS, {}, { ends: "2022-12-10 10:00:00" }, 2],
    ["with seconds and without", DAYS, {}, { ends: "2022-12-10T10:00" }, 2],
    ["with and without a time of day", DAYS, {}, { ends: "2022-12-10" }, 2],
    ["in the last minute of a day and before it", DAYS, {}, { ends: "2022-12-10T23:59:00" }, 2],
    ["just before the last minute", DAYS, {}, { ends: "2022-12-10T23:58:59" }, 1],
    ["with the same last second", DAYS, { ends: "2022-12-10T23:59:59" }, { ends: "2022-12-12T23:59:59" }, 1],
    ["with two last seconds", DAYS, { ends: "2022-12-10T23:59:58" }, { ends: "2022-12-12T23:59:59" }, 2],
    [
      "that end as the window begins, and later",
      HELD,
      { ends: "2022-10-15T15:30:00" },
      { ends: "2022-10-15T15:30:01" },
      2,
    ],
    ["that end in the window", HELD, { ends: "2022-10-15T15:30:01" }, { ends: "2022-10-16T00:00:00" }, 1],
    ["whose new ends are dead and alive", DAYS, { ends: "2022-10-18T10:59:59" }, { ends: "2022-10-18T11:00:01" }, 2],
    [
      "whose new end is as-of, and a second later",
      DAYS,
      { ends: "2022-10-18T11:00:00" },
      { ends: "2022-10-18T11:00:01" },
      2,
    ],
    [
      "whose new end is a second before as-of, and as-of",
      DAYS,
      { ends: "2022-10-18T10:59:59" },
      { ends: "2022-10-18T11:00:00" },
      2,
    ],
    ["whose new ends are alive", DAYS, { ends: "2022-10-18T11:00:01" }, { ends: "2022-10-18T11:00:02" }, 1],
    ["on both sides of a change of clocks", DAYS, { ends: "2022-10-30T10:00:00" }, { ends: "2022-12-30T10:00:00" }, 1],
    [
      "with a new end behind a change of clocks",
      DAYS,
      { ends: "2022-10-30T10:00:00" },
      { ends: "2022-11-03T10:00:00" },
      2,
    ],
    ["with an offset", DAYS, { ends: "2022-12-10T10:00:00-05:00" }, { ends: "2022-12-11T10:00:00-05:00" }, 2],
    ["with a Z", DAYS, { ends: "2022-12-10T10:00:00Z" }, { ends: "2022-12-11T10:00:00Z" }, 1],
    ["on days, to which minutes are added up to a day", MINUTES, { ends: "2022-12-10" }, { ends: "2022-12-11" }, 1],
    ["to which minutes are added up to a last minute", MINUTES, {}, { ends: "2022-12-31T22:29:00" }, 2],
    ["to which minutes are added up to midnight", MINUTES, {}, { ends: "2022-12-31T22:30:00" }, 1],
    ["to which minutes are added over midnight", MINUTES, {}, { ends: "2022-12-31T23:30:00" }, 1],
    ["that both lost the whole window", LOST, {}, { ends: "2022-12-11T10:00:00" }, 1],
    ["that both lost a part of the window", LOST, { ends: "2022-10-16T10:00:00" }, { ends: "2022-10-16T11:00:00" }, 2],
    ["with an id in doubled quotes", DAYS, {}, { id: 'r"1' }, 2],
    ["that get the same amount", FLAT, {}, { ends: "" }, 2],
    ["without an end", FLAT, { ends: "" }, { ends: "" }, 1],
  ] as const)("%s", ([, policy, one, other, asked]) => {
    expect(decided(policy, [one, other]).asked).toBe(asked);
  });

  test.for([
    ["on two days", DAYS, "yyyyMMdd", "20221210", "20221224", 1],
    ["at two times of day", DAYS, "yyyy/MM/dd HH:mm:ss", "2022/12/10 10:00:00", "2022/12/24 22:03:59", 1],
    ["in minutes", MINUTES, "dd.MM.yyyy HH:mm", "10.12.2022 10:00", "11.12.2022 11:30", 1],
    ["up to the last minute", MINUTES, "HH:mm dd.MM.yyyy", "10:00 10.12.2022", "22:28 10.12.2022", 1],
    ["into the last minute", MINUTES, "HH:mm dd.MM.yyyy", "10:00 10.12.2022", "22:29 10.12.2022", 2],
    ["in the last minute and before it", DAYS, "HH:mm dd.MM.yyyy", "23:58 10.12.2022", "23:59 10.12.2022", 2],
    ["with two last seconds", DAYS, "yyyyMMddHHmmss", "20221210235958", "20221212235959", 2],
    ["with the same last second", DAYS, "yyyyMMddHHmmss", "20221210235959", "20221212235959", 1],
    ["on days, to which minutes are added up to a day", MINUTES, "yyyyMMdd", "20221210", "20221211", 1],
    ["with Korean letters", DAYS, "yyyy년 MM월 dd일", "2022년 12월 10일", "2022년 12월 24일", 1],
    ["with a comma that needs quotes", DAYS, "dd.MM.yyyy, HH:mm", "10.12.2022, 10:00", "11.12.2022, 10:00", 2],
    ["in a pattern of several widths", DAYS, "yyyy/M/d", "2022/12/10", "2022/12/11", 2],
    ["in such a pattern, and get an amount", FLAT, "yyyy/M/d", "2022/12/10", "2022/12/11", 1],
    ["with halves of a day, and get an amount", FLAT, "yyyyMMdd hh:mm a", "20221210 10:00 AM", "20221211 01:30 AM", 1],
    ["in an epoch, and get an amount", FLAT, "epoch-seconds", "1670000000", "1671000000", 1],
    ["in an epoch", DAYS, "epoch-seconds", "1670000000", "1671000000", 2],
    ["with an offset, and get an amount", FLAT, "yyyyMMddX", "20221210Z", "20221211Z", 2],
    ["as days of a spreadsheet, and get an amount", FLAT, "excel-days", "44900", "44901", 2],
    ["with a year of two digits", DAYS, "yyMMdd", "221210", "221211", 2],
    ["in ISO 8601 that a mapping names", DAYS, "iso", "2022-12-10T10:00:00", "2022-12-11T10:00:00", 1],
  ] as const)("written in a form, %s", ([, policy, time, one, other, asked]) => {
    expect(decided(policy, [{ ends: one }, { ends: other }], formOf(time, { century: 2000 })).asked).toBe(asked);
  });

  test.for([
    ["in the policy's zone", { zone: "America/New_York" }, "20221210", "20221211", 1],
    ["in another zone", { zone: "UTC" }, "20221210", "20221211", 2],
    ["a date that does not last", { through: "before" }, "20221210", "20221211", 1],
    ["a date whose midnight is a date", { midnight: "day" }, "20221210", "20221211", 1],
    ["a moment whose midnight is a date", { midnight: "day" }, "202212100900", "202212110900", 2],
    ["a moment", {}, "202212100900", "202212110900", 1],
  ] as const)("written in a form that means %s", ([, meaning, one, other, asked]) => {
    const form = formOf(one.length === 8 ? "yyyyMMdd" : "yyyyMMddHHmm", meaning);
    expect(decided(DAYS, [{ ends: one }, { ends: other }], form).asked).toBe(asked);
  });

  test("are both asked about where a list of patterns says how ends are written", () => {
    const form = formOf(["yyyyMMdd", "dd.MM.yyyy"]);
    expect(decided(FLAT, [{ ends: "20221210" }, { ends: "20221211" }], form).asked).toBe(2);
  });

  test.for([
    ["where the policy limits users", policyOf("{ extend: 3 days }", "", "limits: [{ per: user, records: 9 }]")],
    ["where ends have a ceiling", policyOf("{ extend: 3 days }", "", "limits: [{ per: record, extend: 9 days }]")],
    ["where months are added", policyOf("{ extend: 1 month }")],
    ["where a new end is not counted from the old one", policyOf("{ extend: { by: 3 days, from: later } }")],
    ["where a benefit has a ceiling of its own", policyOf("{ extend: { by: 3 days, at-most: 2 days } }")],
  ] as const)("are both asked about %s", ([, policy]) => {
    expect(decided(policy, [{}, {}]).asked).toBe(2);
  });
});

test("rows that are alike are written as if each had been asked about, also where an area has to grow", () => {
  const rows = Array.from({ length: 3000 }, (_, index) => ({
    id: `${index}-${"x".repeat(index % 50)}`,
    ends: `2022-12-${String(1 + (index % 28)).padStart(2, "0")}T10:00:00`,
  }));
  const { asked, decided: found } = decided(DAYS, rows);
  expect(asked).toBe(1);
  const lines = Buffer.from(found.outcomes.bytes[0] ?? [])
    .toString()
    .trimEnd()
    .split("\n");
  const cells = lines.map((line) => line.split(","));
  expect(cells.map(([, , , , id]) => id)).toEqual(rows.map(({ id }) => id));
  expect(cells.map((row) => Date.parse(row[10] ?? "") - Date.parse(row[9] ?? ""))).toEqual(
    rows.map(() => 3 * 86_400_000),
  );
  expect(cells.map((row) => Number(row[15]))).toEqual(rows.map((_, index) => index + 2));
  expect(new Set(cells.map(([id]) => id)).size).toBe(rows.length);
});

test.for([64, 100, 333, 1000, 1471, 2000])(
  "two gifts of a record in one output find room together, with ids of %i bytes",
  (length) => {
    const layer = (name: string, days: number) =>
      `  - layer: ${name}\n    rules:\n      - rule: ${name}\n        for: { record: rental, channel: [web, apple] }\n        give: { credit: ${days} USD }\n`;
    const policy = `policy: p\nrevision: "1"\nzone: America/New_York\nlayers:\n${layer("first", 1)}${layer("second", 2)}`;
    const rows = Array.from({ length: 400 }, (_, index) => ({ id: `${index}-`.padEnd(length, "x") }));
    const { asked, decided: found } = decided(policy, rows);
    // Once in each layer.
    expect(asked).toBe(2);
    const lines = Buffer.from(found.outcomes.bytes[1] ?? [])
      .toString()
      .trimEnd()
      .split("\n");
    expect(lines.map((line) => line.split(",")[4])).toEqual(rows.flatMap(({ id }) => [id, id]));
  },
);

test("an export whose mapping leaves a word to a person learns nothing from one whose mapping names the word", () => {
  const rows = [{}, {}];
  const { all } = decidedEach(DAYS, [
    { rows, known: ["web"] },
    { rows, known: ["apple"] },
    { rows, known: ["web"] },
  ]);
  expect(all.map(({ outcomes }) => [...outcomes.target])).toEqual([
    [0, 0],
    [2, 2],
    [0, 0],
  ]);
});

test("exports of the same layout learn from each other", () => {
  expect(decidedEach(DAYS, [{ rows: [{}] }, { rows: [{}, {}] }]).asked).toBe(1);
});
