/** The process: runs the program, turns whatever is thrown into a message and an exit code. */
import { readFileSync } from "node:fs";
import { CommanderError } from "commander";
import { EXIT, Failure } from "../domain/failure.ts";
import { LANGUAGE } from "../domain/language.ts";
import { errorJson, failureJson } from "../report/failure-json.ts";
import { catchInterrupts } from "./interrupts.ts";
import { createProcessWorld } from "./process-world.ts";
import { createProgram } from "./program.ts";

export async function main(argv: readonly string[] = process.argv): Promise<void> {
  // Node also ends when nothing is left to wait for; only a command that has ended sets another exit code.
  process.exitCode = EXIT.bug;
  const version = readVersion();
  let hasPrinted = false;
  // The reader of our output may stop reading; that is no error of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    unshown = `standard output cannot be written: ${error.message}\n`;
    process.stderr.write(unshown);
    process.exitCode = EXIT.output;
  });
  process.stderr.on("error", () => {});
  const interrupts = catchInterrupts();
  const program = createProgram({
    version: versionText(argv, version),
    makeWorld: (options) => {
      const world = createProcessWorld(options, version, interrupts);
      return {
        ...world,
        out: (text) => {
          if (text !== "") hasPrinted = true;
          return world.out(text);
        },
      };
    },
    onExit: (code) => {
      process.exitCode = code;
    },
  });
  try {
    await program.parseAsync(argv);
  } catch (error) {
    const code = report(error, version);
    if (asksForJson(argv) && code !== EXIT.done && !hasPrinted && unshown === "") await print(errorDocument(error));
    // Help that could not be shown is no success, whether the end of the command or the failed write is known first.
    if (unshown === "") process.exitCode = code;
  }
}

/** The message about standard output that was shown already: a failed write is reported by the stream and by the write itself. */
let unshown = "";

/** Whether the command line asks for one JSON document, which a failure is told in as well. */
function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  const words = (end < 0 ? argv : argv.slice(0, end)).join(" ");
  return / --(?:json|(?:reporter|format)[ =]json)(?: |$)/.test(words);
}

function errorDocument(error: unknown): string {
  if (error instanceof Failure) return failureJson(error);
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof CommanderError
    ? errorJson("usage", EXIT.usage, message)
    : errorJson("bug", EXIT.bug, message);
}

/** A document that cannot be printed is told by the stream. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

function report(error: unknown, version: string): number {
  if (error instanceof Failure) {
    const text = `${error.message}\n`;
    process.stderr.write(text.startsWith(unshown) ? text.slice(unshown.length) : text);
    return error.exit;
  }
  // Commander has said what is wrong already; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `This is a bug of compensate ${version} (node ${process.version}). Nothing was committed. Please report it:\n${stack}\n`,
  );
  return EXIT.bug;
}

/** With `--json`, the facts about the program that a run remembers. */
function versionText(argv: readonly string[], version: string): string {
  const document = {
    version,
    language: LANGUAGE,
    time_zone_data: process.versions.tz ?? "unknown",
    node: process.versions.node,
  };
  return argv.includes("--json") ? JSON.stringify(document, null, 2) : version;
}

function readVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
