/** The folder `expected/` of a case: each file is held against the findings, or rewritten to say them. */
import { readdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { SUMMARY } from "../book/written-summary.ts";
import type { CaseDifference } from "../domain/case-result.ts";
import { Failure } from "../domain/failure.ts";
import { join } from "../domain/path.ts";
import { readCsvTable } from "../input/csv-reader.ts";
import { csvText } from "../input/csv-writer.ts";
import { damagedText } from "../input/damage.ts";
import { notTextSays } from "../input/foreign-file.ts";
import { readOrdinary } from "../input/ordinary-file.ts";
import { compareValues, updatedText, valueDifferences } from "./compare-json.ts";
import { compareRows, type Expected, findFault, updatedRows } from "./compare-rows.ts";
import { EXPECTED } from "./find-cases.ts";
import type { CaseFindings } from "./found.ts";

const DECISIVE = "decisive-";
const NO_FILE = "it is no file, but a folder, a pipe or a device";

/** One expected file. */
export interface Expectation {
  /** The output that it is about. */
  readonly output: string;
  readonly differences: readonly CaseDifference[];
  /** Rewrites the file to say what was found; undefined where nothing differs, or nothing can be done. */
  readonly update: (() => void) | undefined;
}

/** In the order of the files' names. @param folder of the case, as it is shown. */
export function expectationsIn(folder: string, cwd: string, found: CaseFindings): readonly Expectation[] {
  return readdirSync(resolve(cwd, folder, EXPECTED))
    .filter((name) => !name.startsWith("."))
    .toSorted()
    .map((name) => expectationOf(name, join(folder, EXPECTED, name), cwd, found));
}

function expectationOf(name: string, file: string, cwd: string, found: CaseFindings): Expectation {
  const output = name.startsWith(DECISIVE) ? name.slice(DECISIVE.length) : name;
  if (name === SUMMARY) return summaryExpectation(file, cwd, found);
  const table = found.tables.get(output);
  if (table === undefined) {
    const known = [...found.tables.keys(), SUMMARY].join(", ");
    return fault(output, file, `nothing of this name can be expected; it is one of ${known}, or decisive-….csv`);
  }
  const bytes = readOrdinary(resolve(cwd, file));
  if (bytes === undefined) return fault(output, file, NO_FILE);
  const damage = damagedText(bytes);
  if (damage !== undefined) return fault(output, file, notTextSays(bytes, damage), damage.line);
  const read = readCsvTable(bytes);
  if ("fault" in read) return fault(output, file, read.fault, read.line);
  const expected: Expected = { file, table: read, output, whole: name === output };
  const wrong = findFault(expected, table.columns);
  if (wrong !== undefined) return fault(output, file, wrong, 1);
  const differences = compareRows(expected, table, found);
  const update = () => write(file, cwd, csvText([read.columns, ...updatedRows(expected, table)]));
  return { output, differences, update: differences.length > 0 ? update : undefined };
}

function summaryExpectation(file: string, cwd: string, { summary }: CaseFindings): Expectation {
  const bytes = readOrdinary(resolve(cwd, file));
  if (bytes === undefined) return fault(SUMMARY, file, NO_FILE);
  const damage = damagedText(bytes);
  if (damage !== undefined) return fault(SUMMARY, file, notTextSays(bytes, damage), damage.line);
  const text = bytes.toString("utf8");
  let expected: unknown;
  try {
    expected = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return fault(SUMMARY, file, `it is not JSON: ${error.message}`);
  }
  const differences = compareValues(expected, summary);
  const update = () => write(file, cwd, updatedText(text, differences, summary));
  return {
    output: SUMMARY,
    differences: valueDifferences(text, file, differences),
    update: differences.length > 0 ? update : undefined,
  };
}

function fault(output: string, file: string, message: string, line?: number): Expectation {
  return { output, differences: [{ kind: "fault", file, line, message }], update: undefined };
}

function write(file: string, cwd: string, text: string): void {
  try {
    writeFileSync(resolve(cwd, file), text);
  } catch (cause) {
    const found = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new Failure("output-unwritable", { place: { file }, found, cause });
  }
}
