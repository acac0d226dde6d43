/**
 * A small case in a folder of its own: one outage, one policy, a few exports, and commands run on them as on a command
 * line, through the program itself but with a stated world.
 *
 *     const story = await smallCase({ "rentals.csv": "rental_id,user_id,…" });
 *     await story.run("plan --out plan rentals.csv");
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { createProgram } from "../../src/cli/program.ts";
import { Failure, type FailureCode } from "../../src/domain/failure.ts";
import type { Summary } from "../../src/report/summary.ts";
import { tempFolder } from "./temp-folder.ts";
import { createTestWorld, type WorldFacts } from "./test-world.ts";

/** Down from Saturday afternoon to Thursday night, Korean time. */
export const OUTAGE = `
outage: pangyo
zone: Asia/Seoul
window: 2022-10-15T15:30/2022-10-20T23:00
`;

/** Rentals get 96 hours; subscriptions get three days on the web, and 72 hours of their price elsewhere. */
export const POLICY = `
policy: paid-services
revision: 2022-10-21
zone: Asia/Seoul
rules:
  - rule: rental-hours
    for: { record: rental, service: kakaopage }
    if: { held: during-outage }
    give: { extend: 96 hours }
  - rule: web-days
    for: { record: subscription, service: emoticon-plus, channel: web }
    if: { held: during-outage }
    give: { extend: 3 days }
  - rule: in-app-credit
    for: { record: subscription, service: emoticon-plus, channel: [apple, google] }
    if: { held: during-outage }
    give: { credit: { share: 72 hours, of: price, over: billing-period, round: up, to: 1 KRW } }
`;

/** What the rules are given to a command that decides. */
export const RULES = "--outage outage.yaml --policy policy.yaml";

export interface Ran {
  /** The exit code. */
  readonly exit: number;
  /** The code of the failure it ended with. */
  readonly failure: FailureCode | undefined;
  readonly message: string;
  readonly out: string;
  readonly said: readonly string[];
  readonly asked: readonly string[];
}

/** Cells by column. */
export type CsvRow = ReadonlyMap<string, string>;

export interface SmallCase {
  readonly folder: string;
  path(file: string): string;
  write(file: string, content: string | Uint8Array): void;
  read(file: string): string;
  /** The rows of an output, read by csv-parse, which did not write it. */
  rows(file: string, delimiter?: string): readonly CsvRow[];
  summary(plan: string): Summary;
  /** Runs a command line; words are separated by blanks. A failure is an answer, anything else is thrown. */
  run(line: string, facts?: Omit<WorldFacts, "cwd">): Promise<Ran>;
}

export async function smallCase(files: { readonly [file: string]: string | Uint8Array }): Promise<SmallCase> {
  const folder = await tempFolder();
  const path = (file: string) => join(folder, file);

  function write(file: string, content: string | Uint8Array): void {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), content);
  }

  function rows(file: string, delimiter = ","): readonly CsvRow[] {
    const [columns = [], ...found]: string[][] = parse(readFileSync(path(file)), { delimiter, bom: true });
    return found.map((cells) => new Map(columns.map((column, index) => [column, cells[index] ?? ""])));
  }

  for (const [file, content] of Object.entries({ "outage.yaml": OUTAGE, "policy.yaml": POLICY, ...files })) {
    write(file, content);
  }
  return {
    folder,
    path,
    write,
    read: (file) => readFileSync(path(file), "utf8"),
    rows,
    summary: (plan) => JSON.parse(readFileSync(path(join(plan, "summary.json")), "utf8")),
    run: (line, facts = {}) => runLine(line, { ...facts, cwd: folder }),
  };
}

async function runLine(line: string, facts: WorldFacts): Promise<Ran> {
  const world = createTestWorld(facts);
  let exit = 0;
  const program = createProgram({
    version: "0.0.0-test",
    makeWorld: ({ lang = world.language }) => ({ ...world, language: lang }),
    onExit: (code) => {
      exit = code;
    },
  });
  const words = line.split(" ").filter((word) => word !== "");
  // Worker threads run only what was built; the binary's own tests have them.
  const onThisThread = words.includes("--outage") && words[0] !== "whatif" ? ["--jobs", "1"] : [];
  try {
    await program.parseAsync([...words, ...onThisThread], { from: "user" });
    return { exit, failure: undefined, message: "", ...heard(world) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { exit: error.exit, failure: error.code, message: error.message, ...heard(world) };
  }
}

function heard(world: ReturnType<typeof createTestWorld>): Pick<Ran, "out" | "said" | "asked"> {
  return { out: world.printed(), said: world.said(), asked: world.asked() };
}

/** A row as `id before -> after`, `id 378 KRW` or `id ? reason`, for tables of expectations. */
export function rowText(row: CsvRow): string {
  const id = row.get("record_id") ?? "";
  if (row.has("new_value")) return `${id} ${row.get("old_value")} -> ${row.get("new_value")}`;
  if (row.has("amount")) return `${id} ${row.get("amount")} ${row.get("currency")}`;
  return `${id} ? ${row.get("reason")}`;
}

/** How the plan in `plan` has to end: with 1 where every row that it read was rejected. */
export function endOfPlan(story: SmallCase): { readonly exit: number; readonly message?: string } {
  const { read, rejected } = story.summary("plan").totals;
  return read > 0 && read === rejected ? { exit: 1 } : { exit: 0, message: "" };
}
