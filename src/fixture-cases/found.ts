/**
 * The findings of a case, as tables to hold against the expected files: the outputs as they would be written, and
 * `unaffected.csv`, which no plan writes, with the reason of every record that gets nothing.
 */

import { SUMMARY } from "../book/written-summary.ts";
import type { Decision } from "../domain/decision.ts";
import type { ExportRecord } from "../domain/record.ts";
import { type CsvRow, readCsvTable } from "../input/csv-reader.ts";
import type { NeverReached } from "../policy/read-case.ts";
import { compileRules } from "../rules/decide.ts";
import { OUTPUT_COLUMNS } from "../run/decide/render.ts";
import type { Setup } from "../run/rows/job.ts";
import { TARGETS } from "../run/rows/outcomes.ts";
import type { ExportFacts } from "../run/rows/read-rows.ts";
import type { RowPages } from "../run/rows/row-pages.ts";
import { type RecordPlace, type Rejected, rejectedRows, visitRecords } from "./records.ts";
import type { WatchedPolicy } from "./watched-policy.ts";

export interface CaseFindings {
  /** By file name. */
  readonly tables: ReadonlyMap<string, FoundTable>;
  readonly summary: unknown;
  readonly rejected: readonly Rejected[];
}

export interface FoundTable {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** A case after its run: its rules, the exports that were read, and the outputs, which are not written anywhere. */
export interface PlannedCase {
  /** The policy's file. Cases with the same file share one coverage. */
  readonly policyFile: string;
  readonly setup: Setup;
  /** Rules that the case says apply to no record, with the lines of `case.yaml` that say so. */
  readonly neverReached: readonly NeverReached[];
  readonly exports: readonly ExportFacts[];
  /** The rows of all exports, with their marks. */
  readonly rows: RowPages;
  /** Gives an output by its name. */
  readonly read: (file: string) => Buffer | undefined;
}

export const UNAFFECTED = "unaffected.csv";
const UNAFFECTED_COLUMNS = ["record_id", "reason", "record", "user_id", "service", "channel", "source", "line"];

/** @param watched listens to the decision of every record that could be read, as it is decided alone. */
export async function foundIn(
  planned: PlannedCase,
  cwd: string,
  watched: WatchedPolicy | undefined,
): Promise<CaseFindings> {
  const { setup, exports, rows, read } = planned;
  const { policy } = setup;
  const outputs = new Map(TARGETS.map((target) => [`${target}.csv`, tableOf(read(`${target}.csv`), target)]));
  const rejected = rejectedRows(exports, read);
  const given = new Set([...outputs.values()].flatMap(({ rows }) => rows.map(placeOf)));
  const rules = compileRules(policy, setup.outage, setup.asOf);
  const unaffected: CsvRow[] = [];
  const seen = new Set<string>();

  await visitRecords({ exports, rows, policy, reads: rules.reads, rejected, cwd }, (record, place) => {
    const decision = rules.decide(record, {}, watched?.listenTo(record));
    const identity = [record.kind, record.service, record.id()].join("\0");
    // The second of two rows that are the same is a duplicate.
    if (seen.has(identity)) return;
    seen.add(identity);
    const reason = reasonOf(decision, given.has(placeText(place)));
    if (reason !== undefined) unaffected.push(unaffectedRow(record, place, reason));
  });
  const tables = new Map<string, FoundTable>([
    ...outputs,
    [UNAFFECTED, { columns: UNAFFECTED_COLUMNS, rows: unaffected }],
  ]);
  return { tables, summary: JSON.parse(read(SUMMARY)?.toString("utf8") ?? "null"), rejected };
}

function tableOf(bytes: Buffer | undefined, target: (typeof TARGETS)[number]): FoundTable {
  const table = bytes === undefined ? undefined : readCsvTable(bytes);
  if (table !== undefined && "fault" in table) throw new Error(`${target}.csv cannot be read back: ${table.fault}`);
  return { columns: OUTPUT_COLUMNS[target], rows: table?.rows.map(({ cells }) => cells) ?? [] };
}

/** Undefined for a record that got something; a limit over several records may take all of it away again. */
function reasonOf(decision: Decision, isInOutputs: boolean): string | undefined {
  if (decision.kind === "unaffected") return decision.reason;
  return decision.kind === "affected" && !isInOutputs ? decision.otherwise : undefined;
}

function unaffectedRow(record: ExportRecord, { source, line }: RecordPlace, reason: string): CsvRow {
  const { kind, service } = record;
  const id = record.id();
  const cells = [id, reason, kind, record.text("user_id"), service, record.text("channel"), source, String(line)];
  return new Map(UNAFFECTED_COLUMNS.map((column, index) => [column, cells[index] ?? ""]));
}

function placeOf(row: CsvRow): string {
  return placeText({ source: row.get("source") ?? "", line: Number(row.get("line")) });
}

function placeText({ source, line }: RecordPlace): string {
  return `${source}\0${line}`;
}
