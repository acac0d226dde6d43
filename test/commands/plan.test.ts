/** What `plan` writes, shows and leaves alone. */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type CsvRow, RULES, rowText, type SmallCase, smallCase } from "../support/small-case.ts";
import { contentsOf, treeOf } from "../support/tree.ts";

const RENTALS = `rental_id,user_id,service,channel,started_at,expires_at
r1,user-000001,kakaopage,app,2022-10-14T10:00,2022-10-20T10:00
r2,user-000002,kakaopage,app,2022-10-20 22:00,2022-10-21 22:00
r3,user-000003,kakaopage,app,2022-10-01,2022-10-10
r4,user-000004,kakaopage,app,2022-02-30,2022-10-10
`;

const SUBSCRIPTIONS = `subscription_id,user_id,service,channel,price,currency,started_at,expires_at
s1,user-000001,emoticon-plus,web,3900,KRW,2022-10-01,2022-10-31
s2,"user, ""two""",emoticon-plus,apple,3900,KRW,2022-10-01,2022-10-31
s3,user-000003,emoticon-plus,fax,3900,KRW,2022-10-01,2022-10-31
`;

const EXPORTS = { "rentals.csv": RENTALS, "subscriptions.csv": SUBSCRIPTIONS };
const PLAN = `plan ${RULES} --out plan rentals.csv subscriptions.csv`;

