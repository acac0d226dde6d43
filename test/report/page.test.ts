/** The page of a plan or run: its numbers are those of the summary, added up again; it is the same whenever it is made. */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Manifest } from "../../src/book/manifest.ts";
import type { Summary } from "../../src/report/summary.ts";
import { KAKAO, kakaoBook } from "../support/kakao-book.ts";
import { cellsAt, numberIn, pageTable, pageTables, sumAt, textOf } from "../support/page-tables.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const LANGUAGES = ["en", "ko"] as const;

interface Texts {
  readonly pages: { readonly [language in (typeof LANGUAGES)[number]]: string };
  readonly summary: Summary;
  readonly manifest: Manifest;
}

let texts: Promise<Texts> | undefined;

/** Run 1 of the Kakao story, read once. */
function kakaoTexts(): Promise<Texts> {
  texts ??= readKakao();
  return texts;
}

async function readKakao(): Promise<Texts> {
  const story = await kakaoBook();
  const pageIn = async (language: string) => (await story.run(`report 1 --lang ${language}`)).out;
  return {
    pages: { en: await pageIn("en"), ko: await pageIn("ko") },
    summary: summaryOf(story, "compensations/0001"),
    manifest: JSON.parse(story.read("compensations/0001/manifest.json")) as Manifest,
  };
}

function summaryOf(story: SmallCase, folder: string): Summary {
  return JSON.parse(story.read(`${folder}/summary.json`)) as Summary;
}

describe.for(LANGUAGES)("on the page in %s", (language) => {
  const read = async () => {
    const { pages, summary, manifest } = await kakaoTexts();
    const page = pages[language];
    return { page, summary, manifest, table: (id: string) => pageTable(page, id) };
  };

  test("every row that was read is in one bucket, and the buckets come to the rows", async () => {
    const { summary, table } = await read();
    const { totals, unaffected } = summary;
    const flow = table("table-flow");
    const reasons = flow.rows.filter(([title = ""]) =>
      Object.keys(unaffected).some((code) => title.endsWith(` ${code}`)),
    );
    const buckets = flow.rows.filter((row) => !reasons.includes(row));
    const counts = (rows: typeof buckets) => rows.map(([, count = ""]) => numberIn(count));
    const { read: all, ...others } = totals;
    expect(counts(buckets).toSorted()).toEqual(
      Object.values(others)
        .filter((count) => count > 0)
        .toSorted(),
    );
    expect(counts(buckets).reduce((a, b) => a + b)).toBe(all);
    expect(counts(reasons)).toEqual(Object.values(unaffected));
    expect(counts(reasons).reduce((a, b) => a + b)).toBe(totals.unaffected);
    expect(numberIn(flow.total[1] ?? "")).toBe(all);
  });

  test("exports add up column by column", async () => {
    const { summary, table } = await read();
    const exports = table("table-exports");
    expect(cellsAt(exports, 0)).toEqual(summary.exports.map(({ file }) => file));
    for (let column = 2; column < exports.titles.length; column += 1)
      expect(sumAt(exports, column)).toBe(numberIn(exports.total[column] ?? ""));
    expect(numberIn(exports.total[2] ?? "")).toBe(summary.totals.read);
  });

  test("rules have the numbers of the summary, and their ends come to all that moved", async () => {
    const { summary, table } = await read();
    const rules = table("table-rules");
    const { by_rule: told, extended, credits } = summary;
    expect(cellsAt(rules, 1)).toEqual(told.map(({ service }) => service));
    expect(cellsAt(rules, 2).map(numberIn)).toEqual(told.map(({ records }) => records));
    expect(cellsAt(rules, 3).map(numberIn)).toEqual(told.map((rule) => rule.extended));
    expect(sumAt(rules, 3)).toBe(extended);
    expect(numberIn(rules.total[3] ?? "")).toBe(extended);
    expect(cellsAt(rules, 6).map(numberIn)).toEqual(told.map(({ review }) => review));
    expect([...(rules.total[5] ?? "").matchAll(/[\d,]+/g)].map(([sum]) => numberIn(sum))).toEqual(
      Object.values(credits).map(Number),
    );
  });

  test("money adds up by currency and service, and by size of the payments", async () => {
    const { page, summary, table } = await read();
    const { credits, credited } = summary;
    const money = table("table-money");
    for (const [currency, sum] of Object.entries(credits)) {
      const own = money.rows.filter(([first]) => first === currency);
      expect(own.reduce((total, [, , amount = ""]) => total + numberIn(amount), 0)).toBe(Number(sum));
    }
    const sizes = [...pageTables(page)].filter(([id]) => id.startsWith("table-amounts-")).map(([, each]) => each);
    expect(sizes.length).toBe(money.rows.length);
    expect(sizes.reduce((sum, each) => sum + sumAt(each, 2), 0)).toBe(credited);
    expect(sizes.map((each) => sumAt(each, 3))).toEqual(sizes.map(({ total }) => numberIn(total[3] ?? "")));
    expect(sizes.map((each) => sumAt(each, 3))).toEqual(money.rows.map(([, , amount = ""]) => numberIn(amount)));
  });

  test("the largest payments come to the sum that is told", async () => {
    const { page, summary } = await read();
    const largest = [...pageTables(page)].filter(([id]) => id.startsWith("table-largest-"));
    expect(largest.length).toBe(Object.keys(summary.credits).length);
    const told = [...page.matchAll(/id="table-largest-\d+".*?<\/table>\s*<p>(.*?)<\/p>/gs)].map(
      ([, text = ""]) => text,
    );
    for (const [index, [, each]] of largest.entries()) {
      const numbers = [...textOf(told[index] ?? "").matchAll(/[\d,]+(?:\.\d+)?/g)].map(([number]) => numberIn(number));
      expect(numbers).toContain(sumAt(each, 3));
    }
  });

  test("as many ends lie on the days before as after", async () => {
    const { summary, table } = await read();
    const ends = table("table-ends");
    const { extended, warnings } = summary;
    const dead = warnings
      .filter(({ code }) => code === "dead-on-arrival")
      .reduce((sum, { records }) => sum + records, 0);
    expect([1, 2, 3].map((column) => sumAt(ends, column))).toEqual([extended, extended, dead]);
    expect(ends.total.slice(1).map(numberIn)).toEqual([extended, extended, dead]);
  });

  test("review and rejects have the numbers of the summary", async () => {
    const { summary, table } = await read();
    const { totals, rejects } = summary;
    expect(sumAt(table("table-review"), 4)).toBe(totals.review);
    const faults = table("table-rejects");
    expect(cellsAt(faults, 0).map((cell) => cell.split(" ")[0])).toEqual(Object.keys(rejects));
    expect(cellsAt(faults, 2).map(numberIn)).toEqual(Object.values(rejects));
  });

  test("every input and output has its hash", async () => {
    const { manifest, table } = await read();
    const { inputs, outputs, rules } = manifest;
    const hashes = [...rules, ...inputs, ...outputs.filter(({ file }) => file !== "summary.html")];
    expect(cellsAt(table("table-files"), 4)).toEqual(hashes.map(({ sha256 }) => sha256));
  });
});

