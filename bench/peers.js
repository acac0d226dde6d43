// Whom we are compared with: how each is started, whether it is there, and what is left of its work to compare.
//
// A peer's `workingMemory` is the bytes it needs for each row, roughly; one that would not fit is skipped. One that
// `maySitOut` takes part in fewer rounds when it is slow. `findings` is missing where a peer does not do the whole work.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { BENCH } from "./data.js";
import { peerFindings, planFindings } from "./findings.js";

const PEERS = `${BENCH}peers/`;
const AS_OF = "2022-10-21T11:00:00+09:00";

/** Us, with so many threads. */
export function ours(jobs) {
  return {
    name: `compensate --jobs ${jobs}`,
    findings: planFindings,
    makesFolder: true,
    start: (file, out) => ({
      command: process.execPath,
      args: [
        ...[`${BENCH}../bin/compensate.js`, "plan", "--quiet", "--jobs", String(jobs), "--as-of", AS_OF],
        ...["--outage", `${BENCH}outage.yaml`, "--policy", `${BENCH}policy.yaml`, "--out", out, file],
      ],
    }),
  };
}

/** The others, by the names that `--peers` takes; `threads` is for the one that can use them. */
export function peers(threads) {
  return [
    {
      key: "duckdb",
      name: `DuckDB ${versionOf("@duckdb/node-api")}, ${threads} threads`,
      workingMemory: 400,
      findings: peerFindings,
      missing: () => (versionOf("@duckdb/node-api") === "" ? "npm ci brings it" : undefined),
      start: (file, out) => ({
        command: process.execPath,
        args: [`${PEERS}duckdb-job.js`, file, out, String(threads)],
      }),
    },
    {
      key: "pandas",
      name: `pandas ${firstLine("/usr/bin/python3", ["-c", "import pandas; print(pandas.__version__)"])}`,
      workingMemory: 1500,
      maySitOut: true,
      findings: peerFindings,
      missing: () => missing("/usr/bin/python3", ["-c", "import pandas"], "python3-pandas"),
      start: (file, out) => ({ command: "/usr/bin/python3", args: [`${PEERS}pandas_job.py`, file, out] }),
    },
    {
      key: "miller",
      name: firstLine("mlr", ["--version"]).replace("mlr", "Miller").replace("version ", ""),
      workingMemory: 7500,
      maySitOut: true,
      findings: peerFindings,
      missing: () => missing("mlr", ["--version"], "miller"),
      start: (file, out) => ({
        command: "mlr",
        args: [
          ...["--icsv", "--ocsv", "put", "-q", "-s", `out=${out}`, "-s", `source=${basename(file)}`],
          ...["-f", `${PEERS}miller.mlr`, file],
        ],
      }),
    },
    {
      key: "csv-parse",
      name: "csv-parse, luxon, csv-stringify",
      workingMemory: 600,
      maySitOut: true,
      findings: peerFindings,
      start: (file, out) => ({
        command: process.execPath,
        args: ["--max-old-space-size=16384", `${PEERS}csv-parse-job.js`, file, out],
      }),
    },
    {
      key: "mawk",
      name: "mawk, the filter alone",
      missing: () => missing("mawk", ["-W", "version"], "mawk"),
      start: (file) => ({ command: "mawk", args: ["-F,", "-f", `${PEERS}filter.awk`, file], toFile: true }),
    },
    { key: "cat", name: "cat to a file", start: (file) => ({ command: "cat", args: [file], toFile: true }) },
  ];
}

function missing(command, args, debianPackage) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0 ? undefined : `not installed (${debianPackage})`;
}

function firstLine(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? (stdout.split("\n")[0] ?? "").trim() : command;
}

export function versionOf(library) {
  try {
    return JSON.parse(readFileSync(`${BENCH}../node_modules/${library}/package.json`, "utf8")).version;
  } catch {
    return "";
  }
}
