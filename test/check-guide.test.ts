/** docs/CHECK.md against the tool: it names every option, input and key, and the outcome that it shows is what is shown. */
import { cpSync, readFileSync } from "node:fs";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { addCheck } from "../src/cli/check-command.ts";
import { REPORTERS } from "../src/commands/steps/choices.ts";
import { smallCase } from "./support/small-case.ts";
import { createTestWorld } from "./support/test-world.ts";

const page = readFileSync("docs/CHECK.md", "utf8");

describe("docs/CHECK.md", () => {
  test("names every option and every reporter", () => {
    const program = new Command();
    const cwd = process.cwd();
    addCheck(program, { version: "0", makeWorld: () => createTestWorld({ cwd }), onExit: () => {} });
    const options = program.commands.flatMap((command) => command.options.map(({ long }) => long ?? ""));
    expect(options.length).toBeGreaterThan(5);
    expect([...options, ...REPORTERS.map((name) => `\`${name}\``)].filter((word) => !page.includes(word))).toEqual([]);
  });

  test("names every input of the action, and the hook", () => {
    const action: { inputs: object } = parse(readFileSync("action.yml", "utf8"));
    expect(Object.keys(action.inputs).filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
    const [hook]: { id: string }[] = parse(readFileSync(".pre-commit-hooks.yaml", "utf8"));
    expect(page).toContain(`id: ${hook?.id}`);
  });

  test("shows differences as they are shown", async () => {
    const story = await smallCase({});
    cpSync("fixtures/guide/extend", story.path("extend"), { recursive: true });
    const [summary, adjusted] = ["extend/expected/summary.json", "extend/expected/adjusted-expiry.csv"];
    const rows = story.read(adjusted).replace("2024-03-17,", "2024-03-18,").split("\n");
    const forgotten = rows.filter((row) => !row.startsWith("R-7"));
    const wrong = "R-5,three-days,extend,expires_at,,2024-03-20,3 days,,";
    story.write(adjusted, [...forgotten.slice(0, 5), wrong, ...forgotten.slice(5)].join("\n"));
    story.write(summary, story.read(summary).replace('"extended": 6', '"extended": 7'));
    const [, shown] = /^<!-- the case fixtures\/guide\/extend.*-->\n```\n([\s\S]*?)^```$/m.exec(page) ?? [];
    expect((await story.run("check extend")).out).toBe(shown);
  });
});
