/** What a folder holds besides its exports is refused, all at once, or left out with `--skip-others`, and listed. */
import { describe, expect, test } from "vitest";
import { archiveOf } from "../support/archive.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { zipOf } from "../support/zip.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at\n";
const ROW = "r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00\n";
const EXPORT = HEADER + ROW;
const WHATIF = "whatif --policy policy.yaml --policy policy.yaml --outage outage.yaml";

type Files = { readonly [file: string]: string | Uint8Array };

/** A folder with an export, and others by their names or by what is in them. */
const OTHERS: Files = {
  "in/a.csv": EXPORT,
  "in/notes.md": "# rentals",
  "in/old.xls": Buffer.from("d0cf11e0a1b11ae1", "hex"),
  "in/old/b.csv": EXPORT,
  "in/README.txt": "Rentals of October, from the night of the 15th.\nAsk the team.\n",
  "in/page.csv": "<!doctype html>\n",
  "in/.hidden": "",
};

const LISTED = [
  { file: "in/notes.md", because: "its name is not that of an export" },
  { file: "in/old.xls", because: "it is an old workbook (.xls), or one with a password" },
  { file: "in/old/", because: "it is a folder, and folders below are not looked into" },
  { file: "in/README.txt", because: "it is no table" },
  { file: "in/page.csv", because: "it is a web page (HTML)" },
];

