/** PostgreSQL as Debian installs it, with data and socket in a folder of its own, and no port. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  type Database,
  endServer,
  findProgram,
  insertionOf,
  linesOf,
  runProgram,
  SERVER_USER,
  type Server,
  serverFolder,
  sqlText,
  startServer,
} from "./database.ts";
import { type Member, wallText } from "./members.ts";

const ROOT = "/usr/lib/postgresql";
/** The newest version first. */
const FOLDERS = existsSync(ROOT)
  ? readdirSync(ROOT)
      .sort((one, other) => Number(other) - Number(one))
      .map((version) => join(ROOT, version, "bin"))
  : [];
const [INITDB, POSTGRES] = ["initdb", "postgres"].map((name) => findProgram(name, FOLDERS));
// The commands of the recipe find it on PATH.
const PSQL = findProgram("psql");

async function start(): Promise<Server> {
  const { folder, remove } = serverFolder();
  const data = join(folder, "data");
  const initial = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"];
  await runProgram(INITDB ?? "", initial, { ...SERVER_USER, cwd: folder });
  // A session starts in a zone that nobody meant.
  const settings = ["listen_addresses=", "fsync=off", "timezone=America/St_Johns", "lc_messages=C"].flatMap((one) => [
    "-c",
    one,
  ]);
  const words = ["-D", data, "-k", folder, ...settings];
  const child = await startServer(POSTGRES ?? "", words, { ready: "ready to accept connections", cwd: folder });
  const env = { PGHOST: folder, PGUSER: "postgres", PGOPTIONS: "", PGCLIENTENCODING: "UTF8" };
  const psql = (words: readonly string[], input: string) =>
    runProgram(PSQL ?? "", ["-q", "-X", "-v", "ON_ERROR_STOP=1", "-A", "-t", "-F", "\t", ...words], {
      env: { ...process.env, ...env },
      input,
    });
  await psql(["-d", "postgres"], "CREATE DATABASE billing;\n");
  return {
    env,
    clear: async () => {
      await psql(
        ["-d", "billing"],
        "SET client_min_messages = warning;\nDROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n",
      );
    },
    query: async (sql) => linesOf(await psql(["-d", "billing"], sql)),
    end: async () => {
      await endServer(child, "SIGINT");
      remove();
    },
  };
}

function time(micros: Member["ends"]): string {
  if (micros === null) return "NULL";
  return micros === "forever" ? "'infinity'" : `'${wallText(micros)}+00'`;
}

export const POSTGRESQL: Database = {
  title: "PostgreSQL",
  leftOut: [INITDB, POSTGRES, PSQL].includes(undefined)
    ? ", left out: PostgreSQL is not here, .ci/databases gets it"
    : "",
  grain: 1n,
  start,
  insertion: (members) => insertionOf(members, sqlText, time),
  ends: `SELECT id, CASE WHEN isfinite(ends_at) THEN (extract(epoch FROM ends_at) * 1000000)::bigint END
    FROM subscriptions ORDER BY id::text COLLATE "C";\n`,
  moveByAnHour: (id) => `UPDATE subscriptions SET ends_at = ends_at + interval '1 hour' WHERE id = ${id};\n`,
  changeWhileLoading: (id) => `CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN UPDATE subscriptions SET ends_at = ends_at + interval '1 hour' WHERE id = ${id}; RETURN NEW; END $$;
    CREATE TRIGGER late BEFORE INSERT ON compensation_loaded FOR EACH ROW EXECUTE FUNCTION late();\n`,
  refuseCredits: "ALTER TABLE compensation_ledger ADD CHECK (amount < 0);\n",
};
