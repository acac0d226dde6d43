/** The workbook of a plan or run: read-excel-file, which did not write it, finds the numbers of the summary, and texts stay texts. */
import { readFileSync } from "node:fs";
import readXlsxFile from "read-excel-file/node";
import { describe, expect, test } from "vitest";
import type { Language } from "../../src/report/habits.ts";
import type { ReportFacts } from "../../src/report/report-facts.ts";
import { sheetsOf } from "../../src/report/sheets/sheets.ts";
import { workbookBytes } from "../../src/report/sheets/workbook-file.ts";
import { workbookParts } from "../../src/report/sheets/workbook-parts.ts";
import { columnInLetters, workbookText } from "../../src/report/sheets/xml.ts";
import { KAKAO, kakaoBook } from "../support/kakao-book.ts";
import { hostileFacts, longFacts } from "../support/report-facts.ts";
import type { SmallCase } from "../support/small-case.ts";

const LANGUAGES = ["en", "ko"] as const;
const NAMES = {
  en: ["Summary", "By rule", "Money", "Review", "Rejects", "Largest"],
  ko: ["요약", "규칙별", "금액", "검토 필요", "거부된 행", "금액이 큰 지급"],
};

type Row = readonly unknown[];

async function readBack(
  bytes: Uint8Array,
): Promise<readonly { readonly sheet: string; readonly data: readonly Row[] }[]> {
  return readXlsxFile(Buffer.from(bytes));
}

/** The sheets of run 1 by the order in which they stand, as `report` writes them. */
async function sheetsOfRun(story: SmallCase, language: Language): Promise<readonly (readonly Row[])[]> {
  await story.run(`report 1 --format xlsx --lang ${language} -o ${language}.xlsx`);
  const sheets = await readBack(readFileSync(story.path(`${language}.xlsx`)));
  expect(sheets.map(({ sheet }) => sheet)).toEqual(NAMES[language]);
  return sheets.map(({ data }) => data);
}

/** The rows below the titles, without the totals. */
function bodyOf(data: readonly Row[] | undefined, totals: number): readonly Row[] {
  return (data ?? []).slice(1, (data ?? []).length - totals);
}

function sumOf(rows: readonly Row[], column: number): number {
  return rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0);
}

test.for(LANGUAGES)("in %s, numbers are numbers, and add up to those of the summary", async (language) => {
  const story = await kakaoBook();
  const summary = story.summary("compensations/0001");
  const { totals, credits, by_rule: rules, extended, rejects } = summary;
  const [first, byRule, money, review, rejected, largest] = await sheetsOfRun(story, language);

  const flow = (first ?? []).slice((first ?? []).findIndex((row) => row.every((cell) => cell === null)) + 2);
  expect(flow.at(-1)?.[2]).toBe(totals.read);
  expect(sumOf(flow.slice(0, -1), 2)).toBe(totals.read);

  const currencies = Object.keys(credits);
  const ruleRows = bodyOf(byRule, 1);
  expect(ruleRows.map((row) => [row[0], row[3], row[4], row[5]])).toEqual(
    rules.map(({ service, records, extended: ends, review: waiting }) => [service, records, ends, waiting]),
  );
  expect([sumOf(ruleRows, 4), byRule?.at(-1)?.[4]]).toEqual([extended, extended]);
  for (const [index, currency] of currencies.entries()) {
    const sum = Number(credits[currency]);
    expect([currency, sumOf(ruleRows, 6 + index), byRule?.at(-1)?.[6 + index]]).toEqual([currency, sum, sum]);
    const paid = bodyOf(money, currencies.length).filter((row) => row[0] === currency);
    expect([currency, sumOf(paid, 5)]).toEqual([currency, sum]);
    const top = bodyOf(largest, currencies.length).filter((row) => row[0] === currency);
    const total = largest?.findLast((row) => row[0] === currency);
    expect(top.length).toBeGreaterThan(0);
    expect([currency, sumOf(top, 5)]).toEqual([currency, total?.[5]]);
  }
  expect(money?.slice(-currencies.length).map((row) => [row[0], row[5]])).toEqual(
    Object.entries(credits).map(([currency, sum]) => [currency, Number(sum)]),
  );
  expect(sumOf(bodyOf(money, currencies.length), 2)).toBe(summary.credited);

  expect([sumOf(bodyOf(review, 1), 4), review?.at(-1)?.[4]]).toEqual([totals.review, totals.review]);
  expect(bodyOf(rejected, 1).map((row) => [row[0], row[4]])).toEqual(Object.entries(rejects));
});

