/** What a folder holds besides its exports is named, beside the result. */
import { describe, expect, test } from "vitest";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at\n";
const ROW = "r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00\n";

describe("what a folder holds besides its exports", () => {
  const OTHERS = { "in/b.pdf": "", "in/notes.md": "", "in/.hidden": "", "in/old/a.csv": "", "in/c.csv.7z": "" };
  const WHATIF = "whatif --policy policy.yaml --policy policy.yaml --outage outage.yaml";
  const story = (files: { readonly [file: string]: string }): Promise<SmallCase> => smallCase(files);

  test.for([
    ["plan", `plan ${RULES} --out plan in`],
    ["plan as JSON", `plan ${RULES} --json --out plan in`],
    ["apply", `apply ${RULES} --dry-run --json in`],
    ["whatif", `${WHATIF} in`],
    ["whatif as JSON", `${WHATIF} --json in`],
  ] as const)("is said by %s, beside the result", async ([, command]) => {
    const made = await story({ ...OTHERS, "in/a.csv": HEADER + ROW });
    const ran = await made.run(command);
    expect(ran.exit).toBe(0);
    expect(ran.said).toEqual(["passed over in in/: b.pdf, c.csv.7z and 2 more"]);
    expect(ran.out).not.toContain("passed over");
  });

  test.for([
    ["nothing", {}, "in", []],
    ["hidden files", { "in/.hidden": "" }, "in", []],
    ["one file", { "in/b.pdf": "" }, "in", ["passed over in in/: b.pdf"]],
    ["two", { "in/b.pdf": "", "in/old/b.csv": "" }, "in/", ["passed over in in/: b.pdf and old/"]],
    ["three", { "in/1": "", "in/2": "", "in/3": "" }, "in", ["passed over in in/: 1, 2 and 3"]],
    ["four", { "in/1": "", "in/2": "", "in/3": "", "in/4": "" }, "in", ["passed over in in/: 1, 2 and 2 more"]],
    ["a name with an escape in it", { "in/a\u001b[31m": "" }, "in", ["passed over in in/: a\\u001b[31m"]],
    ["one that is named besides", { "in/b.dat": HEADER }, "in in/b.dat", []],
    ["a folder that is named twice", { "in/b.md": "" }, "in ./in", ["passed over in in/: b.md"]],
    ["beside a glob, which passes over nothing", { "in/b.md": "" }, "in/*.csv", []],
  ] as const)("for %s", async ([, others, named, said]) => {
    const made = await story({ "in/a.csv": HEADER + ROW, ...others });
    expect((await made.run(`plan ${RULES} --out plan ${named}`)).said).toEqual(said);
  });

  test("is not said where the rules are at fault, nor by check", async () => {
    const made = await story({ ...OTHERS, "in/a.csv": HEADER + ROW, "exports/a.csv": HEADER, "exports/b.md": "" });
    made.write("expected/review.csv", "record_id\n");
    expect((await made.run("check .")).said).toEqual([]);
    made.write("policy.yaml", "policy: 1");
    expect((await made.run(`plan ${RULES} --out plan in`)).said).toEqual([]);
  });

  test("is named where there is no export", async () => {
    const made = await story(OTHERS);
    made.write("empty/.hidden", "");
    const ran = await made.run(`plan ${RULES} --out plan in empty *.tsv`);
    expect(ran).toMatchObject({ exit: 3, failure: "no-exports", said: [] });
    expect(ran.message).toContain('no export found: "in" has only b.pdf, c.csv.7z and 2 more, "empty", "*.tsv"\n');
  });
});
