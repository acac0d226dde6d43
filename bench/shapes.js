// The same records in files of other shapes, each beside the canonical one: npm run bench -- --shapes [--rows N] [--rounds N] [--shape A,B] [--jobs N]
//
// A round runs every shape once, A B C … A B C …, and DuckDB on the same file where it reads it. Each shape has to come to the
// counts of the canonical one. Ratios are taken within a round.
import { spawnSync } from "node:child_process";
import { createReadStream, mkdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { BENCH, outputOf } from "./data.js";
import { checkAgreement, planCounts } from "./findings.js";
import { measure } from "./measure.js";
import { ours, versionOf } from "./peers.js";
import { duckdbReader, fileIn, SHAPES } from "./shapes/shapes.js";
import { machineLine, markdownTable, median, numbersIn } from "./table.js";

const { values: options } = parseArgs({
  options: {
    shapes: { type: "boolean" },
    rows: { type: "string", default: "2000000" },
    rounds: { type: "string", default: "3" },
    shape: { type: "string", default: Object.keys(SHAPES).join() },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});
const [rows] = numbersIn(options.rows);
const [rounds] = numbersIn(options.rounds);
const [jobs] = numbersIn(options.jobs);
const wanted = ["canonical", ...options.shape.split(",").filter((name) => name !== "canonical" && name !== "")];
const strangers = wanted.filter((name) => SHAPES[name] === undefined);
if (strangers.length > 0) throw new Error(`no such shape: ${strangers.join(", ")}`);

const runner = ours(jobs);
const shapes = wanted.map((name) => ({ name, ...SHAPES[name], ...fileIn(name, rows), own: [], peer: [] }));
let expected;
for (let round = 0; round < rounds; round += 1) for (const shape of shapes) await runShape(shape);
report();

async function runShape(shape) {
  const { name, file, mapping } = shape;
  await warm(file);
  const out = outputOf(`shape-${name}`);
  const { command, args } = runner.start(file, out);
  const own = await runOnce({ command, args: mapping === undefined ? args : [...args, "--mapping", mapping] }, out);
  const found = planCounts(out);
  expected ??= found;
  const { read, rejected, duplicates } = expected;
  checkAgreement(name, found, shape.isDays ? { read, rejected, duplicates } : expected);
  shape.own.push(own);
  rmSync(out, { recursive: true, force: true });
  const reader = duckdbReader(name);
  if (reader.because !== undefined) return;
  mkdirSync(out, { recursive: true });
  const job = [`${BENCH}shapes/duckdb-job.js`, file, out, String(jobs), name];
  shape.peer.push(await runOnce({ command: process.execPath, args: job }));
  rmSync(out, { recursive: true, force: true });
}

/** What was written before goes to disk now, not into this run's time. */
async function runOnce(start, out) {
  if (out !== undefined) rmSync(out, { recursive: true, force: true });
  spawnSync("sync");
  return measure(start);
}

/** The file is in memory, as far as there is room. */
async function warm(file) {
  for await (const chunk of createReadStream(file, { highWaterMark: 4_000_000 })) chunk.at(0);
}

function report() {
  const [canonical] = shapes;
  const secondsOf = (runs) => median(runs.map(({ seconds }) => seconds));
  const ratioOf = (runs, others) =>
    median(runs.map(({ seconds }, round) => seconds / others[round].seconds)).toFixed(2);
  const lines = shapes.map(({ name, file, own, peer }) => [
    `\`${name}\``,
    Math.round(statSync(file).size / 1e6).toLocaleString("en"),
    secondsOf(own).toFixed(2),
    ratioOf(own, canonical.own),
    Math.round(median(own.map(({ megabytes }) => megabytes))).toLocaleString("en"),
    peer.length === 0 ? "–" : secondsOf(peer).toFixed(2),
    peer.length === 0 ? "–" : ratioOf(own, peer),
  ]);
  const { read, extended, credited, credit, rejected, duplicates } = expected;
  console.log(
    `${machineLine()}; ${runner.name}; DuckDB ${versionOf("@duckdb/node-api")}; medians of ${rounds} rounds\n`,
  );
  console.log(`## ${rows.toLocaleString("en")} rows\n`);
  console.log(
    markdownTable(["", "MB", "seconds", "times canonical", "peak MB", "DuckDB, seconds", "ours / theirs"], lines),
  );
  for (const { name } of shapes) {
    const { because } = duckdbReader(name);
    if (because !== undefined) console.log(`\nDuckDB does not read \`${name}\`: ${because}.`);
  }
  console.log(
    `\nAll shapes come to the same, but that days (\`digits\`) come to other gifts than times: ${read} read, ${extended} extended, ${credited} credited with ${credit} KRW, ${rejected} rejected, ${duplicates} duplicates. DuckDB reads the file into its types, writes the counts of the two rules, and does nothing else.\n`,
  );
}
