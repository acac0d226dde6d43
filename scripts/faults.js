/**
 * Tries every fault point there is, not only the ones of the tests, and prints the table of docs/BOOK.md.
 *
 *     npm run build && node scripts/faults.js [name of a test file, such as power-cut]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "compensate-faults-report-"));
const report = join(folder, "tried");
writeFileSync(report, "");
const { status } = spawnSync("npx", ["vitest", "run", `test/faults/${process.argv[2] ?? ""}`], {
  stdio: ["inherit", "inherit", "inherit"],
  env: { ...process.env, POINTS: "all", FAULTS_REPORT: report },
});
const rows = readFileSync(report, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));
rmSync(folder, { recursive: true });

const faults = [...new Set(rows.map(({ fault }) => fault))];
process.stdout.write("\n| fault | points tried | complaints |\n| --- | --- | --- |\n");
for (const fault of faults) {
  const own = rows.filter((row) => row.fault === fault);
  const sum = (of) => own.reduce((total, row) => total + row[of], 0);
  process.stdout.write(`| ${fault} | ${sum("points").toLocaleString("en")} | ${sum("complaints")} |\n`);
}
process.exitCode = status ?? 1;