describe("writes a plan folder", () => {
  test("of outputs, rejects, keys, summary and manifest", async () => {
    const story = await smallCase(EXPORTS);
    const before = treeOf(story.folder);

    expect(await story.run(PLAN)).toMatchObject({ exit: 0, message: "" });

    expect(treeOf(story.path("plan"))).toEqual(
      expect.arrayContaining([
        "adjusted-expiry.csv",
        "figures.json",
        "keys",
        "manifest.json",
        "refund-credit.csv",
        "rejects/",
        "rejects/rentals.csv",
        "review.csv",
        "summary.json",
        "summary.md",
      ]),
    );
    const outside = treeOf(story.folder).filter((path) => !path.startsWith("plan/"));
    expect(outside, "nothing beside it, no book either").toEqual(before);
  });

  test.for([
    [
      "adjusted-expiry.csv",
      "compensation_id,rule,action,record,record_id,user_id,service,channel,field,old_value,new_value,extended_by,outage,policy_revision,source,line,notes",
    ],
    [
      "refund-credit.csv",
      "compensation_id,rule,action,record,record_id,user_id,service,channel,amount,currency,basis,outage,policy_revision,source,line,notes",
    ],
    [
      "rejects/rentals.csv",
      "rental_id,user_id,service,channel,started_at,expires_at,_code,_column,_value,_line,_message",
    ],
  ] as const)("with exactly the columns that were promised in %s", async ([file, columns]) => {
    const story = await smallCase(EXPORTS);
    await story.run(PLAN);
    expect(story.read(`plan/${file}`).split("\n")[0]).toBe(columns);
  });

  test("with the rule and the reason in review.csv", async () => {
    const story = await smallCase(EXPORTS);
    await story.run(PLAN);
    const columns = story.read("plan/review.csv").split("\n")[0]?.split(",");
    expect(columns).toEqual(expect.arrayContaining(["rule", "reason", "record", "record_id", "source", "line"]));
  });

  test("with one row for every benefit, in input order, and old values byte for byte", async () => {
    const story = await smallCase(EXPORTS);
    await story.run(PLAN);
    expect(story.rows("plan/adjusted-expiry.csv").map(rowText)).toEqual([
      "r1 2022-10-20T10:00 -> 2022-10-24T10:00",
      "r2 2022-10-21 22:00 -> 2022-10-25 22:00",
      "s1 2022-10-31 -> 2022-11-03",
    ]);
    expect(story.rows("plan/refund-credit.csv").map(rowText)).toEqual(["s2 378 KRW"]);
    expect(story.rows("plan/review.csv").map(rowText)).toEqual(["s3 ? unknown-channel"]);
  });

  test("whose rows say everything about a benefit", async () => {
    const story = await smallCase(EXPORTS);
    await story.run(PLAN);
    const [adjusted] = story.rows("plan/adjusted-expiry.csv");
    const [paid] = story.rows("plan/refund-credit.csv");
    expect(plainly(adjusted)).toEqual({
      compensation_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      rule: "rental-hours",
      action: "extend",
      record: "rental",
      record_id: "r1",
      user_id: "user-000001",
      service: "kakaopage",
      channel: "app",
      field: "expires_at",
      old_value: "2022-10-20T10:00",
      new_value: "2022-10-24T10:00",
      extended_by: "96 hours",
      outage: "pangyo",
      policy_revision: "2022-10-21",
      source: "rentals.csv",
      line: "2",
      notes: "",
    });
    expect(plainly(paid)).toEqual({
      compensation_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      rule: "in-app-credit",
      action: "credit",
      record: "subscription",
      record_id: "s2",
      user_id: 'user, "two"',
      service: "emoticon-plus",
      channel: "apple",
      amount: "378",
      currency: "KRW",
      basis: "3900 KRW x 72 hours / 744 hours, up to 1 KRW",
      outage: "pangyo",
      policy_revision: "2022-10-21",
      source: "subscriptions.csv",
      line: "3",
      notes: "",
    });
  });

  test("whose summary adds up and carries money as text", async () => {
    const story = await smallCase(EXPORTS);
    await story.run(PLAN);
    expect(story.summary("plan")).toMatchObject({
      outage: "pangyo",
      policy: "paid-services",
      revision: "2022-10-21",
      as_of: "2022-10-21T11:00:00+09:00",
      totals: {
        read: 7,
        compensated: 4,
        review: 1,
        unaffected: 1,
        already_compensated: 0,
        rejected: 1,
        duplicate: 0,
      },
      extended: 3,
      credited: 1,
      credits: { KRW: "378" },
      unaffected: { "not-held": 1 },
      rejects: { "time-invalid": 1 },
      exports: [
        { file: "rentals.csv", kind: "rental", encoding: "utf-8", read: 4, compensated: 2, rejected: 1 },
        { file: "subscriptions.csv", kind: "subscription", read: 3, compensated: 2, review: 1 },
      ],
    });
  });

  test("whose manifest carries size, rows and hash of everything read and written", async () => {
    const story = await smallCase(EXPORTS);
    await story.run(PLAN);
    const manifest = JSON.parse(story.read("plan/manifest.json"));
    expect(manifest).toMatchObject({
      tool: "compensate 0.0.0-test",
      time_zone_data: "2022e",
      as_of: "2022-10-21T11:00:00+09:00",
      outage: "pangyo",
      book: { runs: 0, head: null },
      rules: [
        { role: "policy", path: "policy.yaml", sha256: sha256Of(story, "policy.yaml") },
        { role: "outage", path: "outage.yaml", sha256: sha256Of(story, "outage.yaml") },
      ],
      inputs: [
        { path: "rentals.csv", kind: "rental", rows: 4, bytes: RENTALS.length, sha256: sha256Of(story, "rentals.csv") },
        { path: "subscriptions.csv", rows: 3, sha256: sha256Of(story, "subscriptions.csv") },
      ],
    });
    const written = treeOf(story.path("plan")).filter((path) => !path.endsWith("/") && path !== "manifest.json");
    const listed: { file: string; bytes: number; sha256: string }[] = manifest.outputs;
    expect(listed.map(({ file }) => file).sort()).toEqual(written);
    for (const { file, bytes, sha256 } of listed) {
      expect([file, bytes, sha256]).toEqual([
        file,
        statSync(story.path(`plan/${file}`)).size,
        sha256Of(story, `plan/${file}`),
      ]);
    }
  });

  test("with the permissions of any new file, not those of the staging folder", async () => {
    const story = await smallCase(EXPORTS);
    await story.run(PLAN);
    const umask = process.umask();
    expect(statSync(story.path("plan")).mode & 0o777).toBe(0o777 & ~umask);
    expect(statSync(story.path("plan/rejects")).mode & 0o777).toBe(0o777 & ~umask);
    expect(statSync(story.path("plan/summary.json")).mode & 0o777).toBe(0o666 & ~umask);
  });

  test("below folders that do not exist yet, which get the permissions of any new folder", async () => {
    const story = await smallCase(EXPORTS);
    await story.run(PLAN.replace("--out plan", "--out plans/october/first"));
    expect(treeOf(story.path("plans/october/first"))).toContain("manifest.json");
    expect(statSync(story.path("plans")).mode & 0o777).toBe(0o777 & ~process.umask());
  });
});

