/** The summary as Markdown, for a ticket or a wiki page. */
import { RECORD_KINDS } from "../domain/record.ts";
import type { Figures } from "./figures.ts";
import { amountsText, type Language } from "./habits.ts";
import { escapeMarkdown, markdownTable } from "./markdown-table.ts";
import { emptyChannelHint, reviewRows } from "./review-rows.ts";
import type { SummaryColumn, SummarySentences } from "./sentences/summary.ts";
import { grouped, type SkippedFile, type Summary } from "./summary.ts";
import { basisOf, faultCount, headlineOf, SUMMARY_SENTENCES } from "./summary-text.ts";

interface MarkdownFacts {
  readonly summary: Summary;
  /** Undefined for a run that has none. */
  readonly figures: Pick<Figures, "review"> | undefined;
}

/** @param language of the reader; the locale of the machine has no part in a file. */
export function markdownText({ summary, figures }: MarkdownFacts, language: Language): string {
  const say = SUMMARY_SENTENCES[language];
  const { outage, totals, by_rule: rules, unaffected, rejects, exports, skipped = [], warnings } = summary;
  const { sections } = say;
  const kindOf = (kind: string) => say.kinds[RECORD_KINDS.find((known) => known === kind) ?? "rental"];
  const parts = [
    `# ${say.title(cell(outage))}`,
    `${cell(say.basis(basisOf(summary)))}.`,
    `${cell(headlineOf(summary, language))}.`,
    heading(sections.rows),
    table(["export", "kind", ...BUCKET_COLUMNS, ...declaredColumns(totals)], say, [
      ...exports.map((row) => [row.file, kindOf(row.kind), ...bucketCells(row)]),
      [say.total(), "", ...bucketCells(totals)],
    ]),
    heading(sections.rules),
    table(
      ["service", "rule", "layer", "records", "adjusted", "paid", "review"],
      say,
      rules.map((row) => [
        row.service,
        row.rule === "" ? say.noRule() : row.rule,
        row.layer,
        grouped(row.records),
        grouped(row.extended),
        amountsText(row.credits, language),
        grouped(row.review),
      ]),
    ),
    ...reviewParts(figures?.review ?? [], say),
    heading(sections.unaffected),
    table(
      ["reason", "meaning", "rows"],
      say,
      Object.entries(unaffected).map(([reason, count]) => [reason, say.unaffected(reason), grouped(count)]),
    ),
    heading(sections.rejected),
    ...(totals.rejected === 0 ? [] : [`${say.rejected(totals.rejected, faultCount(summary))}.`]),
    table(
      ["code", "meaning", "faults"],
      say,
      Object.entries(rejects).map(([code, count]) => [code, say.fault(code), grouped(count)]),
    ),
    ...(skipped.length === 0
      ? []
      : [heading(sections.skipped), table(["file", "because"], say, skipped.map(skippedCells))]),
    heading(sections.warnings),
    warnings.length === 0 ? say.none() : warnings.map((warning) => `- ${cell(say.warning(warning))}`).join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

function reviewParts(review: Figures["review"], say: SummarySentences): readonly string[] {
  if (review.length === 0) return [];
  const rows = reviewRows(review, say).map(({ code, service, rule, says, count }) => [
    code,
    service,
    rule,
    says,
    count,
  ]);
  const hint = emptyChannelHint(review, say);
  return [
    heading(say.sections.review),
    table(["reason", "service", "rule", "details", "rows"], say, rows),
    ...(hint === undefined ? [] : [`${cell(hint)}.`]),
  ];
}

const BUCKET_COLUMNS = [
  "read",
  "compensated",
  "review",
  "unaffected",
  "before",
  "rejected",
  "duplicate",
] as const satisfies readonly SummaryColumn[];

function bucketCells(row: Summary["totals"]): readonly string[] {
  return [
    row.read,
    row.compensated,
    row.review,
    row.unaffected,
    row.already_compensated,
    row.rejected,
    row.duplicate,
    ...(row.line_items === undefined ? [] : [row.line_items]),
    ...(row.superseded === undefined ? [] : [row.superseded]),
  ].map(grouped);
}

function skippedCells({ file, because }: SkippedFile): readonly string[] {
  return [file, because];
}

/** Buckets that there are only where a mapping says so. */
function declaredColumns({ line_items: items, superseded }: Summary["totals"]): readonly SummaryColumn[] {
  return [
    ...(items === undefined ? [] : ["lineItems" as const]),
    ...(superseded === undefined ? [] : ["superseded" as const]),
  ];
}

function heading(title: string): string {
  return `## ${title}`;
}

function table(
  columns: readonly SummaryColumn[],
  { columns: titles, none }: SummarySentences,
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return none();
  return markdownTable(
    columns.map((column) => titles[column]),
    rows.map((row) => row.map(cell)),
  ).join("\n");
}

/** Line ends and other runs of blanks become one blank. */
function cell(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, " "));
}
