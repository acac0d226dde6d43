/** `compensate report` on the command line. */
import { type Command, Option } from "commander";
import { REPORT_FORMATS, type ReportFormat } from "../commands/steps/choices.ts";
import { DEFAULT_BOOK } from "../commands/steps/next-command.ts";
import type { Language } from "../report/habits.ts";
import type { ProgramHost } from "./host.ts";

interface ReportCommandOptions {
  readonly book: string;
  readonly format: ReportFormat;
  readonly lang?: Language;
  readonly output?: string;
  readonly quiet: boolean;
}

export function addReport(program: Command, host: ProgramHost): void {
  program
    .command("report")
    .summary("a plan or run as a page for everybody else, in English or Korean")
    .description(
      "Makes the report of a plan or run from what is on disk: a page that needs nothing else, a workbook for spreadsheets, Markdown, or the facts as JSON.",
    )
    .argument("<plan-or-run>", "the folder of a plan or run, or the number of a run in the book")
    .addOption(new Option("--format <format>", "what to make").choices(REPORT_FORMATS).default("html"))
    .option("-o, --output <file>", "write it to a new file instead of standard output; a workbook needs one")
    .option("--book <dir>", "the folder of committed runs", DEFAULT_BOOK)
    .option("--quiet", "print nothing but problems", false)
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate report compensation-plan -o report.html\n" +
        "  compensate report 3 --lang ko -o report-ko.html\n" +
        "  compensate report 3 --format xlsx -o report.xlsx\n" +
        "  compensate report 3 --format json\n",
    )
    .action(async (named: string, options: ReportCommandOptions) => {
      const { report } = await import("../commands/report.ts");
      const world = host.makeWorld({ ...options, progress: false, color: false });
      host.onExit(await report(named, options, world));
    });
}
