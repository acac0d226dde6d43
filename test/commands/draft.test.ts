/**
 * The mapping that `inspect --write` drafts: with the marks of its right guesses taken away, it reads each awkward export of
 * `fixtures/inputs` like the mapping that was written by hand.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../src/commands/check.ts";
import { inspect } from "../../src/commands/inspect.ts";
import { readMapping } from "../../src/policy/read-mapping.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { createTestWorld } from "../support/test-world.ts";

const INPUTS = "fixtures/inputs";
const GUESS = /^( *)# (\S.*?) {2}# .*$/;

interface Choice {
  /** The guess that is right where a column has several. */
  readonly right?: RegExp;
  /** What a person has to write, because no file says it. */
  readonly further?: readonly string[];
}

const MELON: Choice = { further: ["  service: { always: melon }", "  currency: { always: KRW }"] };

const CASES: readonly (readonly [name: string, choice?: Choice])[] = [
  ["cp949", MELON],
  ["dates-day-first"],
  ["dates-in-korean"],
  ["dates-stored-as-midnight", { right: /started_at: started_at|expires_at: .*midnight: day/ }],
  ["dates-with-points"],
  ["dates-with-slashes"],
  ["dates-without-marks"],
  ["dates-without-zeros"],
  ["days-of-a-spreadsheet"],
  ["decimal-commas"],
  ["epoch-millis"],
  ["epoch-seconds"],
  ["gzip-of-cp949", MELON],
  ["json-lines"],
  ["korean-headers", MELON],
  ["lines-above-the-header", MELON],
  ["microseconds"],
  ["numbers-with-groups", { ...MELON, right: /group/ }],
  ["numbers-with-signs", { further: ["  service: { always: melon }"], right: /group/ }],
  ["times-in-korean"],
  ["times-in-months-names"],
  ["times-with-am-and-pm"],
  ["parquet"],
  ["totals-row"],
  ["utf-16-of-a-spreadsheet", MELON],
  ["words-for-nothing"],
  ["workbook", MELON],
  ["years-of-two-digits", { right: /dd\/MM\/yy/ }],
];

/** The draft with the marks of right guesses taken away: of several lines for one column, the one that is right. */
function confirmed(draft: string, { right = /^/, further = [] }: Choice): string {
  const lines = draft.trimEnd().split("\n");
  const keys = lines.map((line) => GUESS.exec(line)?.[2]?.split(":")[0]);
  const kept = lines.flatMap((line, index) => {
    const [, indent, text] = GUESS.exec(line) ?? [];
    if (text === undefined) return [line];
    const isOneOfSeveral = keys.filter((key) => key === keys[index]).length > 1;
    return isOneOfSeveral && !right.test(text) ? [] : [`${indent}${text}`];
  });
  return [...kept, ...further].join("\n");
}

async function draftOf(exports: string, cwd: string): Promise<string> {
  const world = createTestWorld({ cwd });
  const options = {
    exports: [exports],
    language: "en",
    json: false,
    quiet: true,
    showValues: false,
    write: "draft.yaml",
    encoding: undefined,
  } as const;
  expect(await inspect(options, world)).toBe(0);
  return readFileSync(join(cwd, "draft.yaml"), "utf8");
}

async function passes(folder: string, cwd: string): Promise<boolean> {
  const world = createTestWorld({ cwd });
  const reports = { reporter: "text", output: undefined, update: false, coverage: false } as const;
  const thresholds = { rules: undefined, conditions: undefined };
  const options = { ...reports, folders: [folder], thresholds, quiet: false, showValues: true } as const;
  return (await check(options as never, world)) === 0;
}

describe("a draft, confirmed,", () => {
  test.for(CASES)("reads %s like the mapping by hand", async ([name, choice = {}]) => {
    const cwd = await tempFolder();
    for (const part of ["policy.yaml", "outage.yaml"]) cpSync(join(INPUTS, part), join(cwd, part));
    for (const folder of ["hand", "drafted"]) cpSync(join(INPUTS, name), join(cwd, folder), { recursive: true });
    const mapping = confirmed(await draftOf("drafted/exports", cwd), choice);
    writeFileSync(join(cwd, "drafted/mapping.yaml"), mapping);
    expect(readMapping(mapping, "mapping.yaml").exports[0]?.record).toBe("subscription");
    if (await passes("hand", cwd)) expect(await passes("drafted", cwd)).toBe(true);
  });
});

