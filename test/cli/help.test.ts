/** The help of every command begins with examples that the program understands, and topics come from its tables. */
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { helpOf } from "../../src/cli/help-command.ts";
import type { ProgramHost } from "../../src/cli/host.ts";
import { createProgram } from "../../src/cli/program.ts";
import { topicPage } from "../../src/commands/help-topics.ts";
import { EXIT } from "../../src/domain/failure.ts";
import { FAILURE_TEXTS } from "../../src/domain/failure-texts.ts";
import { widthOf } from "../../src/report/table.ts";
import { createTestWorld } from "../support/test-world.ts";

function programIn(world = createTestWorld({ cwd: "." })) {
  const codes: number[] = [];
  const host: ProgramHost = { version: "0", makeWorld: () => world, onExit: (code) => codes.push(code) };
  return { program: createProgram(host), codes, world };
}

const { program } = programIn();

describe("the help of a command", () => {
  test.for(program.commands.map((command) => [command.name(), command] as const))(
    "%s begins with examples of itself",
    ([name, command]) => {
      const [title, ...lines] = helpOf(command).split("\n");
      const examples = lines.slice(0, lines.indexOf(""));
      expect(title).toBe("Examples:");
      expect(examples.length).toBeGreaterThan(0);
      expect(examples.filter((line) => !new RegExp(`\\bcompensate ${name}\\b`).test(line))).toEqual([]);
    },
  );

  test.for(program.commands.map((command) => [command.name(), command] as const))(
    "%s has only options in its examples that it knows",
    ([, command]) => {
      const examples = helpOf(command).split("\nUsage:")[0] ?? "";
      const known = command.options.flatMap(({ short, long }) => [short, long]);
      expect(
        [...examples.matchAll(/ (--[a-z-]+)/g)].map(([, flag]) => flag).filter((flag) => !known.includes(flag)),
      ).toEqual([]);
    },
  );

  test("is the same as what --help prints", async () => {
    const { program: own, world, codes } = programIn();
    await own.parseAsync(["help", "plan"], { from: "user" });
    expect(world.printed()).toBe(helpOf(own.commands.find((command) => command.name() === "plan") ?? new Command()));
    expect(codes).toEqual([EXIT.done]);
  });
});

describe("a topic", () => {
  test("exit-codes names every code and everything that leads to it", () => {
    const page = topicPage("exit-codes");
    for (const code of Object.values(EXIT)) expect(page).toMatch(new RegExp(`^ {2}${code} `, "m"));
    for (const { says } of Object.values(FAILURE_TEXTS)) expect(page).toContain(says);
  });

  test.for(["extend", "held-on", "listed-in", "per", "unless", "overlap"])("policy explains %s", (key) => {
    expect(topicPage("policy")).toMatch(new RegExp(`^ {2}${key} +\\S`, "m"));
  });

  test("policy fits on two screens", () => {
    expect(topicPage("policy").split("\n").length).toBeLessThan(80);
  });

  test.for([["exports"], ["times"], ["money"]] as const)("%s fits on a terminal of 80 columns", ([topic]) => {
    expect(
      topicPage(topic)
        .split("\n")
        .filter((line) => widthOf(line) > 80),
    ).toEqual([]);
  });

  test.for([
    ["exit-code", 'did you mean "exit-codes"?'],
    ["pln", 'did you mean "plan"?'],
    ["weather", 'there is no command or topic "weather"\n'],
  ])("%s is unknown, and the nearest is named", async ([name = "", expected = ""]) => {
    await expect(programIn().program.parseAsync(["help", name], { from: "user" })).rejects.toThrow(expected);
  });

  test("a command that does not exist is a usage error that names the nearest", async () => {
    const { program: own } = programIn();
    let said = "";
    own.configureOutput({
      writeErr: (text) => {
        said += text;
      },
    });
    await expect(own.parseAsync(["lnt"], { from: "user" })).rejects.toThrow("unknown command");
    expect(said).toContain("Did you mean lint?");
  });
});