describe("what a folder holds besides its exports", () => {
  test.for([
    ["plan", `plan ${RULES} --out plan in`],
    ["apply", `apply ${RULES} --dry-run --json in`],
    ["explain", `explain r1 ${RULES} in`],
    ["whatif", `${WHATIF} in`],
  ] as const)("is refused by %s, all of it at once", async ([, command]) => {
    const story = await smallCase(OTHERS);
    const ran = await story.run(command);
    expect(ran).toMatchObject({ exit: 3, failure: "folder-others", said: [] });
    const [first, ...lines] = ran.message.split("\n");
    expect(first).toBe("what lies in the folder is not only exports: 5 others");
    expect(lines.slice(0, -1)).toEqual(LISTED.map(({ file, because }) => `  ${file}: ${because}`));
    expect(lines.at(-1)).toContain("--skip-others");
  });

  test.for([
    ["plan", `plan ${RULES} --out plan --skip-others in`],
    ["plan as JSON", `plan ${RULES} --json --out plan --skip-others in`],
    ["apply", `apply ${RULES} --dry-run --json --skip-others in`],
    ["whatif", `${WHATIF} --json --skip-others in`],
  ] as const)("is left out by %s where it says so, and named", async ([, command]) => {
    const story = await smallCase(OTHERS);
    const ran = await story.run(command);
    expect(ran).toMatchObject({ exit: 0, message: "" });
    expect(ran.said[0]).toBe(
      "left out, being no exports: in/notes.md, in/old.xls, in/old/, in/README.txt and in/page.csv",
    );
  });

  test.for([
    ["of several lines", "Rentals of October.\nAsk the team, please.\n"],
    ["of one line", "Ask the team.\n"],
  ] as const)("is refused where it is a note %s alone, for what it is", async ([, note]) => {
    const story = await smallCase({ "in/a.csv": EXPORT, "in/README.TXT": note });
    const ran = await story.run(`plan ${RULES} --out plan in`);
    expect(ran).toMatchObject({ exit: 3, failure: "folder-others" });
    expect(ran.message).toContain("in/README.TXT: it is no table");
  });

  test("is listed with the reasons in the outcome, the summaries and the manifest", async () => {
    const story = await smallCase(OTHERS);
    const { out } = await story.run(`plan ${RULES} --out plan --skip-others in`);
    const text = LISTED.map(({ file, because }) => `  ${file}: ${because}`).join("\n");
    expect(out).toContain(`Left out: not exports\n${text}\n`);
    expect(story.summary("plan").skipped).toEqual(LISTED);
    expect(story.read("plan/summary.md")).toContain(
      "| in/old.xls | it is an old workbook (.xls), or one with a password |",
    );
    expect(JSON.parse(story.read("plan/manifest.json")).request.skipped).toEqual(LISTED);
    expect(story.summary("plan").totals.read).toBe(1);
  });

  test("is nothing of a plan whose folder holds exports only, whatever was said", async () => {
    const story = await smallCase({ "in/a.csv": EXPORT });
    await story.run(`plan ${RULES} --out one in`);
    await story.run(`plan ${RULES} --out other --skip-others in`);
    expect(story.read("other/summary.json")).toBe(story.read("one/summary.json"));
    expect(story.read("other/summary.md")).toBe(story.read("one/summary.md"));
    expect(story.summary("one")).not.toHaveProperty("skipped");
    expect(JSON.parse(story.read("one/manifest.json")).request).not.toHaveProperty("skipped");
  });

  test("is decided again as it was, and named in the command that plans again", async () => {
    const story = await smallCase(OTHERS);
    await story.run(`plan ${RULES} --out plan --skip-others in`);
    expect(await story.run("apply plan --yes")).toMatchObject({ exit: 0, message: "" });
    expect(await story.run("verify --recompute")).toMatchObject({ exit: 0, message: "" });
    const { message } = await story.run("apply plan --yes");
    await story.run(`plan ${RULES} --out next --skip-others in`);
    story.write("in/a.csv", EXPORT + ROW.replace("r1", "r2"));
    const stale = await story.run("apply next --yes");
    expect(`${message}${stale.message}`).toContain("--skip-others");
  });

  test.for<readonly [name: string, others: Files, named: string]>([
    ["hidden files", { "in/.hidden": "", "in/.cache/x": "" }, "in"],
    ["the mapping", { "in/mapping.yaml": "mapping: m\nrecord: rental\n" }, "in"],
    ["a file that is named besides", { "in/b.dat": HEADER }, "in in/b.dat"],
    ["what a glob leaves", { "in/b.md": "" }, "in/*.csv"],
    ["control totals", { "in/control.csv": "file,rows\na.csv,1\n" }, "in --control in/control.csv"],
    ["a mapping that is named", { "in/m.yaml": "mapping: m\nrecord: rental\n" }, "in --mapping in/m.yaml"],
  ])("is none of it: %s", async ([, others, named]) => {
    const story = await smallCase({ "in/a.csv": EXPORT, ...others });
    const ran = await story.run(`plan ${RULES} --out plan ${named}`);
    expect(ran).toMatchObject({ exit: 0, message: "" });
    expect(story.summary("plan").totals.read).toBe(1);
  });

  test.for<readonly [name: string, file: string, content: string | Uint8Array, failure: string]>([
    ["a table of other columns", "b.csv", "번호,회원\n1,u1\n", "header-invalid"],
    ["a table of one line", "b.csv", "번호,회원\n", "header-invalid"],
    ["a header with a slip", "b.txt", " rental-id\nr1\n", "header-invalid"],
    ["an empty file", "b.csv", "", "export-empty"],
    ["a damaged workbook", "b.xlsx", zipOf("xl/workbook.xml"), "workbook-damaged"],
    ["text in CP949", "b.csv", Buffer.from("b9f8c8a32cc8b8bff80a", "hex"), "bytes-undecodable"],
  ])("is not %s, which may be an export", async ([, file, content, failure]) => {
    const story = await smallCase({ "in/a.csv": EXPORT, [`in/${file}`]: content });
    for (const option of ["", "--skip-others"]) {
      const ran = await story.run(`plan ${RULES} --out plan ${option} in`);
      expect([option, ran.exit]).toEqual([option, 3]);
      if (failure !== "header-invalid") expect(ran.failure).toBe(failure);
    }
  });

  test.for([
    ["named itself", "in in/README.txt"],
    ["matched by a glob", "in/*.txt in/*.csv"],
  ])("is refused where it is %s, whatever is said", async ([, named]) => {
    const story = await smallCase({ "in/a.csv": EXPORT, "in/README.txt": "Rentals.\n" });
    expect(await story.run(`plan ${RULES} --out plan --skip-others ${named}`)).toMatchObject({ exit: 3 });
  });

  test("is told of an archive, too", async () => {
    const all = await archiveOf(
      { name: "in/a.csv", content: EXPORT },
      { name: "note.md", content: "#" },
      { name: "in/README.txt", content: "Rentals.\n" },
      { name: ".hidden.csv", content: "?" },
    );
    const story = await smallCase({ "all.zip": all });
    const refused = await story.run(`plan ${RULES} --out plan all.zip`);
    expect(refused.failure).toBe("folder-others");
    await story.run(`plan ${RULES} --out plan --skip-others all.zip`);
    expect(story.summary("plan").skipped).toEqual([
      { file: "all.zip/note.md", because: "its name is not that of an export" },
      { file: "all.zip/in/README.txt", because: "it is no table" },
    ]);
  });

  test("is judged by the names of the mapping", async () => {
    const mapping = "mapping: m\nrecord: rental\ncolumns: { rental_id: 번호 }\n";
    const korean = "번호\n";
    const story = await smallCase({
      "in/a.csv": EXPORT.replace("rental_id", "번호"),
      "in/b.txt": korean,
      "in/mapping.yaml": mapping,
    });
    expect(await story.run(`plan ${RULES} --out plan --skip-others in`)).toMatchObject({ exit: 3 });
    story.write("in/b.txt", "쪽지\n");
    expect(await story.run(`plan ${RULES} --out plan --skip-others in`)).toMatchObject({ exit: 0 });
  });

  test("with a name that could move the cursor is shown without doing so", async () => {
    const story = await smallCase({ "in/a.csv": EXPORT, "in/a\u001b[31m": "" });
    const ran = await story.run(`plan ${RULES} --out plan in`);
    expect(ran.message).toContain("in/a\\u001b[31m: its name is not that of an export");
  });

  test("is told after faults of the rules, and by check", async () => {
    const story = await smallCase({ ...OTHERS, "exports/a.csv": HEADER, "exports/b.md": "" });
    story.write("expected/review.csv", "record_id\n");
    expect((await story.run("check .")).out).toContain("exports/b.md: its name is not that of an export");
    story.write("policy.yaml", "policy: 1");
    expect(await story.run(`plan ${RULES} --out plan in`)).toMatchObject({ failure: "policy-invalid", said: [] });
  });

  test("is named where there is no export", async () => {
    const story = await smallCase({
      "in/b.xls": "",
      "in/notes.md": "",
      "in/c.csv.7z": "",
      "in/d": "",
      "empty/.hidden": "",
    });
    for (const option of ["", "--skip-others"]) {
      const ran = await story.run(`plan ${RULES} --out plan ${option} in empty *.tsv`);
      expect(ran).toMatchObject({ exit: 3, failure: "no-exports", said: [] });
      expect(ran.message).toContain('no export found: "in" has only b.xls, c.csv.7z and 2 more, "empty", "*.tsv"\n');
    }
    const only: SmallCase = await smallCase({ "in/README.txt": "Rentals.\n" });
    const ran = await only.run(`plan ${RULES} --out plan --skip-others in`);
    expect(ran.message).toContain("no export found: there are only\n  in/README.txt: it is no table\n");
  });
});
