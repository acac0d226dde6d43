// Runs statements in DuckDB from npm, as one process: node bench/peers/duckdb-job.js STATEMENTS.json THREADS
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [statements = "", threads = "2"] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
for (const statement of JSON.parse(readFileSync(statements, "utf8"))) await connection.run(statement);