describe("the same inputs give the same bytes", () => {
  test("with the same --as-of, whatever the clock says", async () => {
    const story = await smallCase(EXPORTS);
    const asOf = "--as-of 2022-10-21T11:00+09:00";
    await story.run(`${PLAN} ${asOf}`, { now: "2022-10-21T12:34:56Z" });
    const first = contentsOf(story.path("plan"));
    await story.run(`${PLAN} ${asOf}`, { now: "2031-01-01T00:00:00Z" });
    expect(contentsOf(story.path("plan"))).toEqual(first);
  });

  test("and without it the clock counts, in whole seconds and the policy's zone", async () => {
    const story = await smallCase(EXPORTS);
    await story.run(PLAN, { now: "2022-10-21T12:34:56.789Z" });
    expect(story.summary("plan").as_of).toBe("2022-10-21T21:34:56+09:00");
  });

  test("an --as-of that is no time is a usage error that says how to write one", async () => {
    const story = await smallCase(EXPORTS);
    const ran = await story.run(`${PLAN} --as-of yesterday`);
    expect(ran).toMatchObject({ exit: 2, failure: "usage" });
    expect(ran.message).toContain('"yesterday"');
    expect(ran.message).toContain("2022-10-21T11:00:00+09:00");
  });
});

describe("leaves alone what is not its own", () => {
  test("an earlier plan in the same place is replaced, whole", async () => {
    const story = await smallCase(EXPORTS);
    await story.run(PLAN);
    await story.run(`plan ${RULES} --out plan subscriptions.csv`);
    expect(treeOf(story.path("plan")), "no rejects left over").not.toContain("rejects/");
    expect(story.summary("plan").totals.read).toBe(3);
    expect(treeOf(story.folder).filter((path) => path.startsWith("."))).toEqual([]);
  });

  test.for([
    ["a folder of something else", "plan/notes.txt", 6],
    ["a committed run", "plan/manifest.json", 6],
  ] as const)("%s is refused", async ([, file, exit]) => {
    const story = await smallCase(EXPORTS);
    const manifest = { format: 1, tool: "", outage: "", rules: [], inputs: [], outputs: [], totals: {}, book: {} };
    story.write(file, JSON.stringify({ ...manifest, run: { number: 1, previous: null, plan: "" } }));
    const before = contentsOf(story.folder);
    expect(await story.run(PLAN)).toMatchObject({ exit, failure: "output-in-the-way" });
    expect(contentsOf(story.folder)).toEqual(before);
  });

  test.for([
    ["a missing export", `plan ${RULES} --out plan nowhere.csv`, "file-missing", 3],
    ["a missing export, with a folder below new ones,", `plan ${RULES} --out new/plan nowhere.csv`, "file-missing", 3],
    ["a missing policy", "plan --outage outage.yaml --policy none.yaml --out plan rentals.csv", "file-missing", 3],
    ["an export that is damaged", `plan ${RULES} --out plan rentals.csv damaged.csv`, "quote-misplaced", 3],
    [
      "a policy that cannot be understood",
      "plan --outage outage.yaml --policy bad.yaml rentals.csv",
      "policy-invalid",
      4,
    ],
    [
      "an outage that cannot be understood",
      "plan --outage bad.yaml --policy policy.yaml rentals.csv",
      "policy-invalid",
      4,
    ],
    ["no export at all", `plan ${RULES} --out plan`, "no-exports", 3],
    ["an export of no known kind", `plan ${RULES} --out plan notes.csv`, "kind-unknown", 3],
    ["a column that a rule looks at and no export has", `plan ${RULES} --out plan bare.csv`, "policy-invalid", 4],
  ] as const)("%s leaves nothing behind", async ([, line, failure, exit]) => {
    const story = await smallCase({
      ...EXPORTS,
      "damaged.csv": 'rental_id,user_id,service,started_at,expires_at\nr9,u "x" y,kakaopage,2022-10-01,2022-10-31\n',
      "bad.yaml": "policy: [",
      "notes.csv": "note,text\n1,hello\n",
      "bare.csv": "subscription_id,user_id,service,started_at,expires_at\ns1,u1,emoticon-plus,2022-10-01,2022-10-31\n",
    });
    const before = treeOf(story.folder);
    expect(await story.run(line)).toMatchObject({ exit, failure, out: "" });
    expect(treeOf(story.folder)).toEqual(before);
  });

  test("a failed plan leaves the earlier one as it was", async () => {
    const story = await smallCase(EXPORTS);
    await story.run(PLAN);
    const before = contentsOf(story.path("plan"));
    await story.run(`${PLAN} nowhere.csv`);
    expect(contentsOf(story.path("plan"))).toEqual(before);
  });
});

