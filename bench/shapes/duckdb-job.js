// The least that DuckDB can do with the file of a shape, as one process: node bench/shapes/duckdb-job.js FILE OUT THREADS SHAPE
//
// It reads every column into a table, times as times, and writes how many rows each of the two rules is for. No checks of other
// cells, no rejects, no repeats, no outputs by row.
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbReader } from "./shapes.js";

const [file = "", out = "", threads = "2", shape = ""] = process.argv.slice(2);
const { from, service, started, ends } = duckdbReader(shape);
const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
await connection.run(
  `CREATE TABLE rows AS SELECT *, ${service} AS ours, ${started} AS starts, ${ends} AS ends FROM ${from.replaceAll("$FILE", file)}`,
);
await connection.run(
  `COPY (SELECT ours, count(*) FROM rows WHERE starts < TIMESTAMP '2022-10-20 23:00' AND ends > TIMESTAMP '2022-10-15 15:30'
     AND ours IN ('melon', 'emoticon-plus') GROUP BY ours) TO '${out}/counts.csv' (HEADER)`,
);
