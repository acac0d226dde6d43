// How long a plan takes and how much memory: npm run bench -- [ROWS] [RUNS]
//
// Makes a seeded export once, then plans it several times as a whole process. Seconds are wall time; memory is the
// process's own high-water mark, read from /proc while it runs (Linux only).
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";

const rows = Number(process.argv[2] ?? 2_000_000);
const runs = Number(process.argv[3] ?? 5);
const here = fileURLToPath(new URL(".", import.meta.url));
const data = `${here}data`;
const file = `${data}/subscriptions-${rows}.csv`;
const out = `${data}/plan`;

mkdirSync(data, { recursive: true });
if (!existsSync(file))
  spawnSync(process.execPath, [`${here}make-exports.js`, String(rows), file], { stdio: "inherit" });

/** Peak memory in MB, as far as the process was still there to be asked. */
function peakOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function planOnce(jobs) {
  rmSync(out, { recursive: true, force: true });
  const args = [
    `${here}../bin/compensate.js`,
    "plan",
    ...["--outage", `${here}outage.yaml`, "--policy", `${here}policy.yaml`, "--as-of", "2022-10-21T11:00:00+09:00"],
    ...["--jobs", String(jobs), "--out", out, "--quiet", file],
  ];
  const started = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  let peak = 0;
  const asking = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 20);
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => {
      clearInterval(asking);
      if (code === 0) resolve({ seconds: (performance.now() - started) / 1000, peak });
      else reject(new Error(`plan ended with ${code}`));
    });
  });
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const megabytes = Math.round(statSync(file).size / 1_000_000);
console.log(
  `${rows.toLocaleString("en")} rows, ${megabytes} MB; ${cpus()[0]?.model}, ${availableParallelism()} cores; node ${process.version}`,
);
for (const jobs of [1, availableParallelism()]) {
  const results = [];
  for (let run = 0; run < runs; run += 1) results.push(await planOnce(jobs));
  const seconds = median(results.map((result) => result.seconds));
  const peak = median(results.map((result) => result.peak));
  console.log(
    `--jobs ${jobs}: ${seconds.toFixed(2)} s, ${Math.round(rows / seconds).toLocaleString("en")} rows/s, peak ${Math.round(peak)} MB (medians of ${runs})`,
  );
}
rmSync(out, { recursive: true, force: true });