describe("shows the plan", () => {
  test("in lines that begin and end with the outcome, and name what to do next", async () => {
    const story = await smallCase(EXPORTS);
    const { out } = await story.run(PLAN);
    const headline =
      "7 rows read: 4 compensated (3 ends adjusted; 1 payment: 378 KRW), 1 to review, 1 not affected, 1 rejected";
    expect(out.split("\n").filter((line) => line === headline)).toHaveLength(2);
    expect(out).toContain("compensate apply plan\n");
    expect(out).toContain("plan/rejects");
  });

  test("with the book in the command to run next when it is not the usual one", async () => {
    const story = await smallCase(EXPORTS);
    const { out } = await story.run(`${PLAN} --book elsewhere`);
    expect(out).toContain("compensate apply plan --book elsewhere\n");
  });

  test("with holders masked, unless they are asked for; record ids never", async () => {
    const story = await smallCase(EXPORTS);
    const masked = await story.run(PLAN);
    expect(masked.out).not.toMatch(/user-00/);
    expect(masked.out).toMatch(/r1 +••••01/);
    const shown = await story.run(`${PLAN} --show-values`);
    expect(shown.out).toMatch(/r1 +user-000001/);
  });

  test("as exactly one JSON document with --json", async () => {
    const story = await smallCase(EXPORTS);
    const { out } = await story.run(`${PLAN} --json`);
    expect(JSON.parse(out)).toEqual({ ...story.summary("plan"), plan: "plan" });
  });

  test("not at all with --quiet", async () => {
    const story = await smallCase(EXPORTS);
    expect(await story.run(`${PLAN} --quiet`)).toMatchObject({ exit: 0, out: "" });
  });
});

function plainly(row: CsvRow | undefined): { readonly [column: string]: string } {
  return Object.fromEntries(row ?? []);
}

function sha256Of(story: SmallCase, file: string): string {
  return createHash("sha256")
    .update(readFileSync(story.path(file)))
    .digest("hex");
}

describe("a plan in which rows were rejected", () => {
  const HEADER = "rental_id,user_id,service,started_at,expires_at\n";
  const SOUND = "r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00\n";
  const BAD = "r2,u2,kakaopage,2022-10-14T10:00,soon\n";

  test("all of them, ends with 1, says so, and is there with the rejects", async () => {
    const story = await smallCase({ "rentals.csv": `${HEADER}${BAD}${BAD.replace("r2", "r3")}` });
    const ran = await story.run(`plan ${RULES} --out plan rentals.csv`);
    expect(ran).toMatchObject({ exit: 1, failure: "all-rejected" });
    expect(ran.message).toContain("every row was rejected, so the plan gives nothing: 2 rows");
    expect(story.rows("plan/rejects/rentals.csv")).toHaveLength(2);
    expect(story.summary("plan").totals.rejected).toBe(2);
  });

  test.for([
    ["all but one", `${HEADER}${SOUND}${BAD}`],
    ["none, because there was none", HEADER],
  ] as const)("%s, ends with 0", async ([, text]) => {
    const story = await smallCase({ "rentals.csv": text });
    expect(await story.run(`plan ${RULES} --out plan rentals.csv`)).toMatchObject({ exit: 0, failure: undefined });
  });
});