describe("a page is made again", () => {
  const PLAN = `plan --outage ${KAKAO}/outage.yaml --policy ${KAKAO}/policy.yaml --as-of 2022-10-21T11:00:00+09:00`;

  test("byte for byte, also with another number of threads", async () => {
    const story = await smallCase({});
    await story.run(`${PLAN} --out plan ${KAKAO}/exports`);
    const written = story.read("plan/summary.html");
    expect((await story.run("report plan --lang en")).out).toBe(written);
    await story.run(`${PLAN} --jobs 2 --out again ${KAKAO}/exports`);
    expect(story.read("again/summary.html")).toBe(written);
    expect((await story.run("report plan --lang ko")).out).toContain('<html lang="ko">');
  });

  test("in the language of the plan", async () => {
    const story = await smallCase({});
    await story.run(`${PLAN} --lang ko --out plan ${KAKAO}/exports`);
    expect((await story.run("report plan --lang ko")).out).toBe(story.read("plan/summary.html"));
  });

  test("into a new file, and never over one", async () => {
    const story = await kakaoBook();
    expect((await story.run("report 1 -o out/page.html --lang en")).exit).toBe(0);
    expect(story.read("out/page.html")).toBe((await story.run("report 1 --lang en")).out);
    expect(await story.run("report 1 -o out/page.html")).toMatchObject({ failure: "file-exists" });
  });

  test.for(["summary.json", "figures.json"])("only while %s is the file that was written", async (file) => {
    const story = await smallCase({});
    await story.run(`${PLAN} --out plan ${KAKAO}/exports`);
    story.write(
      `plan/${file}`,
      story
        .read(`plan/${file}`)
        .replace('"revision": "2022-10-21"', '"revision": "2022-10-22"')
        .replace('"format": 1', '"format": 2'),
    );
    expect(await story.run("report plan")).toMatchObject({ exit: 5, failure: "plan-damaged" });
  });

  test("without the rows of the outputs", async () => {
    const story = await smallCase({});
    await story.run(`${PLAN} --out plan ${KAKAO}/exports`);
    for (const file of ["adjusted-expiry.csv", "refund-credit.csv", "review.csv"]) rmSync(story.path(`plan/${file}`));
    expect((await story.run("report plan --lang en")).out).toBe(story.read("plan/summary.html"));
  });

  test("as Markdown and as one JSON document", async () => {
    const story = await kakaoBook();
    expect((await story.run("report 1 --format md --lang en")).out).toBe(story.read("compensations/0001/summary.md"));
    const { out } = await story.run("report 1 --format json");
    const summary = summaryOf(story, "compensations/0001");
    expect(JSON.parse(out)).toMatchObject({ state: { kind: "run", run: "0001" }, summary });
  });
});