describe("a workbook is a file of the plan", () => {
  const PLAN = `--outage ${KAKAO}/outage.yaml --policy ${KAKAO}/policy.yaml --as-of 2022-10-21T11:00:00+09:00`;

  test("and of the run, which is proved, decided again and taken back with it", async () => {
    const story = await kakaoBook();
    await story.run(`plan ${PLAN} --xlsx --book other --out plan ${KAKAO}/exports`);
    expect((await story.run("apply plan --book other --yes")).exit).toBe(0);
    const planned = readFileSync(story.path("plan/summary.xlsx"));
    expect(readFileSync(story.path("other/0001/summary.xlsx")).equals(planned)).toBe(true);
    expect(story.read("other/0001/manifest.json")).toContain('"file": "summary.xlsx"');
    expect((await story.run("verify --recompute --book other")).exit).toBe(0);
    expect((await story.run("show 1 --book other")).out).toContain("summary.xlsx");
    await story.run("report plan --book other --format xlsx -o again.xlsx");
    expect(readFileSync(story.path("again.xlsx")).equals(planned)).toBe(true);
    expect((await story.run("revert 1 --book other --yes")).exit).toBe(0);
    const [, byRule] = await readBack(readFileSync(story.path("other/0002/summary.xlsx")));
    const { extended, credits } = story.summary("other/0002");
    expect(byRule?.data.at(-1)?.slice(4, -1)).toEqual([extended, null, ...Object.values(credits).map(Number)]);
  });

  test("only where it was asked for", async () => {
    const story = await kakaoBook();
    expect(story.read("compensations/0001/manifest.json")).not.toContain("xlsx");
  });

  test("and a changed one is noticed", async () => {
    const story = await kakaoBook();
    await story.run(`plan ${PLAN} --xlsx --book other --out plan ${KAKAO}/exports`);
    story.write("plan/summary.xlsx", "another");
    expect(await story.run("apply plan --book other --yes")).toMatchObject({ exit: 5, failure: "plan-damaged" });
  });

  test.for([
    ["without a file", "report 1 --format xlsx", "Name the file with -o"],
    ["for a plan that is finished", "apply plan --xlsx --yes", "Plan again with --xlsx"],
  ] as const)("and is refused %s", async ([, line, next]) => {
    const story = await kakaoBook();
    const ran = await story.run(line);
    expect(ran).toMatchObject({ exit: 2, out: "" });
    expect(ran.message).toContain(next);
  });
});

test.for(LANGUAGES)("in %s, texts of people and exports are texts, whatever they begin with", async (language) => {
  const facts = hostileFacts();
  for (const [name, xml] of workbookParts(sheetsOf(facts, language))) {
    const marks = ["<script", 'onerror="', "\u202e", "\u0007", "\u200b"].filter((mark) => xml.includes(mark));
    expect([name, marks]).toEqual([name, []]);
    for (const [, formula = ""] of xml.matchAll(/<f>(.*?)<\/f>/g))
      expect(formula).toMatch(/^SUM(IF)?\([A-Z]+\d+:[A-Z]+\d+(,A\d+,[A-Z]+\d+:[A-Z]+\d+)?\)$/);
  }
  const [first] = await readBack(await workbookBytes(facts, language));
  expect(first?.data[1]?.[1]).toMatch(/^=1\+1<\/style>.*\\u202e\\u0007\\u200b&amp;$/);
});

test("amounts of more digits than a workbook keeps are texts, and so is their total", async () => {
  const facts = longFacts();
  const [, byRule, money] = await readBack(await workbookBytes(facts, "en"));
  const amount = "1,234,567,890,123,456,789,012,345,678,901 KRW";
  expect(byRule?.data[1]?.[6]).toBe(amount);
  expect(byRule?.data.at(-1)?.[6]).toBe(amount);
  expect(money?.data.at(-1)?.[5]).toBe(amount);
});

test.for([
  ["999999999999999", 999_999_999_999_999],
  ["1000000000000000", "1,000,000,000,000,000 USD"],
  ["0.10", 0.1],
  ["-12.50", -12.5],
] as const)("an amount of %s is kept as it is", async ([amount, kept]) => {
  const [, byRule] = await readBack(await workbookBytes(withAmount(amount), "en"));
  expect([byRule?.data[1]?.[6], byRule?.data.at(-1)?.[6]]).toEqual([kept, kept]);
});

/** One rule that pays this amount. */
function withAmount(amount: string): ReportFacts {
  const facts = longFacts();
  const { by_rule: rules } = facts.summary;
  const [rule] = rules.map((each) => ({ ...each, credits: { USD: amount } }));
  if (rule === undefined) throw new Error("no rule");
  return { ...facts, figures: undefined, summary: { ...facts.summary, credits: { USD: amount }, by_rule: [rule] } };
}

test.for([
  ["markup", `<a b="c">&`, "&lt;a b=&quot;c&quot;&gt;&amp;"],
  ["what looks like an escape", "_x000D_", "_x005F_x000D_"],
  ["what does not", "_x00D_", "_x00D_"],
  ["half a character", "a\ud800b", "a\ufffdb"],
  ["a text as long as a cell", "a".repeat(32_767), "a".repeat(32_767)],
  ["a longer one", "a".repeat(32_768), `${"a".repeat(32_766)}…`],
] as const)("%s is written so that a workbook can hold it", ([, text, xml]) => {
  expect(workbookText(text)).toBe(xml);
});

test.for([
  [0, "A"],
  [25, "Z"],
  [26, "AA"],
  [701, "ZZ"],
  [702, "AAA"],
] as const)("column %i is %s", ([index, name]) => {
  expect(columnInLetters(index)).toBe(name);
});

test.for(LANGUAGES)("the names of sheets in %s are names that workbooks take", (language) => {
  const names = sheetsOf(longFacts(), language).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\']{1,31}$/);
});

test("titles stay and are filtered, and columns are as wide as Korean letters need", () => {
  const parts = new Map(workbookParts(sheetsOf(longFacts(), "ko")));
  // 31 digits, 10 commas, a letter that is two wide, and three beside it.
  const rules = parts.get("xl/worksheets/sheet2.xml") ?? "";
  expect(rules).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
  expect(rules).toContain('<autoFilter ref="A1:H201"/>');
  expect(rules).toContain('<col min="7" max="7" width="46"');
});
