/** A folder in which the commands of a recipe are typed, and the database that they reach. */
import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "csv-parse/sync";
import { BINARY, type Ended, ended } from "../support/binary.ts";
import { tempFolder } from "../support/temp-folder.ts";
import type { Database, Server } from "./database.ts";
import { type Member, madeUpMembers, microsOf, OUTAGE, POLICY } from "./members.ts";
import { readRecipe } from "./recipe.ts";

/** What a load can change, line by line. */
export interface State {
  /** `id<TAB>microseconds`; nothing behind the tab for an open end. */
  readonly ends: readonly string[];
  readonly ledger: readonly string[];
  readonly loaded: readonly string[];
}

export interface Workplace {
  readonly folder: string;
  /** Types commands; they end at the first that fails. */
  type(commands: string): Promise<Ended>;
  /** Loads a run as the recipe says. With `unproved`, without having it verified first. */
  load(run: number, unproved?: "unproved"): Promise<Ended>;
  /** Exports again, plans and applies. */
  planAgain(): Promise<void>;
  query(sql: string): Promise<readonly string[]>;
  state(): Promise<State>;
}

const EVERY = readRecipe("What every recipe does").commands;
export const [PLAN_AND_APPLY = "", TAKE_BACK = ""] = EVERY;

/** What a load writes besides the ends, each table behind a line of its own. */
const STATE = `SELECT '--';
SELECT compensation_id, run, record_id, user_id, amount, currency, basis FROM compensation_ledger;
SELECT '--';
SELECT compensation_id, run, action FROM compensation_loaded ORDER BY 1, 2;
`;

function partsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const marks = lines.flatMap((line, index) => (line === "--" ? [index] : []));
  return [-1, ...marks].map((mark, part) => lines.slice(mark + 1, marks[part]));
}

/** What a reader answers, and what counts as now, in front of the built program. */
const PROGRAM = `#!/bin/sh
case "$1" in
  plan) set -- "$@" --as-of 2022-10-21T00:00:00Z ;;
  apply | revert) set -- "$@" --yes ;;
esac
exec '${process.execPath}' '${BINARY}' "$@"
`;

/** What all workplaces of one database begin with. */
export interface Beginning {
  readonly database: Database;
  readonly server: Server;
  readonly members: readonly Member[];
  /** A folder in which the recipe was followed until run 1 was committed. */
  readonly planned: string;
  readonly remove: () => void;
}

/** Follows a recipe until run 1 is committed, in a folder that workplaces are copied from. */
export async function followRecipe(database: Database, server: Server): Promise<Beginning> {
  const planned = mkdtempSync(join(tmpdir(), "compensate-recipe-"));
  const remove = () => rmSync(planned, { recursive: true, force: true });
  const members = madeUpMembers(database.grain);
  try {
    await commitFirstRun(database, server, { planned, members });
  } catch (error) {
    remove();
    throw error;
  }
  return { database, server, members, planned, remove };
}

/** Fills the table of a recipe, exports it, plans and applies. */
async function commitFirstRun(
  { title, insertion }: Database,
  server: Server,
  { planned, members }: Pick<Beginning, "planned" | "members">,
): Promise<void> {
  const { files, commands } = readRecipe(title);
  for (const [name, content] of [["outage.yaml", OUTAGE], ["policy.yaml", POLICY], ...files] as const) {
    writeFileSync(join(planned, name), content);
  }
  mkdirSync(join(planned, "bin"));
  writeFileSync(join(planned, "bin/compensate"), PROGRAM);
  chmodSync(join(planned, "bin/compensate"), 0o755);
  await server.clear(planned);
  await server.query((files.get("table.sql") ?? "") + insertion(members), planned);
  await succeed(server, planned, commands[0] ?? "");
  await succeed(server, planned, PLAN_AND_APPLY);
}

/** A folder and a database of a test's own, with what members are owed as run 1, which is not loaded. */
export async function plannedWorkplace({ database, server, members, planned }: Beginning): Promise<Workplace> {
  const folder = await tempFolder();
  const { files, commands } = readRecipe(database.title);
  const [begin = "", load = ""] = commands;
  const query = (sql: string) => server.query(sql, folder);
  cpSync(planned, folder, { recursive: true });
  await server.clear(folder);
  await query((files.get("table.sql") ?? "") + database.insertion(members) + (files.get("once.sql") ?? ""));
  return {
    folder,
    type: (commands) => type(server, folder, commands),
    load: (run, unproved) => {
      const line = load.replaceAll("0001", String(run).padStart(4, "0")).replace("verify 1", `verify ${run}`);
      return type(server, folder, unproved === undefined ? line : line.replace(/^compensate verify \d+ && /, ""));
    },
    planAgain: async () => {
      await succeed(server, folder, begin.trimEnd().split("\n").at(-1) ?? "");
      await succeed(server, folder, PLAN_AND_APPLY);
    },
    query,
    state: async () => {
      const [ends = [], ledger = [], loaded = []] = partsOf(await query(`${database.ends}${STATE}`));
      return { ends, ledger: ledger.map((line) => entryText(line.split("\t"))).sort(), loaded };
    },
  };
}

function type({ env }: Server, cwd: string, commands: string): Promise<Ended> {
  const path = `${join(cwd, "bin")}${delimiter}${process.env.PATH}`;
  const words = ["-euo", "pipefail", "-c", commands];
  return ended(
    spawn("bash", words, { cwd, env: { ...process.env, ...env, PATH: path }, stdio: ["ignore", "pipe", "pipe"] }),
  );
}

async function succeed(server: Server, cwd: string, commands: string): Promise<void> {
  const { exit, out, err } = await type(server, cwd, commands);
  if (exit !== 0) throw new Error(`${commands}\nended with ${exit}: ${err}${out}`);
}

export function runFolder({ folder }: Workplace, run: number): string {
  return join(folder, "compensations", String(run).padStart(4, "0"));
}

export type OutputRow = { readonly [column: string]: string };

/** The rows of an output of a run, read by csv-parse. */
export function outputRows(place: Workplace, run: number, file: string): readonly OutputRow[] {
  return parse(readFileSync(join(runFolder(place, run), file)), { columns: true });
}

/** The entries of the ledger that a run makes, as `Workplace.state` has them. */
export function entriesOf(place: Workplace, run: number): readonly string[] {
  return outputRows(place, run, "refund-credit.csv")
    .map((row) =>
      entryText([row.compensation_id, String(run), row.record_id, row.user_id, row.amount, row.currency, row.basis]),
    )
    .sort();
}

/** An amount without zeros at its end: databases keep as many decimals as the column has. */
function entryText(cells: readonly (string | undefined)[]): string {
  return cells.with(4, String(Number(cells[4]))).join("\t");
}

/** The ends that a table has after a run, when it had these before: row by row, each from its old value. */
export function endsAfter(ends: readonly string[], rows: readonly OutputRow[]): readonly string[] {
  const micros = new Map(ends.map((line) => line.split("\t") as [string, string]));
  for (const { record_id: id = "", old_value: old = "", new_value: changed = "" } of rows) {
    const now = BigInt(micros.get(id) || "-1");
    // What is finer than a millisecond is not in the outputs, and stays.
    const fine = now % 1000n;
    if (now - fine !== microsOf(old)) throw new Error(`${id} ends at ${now}, not at ${old}`);
    micros.set(id, String(microsOf(changed) + fine));
  }
  return [...micros].map(([id, end]) => `${id}\t${end}`);
}
