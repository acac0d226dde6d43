/**
 * Runs a fixture case: a folder with `outage.yaml`, `policy.yaml`, `exports/` and `expected/`.
 *
 * Expected CSVs name only the columns they care about; rows are matched by `record_id`, and by `rule` where it is named.
 * A file `decisive-….csv` lists rows that must be there among others; `unaffected.csv` gives the reason of each record
 * that gets nothing; `summary.json` is compared on the keys it has.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { openBook } from "../../src/book/book.ts";
import { createStaging } from "../../src/book/staging.ts";
import { makePlan } from "../../src/commands/make-plan.ts";
import { readRules } from "../../src/commands/rules-input.ts";
import { createCurrencyTable } from "../../src/domain/currency.ts";
import { instantText } from "../../src/domain/format-timestamp.ts";
import { instantAt } from "../../src/domain/instant.ts";
import { parseTimestamp } from "../../src/domain/timestamp.ts";
import { openZone } from "../../src/domain/zone.ts";
import { type CsvRow, readCsv } from "../../src/exports/csv-reader.ts";
import { readHeader } from "../../src/exports/header.ts";
import { layoutOf } from "../../src/exports/layout.ts";
import { createRecordReader } from "../../src/exports/read-record.ts";
import { createRow, scanRows } from "../../src/exports/scanner.ts";
import { compileRules } from "../../src/rules/decide.ts";
import { testWorldIn } from "./case-world.ts";

/** Every folder below that has an `expected` folder. */
export function findCases(folder: string): readonly string[] {
  const entries = readdirSync(folder).map((name) => join(folder, name));
  const below = entries.filter((entry) => statSync(entry).isDirectory()).sort();
  return below.some((entry) => basename(entry) === "expected") ? [folder] : below.flatMap(findCases);
}