describe("a draft", () => {
  test("is a mapping as it stands, where the columns are ours", async () => {
    for (const [name] of CASES.filter(([, choice]) => choice?.further === undefined)) {
      const cwd = await tempFolder();
      cpSync(join(INPUTS, name, "exports"), join(cwd, "exports"), { recursive: true });
      const draft = await draftOf("exports", cwd);
      expect(() => readMapping(draft, "mapping.yaml")).not.toThrow();
    }
  });

  test("says why, in cells", async () => {
    const cwd = await tempFolder();
    const rows = Array.from({ length: 30 }, (_, index) => `S-${index},${String(index + 1).padStart(2, "0")}/09/2022`);
    writeFileSync(join(cwd, "a.csv"), `subscription_id,시작일\n${rows.join("\n")}\n`);
    expect(await draftOf("a.csv", cwd)).toContain(
      "# started_at: { from: 시작일, time: dd/MM/yyyy }  # 시작일 is a word for it; 30 cells fit dd/MM/yyyy, 18 of them cannot be MM/dd/yyyy",
    );
  });

  test("has a line for each form that fits, where several do", async () => {
    const cwd = await tempFolder();
    writeFileSync(join(cwd, "a.csv"), "subscription_id,started_at\nS-1,03/04/2022\nS-2,05/06/2022\n");
    const draft = await draftOf("a.csv", cwd);
    expect(draft).toContain("# started_at: { from: started_at, time: dd/MM/yyyy }  # ambiguous: all 2 cells fit");
    expect(draft).toContain("# started_at: { from: started_at, time: MM/dd/yyyy }  # ambiguous: all 2 cells fit");
    expect(draft).not.toMatch(/^ *started_at/m);
  });

  test("lists two forms that fit all cells together", async () => {
    const cwd = await tempFolder();
    writeFileSync(join(cwd, "a.csv"), "subscription_id,started_at\nS-1,2022-04-03\nS-2,2022/04/13\nS-3,2022/04/14\n");
    expect(await draftOf("a.csv", cwd)).toContain(
      "time: [yyyy/MM/dd, iso] }  # 2 cells fit yyyy/MM/dd, and the other 1 fit iso",
    );
  });

  test("has an entry for each of several files", async () => {
    const cwd = await tempFolder();
    mkdirSync(join(cwd, "in"));
    writeFileSync(join(cwd, "in/a.csv"), "subscription_id,user_id,service,started_at\nS-1,u,melon,2022-01-01\n");
    writeFileSync(join(cwd, "in/b.csv"), "대여번호;user_id\nR-1;u\n");
    const draft = await draftOf("in", cwd);
    expect(draft).toMatch(/^exports:\n {2}- match: a\.csv\n {4}record: subscription\n/m);
    expect(draft).toMatch(
      /^ {2}- match: b\.csv\n {4}# record: rental {2}# 대여번호 is a word for rental_id\n {4}delimiter: ";"$/m,
    );
  });

  test.for([
    ["colons: and # marks", '"colons: and # marks"'],
    ["true", '"true"'],
    ["- dash", '"- dash"'],
    ["열 이름", "열 이름"],
    ["12", '"12"'],
  ] as const)("writes a name %s so that it is read back", async ([name, written]) => {
    const cwd = await tempFolder();
    writeFileSync(
      join(cwd, "a.csv"),
      `subscription_id;${name};만료일\nS-1;total;2022-10-10\nS-2;b;2022-10-10\nS-3;b;2022-10-10\nS-4;b;\n;합계;\n`,
    );
    const draft = await draftOf("a.csv", cwd);
    const skip = draft.split("\n").find((line) => line.includes("# skip:"));
    expect(skip).toContain(`skip: { ${written}: [합계] }`);
    const { exports } = readMapping(confirmed(draft, {}), "mapping.yaml");
    expect(exports[0]?.skip).toEqual([{ column: name, values: new Set(["합계"]), negated: false }]);
  });

  test("never takes the place of a file", async () => {
    const cwd = await tempFolder();
    writeFileSync(join(cwd, "a.csv"), "a,b\n1,2\n");
    writeFileSync(join(cwd, "draft.yaml"), "mine");
    await expect(draftOf("a.csv", cwd)).rejects.toMatchObject({ code: "file-exists", place: { file: "draft.yaml" } });
    expect(readFileSync(join(cwd, "draft.yaml"), "utf8")).toBe("mine");
  });
});
