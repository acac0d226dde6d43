/** `compensate diff`: every format tells the same, of a plan, of a run, and of two of them. */
import { appendFileSync, readdirSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, test } from "vitest";
import { POLICY, RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { tempFolder } from "../support/temp-folder.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,user-000001,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,user-000002,kakaopage,2022-10-14T10:00,2022-10-21T10:00
<b>r3</b>,=user-000003,kakaopage,2022-10-14T10:00,2022-10-22T10:00
`;
const SUBSCRIPTIONS = `subscription_id,user_id,service,channel,price,currency,started_at,next_billing_at
s1,user-000001,emoticon-plus,web,3900,KRW,2022-10-01T00:00,2022-11-01T00:00
s2,user-000002,emoticon-plus,apple,3900,KRW,2022-10-01T00:00,2022-11-01T00:00
s3,user-000003,emoticon-plus,google,4900,KRW,2022-10-01T00:00,2022-11-01T00:00
`;
/** Web subscribers get five days, rentals under a cheaper rule nothing, and credits are counted over 30 days. */
const REVISED = POLICY.replace("revision: 2022-10-21", "revision: 2022-10-25")
  .replace("extend: 3 days", "extend: 5 days")
  .replace("over: billing-period", "over: 30 days")
  .replace("record: rental, service: kakaopage", "record: rental, service: kakaotv");

let story: SmallCase;

beforeEach(async () => {
  story = await smallCase({
    "rentals.csv": RENTALS,
    "subscriptions.csv": SUBSCRIPTIONS,
    "revised.yaml": REVISED,
  });
  await story.run(`plan ${RULES} --out plan rentals.csv subscriptions.csv`);
  await story.run(`plan --outage outage.yaml --policy revised.yaml --out revised subscriptions.csv rentals.csv`);
  await story.run("apply plan --yes");
});

/** The diff of what was given and the revised plan, in a format. */
async function diffOf(more: string): Promise<string> {
  const ran = await story.run(`diff 1 revised ${more}`);
  expect(ran.failure).toBeUndefined();
  return ran.out;
}

describe("of one plan", () => {
  test("text: before and after of every row, by service and rule", async () => {
    const { out, exit } = await story.run("diff plan");
    expect(exit).toBe(0);
    expect(out.split("\n")).toEqual([
      "plan: policy paid-services, revision 2022-10-21, outage pangyo",
      "6 rows: 4 ends changed, 2 payments of 853 KRW",
      "",
      "kakaopage  rental-hours  3 rows",
      "     r1         ••••01  expires_at 2022-10-20T10:00 -> 2022-10-24T10:00  96 hours",
      "     r2         ••••02  expires_at 2022-10-21T10:00 -> 2022-10-25T10:00  96 hours",
      "     <b>r3</b>  ••••03  expires_at 2022-10-22T10:00 -> 2022-10-26T10:00  96 hours",
      "",
      "emoticon-plus  web-days  1 row",
      "     s1  ••••01  next_billing_at 2022-11-01T00:00 -> 2022-11-04T00:00  3 days; moves-charge",
      "",
      "emoticon-plus  in-app-credit  2 rows, 853 KRW",
      "     s2  ••••02  378 KRW  3900 KRW x 72 hours / 744 hours, up to 1 KRW",
      "     s3  ••••03  475 KRW  4900 KRW x 72 hours / 744 hours, up to 1 KRW",
      "",
    ]);
  });

  test("a sample says how many more there are", async () => {
    const { out } = await story.run("diff plan --sample 1 --only rental-hours");
    expect(out).toContain("    and 2 more; --sample all shows every one\n");
    expect(out).not.toContain("in-app-credit");
  });

  test("the plan and the run it became give the same", async () => {
    const [ofPlan, ofRun] = await Promise.all(["plan", "0001"].map((named) => story.run(`diff ${named} --format csv`)));
    expect(ofRun?.out).toBe(ofPlan?.out);
  });

  test("holders are masked unless asked for", async () => {
    for (const format of ["text", "csv", "json", "html", "unified"]) {
      const masked = await story.run(`diff plan --sample all --format ${format}`);
      expect(masked.out).not.toContain("user-00000");
      const shown = await story.run(`diff plan --sample all --format ${format} --show-values`);
      expect(shown.out).toContain("user-000001");
    }
  });
});

describe("of a run and a revised plan", () => {
  test("text", async () => {
    expect((await diffOf("")).split("\n")).toEqual([
      "A  run 0001: policy paid-services, revision 2022-10-21, outage pangyo",
      "B  revised: policy paid-services, revision 2022-10-25, outage pangyo",
      "3 changed, 0 only in B, 3 only in A, 0 the same; what differs pays 853 KRW in A and 880 KRW in B",
      "",
      "changed: emoticon-plus  web-days  1 row",
      "  ~  s1  ••••01  next_billing_at 2022-11-04T00:00 -> 2022-11-06T00:00  extended_by 3 days -> 5 days",
      "",
      "changed: emoticon-plus  in-app-credit  2 rows, 853 KRW -> 880 KRW",
      "  ~  s2  ••••02  378 KRW -> 390 KRW  basis 3900 KRW x 72 hours / 744 hours, up to 1 KRW -> 3900 KRW x 72 hours / 720 hours, up to 1 KRW",
      "  ~  s3  ••••03  475 KRW -> 490 KRW  basis 4900 KRW x 72 hours / 744 hours, up to 1 KRW -> 4900 KRW x 72 hours / 720 hours, up to 1 KRW",
      "",
      "only in A: kakaopage  rental-hours  3 rows",
      "  -  r1         ••••01  expires_at 2022-10-20T10:00 -> 2022-10-24T10:00  96 hours",
      "  -  r2         ••••02  expires_at 2022-10-21T10:00 -> 2022-10-25T10:00  96 hours",
      "  -  <b>r3</b>  ••••03  expires_at 2022-10-22T10:00 -> 2022-10-26T10:00  96 hours",
      "",
    ]);
  });

  test("--stat: counts and money alone", async () => {
    expect((await diffOf("--stat")).split("\n").slice(4, -1)).toEqual([
      "  change     service        rule           rows  ends  payments  paid in A  paid in B",
      "  changed    emoticon-plus  web-days          1     1",
      "  changed    emoticon-plus  in-app-credit     2               2    853 KRW    880 KRW",
      "  only in A  kakaopage      rental-hours      3     3",
    ]);
    expect(await diffOf("--stat --format unified")).toBe(await diffOf("--stat"));
  });

  test("JSON read again counts what --stat counts, and every change is in it", async () => {
    const whole = JSON.parse(await diffOf("--json"));
    const { changes, ...head } = whole;
    expect(JSON.parse(await diffOf("--json --stat"))).toEqual(head);
    for (const { change, service, rule, rows, paid_after: paid } of head.groups) {
      const own = changes.filter(
        (found: { change: string; before?: Cells; after?: Cells }) =>
          found.change === change && isOf(found.after ?? found.before, service, rule),
      );
      expect(own).toHaveLength(rows);
      const sum = own.reduce((total: number, { after }: { after?: Cells }) => total + Number(after?.amount ?? 0), 0);
      expect(sum).toBe(Number(paid.KRW ?? 0));
    }
    expect(changes).toHaveLength(head.groups.reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0));
    expect(JSON.parse((await story.run("diff plan plan --json")).out)).toMatchObject({ same: 6, changes: [] });
  });

  test("CSV, in which nothing is taken for a formula", async () => {
    const rows: Record<string, string>[] = parse(await diffOf("--format csv --show-values"), { columns: true });
    expect(rows.map(({ change, record_id: id }) => `${change} ${id}`)).toEqual([
      "changed s1",
      "changed s2",
      "changed s3",
      "removed r1",
      "removed r2",
      "removed <b>r3</b>",
    ]);
    expect(rows[0]).toMatchObject({ differs: "new_value extended_by", new_value_before: "2022-11-04T00:00" });
    expect(rows[1]).toMatchObject({ amount_before: "378", amount_after: "390", currency_after: "KRW" });
    expect(rows[5]).toMatchObject({ user_id: "'=user-000003" });
    const stat: Record<string, string>[] = parse(await diffOf("--format csv --stat"), { columns: true });
    expect(stat.map(({ rule, rows: count, paid_after: paid }) => `${rule} ${count} ${paid}`)).toEqual([
      "web-days 1 ",
      "in-app-credit 2 880",
      "rental-hours 3 ",
    ]);
  });

  test("unified: hunks whose ranges hold what they say", async () => {
    const lines = (await diffOf("--format unified")).split("\n").slice(0, -1);
    expect(lines.slice(0, 2).map((line) => line.slice(0, 4))).toEqual(["--- ", "+++ "]);
    expect(lines.filter((line) => line.startsWith("@@"))).toEqual([
      "@@ -1,1 +1,1 @@ changed: emoticon-plus web-days",
      "@@ -2,2 +2,2 @@ changed: emoticon-plus in-app-credit",
      "@@ -4,3 +3,0 @@ only in A: kakaopage rental-hours",
    ]);
    expect(lines.filter((line) => line.startsWith("-"))).toHaveLength(1 + 6);
    expect(lines.filter((line) => line.startsWith("+"))).toHaveLength(1 + 3);
  });

  test("HTML: one file without scripts, in which data is only text", async () => {
    const html = await diffOf("--format html");
    expect(html).toContain("rental &lt;b&gt;r3&lt;/b&gt;");
    expect(html).not.toMatch(/<b>|<script|https?:|src=/);
    expect(html.match(/<details/g)).toHaveLength(html.match(/<\/details>/g)?.length ?? 0);
    expect(html.endsWith("</html>\n")).toBe(true);
  });
});

interface Cells {
  readonly service: string;
  readonly rule: string;
  readonly amount?: string;
}

function isOf(cells: Cells | undefined, service: string, rule: string): boolean {
  return cells?.service === service && cells.rule === rule;
}

describe("how it ends", () => {
  test.for([
    ["0 when something differs", "diff plan revised", 0, undefined],
    ["1 with --exit-code when something differs", "diff plan revised --exit-code", 1, undefined],
    ["0 with --exit-code when nothing differs", "diff plan 1 --exit-code", 0, undefined],
    ["1 with --exit-code for a plan that gives something", "diff plan --exit-code --quiet", 1, undefined],
    ["2 for a rule that neither has", "diff 1 revised --exit-code --only no-such", 2, "usage"],
    ["3 for a folder that is not there", "diff nowhere", 3, "file-missing"],
    ["3 for a run that is not there", "diff 7", 3, "file-missing"],
    ["2 for a folder that is no plan", "diff compensations", 2, "not-a-plan"],
  ] as const)("%s", async ([, line, exit, failure]) => {
    expect(await story.run(line)).toMatchObject({ exit, failure });
  });

  test("quiet says nothing", async () => {
    expect(await story.run("diff plan revised --quiet")).toMatchObject({ out: "", said: [] });
  });

  test("an unknown rule is named, with the one that was meant", async () => {
    const { message } = await story.run("diff plan --only web-dasy");
    expect(message).toContain('there is no rule "web-dasy"; did you mean "web-days"?');
  });

  test("a number is looked for as a folder and in the book", async () => {
    const { message } = await story.run("diff 7");
    expect(message).toContain("7: there is no such file or folder, and compensations has no run 0007\n");
  });

  test("5 for a plan that was edited, before anything is printed", async () => {
    await story.run(`plan ${RULES} --out edited rentals.csv`);
    appendFileSync(story.path("edited/adjusted-expiry.csv"), "x");
    expect(await story.run("diff edited --format csv")).toMatchObject({ exit: 5, failure: "plan-damaged", out: "" });
  });

  test.for([["adjusted-expiry.csv"], ["refund-credit.csv"], ["summary.json"]] as const)(
    "5 for a run of which %s was edited: the book is damaged, and no new plan mends it",
    async ([file]) => {
      appendFileSync(story.path(`compensations/0001/${file}`), "x");
      const ran = await story.run("diff 1");
      expect(ran).toMatchObject({ exit: 5, failure: "book-broken", out: "" });
      expect(ran.message).toContain("compensate verify");
    },
  );

  test("two outages are said to be two", async () => {
    story.write("other.yaml", "outage: other\nzone: Asia/Seoul\nwindow: 2022-10-15T15:30/2022-10-20T23:00\n");
    await story.run("plan --outage other.yaml --policy policy.yaml --out other --book nowhere rentals.csv");
    const { said, out } = await story.run("diff plan other");
    expect(said).toEqual(["These are of different outages, so no gift of one is a gift of the other."]);
    expect(out).toContain("0 changed, 3 only in B, 6 only in A, 0 the same");
  });

  test("what does not fit into memory goes to the temporary folder, and nothing stays there", async () => {
    const before = process.env.TMPDIR;
    process.env.TMPDIR = await tempFolder();
    try {
      await story.run("diff plan revised --format csv");
      await story.run("diff edited");
      expect(readdirSync(process.env.TMPDIR)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  });
});
