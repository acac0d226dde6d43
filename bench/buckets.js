// Bytes of memory for each row, by the bucket that all rows end in: the difference between two sizes, divided by the rows between them.
//   node bench/buckets.js [--rows 1000000,3000000] [--bucket rejects,review] [--jobs N]
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { BUCKETS, headerOf, OUTAGE, POLICY } from "./buckets/buckets.js";
import { BENCH, emptyOutput } from "./data.js";
import { measure } from "./measure.js";
import { machineLine, markdownTable, numbersIn } from "./table.js";

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000,3000000" },
    bucket: { type: "string", default: Object.keys(BUCKETS).join(";") },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});
const sizes = numbersIn(options.rows);
const folder = emptyOutput("buckets");
const PROGRAM = `${BENCH}../bin/compensate.js`;
const AS_OF = "2022-10-21T11:00:00+09:00";

const lines = [];
for (const name of options.bucket.split(";")) {
  const bucket = BUCKETS[name];
  if (bucket === undefined) throw new Error(`no such bucket: ${name}`);
  const { most = Number.POSITIVE_INFINITY } = bucket;
  const scale = Math.min(1, most / Math.max(...sizes));
  const runs = [];
  for (const size of sizes) runs.push(await runOf(bucket, Math.floor((size * scale) / 2) * 2));
  const [first, last] = [runs[0], runs.at(-1)];
  lines.push([
    name,
    ...runs.map(({ megabytes }) => Math.round(megabytes).toLocaleString("en")),
    (((last.megabytes - first.megabytes) * 1024 * 1024) / (last.rows - first.rows || 1)).toFixed(1),
    (last.cpuSeconds / (last.rows / 1e6)).toFixed(2),
  ]);
  console.error(lines.at(-1).join("  "));
}
console.log(`${machineLine()}; --jobs ${options.jobs}\n`);
const columns = sizes.map((size) => `MB, ${size.toLocaleString("en")} rows`);
console.log(markdownTable(["all rows are", ...columns, "bytes a row", "CPU seconds a million"], lines));

/** Everything is made anew and removed, so that the disk holds one export at a time. */
async function runOf(bucket, rows) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const common = writeRules(bucket);
  writeExport(bucket, rows);
  const { before, command = "plan" } = bucket;
  if (before !== undefined)
    spawnSync(process.execPath, argumentsOf(before, common), { stdio: ["ignore", "ignore", "inherit"] });
  const found = await measure({ command: process.execPath, args: argumentsOf(command, common) });
  rmSync(folder, { recursive: true, force: true });
  return { rows, ...found };
}

function writeRules({ policy = POLICY, mapping }) {
  writeFileSync(`${folder}/policy.yaml`, policy);
  writeFileSync(`${folder}/other.yaml`, policy.replace("3 days", "4 days"));
  writeFileSync(`${folder}/outage.yaml`, OUTAGE);
  if (mapping !== undefined) writeFileSync(`${folder}/mapping.yaml`, mapping);
  return mapping === undefined ? [] : ["--mapping", `${folder}/mapping.yaml`];
}

function argumentsOf(command, more) {
  const [policy, file, book] = ["policy.yaml", "rows.csv", "book"].map((name) => `${folder}/${name}`);
  const rules = ["--outage", `${folder}/outage.yaml`, "--as-of", AS_OF, ...more];
  const jobs = ["--jobs", options.jobs];
  switch (command) {
    case "explain":
      return [PROGRAM, "explain", "SUB-0000000000", ...jobs, "--book", book, ...rules, "--policy", policy, file];
    case "whatif":
      return [PROGRAM, "whatif", "--quiet", ...rules, "--policy", policy, "--policy", `${folder}/other.yaml`, file];
    case "apply":
      return [PROGRAM, "apply", "--yes", "--quiet", ...jobs, "--book", book, ...rules, "--policy", policy, file];
    default:
      return [
        PROGRAM,
        "plan",
        "--quiet",
        ...jobs,
        "--book",
        book,
        "--out",
        `${folder}/plan`,
        ...rules,
        "--policy",
        policy,
        file,
      ];
  }
}

function writeExport({ line, ...bucket }, rows) {
  const descriptor = openSync(`${folder}/rows.csv`, "w");
  let text = `${headerOf(bucket)}\n`;
  for (let row = 0; row < rows; row += 1) {
    text += `${line(row)}\n`;
    if (text.length < 4_000_000) continue;
    writeSync(descriptor, text);
    text = "";
  }
  writeSync(descriptor, text);
  closeSync(descriptor);
}
