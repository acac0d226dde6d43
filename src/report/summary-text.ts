/**
 * The summary as people read it on a terminal: the outcome in the first line and again in the last, tables between.
 */

import { quoted, visible } from "../domain/failure.ts";
import type { ReviewFigures, SampleFigure } from "./figures.ts";
import { amountsText, type Language } from "./habits.ts";
import type { Palette } from "./palette.ts";
import { emptyChannelHint, reviewRows } from "./review-rows.ts";
import { sampleAfter } from "./sample-after.ts";
import type { SummarySentences } from "./sentences/summary.ts";
import { summaryEn } from "./sentences/summary-en.ts";
import { summaryKo } from "./sentences/summary-ko.ts";
import { blankZero, grouped, type Summary } from "./summary.ts";
import { foldedParts, foldedWords, left, right, tableLines, whole, widthOf, words } from "./table.ts";
import { plainText, type RejectExampleView } from "./views.ts";

export const SUMMARY_SENTENCES: { readonly [language in Language]: SummarySentences } = {
  en: summaryEn,
  ko: summaryKo,
};

export interface PlanView {
  readonly summary: Summary;
  /** As the figures have it; empty where there are no figures. */
  readonly review: readonly ReviewFigures[];
  readonly samples: readonly SampleFigure[];
  readonly rejectExamples: readonly RejectExampleView[];
}

export interface SummaryStyle {
  readonly language: Language;
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly width: number;
  /** Shows every rule and warning, and not only the first ones. */
  readonly all: boolean;
}

/** How many rules, and how many warnings, are shown at most where not all are. */
const MOST_SHOWN = 30;

export function planLines(
  { summary, review, samples, rejectExamples }: PlanView,
  style: SummaryStyle,
): readonly string[] {
  const { palette, width } = style;
  const say = SUMMARY_SENTENCES[style.language];
  const headline = foldedParts(headlineOf(summary, style.language), width).map(palette.strong);
  const warnings = summary.warnings.map((warning) => `  ${visible(say.warning(warning))}`);
  const sections = [
    headline,
    section(say.sections.rules, ruleLines(summary, style), palette),
    section(say.sections.review, reviewLines(review, style), palette),
    section(say.sections.unaffected, unaffectedLines(summary, style), palette),
    section(
      rejectedTitle(summary, say),
      rejectExamples.flatMap((example) => rejectLines(example, summary, style)),
      palette,
    ),
    section(
      say.sections.skipped,
      (summary.skipped ?? []).map(({ file, because }) => `  ${visible(file)}: ${visible(because)}`),
      palette,
    ),
    section(say.sections.samples, sampleLines(samples, style), palette),
    section(
      say.sections.warnings,
      firstOf(warnings, style).flatMap((line) => foldedWords(line, width).map(palette.warning)),
      palette,
    ),
    headline,
  ];
  const [first = [], ...others] = sections.filter((lines) => lines.length > 0);
  const basis = foldedParts(`  ${say.basis(basisOf(summary))}`, width).map(palette.faint);
  return [...first, ...basis, ...others.flatMap((lines) => ["", ...lines])];
}

/** `612 rows read: 431 compensated (320 ends adjusted; 111 payments: 43,178 KRW), 4 to review, …`, in one line. */
export function headlineOf(summary: Summary, language: Language): string {
  return SUMMARY_SENTENCES[language].headline(summary);
}

/** What a summary goes by, as it is shown. */
export function basisOf({ outage, policy, revision, as_of: asOf }: Summary): Parameters<SummarySentences["basis"]>[0] {
  return { outage: visible(outage), policy: visible(policy), revision: visible(revision), asOf };
}

/** A row with two faults is one row, and counts under two codes. */
export function faultCount({ rejects }: Summary): number {
  return Object.values(rejects).reduce((sum, count) => sum + count, 0);
}

function rejectedTitle(summary: Summary, say: SummarySentences): string {
  return `${say.sections.rejected}: ${say.rejected(summary.totals.rejected, faultCount(summary))}`;
}

function section(title: string, lines: readonly string[], palette: Palette): readonly string[] {
  return lines.length === 0 ? [] : [palette.faint(title), ...lines];
}

/** The first lines of many, and how many more there are. */
function firstOf(lines: readonly string[], { language, all }: SummaryStyle): readonly string[] {
  if (all || lines.length <= MOST_SHOWN) return lines;
  return [...lines.slice(0, MOST_SHOWN), `  ${SUMMARY_SENTENCES[language].more(lines.length - MOST_SHOWN)}`];
}

