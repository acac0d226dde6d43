// What comes after a plan, beside the plan in the same round: apply, diff --stat, verify and revert of the same gifts.
//   node bench/book.js [--shape everybody] [--rows 2000000] [--rounds N]
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { BENCH, emptyOutput, fileOf } from "./data.js";
import { measure } from "./measure.js";
import { ours } from "./ours.js";
import { SHAPES } from "./shapes.js";
import { machineLine, markdownTable, median, numbersIn } from "./table.js";

const { values: options } = parseArgs({
  options: {
    shape: { type: "string", default: "everybody" },
    rows: { type: "string", default: "2000000" },
    rounds: { type: "string", default: "3" },
  },
});
const [rows] = numbersIn(options.rows);
const [rounds] = numbersIn(options.rounds);
const shape = { shape: options.shape, ...SHAPES[options.shape] };
const file = fileOf(options.shape, rows);

const runs = new Map(["plan", "diff --stat", "apply", "verify", "revert"].map((name) => [name, []]));
for (let round = 0; round < rounds; round += 1) {
  const out = emptyOutput("plan");
  const book = emptyOutput("book");
  const inBook = ["--quiet", "--book", book];
  const starts = {
    plan: ours(availableParallelism()).start({ shape, file, out, book }),
    "diff --stat": compensate(["diff", "--stat", "--book", book, out]),
    apply: compensate(["apply", ...inBook, "--yes", "--max-rejects", "100%", out]),
    verify: compensate(["verify", ...inBook]),
    revert: compensate(["revert", ...inBook, "--yes", "1"]),
  };
  for (const [name, start] of Object.entries(starts)) {
    spawnSync("sync");
    runs.get(name).push(await measure(start));
  }
  for (const folder of [out, book]) rmSync(folder, { recursive: true, force: true });
}

const plans = runs.get("plan");
console.log(`${machineLine()}; ${rows.toLocaleString("en")} rows of \`${options.shape}\`, medians of ${rounds}\n`);
console.log(
  markdownTable(
    ["", "seconds", "times the plan", "CPU seconds", "peak MB"],
    [...runs].map(([name, all]) => [
      `\`${name}\``,
      median(all.map(({ seconds }) => seconds)).toFixed(2),
      median(all.map(({ seconds }, round) => seconds / plans[round].seconds)).toFixed(2),
      median(all.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2),
      Math.round(median(all.map(({ megabytes }) => megabytes))).toLocaleString("en"),
    ]),
  ),
);

function compensate(args) {
  return { command: process.execPath, args: [`${BENCH}../bin/compensate.js`, ...args] };
}
