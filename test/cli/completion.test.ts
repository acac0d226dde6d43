/** Completion: the bash script is run by bash, every script names every command and option. */
import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { programShape } from "../../src/cli/completion-command.ts";
import type { ProgramHost } from "../../src/cli/host.ts";
import { createProgram } from "../../src/cli/program.ts";
import { completionScript } from "../../src/commands/completion.ts";
import { SHELLS } from "../../src/commands/steps/choices.ts";
import { createTestWorld } from "../support/test-world.ts";

const host: ProgramHost = {
  version: "0",
  makeWorld: () => createTestWorld({ cwd: "." }),
  onExit: () => {},
};
const shape = programShape(createProgram(host));

/** What bash offers for the last of these words. */
function offeredFor(words: readonly string[]): readonly string[] {
  const script = `${completionScript("bash", shape)}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _compensate 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script, "bash", ...words], { encoding: "utf8", cwd: "fixtures/kakao-2022" })
    .split("\n")
    .filter((line) => line !== "");
}

describe("bash completes", () => {
  test.for([
    ["a command", ["compensate", "li"], ["lint"]],
    ["every command", ["compensate", ""], [...shape.commands.map(({ name }) => name), "--help", "--version"]],
    ["an option", ["compensate", "lint", "--str"], ["--strict"]],
    ["the choices of an option", ["compensate", "lint", "--reporter", ""], ["text", "json", "github"]],
    ["a choice after =", ["compensate", "lint", "--reporter", "=", "j"], ["json"]],
    ["all choices after =", ["compensate", "lint", "--reporter", "="], ["text", "json", "github"]],
    ["the choices of an argument", ["compensate", "completion", "z"], ["zsh"]],
    ["a topic of help", ["compensate", "help", "exi"], ["exit-codes"]],
    ["a command to get help on", ["compensate", "help", "wh"], ["whatif"]],
    ["a file after an option", ["compensate", "plan", "--policy", "pol"], ["policy.yaml"]],
    ["a file as an argument", ["compensate", "plan", "--policy", "policy.yaml", "expo"], ["exports"]],
    ["a folder after an option", ["compensate", "plan", "--out", "e"], ["exports", "expected"]],
    ["nothing for an instant", ["compensate", "plan", "--as-of", ""], []],
    ["nothing for an unknown command", ["compensate", "weather", ""], []],
  ] as const)("%s", ([, words, expected]) => {
    expect([...offeredFor(words)].sort()).toEqual([...expected].sort());
  });
});

describe.for(SHELLS.map((shell) => [shell] as const))("the script for %s", ([shell]) => {
  const script = completionScript(shell, shape);

  test.for(shape.commands.map((command) => [command.name, command] as const))(
    "names all of %s",
    ([name, { options }]) => {
      expect(script).toContain(name);
      const flags = options.flatMap((option) => option.flags);
      const written = (flag: string) =>
        shell === "fish" ? flag.replace(/^--/, "-l ").replace(/^-(?=\w$)/, "-s ") : flag;
      expect(flags.filter((flag) => !script.includes(written(flag)))).toEqual([]);
    },
  );
});