describe("a page says in which state its plan is", () => {
  const rental = (id: string) =>
    `rental_id,user_id,service,status,started_at,expires_at\n${id},u-1,kakaopage,,2022-10-14T10:00,2022-10-20T10:00\n`;

  test("planned, committed, taken back, and taking back", async () => {
    const story = await smallCase({ "one.csv": rental("R-1"), "two.csv": rental("R-2") });
    await story.run(`plan ${RULES} --out plan one.csv`);
    expect(story.read("plan/summary.html")).toContain("before anything was committed");
    await story.run("apply plan --yes");
    expect(story.read("compensations/0001/summary.html")).toContain("before anything was committed");
    expect((await story.run("report 1")).out).toContain("Run 0001 of 1 in the book.");
    await story.run(`apply ${RULES} --yes two.csv`);
    expect(pageTable((await story.run("report 2")).out, "table-changes").rows[0]).toEqual(["Rows read", "1", "1", "0"]);
    await story.run("revert 2 --yes");
    expect((await story.run("report compensations/0002")).out).toContain("Run 0002 was taken back by run 0003.");
    const counter = (await story.run("report 3")).out;
    expect(counter).toContain("This run takes run 0002 back");
    expect(pageTable(counter, "table-rules").total[3]).toBe("1");
    expect(pageTables(counter).has("table-flow")).toBe(false);
    expect(story.read("compensations/0003/summary.html")).toContain("This run takes run 0002 back");
  });

  test("without any gift, and with rejects alone", async () => {
    const story = await smallCase({
      "none.csv": rental("R-1").replaceAll("2022-10", "2021-10"),
      "bad.csv": rental("R-1").replace("2022-10-20T10:00", "soon"),
    });
    await story.run(`plan ${RULES} --out none none.csv`);
    expect(textOf(story.read("none/summary.html"))).toContain("0 records are compensated: nothing is given.");
    await story.run(`plan ${RULES} --out bad bad.csv`);
    const bad = story.read("bad/summary.html");
    expect(pageTable(bad, "table-flow").rows).toEqual([["could not be read", "1", "100.0%"]]);
    expect(cellsAt(pageTable(bad, "table-rejects"), 1)[0]).toContain("bad.csv, line 2");
  });

  test("a book of an earlier version has a page, which says what is missing", async () => {
    const story = await smallCase({});
    cpSync(resolve("test/books/0.2.0"), story.folder, { recursive: true });
    const { exit, out } = await story.run("report 1 --book book");
    expect(exit).toBe(0);
    expect(out.match(/kept no figures for this part/g)?.length).toBeGreaterThanOrEqual(2);
    expect(pageTable(out, "table-flow").rows.length).toBeGreaterThan(1);
  });
});

