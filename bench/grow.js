// How we grow: seconds and memory of a plan by the number of rows.
//   node bench/grow.js [--rows 2000000,20000000,100000000] [--rounds N] [--jobs N]
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { emptyOutput, exportOf } from "./data.js";
import { measure } from "./measure.js";
import { ours } from "./ours.js";
import { SHAPES } from "./shapes.js";
import { machineLine, markdownTable, median, numbersIn } from "./table.js";

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "2000000,20000000" },
    rounds: { type: "string", default: "3" },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});
const [rounds] = numbersIn(options.rounds);
const runner = ours(Number(options.jobs));
const sizes = numbersIn(options.rows);

/** A plan of each size before the next round, so that all sizes see the same hours. */
const runs = new Map(sizes.map((rows) => [rows, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const rows of sizes) {
    const file = exportOf(rows);
    const out = emptyOutput("grow");
    spawnSync("sync");
    runs.get(rows).push(await measure(runner.start({ shape: SHAPES.some, file, out })));
    rmSync(out, { recursive: true, force: true });
  }
}

const secondsOf = (rows) => median(runs.get(rows).map(({ seconds }) => seconds));
console.log(`${machineLine()}; ${runner.name}, medians of ${rounds}\n`);
console.log(
  markdownTable(
    ["rows", "seconds", `times ${sizes[0].toLocaleString("en")}`, "rows a second", "peak MB"],
    sizes.map((rows) => [
      rows.toLocaleString("en"),
      secondsOf(rows).toFixed(2),
      (secondsOf(rows) / secondsOf(sizes[0])).toFixed(2),
      Math.round(rows / secondsOf(rows)).toLocaleString("en"),
      Math.round(median(runs.get(rows).map(({ megabytes }) => megabytes))).toLocaleString("en"),
    ]),
  ),
);
