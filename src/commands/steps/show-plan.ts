/** Shows a plan: on a terminal with a few of its rows, or as one JSON document. */

import { placeText } from "../../domain/failure.ts";
import { jsonText } from "../../domain/json.ts";
import { join } from "../../domain/path.ts";
import { type CsvRow, readCsv } from "../../input/csv-reader.ts";
import { HABITS, type Language } from "../../report/habits.ts";
import { planLines, type SummaryStyle } from "../../report/summary-text.ts";
import { masked, plainText, type RejectExampleView, type SampleRow } from "../../report/views.ts";
import type { RejectExample } from "../../run/settle/tally.ts";
import type { MadePlan } from "./make-plan.ts";
import type { World } from "./world.ts";

export interface ShowOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Shows every rule and warning, and not only the first ones. */
  readonly all?: boolean;
  /** Shows user ids as they are. */
  readonly showValues: boolean;
}

/** @param folder where the plan's files lie now. @param places keys of the JSON document that say where things are. */
export async function showPlan(
  made: MadePlan,
  folder: string,
  options: ShowOptions,
  world: World,
  places: { readonly [key: string]: string } = {},
): Promise<void> {
  const { summary, result } = made;
  if (options.json) return world.out(jsonText({ ...summary, ...places }));
  if (options.quiet) return;
  const rejectExamples = [...result.tally.rejects].map(([code, { example }]) => rejectView(code, example, options));
  const samples = await sampleRows(folder, options, world.language);
  await world.out(`${planLines({ summary, samples, rejectExamples }, styleOf(options, world)).join("\n")}\n`);
}

export function styleOf({ all = false }: ShowOptions, { language, palette, columns }: World): SummaryStyle {
  return { language, palette, width: columns, all };
}

const SAMPLES_PER_FILE = 4;

/** A few rows of a plan or run, at most one for each rule and file. */
export async function sampleRows(
  folder: string,
  options: ShowOptions,
  language: Language,
): Promise<readonly SampleRow[]> {
  const [adjusted, paid] = await Promise.all([
    firstPerRule(join(folder, "adjusted-expiry.csv")),
    firstPerRule(join(folder, "refund-credit.csv")),
  ]);
  return [
    ...adjusted.map((row) => sampleOf(row, options, { before: cell(row, "old_value"), after: cell(row, "new_value") })),
    ...paid.map((row) =>
      sampleOf(row, options, {
        before: "",
        after: HABITS[language].amount(cell(row, "amount"), cell(row, "currency")),
      }),
    ),
  ];
}

/** The first row of each of the first few rules. */
async function firstPerRule(path: string): Promise<readonly CsvRow[]> {
  const rows = new Map<string, CsvRow>();
  let seen = 0;
  for await (const row of readCsv(path)) {
    const rule = row.get("rule") ?? "";
    if (!rows.has(rule)) rows.set(rule, row);
    seen += 1;
    if (rows.size === SAMPLES_PER_FILE || seen === 1000) break;
  }
  return [...rows.values()];
}

function sampleOf(row: CsvRow, { showValues }: ShowOptions, change: Pick<SampleRow, "before" | "after">): SampleRow {
  const user = row.get("user_id") ?? "";
  return {
    record: cell(row, "record_id"),
    holder: showValues ? plainText(user) : masked(user),
    service: cell(row, "service"),
    rule: cell(row, "rule"),
    ...change,
  };
}

function cell(row: CsvRow, column: string): string {
  return plainText(row.get(column) ?? "");
}

const PERSONAL = new Set(["user_id", "email", "phone"]);

function rejectView(
  code: string,
  { export: file, line, fault }: RejectExample,
  { showValues }: ShowOptions,
): RejectExampleView {
  const shown = PERSONAL.has(fault.column) && !showValues ? masked(fault.value) : fault.value;
  return { code, place: placeText({ file, line }), example: { fault, shown } };
}
