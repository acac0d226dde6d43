/** Shows a plan: on a terminal with a few of its rows, or as one JSON document. */

import { placeText } from "../../domain/failure.ts";
import { jsonText } from "../../domain/json.ts";
import { planLines, type SummaryStyle } from "../../report/summary-text.ts";
import { maskedIn, type RejectExampleView } from "../../report/views.ts";
import type { RejectExample } from "../../run/settle/tally.ts";
import type { MadePlan } from "./make-plan.ts";
import { sampleRows } from "./sample-rows.ts";
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
  const { summary, figures, result } = made;
  if (options.json) return world.out(jsonText({ ...summary, ...places }));
  if (options.quiet) return;
  const rejectExamples = [...result.tally.rejects].map(([code, { example }]) => rejectView(code, example, options));
  const samples = options.showValues ? await sampleRows(folder, options) : figures.samples;
  await world.out(
    `${planLines({ summary, review: figures.review, samples, rejectExamples }, styleOf(options, world)).join("\n")}\n`,
  );
}

export function styleOf({ all = false }: ShowOptions, { language, palette, columns }: World): SummaryStyle {
  return { language, palette, width: columns, all };
}

function rejectView(
  code: string,
  { export: file, line, fault }: RejectExample,
  { showValues }: ShowOptions,
): RejectExampleView {
  const shown = showValues ? fault.value : maskedIn(fault.column, fault.value);
  return { code, place: placeText({ file, line }), example: { fault, shown } };
}
