// Us and the peers, in turn, doing the same work: npm run bench -- [--shape A,B] [--rows N,M] [--rounds N] [--peers A,B] [--jobs N,M]
//
// Prints Markdown: a table for each shape and size, and one over all. `--all` also runs 20 million rows where that is asked most.
// A run that finds something else than we do ends the bench with 1.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { compareOn } from "./compare.js";
import { peers } from "./peers.js";
import { overview, tableOf } from "./report.js";
import { SHAPES } from "./shapes.js";
import { machineLine, numbersIn } from "./table.js";

const IN_VENV = ["duckdb", "clickhouse", "polars"];

const { values: options } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    shape: { type: "string", default: Object.keys(SHAPES).join() },
    rows: { type: "string", default: "2000000" },
    rounds: { type: "string", default: "3" },
    peers: { type: "string" },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});
const jobs = numbersIn(options.jobs);
const [rounds] = numbersIn(options.rounds);
const known = peers(Math.max(...jobs));
const isThere = (name) => known.find(({ key }) => key === name)?.missing() === undefined;
const wanted = namesIn(options.peers ?? (isThere("duckdb") ? IN_VENV : ["duckdb-npm"]).join());
refuseStrangers(
  "peer",
  wanted,
  known.map(({ key }) => key),
);
const shapes = namesIn(options.shape);
refuseStrangers("shape", shapes, Object.keys(SHAPES));
const runs = numbersIn(options.rows).map((rows) => ({ rows, shapes, rounds }));
if (options.all) runs.push({ rows: 20_000_000, shapes: ["some", "everybody"], rounds: Math.min(rounds, 2) });

console.log(`${machineLine()}\n`);
if (options.peers === undefined && !isThere("duckdb"))
  console.log(
    "The newest DuckDB, ClickHouse and polars are not there: `npm run bench:peers` installs them. DuckDB from npm stands in.\n",
  );
for (const { rows, shapes: names, rounds: turns } of runs) {
  const results = [];
  for (const name of names) {
    const settings = { rows, rounds: turns, jobs, peers: known.filter(({ key }) => wanted.includes(key)) };
    results.push(await compareOn(name, settings));
    console.log(tableOf(results.at(-1)));
  }
  if (results.length > 1) console.log(overview(results));
}

function namesIn(text) {
  return text.split(",").filter((name) => name !== "");
}

function refuseStrangers(what, names, all) {
  const strangers = names.filter((name) => !all.includes(name));
  if (strangers.length === 0) return;
  console.error(`no such ${what}: ${strangers.join(", ")}. There are ${all.join(", ")}.`);
  process.exit(2);
}
