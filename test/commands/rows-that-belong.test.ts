/** Rows that belong together, as a mapping says: every command takes them alike, and nothing changes without the keys. */
import { describe, expect, test } from "vitest";
import { endOfPlan, OUTAGE, POLICY, RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const HEADER = "subscription_id,user_id,service,channel,price,currency,started_at,expires_at";
const AS_OF = "--as-of 2022-10-21T11:00:00+09:00";

function row(id: string, end = "2022-10-31", { user = "u1", channel = "web", price = "3900" } = {}): string {
  return `${id},${user},emoticon-plus,${channel},${price},KRW,2022-10-01,${end}`;
}

function csv(...rows: readonly string[]): string {
  return [HEADER, ...rows, ""].join("\n");
}

const NEWER = "mapping: days\nrecord: subscription\nnewer: last-file\n";
const ITEMS = "mapping: lines\nrecord: subscription\nrows: { key: subscription_id, of: line-items }\n";

const DAYS = {
  "days/mapping.yaml": NEWER,
  "days/1.csv": csv(row("same"), row("changed"), row("broken"), row("split"), row("old")),
  "days/2.csv": csv(
    row("same"),
    row("changed", "2022-11-30"),
    row("broken", "soon"),
    row("split"),
    row("split", "2022-12-31"),
  ),
} as const;

async function planned(files: { readonly [file: string]: string }, line: string): Promise<SmallCase> {
  const story = await smallCase(files);
  const ran = await story.run(`plan ${RULES} ${AS_OF} --out plan ${line}`);
  expect(ran).toMatchObject(endOfPlan(story));
  return story;
}

function fates(story: SmallCase): readonly string[] {
  const given = ["adjusted-expiry", "refund-credit"].flatMap((name) => story.rows(`plan/${name}.csv`));
  return given.map((cells) => `${cells.get("record_id")} ${cells.get("source")}:${cells.get("line")}`);
}

describe("the last file", () => {
  test("is the last one of a folder, in the order of names", async () => {
    const story = await planned(DAYS, "days");
    expect(fates(story)).toEqual(["same 1.csv:2", "old 1.csv:6", "changed 2.csv:3"]);
    const { totals } = story.summary("plan");
    expect(totals).toMatchObject({ read: 10, compensated: 3, rejected: 3, duplicate: 1, superseded: 3 });
  });

  test("is the last one of the command line, where files are named", async () => {
    const story = await planned(DAYS, "days/2.csv days/1.csv");
    expect(fates(story)).toEqual(["same 2.csv:2", "changed 1.csv:3", "broken 1.csv:4", "split 1.csv:5", "old 1.csv:6"]);
  });

  test("is told in its order before anything is decided", async () => {
    const story = await smallCase(DAYS);
    const { said } = await story.run(`plan ${RULES} --out plan days/2.csv days/1.csv`);
    expect(said).toContain("newer: last-file takes the files in this order: days/2.csv, days/1.csv");
    const other = await smallCase({ "subs.csv": DAYS["days/1.csv"] });
    expect((await other.run(`plan ${RULES} --out plan subs.csv`)).said).toEqual([]);
  });

  test("counts in the text and in Markdown", async () => {
    const story = await smallCase(DAYS);
    const { out } = await story.run(`plan ${RULES} ${AS_OF} --out plan days`);
    expect(out).toContain("0 not affected, 1 duplicate, 3 superseded, 3 rejected");
    expect(story.read("plan/summary.md")).toContain("| rejected | duplicate | superseded |");
    expect(story.read("plan/summary.md")).toContain("| total |  | 10 | 3 | 0 | 0 | 0 | 3 | 1 | 3 |");
  });

  test("may come through a pipe", async () => {
    const story = await smallCase(DAYS);
    const line = `plan ${RULES} ${AS_OF} --mapping days/mapping.yaml --out plan days/1.csv -`;
    expect(await story.run(line, { stdin: [Buffer.from(DAYS["days/2.csv"])] })).toMatchObject({ exit: 0 });
    expect(fates(story)).toEqual(["same 1.csv:2", "old 1.csv:6", "changed subscriptions.csv:3"]);
  });

  test("supersedes before a limit counts", async () => {
    const paid = (id: string, price: string) => row(id, "2022-10-31", { channel: "apple", price });
    const limited = `
policy: p
revision: 1
zone: Asia/Seoul
limits: [{ per: user, records: 1 }]
rules: [{ rule: r, for: { record: subscription }, give: { credit: { percent: 10, of: price, round: up } } }]
`;
    const files = { "policy.yaml": limited, "days/mapping.yaml": NEWER };
    const story = await planned(
      { ...files, "days/1.csv": csv(paid("a", "1000"), paid("b", "1000")), "days/2.csv": csv(paid("a", "2000")) },
      "days",
    );
    // Were the older row of a counted, the limit would leave that one.
    expect(fates(story)).toEqual(["b 1.csv:3"]);
    expect(story.summary("plan").totals).toMatchObject({ compensated: 1, unaffected: 1, superseded: 1 });
  });
});

test("rows that count for nothing are no records of which a rule leaves some out", async () => {
  const files = { ...DAYS, "days/2.csv": csv(row("same"), row("changed", "2022-11-30")) };
  const { warnings } = (await planned(files, "days")).summary("plan");
  expect(warnings).toContainEqual({ code: "rule-matches-all", about: "web-days", records: 5 });
});

describe("a file that a mapping does not describe", () => {
  test("has rows that contradict those of one that it does", async () => {
    const mapping = NEWER.replace("record:", "exports:\n  - match: 1.csv\n    record:").replace("newer:", "    newer:");
    const story = await planned({ ...DAYS, "days/mapping.yaml": mapping }, "days");
    expect(fates(story)).toEqual(["same 1.csv:2", "old 1.csv:6"]);
    expect(story.summary("plan").totals).toMatchObject({ rejected: 6, duplicate: 2, superseded: 0 });
  });
});

describe("explain", () => {
  async function told(id: string, more = ""): Promise<string> {
    const story = await smallCase({ ...DAYS, "lines/mapping.yaml": ITEMS, "lines/a.csv": LINES });
    const { out, exit } = await story.run(`explain ${id} ${RULES} ${AS_OF} ${more} days lines`);
    expect(exit).toBe(0);
    return out;
  }
  const LINES = `${HEADER},item\n${row("order")},a\n${row("order")},b\n${row("order")},b\n`;

  test("says which row supersedes which", async () => {
    const out = await told("changed");
    expect(out).toContain("stands in: days/2.csv, line 3");
    expect(out).toContain("it supersedes the older rows of the record in days/1.csv, line 3, which give nothing");
    expect(await told("changed", "--lang ko")).toContain("days/1.csv 3행");
  });

  test("says that no older row takes the place of a newest one that cannot be read", async () => {
    const out = await told("broken");
    expect(out).toContain("expires_at is not a date or time (time-invalid)");
    expect(out).toContain("an older row of the record does not count in its place");
  });

  test("says that two newest rows contradict each other", async () => {
    const out = await told("split");
    expect(out).toContain("another row has the same service and id and says something else (days/2.csv, line 6)");
    expect(out).toContain("it supersedes the older rows of the record in days/1.csv, line 5");
  });

  test("says which rows are further items", async () => {
    const out = await told("order");
    expect(out).toContain(
      "further items of the record stand in lines/a.csv, line 3 and lines/a.csv, line 4; the record counts once",
    );
  });

  test("has the places in JSON, where there are some", async () => {
    const record = async (id: string) => JSON.parse(await told(id, "--json")).records[0];
    expect(await record("changed")).toMatchObject({
      bucket: "compensated",
      superseded: [{ file: "days/1.csv", line: 3 }],
    });
    expect((await record("order")).line_items).toHaveLength(2);
    expect(Object.keys(await record("old"))).not.toContain("superseded");
    expect(Object.keys(await record("old"))).not.toContain("line_items");
  });

  test("says that the newest row cannot be told", async () => {
    const story = await smallCase({
      "v/mapping.yaml": "mapping: v\nrecord: subscription\nnewer: changed\n",
      "v/a.csv": `${HEADER},changed\n${row("a")},1\n${row("a", "2022-11-30")},\n`,
    });
    const { out } = await story.run(`explain a ${RULES} v`);
    expect(out).toContain("stands in: v/a.csv, line 3");
    expect(out).toContain("(newest-unclear)");
    expect(out).toContain("says something else (v/a.csv, line 2)");
  });
});

describe("the book", () => {
  test("holds a run that is verified and decided again, and that cannot be told otherwise", async () => {
    const story = await smallCase({ ...DAYS, "days/2.csv": csv(row("changed", "2022-11-30")) });
    const line = `apply ${RULES} ${AS_OF} --yes days`;
    expect(await story.run(line)).toMatchObject({ exit: 0 });
    expect(await story.run("verify --recompute")).toMatchObject({ exit: 0, message: "" });
    const summary = story.read("compensations/0001/summary.json");
    story.write("compensations/0001/summary.json", summary.replaceAll('"superseded": 1', '"superseded": 2'));
    expect(await story.run("verify")).toMatchObject({ exit: 1 });
  });

  test("keeps the order of the files, which decides", async () => {
    const story = await smallCase({ ...DAYS, "days/2.csv": csv(row("changed", "2022-11-30")) });
    expect(await story.run(`apply ${RULES} ${AS_OF} --yes days/2.csv days/1.csv`)).toMatchObject({ exit: 0 });
    expect(story.read("compensations/0001/adjusted-expiry.csv")).toContain(
      "changed,u1,emoticon-plus,web,expires_at,2022-10-31",
    );
    expect(await story.run("verify --recompute")).toMatchObject({ exit: 0, message: "" });
  });
});

describe("whatif", () => {
  test("compares what a plan would give on either side", async () => {
    const story = await smallCase({
      ...DAYS,
      "lines/mapping.yaml": ITEMS,
      "lines/a.csv": `${HEADER},item\n${row("o")},a\n${row("o")},b\n`,
    });
    story.write("longer.yaml", story.read("policy.yaml").replace("3 days", "5 days"));
    const rules = "--outage outage.yaml --policy policy.yaml --policy longer.yaml";
    const { out } = await story.run(`whatif ${rules} ${AS_OF} --json days lines`);
    const seen = { rows: 12, duplicates: 1, line_items: 1, superseded: 3, contradicting: 2, affected: 4, changed: 4 };
    expect(JSON.parse(out)).toMatchObject(seen);
    const text = (await story.run(`whatif ${rules} ${AS_OF} days lines`)).out;
    expect(text).toContain("1 further line item of the same records, on both sides");
    expect(text).toContain("3 rows superseded by newer rows, on both sides");
  });

  test("has items agree on what the rules of either side look at", async () => {
    const lines = `${HEADER},item\n${row("o")},a\n${row("o")},b\n`;
    const story = await smallCase({ "lines/mapping.yaml": ITEMS, "lines/a.csv": lines });
    const looking = story.read("policy.yaml").replace("channel: web", "channel: web, item: a");
    story.write("looking.yaml", looking);
    const { out } = await story.run(
      `whatif --outage outage.yaml --policy policy.yaml --policy looking.yaml --json lines`,
    );
    expect(JSON.parse(out)).toMatchObject({ line_items: 0, contradicting: 2, affected: 0 });
  });
});

describe("items", () => {
  const lines = `${HEADER},item\n${row("o")},a\n${row("o")},b\n`;

  const SERVICES =
    "services: { emoticon-plus: [{ window: 2022-10-15T15:30/2022-10-20T23:00, where: { item: [a, b] } }] }";

  test.for([
    ["that a rule selects by", { "policy.yaml": POLICY.replace("channel: web", "channel: web, item: a") }],
    ["whose words the policy lists", { "policy.yaml": POLICY.replace("rules:", "columns: { item: [a, b] }\nrules:") }],
    ["by which the windows of the outage differ", { "outage.yaml": OUTAGE.replace(/window: .*/, SERVICES) }],
    [
      "that a rule changes",
      { "policy.yaml": POLICY.replace("extend: 3 days", "extend: { by: 3 days, field: until }") },
    ],
  ] as const)("contradict each other in a column %s", async ([, changed]) => {
    const until = lines.replace("item", "item,until").replaceAll(/,([ab])$/gm, ",$1,2022-10-31");
    const files = { "lines/mapping.yaml": ITEMS, "lines/a.csv": until.replace("b,2022-10-31", "b,2022-11-30") };
    expect((await planned(files, "lines")).summary("plan").totals).toMatchObject({ compensated: 1, line_items: 1 });
    const story = await planned({ ...files, ...changed }, "lines");
    expect(story.summary("plan").totals).toMatchObject({ compensated: 0, rejected: 2, line_items: 0 });
  });

  test("are rows that contradict each other without the key, and no bucket is new then", async () => {
    const story = await planned({ "a.csv": lines }, "a.csv");
    expect(story.summary("plan").totals).toEqual({
      read: 2,
      compensated: 0,
      review: 0,
      unaffected: 0,
      already_compensated: 0,
      rejected: 2,
      duplicate: 0,
    });
    expect(story.read("plan/manifest.json")).not.toContain("line_items");
  });

  test("in quotes say the same as without", async () => {
    const quoted = lines.replace("o,u1", '"o","u1"');
    const story = await planned({ "lines/mapping.yaml": ITEMS, "lines/a.csv": quoted }, "lines");
    expect(story.summary("plan").totals).toMatchObject({ compensated: 1, line_items: 1 });
  });
});

test("a column that tells the newest row has to be in the file", async () => {
  const story = await smallCase({
    "v/mapping.yaml": "mapping: v\nrecord: subscription\nnewer: changed_at\n",
    "v/a.csv": csv(row("a")),
  });
  const ran = await story.run(`plan ${RULES} --out plan v`);
  expect(ran).toMatchObject({ exit: 3, failure: "header-invalid" });
  expect(ran.message).toContain('there is no column "changed_at" for newer; the file has subscription_id, user_id');
});
