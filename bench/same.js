// Holds the plans of a shape to one another: with 1, 2 and 4 jobs, in other time zones, through a pipe, and packed.
//   node bench/same.js [--shape A,B] [--rows N]
//
// Between jobs and time zones all files of a plan are the same, byte for byte. Where the export came through a pipe or was packed, the
// manifest says so, and the table of files in the report: the export's path, bytes and hash are others, and so are the seal and the
// report's hash. Nothing else says so. A folder goes through no pipe; a Parquet file goes through none, and is not packed. Ends with 1 where anything else differs.
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { emptyOutput, fileOf, filesAt } from "./data.js";
import { hasDone } from "./measure.js";
import { bookOf, ours } from "./ours.js";
import { SHAPES } from "./shapes.js";
import { numbersIn } from "./table.js";

/** Standard input is named after its kind, so the file has that name, too. */
const NAME = "subscriptions.csv";
const PLANS = [
  { name: "1 job", jobs: 1, zone: "UTC" },
  { name: "2 jobs", jobs: 2, zone: "America/New_York" },
  { name: "4 jobs", jobs: 4, zone: "Asia/Kathmandu" },
  { name: "pipe", jobs: 2, zone: "UTC", isPipe: true },
  { name: "gzip", jobs: 4, zone: "UTC", isPacked: true },
];

/** 8 MiB of rows have to be there before threads start. */
const { values: options } = parseArgs({
  options: {
    shape: { type: "string", default: Object.keys(SHAPES).join() },
    rows: { type: "string", default: "90000" },
  },
});
const [rows] = numbersIn(options.rows);

for (const name of options.shape.split(",")) {
  const differing = differencesOf(name);
  console.log(
    `${name}, ${rows.toLocaleString("en")} rows: ${differing.length === 0 ? "the same" : differing.join("; ")}`,
  );
  if (differing.length > 0) process.exitCode = 1;
}

/** The files in which a plan of the shape differs from the first one, each with the name of its plan. */
function differencesOf(name) {
  const shape = { shape: name, ...SHAPES[name] };
  const folder = emptyOutput(`same-${name}`);
  const file = fileOf(name, rows);
  const book = shape.isBeside ? bookOf(shape, file) : undefined;
  const first = contentsOf(planned(PLANS[0], { shape, folder, file, book }));
  const differing = PLANS.slice(1)
    .filter((plan) => canBe(plan, shape))
    .flatMap((plan) => {
      const other = contentsOf(planned(plan, { shape, folder, file, book }));
      const isStored = plan.isPipe || plan.isPacked;
      return namesOf(first, other)
        .filter((path) => textOf(first, path, isStored) !== textOf(other, path, isStored))
        .map((path) => `${path} (${plan.name})`);
    });
  for (const made of [folder, book]) if (made !== undefined) rmSync(made, { recursive: true, force: true });
  return differing;
}

function canBe({ isPipe, isPacked }, { files, ending }) {
  if (isPipe && files !== undefined) return false;
  return ending !== "parquet" || !(isPipe || isPacked);
}

/** The folder of a plan. Each is made in a folder of its own, so that the path of the export is the same in all of them. */
function planned({ name, jobs, zone, isPipe, isPacked }, { shape, folder, file, book }) {
  const own = join(folder, name.replace(" ", "-"));
  mkdirSync(own, { recursive: true });
  const { command, args } = ours(jobs).start({ shape, file: isPipe ? "-" : NAME, out: join(own, "plan"), book });
  if (!isPipe) lay(file, join(own, NAME), isPacked);
  const input = isPipe ? openSync(file, "r") : "ignore";
  const env = { ...process.env, TZ: zone };
  const { status, stderr } = spawnSync(command, args, {
    cwd: own,
    env,
    stdio: [input, "ignore", "pipe"],
    encoding: "utf8",
  });
  if (isPipe) closeSync(input);
  if (!hasDone(status, stderr)) throw new Error(`${shape.shape}, ${name}: ended with ${status}\n${stderr}`);
  return join(own, "plan");
}

/** Puts the export where the plan reads it: as it is, or packed; what is packed is unpacked. */
function lay(file, to, isOther) {
  if (statSync(file).isDirectory()) mkdirSync(to);
  for (const path of filesAt(file)) {
    const bytes = readFileSync(path);
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const other = () => (isGzip ? gunzipSync(bytes) : gzipSync(bytes));
    writeFileSync(path === file ? to : join(to, basename(path)), isOther ? other() : bytes);
  }
}

/** Content by path of every file below a folder. */
function contentsOf(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((path) => statSync(join(folder, path)).isFile());
  return new Map(files.map((path) => [path, readFileSync(join(folder, path), "latin1")]));
}

function namesOf(first, other) {
  return [...new Set([...first.keys(), ...other.keys()])];
}

/** @param isStored whether exports lie on disk in another way, so that the manifest says so. */
function textOf(contents, path, isStored) {
  const text = contents.get(path);
  if (!isStored) return text;
  if (path === "summary.html") return text.replace(/ id="table-files".*?<\/table>/s, "");
  if (path !== "manifest.json") return text;
  const { seal, request, inputs, outputs, ...manifest } = JSON.parse(text);
  return JSON.stringify({
    ...manifest,
    request: { ...request, exports: request.exports.length },
    inputs: inputs.map(({ name, kind, rows }) => ({ name, kind, rows })),
    outputs: outputs.filter(({ file }) => file !== "summary.html"),
  });
}
