// The bench's policy for DuckDB, as one process: node bench/peers/duckdb-job.js FILE OUT THREADS
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const [file = "", out = "", threads = "2"] = process.argv.slice(2);
const sql = readFileSync(new URL("duckdb.sql", import.meta.url), "utf8")
  .replaceAll("$FILE", file)
  .replaceAll("$SOURCE", basename(file))
  .replaceAll("$OUT", out);

const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
for (const statement of sql.split(/;\n/)) {
  if (statement.trim() !== "") await connection.run(statement);
}
