// Whom we are compared with: how each is started, whether it is there, and what it does not do.
//
// `less` is what a peer leaves out of the work. Its `workingMemory` is the bytes it needs for each row, roughly; one that would not fit is skipped.
// `findings` is missing where what it writes cannot be held against what we write. `refuses` says why a peer does not take part in a shape.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { BENCH, DATA } from "./data.js";
import { peerFindings } from "./findings.js";
import { clickhouseStatements, duckdbStatements } from "./peers/sql.js";
import { COLUMNS, KOREAN, WORDS } from "./shapes.js";

const PEERS = `${BENCH}peers/`;
export const VENV = `${DATA}venv`;
const PYTHON = `${VENV}/bin/python`;

/** The others, by the names that `--peers` takes; `threads` is for those that can use them. */
export function peers(threads) {
  return [
    {
      key: "duckdb",
      name: `DuckDB ${versionInVenv("duckdb")}, ${threads} threads`,
      less: SQL_LESS,
      workingMemory: 400,
      findings: peerFindings,
      missing: missingInVenv,
      refuses: refusedByDuckdb,
      start: ({ shape, file, out }) => ({
        command: PYTHON,
        args: [`${PEERS}sql_job.py`, "duckdb", noted(out, duckdbStatements(shape, file, out)), String(threads)],
      }),
    },
    {
      key: "duckdb-npm",
      name: `DuckDB ${versionInNpm("@duckdb/node-api")} from npm, ${threads} threads`,
      less: SQL_LESS,
      workingMemory: 400,
      findings: peerFindings,
      missing: () => (versionInNpm("@duckdb/node-api") === "" ? "npm ci brings it" : undefined),
      refuses: refusedByDuckdb,
      start: ({ shape, file, out }) => ({
        command: process.execPath,
        args: [`${PEERS}duckdb-job.js`, noted(out, duckdbStatements(shape, file, out)), String(threads)],
      }),
    },
    {
      key: "clickhouse",
      name: `ClickHouse ${versionInVenv("chdb_core")}, ${threads} threads`,
      less: SQL_LESS,
      workingMemory: 900,
      findings: peerFindings,
      missing: missingInVenv,
      refuses: ({ isBeside, isUtf16 }) => (isBeside ? NO_BOOK : isUtf16 ? "its CSV reader takes no UTF-16" : undefined),
      start: ({ shape, file, out }) => ({
        command: PYTHON,
        args: [
          `${PEERS}sql_job.py`,
          "clickhouse",
          noted(out, clickhouseStatements(shape, file, out, threads)),
          String(threads),
        ],
      }),
    },
    {
      key: "polars",
      name: `polars ${versionInVenv("polars")}, ${threads} threads`,
      less: `${SQL_LESS}; its ids are hashed by Python`,
      workingMemory: 900,
      findings: peerFindings,
      missing: missingInVenv,
      refuses: ({ isBeside }) => (isBeside ? NO_BOOK : undefined),
      start: ({ shape, file, out }) => ({
        command: PYTHON,
        args: [`${PEERS}polars_job.py`, file, out, noted(out, { ...shape, ...FOREIGN }), String(threads)],
      }),
    },
    {
      key: "pandas",
      name: `pandas ${versionInVenv("pandas")}`,
      less: SQL_LESS,
      workingMemory: 1500,
      findings: peerFindings,
      missing: missingInVenv,
      refuses: onlySome,
      start: ({ file, out }) => ({ command: PYTHON, args: [`${PEERS}pandas_job.py`, file, out] }),
    },
    {
      key: "miller",
      name: firstLine("mlr", ["--version"]).replace("mlr", "Miller").replace("version ", ""),
      less: SQL_LESS,
      workingMemory: 7500,
      findings: peerFindings,
      missing: () => missing("mlr", ["--version"], "miller"),
      refuses: onlySome,
      start: ({ file, out }) => ({
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
      less: "one currency",
      workingMemory: 600,
      findings: peerFindings,
      refuses: onlySome,
      start: ({ file, out }) => ({
        command: process.execPath,
        args: ["--max-old-space-size=16384", `${PEERS}csv-parse-job.js`, file, out],
      }),
    },
    {
      key: "mawk",
      name: "mawk, the filter alone",
      less: "finds the rows by service and time, as text, and does nothing else",
      missing: () => missing("mawk", ["-W", "version"], "mawk"),
      refuses: onlySome,
      start: ({ file }) => ({ command: "mawk", args: ["-F,", "-f", `${PEERS}filter.awk`, file], toFile: true }),
    },
    {
      key: "cat",
      name: "cat to a file",
      less: "copies bytes",
      refuses: ({ files }) => (files === undefined ? undefined : "it is a folder"),
      start: ({ file }) => ({ command: "cat", args: [file], toFile: true }),
    },
  ];
}

/** How a shape in Korean is put into our columns and words. */
const FOREIGN = {
  names: Object.fromEntries(KOREAN.map((name, index) => [name, COLUMNS[index]])),
  words: [...WORDS],
};
/** Everybody leaves out what we do besides: hashes of inputs and outputs, keys, a manifest, fsync, warnings, a summary by rule, a book. */
const SQL_LESS = "knows one currency, one form of time, and no zone";
const NO_BOOK = "it keeps no book";
const onlySome = ({ shape }) => (shape === "some" ? undefined : "its job is written for the shape `some`");

function refusedByDuckdb({ isBeside, encoding }) {
  if (isBeside) return NO_BOOK;
  return encoding === undefined
    ? undefined
    : "its CSV reader has UTF-8, UTF-16 and Latin-1; others need an extension from the network";
}

/** The file in which something is handed to a job. */
function noted(out, value) {
  const file = `${out}/job.json`;
  writeFileSync(file, JSON.stringify(value));
  return file;
}

function missingInVenv() {
  return existsSync(`${VENV}/installed`) ? undefined : "not installed; npm run bench:peers brings it";
}

function versionInVenv(library) {
  const wanted = new RegExp(`^${library.replace("_", "[-_]")}==(.*)$`, "m");
  return wanted.exec(textOf(`${VENV}/installed`))?.[1] ?? "";
}

function versionInNpm(library) {
  const text = textOf(`${BENCH}../node_modules/${library}/package.json`);
  return text === "" ? "" : JSON.parse(text).version;
}

function textOf(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function missing(command, args, debianPackage) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0 ? undefined : `not installed (${debianPackage})`;
}

function firstLine(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? (stdout.split("\n")[0] ?? "").trim() : command;
}
