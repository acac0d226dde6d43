// One shape of one size: us and the peers, in turn, doing the same work.
//
// A round runs everybody once, A B C … A B C …, so that what slows the machine for a while slows all. After each run, outside
// the time, what it found is compared with what we found; a difference is thrown. Beside any other shape we run `some` in each
// round, too, so that its ratio to `some` is one within a round.
import { spawnSync } from "node:child_process";
import { closeSync, createReadStream, mkdirSync, openSync, rmSync, statSync } from "node:fs";
import { totalmem } from "node:os";
import { emptyOutput, fileOf, filesAt } from "./data.js";
import { checkAgreement } from "./findings.js";
import { measure } from "./measure.js";
import { bookOf, ours } from "./ours.js";
import { SHAPES } from "./shapes.js";

/** A peer that is slow takes part in fewer rounds: two from 20 seconds on, one from a minute on. */
const roundsFor = (seconds) => (seconds >= 60 ? 1 : seconds >= 20 ? 2 : Number.POSITIVE_INFINITY);

/**
 * `runs` of each runner have a hole for each round in which it sat out. `last` of ours is the one with all threads, the one that
 * ratios are about; `some` is undefined for the shape `some`.
 */
export async function compareOn(name, { rows, rounds, jobs, peers }) {
  const shape = { shape: name, ...SHAPES[name] };
  const file = fileOf(name, rows);
  const plain = { shape: { shape: "some", ...SHAPES.some }, file: fileOf("some", rows) };
  const own = jobs.map((threads) => ({ ...ours(threads), shape, file, runs: [] }));
  const last = own.at(-1);
  const some = name === "some" ? undefined : { ...ours(jobs.at(-1)), ...plain, name: "compensate, `some`", runs: [] };
  const others = peers.map((peer) => ({ ...peer, shape, file, runs: [], absence: absenceOf(peer, shape, rows) }));
  const runners = [
    ...(some === undefined ? [] : [some]),
    ...own,
    ...others.filter(({ absence }) => absence === undefined),
  ];
  const book = shape.isBeside ? bookOf(shape, file) : undefined;
  await warm(file);
  const agreement = createAgreement(shape);
  for (let round = 0; round < rounds; round += 1) {
    for (const runner of runners) {
      if (others.includes(runner) && round > 0 && round >= roundsFor(runner.runs[0].seconds)) continue;
      const { run, found } = await runOnce(runner, runner === some ? undefined : book);
      runner.runs[round] = run;
      progress(`${rows} rows of ${name}, round ${round + 1}: ${runner.name} ${run.seconds.toFixed(2)} s`);
      if (runner === some) agreement.noteSome(found);
      else if (found !== undefined) agreement.note(runner.name, found);
    }
  }
  if (book !== undefined) rmSync(book, { recursive: true, force: true });
  return { name, shape, rows, bytes: bytesOf(file), own, last, some, others, expected: agreement.expected() };
}

/** Holds what a run found against what we found first, and that against what the shape has in common with `some`. */
function createAgreement({ shape, like, isBeside }) {
  let expected;
  let some;
  const known = (counts) => Object.fromEntries(like.map((count) => [count, counts[count]]));
  return {
    note: (name, found) => {
      expected ??= found;
      checkAgreement(name, found, expected);
      if (some !== undefined) checkAgreement(`the shape ${shape}, beside \`some\`,`, found, known(some));
      if (isBeside) checkAgreement("a plan beside a book with all in it", found, { extended: "0", credited: "0" });
    },
    noteSome: (found) => {
      some ??= found;
    },
    expected: () => expected,
  };
}

/** Why a peer does not take part. Up to four fifths of the memory may go to one peer. */
function absenceOf({ missing, refuses, workingMemory = 0 }, shape, rows) {
  const needed = workingMemory * rows;
  const tooLarge =
    needed > totalmem() * 0.8 ? `it would need some ${Math.round(needed / 1e9)} GB of memory` : undefined;
  return missing?.() ?? refuses?.(shape) ?? tooLarge;
}

async function runOnce(runner, book) {
  const { shape, file } = runner;
  const out = emptyOutput(runner.key);
  if (!runner.makesFolder) mkdirSync(out, { recursive: true });
  const { command, args, toFile } = runner.start({ shape, file, out, book });
  // What was written before goes to disk now, not into somebody else's time.
  spawnSync("sync");
  const stdout = toFile ? openSync(`${out}/stdout`, "w") : undefined;
  const run = await measure({ command, args, stdout });
  if (stdout !== undefined) closeSync(stdout);
  const found = await runner.findings?.(out, shape);
  rmSync(out, { recursive: true, force: true });
  return { run, found };
}

/** Everybody finds the export in memory, as far as there is room. */
async function warm(path) {
  for (const file of filesAt(path))
    for await (const chunk of createReadStream(file, { highWaterMark: 4_000_000 })) chunk.at(0);
}

const bytesOf = (path) => filesAt(path).reduce((sum, file) => sum + statSync(file).size, 0);

function progress(line) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
  else process.stderr.write(`${line}\n`);
}
