/** The GitHub Action and the pre-commit hook, read as their hosts read them and run in a user's project. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Project, RIGHT, userProject, WRONG, writeStub } from "./support/project.ts";

interface Action {
  readonly inputs: { readonly [name: string]: { readonly description: string; readonly default: string } };
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Step {
  readonly shell: string;
  readonly run: string;
  readonly "working-directory": string;
  readonly env: { readonly [name: string]: string };
}

const action: Action = parse(readFileSync("action.yml", "utf8"));
const [step] = action.runs.steps;

type Inputs = { readonly [name: string]: string };

/** A value of the action's file with its inputs filled in, as GitHub does it. */
function filledIn(text: string, inputs: Inputs): string {
  return text.replace(/\$\{\{ inputs\.([a-z-]+) \}\}/g, (_, name: string) => {
    const input = action.inputs[name];
    if (input === undefined) throw new Error(`no input ${name}`);
    return inputs[name] ?? input.default;
  });
}

async function runAction(project: Project, inputs: Inputs, env: Inputs = {}) {
  if (step === undefined) throw new Error("the action has no step");
  const filled = Object.entries(step.env).map(([name, text]) => [name, filledIn(text, inputs)]);
  const inFolder = `cd ${filledIn(step["working-directory"], inputs)}\n${step.run}`;
  return project.bash(inFolder, {
    CI: "true",
    GITHUB_WORKSPACE: project.folder,
    ...Object.fromEntries(filled),
    ...env,
  });
}

describe("action.yml", () => {
  test("is a composite action of one bash step, and no input is text of its script", () => {
    expect(action.runs.using).toBe("composite");
    expect(action.runs.steps).toHaveLength(1);
    expect(step?.shell).toBe("bash");
    expect(step?.run).not.toContain("${{");
    const used = Object.values(step?.env ?? {}).join(" ") + step?.["working-directory"];
    for (const name of Object.keys(action.inputs)) expect(used).toContain(`\${{ inputs.${name} }}`);
  });

  test("passes where every case passes, with what the project has installed", async () => {
    const ran = await runAction(await userProject(RIGHT), {});
    expect(ran).toMatchObject({ exit: 0, out: "1 case: 1 passes\n" });
  });

  test("fails where one differs, marks the line, and writes the summary of the step", async () => {
    const project = await userProject(WRONG);
    const summary = join(project.folder, "summary.md");
    const ran = await runAction(project, { folder: "fixtures" }, { GITHUB_STEP_SUMMARY: summary });
    expect(ran.exit).toBe(1);
    const place = "file=fixtures/one/expected/adjusted-expiry.csv,line=2";
    expect(ran.out).toContain(`::error ${place},title=fixtures/one%3A r1 differs::r1: new_value  2022-10-25T10:00`);
    expect(readFileSync(summary, "utf8")).toContain("## 1 case: 1 differs (1 difference)");
  });

  test("in another folder marks the file as the checkout has it", async () => {
    const ran = await runAction(await userProject(WRONG), { "working-directory": "fixtures" });
    expect(ran.out).toContain("::error file=fixtures/one/expected/adjusted-expiry.csv,line=2,");
  });

  test("fails below a threshold", async () => {
    const ran = await runAction(await userProject(RIGHT), { threshold: "100" });
    expect(ran.exit).toBe(1);
    expect(ran.out).toContain("::error title=coverage::coverage of rules is 33 %25, and 100 %25 are wanted");
  });

  test("fails where there is no case, and where nothing is installed", async () => {
    const project = await userProject(RIGHT);
    expect(await runAction(project, { folder: "node_modules" })).toMatchObject({ exit: 1 });
    writeStub(project, "npx");
    expect((await runAction(project, {})).out).toContain("[--no-install][compensate][check]");
  });

  test.for([
    ["nothing", {}, "[--no-install][compensate][check][--reporter][github][--][.]"],
    ["a version", { version: "1.2.3" }, "[--yes][compensate@1.2.3][check][--reporter][github][--][.]"],
    [
      "all of them",
      { folder: "a\nb c\n", coverage: "true", threshold: "90", "condition-threshold": "80" },
      "[--no-install][compensate][check][--reporter][github][--coverage][--threshold][90][--condition-threshold][80][--][a][b c]",
    ],
    ["coverage switched off", { coverage: "false" }, "[--no-install][compensate][check][--reporter][github][--][.]"],
    [
      "what would be a command",
      { folder: '$(touch owned)"; touch owned; --update', threshold: "`touch owned`" },
      '[--threshold][`touch owned`][--][$(touch owned)"; touch owned; --update]',
    ],
  ] as const)("hands on %s", async ([, inputs, expected]) => {
    const project = await userProject(RIGHT);
    writeStub(project, "npx");
    const ran = await runAction(project, inputs);
    expect(ran.out).toContain(expected);
    expect(await project.bash("ls owned", {})).toMatchObject({ out: "" });
  });
});

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly pass_filenames: boolean;
}

describe(".pre-commit-hooks.yaml", () => {
  const hooks: readonly Hook[] = parse(readFileSync(".pre-commit-hooks.yaml", "utf8"));
  const [hook] = hooks;

  test("offers the check as a hook that runs all cases", () => {
    expect(hooks.map(({ id, language, pass_filenames: named }) => [id, language, named])).toEqual([
      ["compensate-check", "system", false],
    ]);
  });

  test.for([
    ["policies/2022/policy.yaml", true],
    ["policies/kakao.yaml", true],
    ["policies/2022/affected.csv", true],
    ["fixtures/one/expected/summary.json", true],
    ["fixtures/one/exports/rentals.csv.gz", true],
    ["package.json", false],
    ["src/main.ts", false],
  ] as const)("of a change of %s: %s", ([file, expected]) => {
    expect(new RegExp(hook?.files ?? "").test(file)).toBe(expected);
  });

  test.for([
    ["passes", RIGHT, 0],
    ["stops the commit", WRONG, 1],
  ] as const)("%s", async ([, expected, exit]) => {
    const project = await userProject(expected);
    const ran = await project.bash(`${hook?.entry} fixtures`, {});
    expect(ran.exit).toBe(exit);
    expect(ran.out).toContain("1 case: 1 ");
  });
});
