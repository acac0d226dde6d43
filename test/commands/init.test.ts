/** The starting point that `init` makes: it runs at once, gives nothing, names nobody, and writes over nothing. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { type CheckOptions, check } from "../../src/commands/check.ts";
import { init } from "../../src/commands/init.ts";
import { lint } from "../../src/commands/lint.ts";
import { writeNew } from "../../src/commands/steps/new-files.ts";
import { readMapping } from "../../src/policy/read-mapping.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { runBinary } from "../support/binary.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { createTestWorld } from "../support/test-world.ts";

const KAKAO = "fixtures/kakao-2022/exports";
const QUIET = { quiet: true } as const;

async function made(from: readonly string[], cwd: string, folder = "start"): Promise<string> {
  const world = createTestWorld({ cwd });
  expect(await init({ folder, from, quiet: false, jobs: 1 }, world)).toBe(0);
  return world.printed();
}

async function checked(folder: string, cwd: string): Promise<number> {
  const options: CheckOptions = {
    folders: [folder],
    reporter: "text",
    output: undefined,
    update: false,
    coverage: false,
    thresholds: { rules: undefined, conditions: undefined },
    showValues: true,
    ...QUIET,
  };
  return check(options, createTestWorld({ cwd }));
}

function rulesOf(cwd: string) {
  const { policy } = readPolicy(readFileSync(join(cwd, "start/policy.yaml"), "utf8"), "policy.yaml", () => {
    throw new Error("no list is named");
  });
  return policy.layers.flatMap(({ rules }) => rules);
}

function allFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => /\.\w+$/.test(path));
}

describe("a starting point", () => {
  test("of the small example passes its case, has a sound policy, and can be planned by the built program", async () => {
    const cwd = await tempFolder();
    const line = await runBinary("init start", { cwd });
    expect(line).toMatchObject({ exit: 0, err: "" });
    expect(await checked("start", cwd)).toBe(0);
    const policy = { policy: "start/policy.yaml", outage: "start/outage.yaml" };
    expect(
      await lint({ ...policy, folders: [], strict: true, reporter: "text", ...QUIET }, createTestWorld({ cwd })),
    ).toBe(0);
    const command = /compensate (plan .*)/.exec(line.out)?.[1] ?? "";
    const plan = await runBinary(`${command} --json`, { cwd });
    expect(JSON.parse(plan.out)).toMatchObject({ totals: { review: 3, rejected: 0, compensated: 0 } });
  });

  test("of exports has a rule for each service and channel, all of which ask a person", async () => {
    const cwd = await tempFolder();
    cpSync(KAKAO, join(cwd, "exports"), { recursive: true });
    await made(["exports"], cwd);
    const pairs = readdirSync(KAKAO).flatMap((file) => {
      const rows: readonly { readonly [column: string]: string }[] = parse(readFileSync(join(KAKAO, file)), {
        columns: true,
        bom: true,
      });
      return rows.map((row) => `${file.replace("s.csv", "")}/${row.service}/${row.channel ?? ""}`);
    });
    const found = [...new Set(pairs)].filter((pair) => !pair.includes("//")).length;
    const rules = rulesOf(cwd);
    expect(rules.length).toBeGreaterThanOrEqual(Math.min(60, found));
    expect(rules.every(({ give }) => JSON.stringify(give).includes('"review"'))).toBe(true);
    expect(await checked("start", cwd)).toBe(0);
  });

  test("has no id and no person of the exports in any of its files", async () => {
    const cwd = await tempFolder();
    cpSync(KAKAO, join(cwd, "exports"), { recursive: true });
    await made(["exports"], cwd);
    const texts = allFiles(join(cwd, "start")).map((path) => readFileSync(join(cwd, "start", path), "utf8"));
    for (const file of readdirSync(KAKAO)) {
      const rows: readonly string[][] = parse(readFileSync(join(KAKAO, file)), { bom: true });
      for (const [id = "", user = ""] of rows.slice(1))
        for (const value of [id, user].filter((text) => text.length > 3))
          expect(texts.filter((text) => new RegExp(`(^|,)${value}(,|$)`, "m").test(text))).toEqual([]);
    }
  });

  test.for([
    ["korean-headers"],
    ["numbers-with-signs"],
    ["dates-day-first"],
    ["times-in-korean"],
    ["totals-row"],
    ["words-for-nothing"],
    ["lines-above-the-header"],
  ] as const)("of %s has a draft of its mapping, and a case that passes without it", async ([name]) => {
    const cwd = await tempFolder();
    cpSync(join("fixtures/inputs", name, "exports"), join(cwd, "exports"), { recursive: true });
    const told = await made(["exports"], cwd);
    expect(told).toContain("--mapping start/mapping.yaml");
    expect(existsSync(join(cwd, "start/mapping.yaml"))).toBe(true);
    expect(await checked("start", cwd)).toBe(0);
  });

  test("of a canonical export has no mapping", async () => {
    const cwd = await tempFolder();
    writeFileSync(
      join(cwd, "a.csv"),
      "subscription_id,user_id,service,started_at,expires_at\nS-1,u,music,2022-01-01,\nS-2,u,music,2022-01-02,\n",
    );
    expect(await made(["a.csv"], cwd)).not.toContain("mapping");
    expect(existsSync(join(cwd, "start/mapping.yaml"))).toBe(false);
    expect(await checked("start", cwd)).toBe(0);
  });

  test.for([
    ["true"],
    ["a: b # c"],
    ["'"],
    ['"x"'],
    ["멜론 뮤직"],
    ["*"],
    ["- a"],
    ["12"],
    ["a,b"],
    ["~"],
    ["%"],
    ["{ a }"],
  ] as const)("stands for a service with the name %s", async ([service]) => {
    const cwd = await tempFolder();
    const cell = `"${service.replaceAll('"', '""')}"`;
    const rows = ["web", "", service].map(
      (channel, index) => `S-${index},u-${index},${cell},"${channel.replaceAll('"', '""')}",2022-10-01`,
    );
    writeFileSync(join(cwd, "a.csv"), `subscription_id,user_id,service,channel,started_at\n${rows.join("\n")}\n`);
    await made(["a.csv"], cwd);
    expect(rulesOf(cwd).length).toBe(3);
    expect(await checked("start", cwd)).toBe(0);
  });

  test("of an export without rows is that of the small example", async () => {
    const cwd = await tempFolder();
    writeFileSync(join(cwd, "a.csv"), "subscription_id,user_id,service,started_at\n");
    await made(["a.csv"], cwd);
    expect(rulesOf(cwd).length).toBe(3);
    expect(await checked("start", cwd)).toBe(0);
  });

  test("of many services has rules for the 60 commonest, and says how many have none", async () => {
    const cwd = await tempFolder();
    const rows = Array.from({ length: 70 }, (_, index) => `S-${index},u,service-${index},2022-10-01`);
    writeFileSync(join(cwd, "a.csv"), `subscription_id,user_id,service,started_at\n${rows.join("\n")}\n`);
    await made(["a.csv"], cwd);
    expect(rulesOf(cwd).length).toBe(60);
    expect(readFileSync(join(cwd, "start/policy.yaml"), "utf8")).toContain(
      "10 rarer groups of service and channel have no rule",
    );
  });

  test("of an export whose channels are words has a mapping that translates them to those of the policy", async () => {
    const cwd = await tempFolder();
    cpSync("fixtures/inputs/korean-headers/exports", join(cwd, "exports"), { recursive: true });
    await made(["exports"], cwd);
    const draft = readFileSync(join(cwd, "start/mapping.yaml"), "utf8");
    const mapping = readMapping(draft.replaceAll(/^( *)# (\S.*?) {2}# .*$/gm, "$1$2"), "mapping.yaml");
    const words = mapping.exports[0]?.columns.find(({ name }) => name === "channel")?.words;
    const policy = readFileSync(join(cwd, "start/policy.yaml"), "utf8");
    for (const word of words?.values() ?? []) expect(policy).toContain(`channel: ${word}`);
  });
});

test("a file that comes to be there meanwhile is not written over", async () => {
  const cwd = await tempFolder();
  writeFileSync(join(cwd, "policy.yaml"), "mine");
  expect(() => writeNew("policy.yaml", "ours", cwd)).toThrow(expect.objectContaining({ code: "file-exists" }));
  expect(readFileSync(join(cwd, "policy.yaml"), "utf8")).toBe("mine");
});

describe("nothing is written", () => {
  test("where a file is there, and every such file is named", async () => {
    const cwd = await tempFolder();
    mkdirSync(join(cwd, "start"));
    writeFileSync(join(cwd, "start/policy.yaml"), "mine");
    writeFileSync(join(cwd, "start/ci.yaml"), "mine");
    await expect(made([], cwd)).rejects.toMatchObject({
      code: "file-exists",
      message: expect.stringMatching(/start\/policy\.yaml: .*and so is start\/ci\.yaml/),
    });
    expect(readdirSync(join(cwd, "start")).sort()).toEqual(["ci.yaml", "policy.yaml"]);
    expect(readFileSync(join(cwd, "start/policy.yaml"), "utf8")).toBe("mine");
  });

  test.for([
    ["standard input, which cannot be read twice", "-", "usage"],
    ["a file that is not there", "none.csv", "file-missing"],
    ["a file that is no table", "bad.csv", "quote-misplaced"],
  ] as const)("for %s", async ([, from, code]) => {
    const cwd = await tempFolder();
    writeFileSync(join(cwd, "bad.csv"), 'a,b\n"1",x"y\n');
    await expect(made([from], cwd)).rejects.toMatchObject({ code });
    expect(existsSync(join(cwd, "start"))).toBe(false);
  });
});