/** Every difference between what a case expects and what it gets, in words; none when it passes. */
export async function runCase(folder: string): Promise<readonly string[]> {
  const scratch = mkdtempSync(join(tmpdir(), "compensate-case-"));
  try {
    const staging = createStaging(scratch, "case");
    const args = { ...ruleArguments(folder), exports: [{ path: join(folder, "exports"), kind: undefined }], jobs: 1 };
    await makePlan(args, openBook(join(scratch, "book")), staging, testWorldIn(process.cwd()));
    if (process.env.UPDATE === "1" && process.env.CI === undefined) await update(folder, staging.path);
    return await compareAll(join(folder, "expected"), staging.path, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function ruleArguments(folder: string) {
  const policy = join(folder, "policy.yaml");
  const outage = join(folder, "outage.yaml");
  return { policy, outage, outageId: undefined, zone: undefined, asOf: asOfOf(folder, { policy, outage }) };
}

/** As `case.yaml` says, else the outage's end. */
function asOfOf(folder: string, files: { readonly policy: string; readonly outage: string }): string {
  const file = join(folder, "case.yaml");
  const written = existsSync(file) ? /^as-of: *(\S+)/m.exec(readFileSync(file, "utf8"))?.[1] : undefined;
  if (written !== undefined) return written;
  const { outage, policy } = readRules({ ...files, outageId: undefined, zone: undefined }, process.cwd());
  const ends = [...outage.general, ...[...outage.services.values()].flat().map(({ interval }) => interval)].map(
    ({ end }) => end,
  );
  return instantText(instantAt(Math.max(...ends)), openZone(policy.zone));
}

const OUTPUTS = ["adjusted-expiry.csv", "refund-credit.csv", "review.csv"];

async function compareAll(expected: string, found: string, folder: string): Promise<readonly string[]> {
  const differences: string[] = [];
  for (const file of readdirSync(expected).sort()) {
    const path = join(expected, file);
    const output = OUTPUTS.find((name) => file === name || file === `decisive-${name}`);
    if (output !== undefined) {
      const rows = await rowsOf(path);
      differences.push(...compareRows(file, rows, await rowsOf(join(found, output)), file === output));
    } else if (file === "summary.json") {
      differences.push(...compareJson(file, readJson(path), readJson(join(found, file))));
    } else if (file.endsWith("unaffected.csv")) {
      differences.push(...compareReasons(file, await rowsOf(path), reasonsIn(folder)));
    } else {
      differences.push(`${file}: nothing of this name can be expected`);
    }
  }
  return differences;
}

async function rowsOf(path: string): Promise<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  if (!existsSync(path)) return rows;
  for await (const row of readCsv(path)) rows.push(row);
  return rows;
}

function compareRows(
  file: string,
  expected: readonly CsvRow[],
  found: readonly CsvRow[],
  whole: boolean,
): readonly string[] {
  const hasRule = expected[0]?.has("rule") ?? false;
  const keyOf = (row: CsvRow) => `${row.get("record_id")}${hasRule ? ` by ${row.get("rule")}` : ""}`;
  const left = new Map<string, CsvRow[]>();
  for (const row of found) left.set(keyOf(row), [...(left.get(keyOf(row)) ?? []), row]);
  const differences = expected.flatMap((row) => {
    const match = left.get(keyOf(row))?.shift();
    if (match === undefined) return [`${file}: ${keyOf(row)} is missing`];
    return (
      [...row]
        // `why` says to the reader how the row was worked out; any other column has to be there.
        .filter(([column, value]) => column !== "why" && match.get(column) !== value)
        .map(([column, value]) => `${file}: ${keyOf(row)}: ${column} ${value} -> ${match.get(column)}`)
    );
  });
  const unexpected = whole ? [...left.values()].flat().map((row) => `${file}: ${keyOf(row)} is not expected`) : [];
  return [...differences, ...unexpected];
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Compares on the keys that `expected` has; lists as wholes. */
function compareJson(place: string, expected: unknown, found: unknown): readonly string[] {
  if (typeof expected !== "object" || expected === null || Array.isArray(expected)) {
    return JSON.stringify(expected) === JSON.stringify(found)
      ? []
      : [`${place}: ${JSON.stringify(expected)} -> ${JSON.stringify(found)}`];
  }
  return Object.entries(expected).flatMap(([key, value]) => {
    const inner = typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined;
    return compareJson(`${place}: ${key}`, value, inner);
  });
}

function compareReasons(
  file: string,
  expected: readonly CsvRow[],
  found: ReadonlyMap<string, string>,
): readonly string[] {
  return expected
    .filter((row) => found.get(row.get("record_id") ?? "") !== row.get("reason"))
    .map((row) => `${file}: ${row.get("record_id")}: ${row.get("reason")} -> ${found.get(row.get("record_id") ?? "")}`);
}

/** The reason of every unaffected record of a case, decided one by one. */
function reasonsIn(folder: string): ReadonlyMap<string, string> {
  const args = ruleArguments(folder);
  const { policy, outage } = readRules(args, process.cwd());
  const zone = openZone(policy.zone);
  const asOf = parseTimestamp(args.asOf, "start", zone);
  if (typeof asOf === "string") throw new Error(`not an instant: ${args.asOf}`);
  const rules = compileRules(policy, outage, asOf.instant);
  const reasons = new Map<string, string>();
  for (const name of readdirSync(join(folder, "exports")).sort()) {
    const bytes = readFileSync(join(folder, "exports", name));
    const header = readHeader(bytes, { file: name, kind: undefined });
    const reader = createRecordReader(layoutOf(header, new Set()), {
      zone,
      currencies: createCurrencyTable(policy.units),
    });
    const row = createRow();
    scanRows(bytes.subarray(header.length), header.delimiter, row, () => {
      if (reader.read(bytes.subarray(header.length), row) !== undefined) return;
      const decision = rules.decide(reader.record);
      if (decision.kind === "unaffected") reasons.set(reader.record.id, decision.reason);
    });
  }
  return reasons;
}

/** Rewrites the expected files that exist, in the columns they have. */
async function update(folder: string, found: string): Promise<void> {
  for (const file of OUTPUTS) {
    const path = join(folder, "expected", file);
    if (!existsSync(path)) continue;
    const columns = readFileSync(path, "utf8").split("\n")[0]?.split(",") ?? [];
    const rows = await rowsOf(join(found, file));
    const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const lines = rows.map((row) => columns.map((column) => cell(row.get(column) ?? "")).join(","));
    writeFileSync(path, `${[columns.join(","), ...lines].join("\n")}\n`);
  }
}