/** One table where it fits; else the rules below the services that they are for, without a column for service and layer. */
function ruleLines({ by_rule: rules }: Summary, style: SummaryStyle): readonly string[] {
  if (rules.length === 0) return [];
  const say = SUMMARY_SENTENCES[style.language];
  const shown = style.all ? rules : rules.slice(0, MOST_SHOWN);
  const withLayers = new Set(rules.map(({ layer }) => layer)).size > 1;
  const flat = flatLines(shown, withLayers, style);
  const fits = flat.every((line) => widthOf(line) <= style.width);
  const more = rules.length - shown.length;
  const lines = fits ? flat : nestedLines(shown, withLayers, style);
  return more === 0 ? lines : [...lines, `  ${say.more(more)}`];
}

type ShownRules = Summary["by_rule"];

function flatLines(rules: ShownRules, withLayers: boolean, { language }: SummaryStyle): readonly string[] {
  const { columns } = SUMMARY_SENTENCES[language];
  const layer = withLayers ? [left(columns.layer)] : [];
  return tableLines(
    [left(columns.service), left(columns.rule), ...layer, ...numberColumns(columns)],
    rules.map((row) => [
      plainText(row.service),
      ruleName(row, language),
      ...(withLayers ? [row.layer] : []),
      ...numberCells(row, language),
    ]),
  );
}

function nestedLines(rules: ShownRules, withLayers: boolean, { language, width }: SummaryStyle): readonly string[] {
  const { columns } = SUMMARY_SENTENCES[language];
  const titleOf = ({ service, layer }: ShownRules[number]) =>
    withLayers && layer !== "" ? `${plainText(service)}, ${columns.layer} ${layer}` : plainText(service);
  const rows = rules.flatMap((row, index) => {
    const before = rules[index - 1];
    const isNew = before === undefined || titleOf(before) !== titleOf(row);
    return [...(isNew ? [[titleOf(row)]] : []), [`  ${ruleName(row, language)}`, ...numberCells(row, language)]];
  });
  return tableLines([left(columns.rule), ...numberColumns(columns)], rows, { width });
}

function ruleName({ rule }: ShownRules[number], language: Language): string {
  return rule === "" ? SUMMARY_SENTENCES[language].noRule() : rule;
}

function numberColumns({ records, adjusted, paid, review }: SummarySentences["columns"]): ReturnType<typeof right>[] {
  return [records, adjusted, paid, review].map(right);
}

function numberCells({ records, extended, credits, review }: ShownRules[number], language: Language): string[] {
  return [grouped(records), blankZero(extended), amountsText(credits, language), blankZero(review)];
}

function reviewLines(review: readonly ReviewFigures[], style: SummaryStyle): readonly string[] {
  const { language, width } = style;
  const say = SUMMARY_SENTENCES[language];
  const rows = reviewRows(review, say);
  const hasRules = rows.some(({ rule }) => rule !== "");
  const lines = tableLines(
    [whole(""), right(""), left(""), ...(hasRules ? [left("")] : []), words("")],
    rows.map(({ code, count, service, rule, says }) => [
      code,
      count,
      plainText(service),
      ...(hasRules ? [rule] : []),
      visible(says),
    ]),
    { width },
  );
  const hint = emptyChannelHint(review, say);
  return [...firstOf(lines.slice(1), style), ...(hint === undefined ? [] : foldedWords(`  ${hint}`, width))];
}

function unaffectedLines({ unaffected }: Summary, { language, width }: SummaryStyle): readonly string[] {
  const say = SUMMARY_SENTENCES[language];
  const rows = Object.entries(unaffected).map(([reason, count]) => [reason, grouped(count), say.unaffected(reason)]);
  return tableLines([whole(""), right(""), words("")], rows, { width }).slice(1);
}

function rejectLines(
  { code, place, example }: RejectExampleView,
  { rejects }: Summary,
  { language, palette, width }: SummaryStyle,
): readonly string[] {
  const say = SUMMARY_SENTENCES[language];
  const says = example === undefined ? say.rejectedRowsIn(place) : exampleText(place, example, say);
  const advice = example === undefined ? [] : foldedWords(`      ${say.rejectAdvice(example.fault)}`, width);
  const lines = foldedWords(`  ${code} ${grouped(rejects[code] ?? 0)}  ${says}`, width);
  return [...lines, ...advice].map(palette.bad);
}

function exampleText(place: string, { fault, shown }: ExampleFault, say: SummarySentences): string {
  return visible(say.rejectExample(place, fault, shown === "" ? "" : quoted(shown)));
}

type ExampleFault = NonNullable<RejectExampleView["example"]>;

function sampleLines(samples: readonly SampleFigure[], { language, width }: SummaryStyle): readonly string[] {
  if (samples.length === 0) return [];
  const { columns } = SUMMARY_SENTENCES[language];
  return tableLines(
    [
      whole(columns.record),
      whole(columns.holder),
      left(columns.service),
      whole(columns.oldEnd),
      whole(columns.gets),
      left(columns.byRule),
    ],
    samples.map((sample) => [
      sample.record_id,
      sample.holder,
      sample.service,
      sample.before,
      sampleAfter(sample, language),
      sample.rule,
    ]),
    { width },
  );
}
