// Us and the peers, in turn, doing the same work: npm run bench -- [--rows N,M] [--rounds N] [--peers A,B] [--jobs N,M]
//
// A round runs everybody once, A B C … A B C …, so that what slows the machine for a while slows all. After each run,
// outside the time, what it found is compared with what we found; a difference ends the bench with 1.
import { spawnSync } from "node:child_process";
import { closeSync, createReadStream, mkdirSync, openSync, rmSync, statSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { exportOf, outputOf } from "./data.js";
import { checkAgreement } from "./findings.js";
import { measure } from "./measure.js";
import { ours, peers } from "./peers.js";
import { machineLine, markdownTable, median, numbersIn } from "./table.js";

/** Who may sit out takes part in fewer rounds when slow: two from 20 seconds on, one from a minute on. */
const roundsFor = (seconds) => (seconds >= 60 ? 1 : seconds >= 20 ? 2 : Number.POSITIVE_INFINITY);

// The files of other shapes have a table of their own.
if (process.argv.some((word) => /^--shapes?(=|$)/.test(word))) {
  await import("./shapes.js");
  process.exit();
}

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "2000000,20000000" },
    rounds: { type: "string", default: "5" },
    peers: { type: "string", default: "duckdb,pandas,miller,csv-parse,mawk,cat" },
    jobs: { type: "string", default: availableParallelism() > 1 ? `1,${availableParallelism()}` : "1" },
  },
});
const jobs = numbersIn(options.jobs);
const [rounds] = numbersIn(options.rounds);
const threads = Math.max(...jobs);
const wanted = options.peers.split(",").filter((name) => name !== "");
const known = peers(threads);
const strangers = wanted.filter((name) => !known.some(({ key }) => key === name));
if (strangers.length > 0) throw new Error(`no such peer: ${strangers.join(", ")}`);

console.log(`${machineLine()}\n`);
for (const rows of numbersIn(options.rows)) await compare(rows);

async function compare(rows) {
  const file = exportOf(rows);
  const skipped = [];
  const runners = [...jobs.map(ours), ...known.filter(({ key }) => wanted.includes(key))].filter((runner) => {
    const reason = runner.missing?.() ?? tooLarge(runner, rows);
    if (reason !== undefined) skipped.push(`${runner.name}: skipped, ${reason}`);
    return reason === undefined;
  });
  const results = new Map(runners.map((runner) => [runner, []]));
  await warm(file);
  let expected;
  for (let round = 0; round < rounds; round += 1) {
    for (const [runner, runs] of results) {
      if (runner.maySitOut && runs.length > 0 && runs.length >= roundsFor(runs[0].seconds)) continue;
      const { run, found } = await runOnce(runner, file);
      runs[round] = run;
      expected ??= found;
      if (found !== undefined) checkAgreement(runner.name, found, expected);
      progress(`${rows} rows, round ${round + 1}: ${runner.name} ${run.seconds.toFixed(2)} s`);
    }
  }
  report(rows, statSync(file).size, { results, skipped, expected });
}

/** Up to four fifths of the memory may go to one peer. */
function tooLarge({ workingMemory = 0 }, rows) {
  const needed = workingMemory * rows;
  return needed > totalmem() * 0.8 ? `it would need some ${Math.round(needed / 1e9)} GB of memory` : undefined;
}

async function runOnce(runner, file) {
  const out = outputOf(runner.name);
  rmSync(out, { recursive: true, force: true });
  const { command, args, toFile } = runner.start(file, out);
  if (!runner.makesFolder) mkdirSync(out, { recursive: true });
  // What was written before goes to disk now, not into somebody else's time.
  spawnSync("sync");
  const stdout = toFile ? openSync(`${out}/stdout`, "w") : undefined;
  const run = await measure({ command, args, stdout });
  if (stdout !== undefined) closeSync(stdout);
  const found = runner.findings?.(out);
  rmSync(out, { recursive: true, force: true });
  return { run, found };
}

/** Everybody finds the export in memory, as far as there is room. */
async function warm(file) {
  for await (const chunk of createReadStream(file, { highWaterMark: 4_000_000 })) chunk.at(0);
}

function report(rows, bytes, { results, skipped, expected }) {
  const runs = [...results].map(([runner, all]) => [runner.name, all.filter((run) => run !== undefined), all]);
  // Ours is the last of our own lines: with all threads. Ratios are taken within a round.
  const own = runs[jobs.length - 1]?.[2] ?? [];
  const lines = runs.map(([name, done, all]) => [
    name,
    median(done.map(({ seconds }) => seconds)).toFixed(2),
    median(all.flatMap((run, round) => (run === undefined ? [] : [own[round].seconds / run.seconds]))).toFixed(2),
    median(done.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2),
    Math.round(median(done.map(({ megabytes }) => megabytes))).toLocaleString("en"),
    String(done.length),
  ]);
  const { read, extended, credited, credit, rejected, duplicates } = expected;
  console.log(`## ${rows.toLocaleString("en")} rows, ${Math.round(bytes / 1e6).toLocaleString("en")} MB\n`);
  console.log(markdownTable(["", "seconds", "ours / theirs", "CPU seconds", "peak MB", "rounds"], lines));
  for (const line of skipped) console.log(`\n${line}`);
  console.log(
    `\nAll that do the whole work agree: ${read} read, ${extended} extended, ${credited} credited with ${credit} KRW, ${rejected} rejected, ${duplicates} duplicates; the same bytes in both outputs, the same rows rejected for the same reasons.\n`,
  );
}

function progress(line) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
  else process.stderr.write(`${line}\n`);
}