describe("what a rule gave", () => {
  const subs = (prices: readonly number[]) =>
    `subscription_id,user_id,service,channel,price,currency,started_at,expires_at\n${prices
      .map((price, at) => `S-${at},u-${at},emoticon-plus,apple,${price},KRW,2022-10-01,2022-11-01`)
      .join("\n")}\n`;

  test.for([
    [[4900, 4900], "460 KRW each", "모두 460원"],
    // The median of these, too, is the largest.
    [[4900, 4900, 1000], "smallest 94 KRW, median 460 KRW, largest 460 KRW", "최소 94원, 중앙값 460원, 최대 460원"],
  ] as const)("is said to be the same for each only where it is: %j", async ([prices, english, korean]) => {
    const story = await smallCase({ "subs.csv": subs(prices) });
    await story.run(`plan ${RULES} --out plan subs.csv`);
    const paid = async (lang: string) =>
      cellsAt(pageTable((await story.run(`report plan --lang ${lang}`)).out, "table-rules"), 5)[0];
    expect(await paid("en")).toContain(english);
    expect(await paid("ko")).toContain(korean);
  });

  const ends =
    "rental_id,user_id,service,status,started_at,expires_at\nR-1,u-1,kakaopage,,2022-10-14T10:00,2022-10-20T10:00\n";

  test.for([
    ["en", "4 days each", "4 days each", "Time taken back"],
    ["ko", "모두 4일", "모두 4일", "되돌린 기간"],
  ] as const)("has no minus before its length where it is taken back, in %s", async ([lang, given, back, title]) => {
    const story = await smallCase({ "ends.csv": ends });
    await story.run(`apply ${RULES} --yes ends.csv`);
    await story.run("revert 1 --yes");
    const [run, counter] = await Promise.all(
      [1, 2].map(async (at) => pageTable((await story.run(`report ${at} --lang ${lang}`)).out, "table-rules")),
    );
    expect(run?.rows[0]?.[4]).toBe(given);
    expect(counter?.rows[0]?.[4]).toBe(back);
    expect(run?.titles).not.toContain(title);
    expect(counter?.titles).toContain(title);
  });

  test.for([
    [false, "Several layers move ends."],
    [true, "Several layers move ends."],
  ] as const)("moves an end in several layers: %s", async ([isMoved, told]) => {
    const rule = (name: string, give: string) =>
      `  - layer: ${name}\n    rules:\n      - { rule: ${name}, for: { record: rental }, give: ${give} }\n`;
    const second = isMoved ? "{ extend: 3 days }" : "{ grant: 1 KRW }";
    const story = await smallCase({
      "policy.yaml": `policy: twice\nrevision: 1\nzone: Asia/Seoul\nlayers:\n${rule("first", "{ extend: 2 days }")}${rule("second", second)}`,
      "ends.csv": ends,
    });
    expect(await story.run(`plan ${RULES} --out plan ends.csv`)).toMatchObject({ failure: undefined });
    expect(story.read("plan/summary.html").includes(told)).toBe(isMoved);
  });
});

/** How many of the bars for days the shade of the outage spans. */
function shadedDays(page: string): number {
  const days = pageTable(page, "table-ends").rows.length;
  const [, width = ""] = /class="shade" x="[^"]*" width="([\d.]+)%"/.exec(page) ?? [];
  return Math.round((Number(width) / 100) * days);
}

test.for([
  ["at midnight, in the day before", "2022-10-20T00:00", 5],
  ["after midnight, in the day that begins", "2022-10-20T00:01", 6],
] as const)("an outage ends %s", async ([, end, days]) => {
  const ends = Array.from({ length: 11 }, (_, index) => `2022-10-${15 + index}T23:00+09:00`);
  const rows = ends.map((each, index) => `r${index},u${index},kakaopage,2022-10-01,${each}\n`);
  const story = await smallCase({ "a.csv": `rental_id,user_id,service,started_at,expires_at\n${rows.join("")}` });
  story.write("outage.yaml", `outage: o\nzone: Asia/Seoul\nwindow: 2022-10-15T15:30/${end}\n`);
  expect((await story.run(`plan ${RULES} --out plan a.csv`)).message).toBe("");
  expect(shadedDays(story.read("plan/summary.html"))).toBe(days);
});

test("what people wrote into an outage, a policy and exports stays text", async () => {
  const hostile = `</style><script>alert(1)</script><img src=x onerror="alert(2)">`;
  const story = await smallCase({
    "subs.csv": `subscription_id,user_id,service,channel,price,currency,started_at,expires_at\n"=1+1""><b>\u202e",u-1,"<i>tv</i>",web,3900,KRW,2022-10-01,2022-11-01\n`,
  });
  writeFileSync(
    story.path("outage.yaml"),
    `outage: pangyo\ntitle: ${JSON.stringify(hostile)}\nsource: ${JSON.stringify(`'"><svg onload=alert(3)>`)}\nzone: Asia/Seoul\nwindow: 2022-10-15T15:30/2022-10-20T23:00\n`,
  );
  const policy = readFileSync(story.path("policy.yaml"), "utf8");
  const rule = `  - rule: odd\n    why: ${JSON.stringify(`${hostile}\u202e`)}\n    for: { record: subscription, service: "<i>tv</i>" }\n    if: { held: during-outage }\n    give: { extend: 3 days }\n`;
  writeFileSync(story.path("policy.yaml"), policy + rule);
  expect((await story.run(`plan ${RULES} --out plan subs.csv`)).message).toBe("");
  const page = story.read("plan/summary.html");
  expect(page).not.toMatch(/<script|<img|<i>|<b>|<svg onload|\u202e/);
  expect(page).toContain("&lt;/style&gt;&lt;script&gt;");
  expect(page).toContain("\\u202e");
  expect([...page.matchAll(/<style>/g)].length).toBe(1);
});
