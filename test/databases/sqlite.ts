/** SQLite as Debian installs it: a file, and its command line. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Database, findProgram, insertionOf, linesOf, runProgram, type Server, sqlText } from "./database.ts";
import type { Member } from "./members.ts";

const SQLITE = findProgram("sqlite3");

async function start(): Promise<Server> {
  return {
    env: {},
    clear: async (folder) => rmSync(join(folder, "billing.db"), { force: true }),
    query: async (sql, folder) =>
      linesOf(await runProgram(SQLITE ?? "", ["-bail", "-separator", "\t", "billing.db"], { cwd: folder, input: sql })),
    end: async () => {},
  };
}

function time(micros: Member["ends"]): string {
  return micros === null || micros === "forever" ? "NULL" : String(micros / 1_000_000n);
}

export const SQLITE_FILE: Database = {
  title: "SQLite",
  leftOut: SQLITE === undefined ? ", left out: sqlite3 is not here, .ci/databases gets it" : "",
  grain: 1_000_000n,
  start,
  insertion: (members) => insertionOf(members, sqlText, time),
  ends: "SELECT id, coalesce(ends_at * 1000000, '') FROM subscriptions ORDER BY id;\n",
  moveByAnHour: (id) => `UPDATE subscriptions SET ends_at = ends_at + 3600 WHERE id = '${id}';\n`,
  changeWhileLoading: (id) => `CREATE TRIGGER late BEFORE INSERT ON compensation_loaded
    BEGIN UPDATE subscriptions SET ends_at = ends_at + 3600 WHERE id = '${id}'; END;\n`,
  refuseCredits: `CREATE TRIGGER refuse BEFORE INSERT ON compensation_ledger
    BEGIN SELECT RAISE(ABORT, 'refused'); END;\n`,
};
