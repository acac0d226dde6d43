/** MariaDB as Debian installs it, with data and socket in a folder of its own, and no port. */
import { writeFileSync } from "node:fs";
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

const SBIN = ["/usr/sbin"];
const [INSTALL, MARIADBD] = ["mariadb-install-db", "mariadbd"].map((name) => findProgram(name, SBIN));
// The commands of the recipe find it on PATH.
const CLIENT = findProgram("mariadb");

async function start(): Promise<Server> {
  const { folder, remove } = serverFolder();
  const data = join(folder, "data");
  const small = ["--innodb-log-file-size=8M", "--innodb-buffer-pool-size=16M", "--innodb-flush-method=nosync"];
  const initial = ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db"];
  await runProgram(INSTALL ?? "", [...initial, ...small], { ...SERVER_USER, cwd: folder });
  const socket = join(folder, "socket");
  // Dates of zeros are what older servers let in.
  const words = [
    "--no-defaults",
    `--datadir=${data}`,
    `--socket=${socket}`,
    "--skip-networking",
    "--sql-mode=",
    ...small,
  ];
  const child = await startServer(MARIADBD ?? "", words, { ready: "ready for connections", cwd: folder });
  // The client reads its options below HOME.
  writeFileSync(join(folder, ".my.cnf"), `[client]\nuser=root\nsocket=${socket}\n`);
  const env = { HOME: folder };
  const client = (words: readonly string[], input: string) =>
    runProgram(CLIENT ?? "", ["--batch", "--skip-column-names", "--default-character-set=utf8mb4", ...words], {
      env: { ...process.env, ...env },
      input,
    });
  return {
    env,
    // With defaults that the recipe must not depend on.
    clear: async () => {
      await client([], "DROP DATABASE IF EXISTS billing;\nCREATE DATABASE billing CHARACTER SET latin1;\n");
    },
    query: async (sql) => linesOf(await client(["billing"], sql)),
    end: async () => {
      await endServer(child, "SIGTERM");
      remove();
    },
  };
}

function text(value: string | null): string {
  return sqlText(value).replaceAll("\\", "\\\\");
}

function time(micros: Member["ends"]): string {
  if (micros === null) return "NULL";
  return micros === "forever" ? "'0000-00-00 00:00:00'" : `'${wallText(micros).slice(0, 19)}'`;
}

export const MARIADB: Database = {
  title: "MariaDB and MySQL",
  leftOut: [INSTALL, MARIADBD, CLIENT].includes(undefined)
    ? ", left out: MariaDB is not here, .ci/databases gets it"
    : "",
  grain: 1_000_000n,
  start,
  insertion: (members) => insertionOf(members, text, time),
  ends: `SELECT id, IF(ends_at = 0, '', COALESCE(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', ends_at), ''))
    FROM subscriptions ORDER BY BINARY id;\n`,
  moveByAnHour: (id) => `UPDATE subscriptions SET ends_at = ends_at + INTERVAL 1 HOUR WHERE id = '${id}';\n`,
  changeWhileLoading: (id) => `CREATE TRIGGER late BEFORE INSERT ON compensation_loaded FOR EACH ROW
    UPDATE subscriptions SET ends_at = ends_at + INTERVAL 1 HOUR WHERE id = '${id}';\n`,
  refuseCredits: "ALTER TABLE compensation_ledger ADD CHECK (amount < 0);\n",
};
