/**
 * The summary as people read it on a terminal: the outcome in the first line and again in the last, tables between.
 */

import { visible } from "../domain/failure.ts";
import type { SampleFigure } from "./figures.ts";
import type { Palette } from "./palette.ts";
import { blankZero, countText, creditsText, grouped, ruleText, type Summary, warningText } from "./summary.ts";
import { left, right, tableLines } from "./table.ts";
import type { RejectExampleView } from "./views.ts";
import { plainText } from "./views.ts";

export interface PlanView {
  readonly summary: Summary;
  readonly samples: readonly SampleFigure[];
  readonly rejectExamples: readonly RejectExampleView[];
}

export function planLines({ summary, samples, rejectExamples }: PlanView, palette: Palette): readonly string[] {
  const headline = palette.strong(headlineOf(summary));
  const sections = [
    [headline],
    section("By service and rule", ruleLines(summary), palette),
    section("Not affected, by reason", countLines(summary.unaffected), palette),
    section(
      "Rejected",
      rejectExamples.map((example) => palette.bad(rejectLine(example, summary))),
      palette,
    ),
    section(
      "Left out, being no exports",
      (summary.skipped ?? []).map(({ file, because }) => `  ${visible(file)}: ${visible(because)}`),
      palette,
    ),
    section("Before and after", sampleLines(samples), palette),
    section(
      "Look at this first",
      summary.warnings.map((warning) => palette.warning(`  ${visible(warningText(warning))}`)),
      palette,
    ),
    [headline],
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

/** `612 rows read: 431 compensated (320 ends adjusted, 111 payments of 43,178 KRW), 4 to review, …` */
export function headlineOf({ totals, extended, credited, credits }: Summary): string {
  const given = [
    extended > 0 ? `${countText(extended, "end")} adjusted` : "",
    credited > 0 ? `${countText(credited, "payment")}: ${creditsText(credits)}` : "",
  ].filter((part) => part !== "");
  const { line_items: lineItems = 0, superseded = 0 } = totals;
  const parts = [
    `${grouped(totals.compensated)} compensated${given.length > 0 ? ` (${given.join("; ")})` : ""}`,
    totals.review > 0 ? `${grouped(totals.review)} to review` : "",
    totals.already_compensated > 0 ? `${grouped(totals.already_compensated)} compensated before` : "",
    `${grouped(totals.unaffected)} not affected`,
    totals.duplicate > 0 ? countText(totals.duplicate, "duplicate") : "",
    lineItems > 0 ? countText(lineItems, "further line item") : "",
    superseded > 0 ? `${grouped(superseded)} superseded` : "",
    totals.rejected > 0 ? `${grouped(totals.rejected)} rejected` : "",
  ];
  return `${countText(totals.read, "row")} read: ${parts.filter((part) => part !== "").join(", ")}`;
}

function section(title: string, lines: readonly string[], palette: Palette): readonly string[] {
  return lines.length === 0 ? [] : [palette.faint(title), ...lines];
}

function ruleLines({ by_rule: rules }: Summary): readonly string[] {
  if (rules.length === 0) return [];
  const withLayers = new Set(rules.map(({ layer }) => layer)).size > 1;
  return tableLines(
    [
      left("service"),
      left("rule"),
      ...(withLayers ? [left("layer")] : []),
      right("records"),
      right("adjusted"),
      right("paid"),
      right("review"),
    ],
    rules.map(({ service, rule, layer, records, extended, review, credits }) => [
      plainText(service),
      ruleText(rule),
      ...(withLayers ? [layer] : []),
      grouped(records),
      blankZero(extended),
      creditsText(credits),
      blankZero(review),
    ]),
  );
}

function countLines(counts: { readonly [name: string]: number }): readonly string[] {
  const rows = Object.entries(counts).map(([name, count]) => [name, grouped(count)]);
  return tableLines([left(""), right("")], rows).slice(1);
}

function rejectLine({ code, place, message }: RejectExampleView, { rejects }: Summary): string {
  return `  ${code} ${grouped(rejects[code] ?? 0)}  e.g. ${place}: ${message}`;
}

function sampleLines(samples: readonly SampleFigure[]): readonly string[] {
  if (samples.length === 0) return [];
  return tableLines(
    [left("record"), left("holder"), left("service"), left("before"), left("after"), left("by rule")],
    samples.map(({ record_id: id, holder, service, before, after, rule }) => [
      id,
      holder,
      service,
      before,
      after,
      rule,
    ]),
  );
}
