/** The summary as Markdown, for a ticket or a wiki page. */
import { escapeMarkdown, markdownTable } from "./markdown-table.ts";
import { creditsText, grouped, ruleText, type SkippedFile, type Summary, warningText } from "./summary.ts";
import { headlineOf } from "./summary-text.ts";

export function markdownText(summary: Summary): string {
  const {
    outage,
    policy,
    revision,
    as_of: asOf,
    totals,
    by_rule: rules,
    unaffected,
    rejects,
    exports,
    skipped = [],
    warnings,
  } = summary;
  const parts = [
    `# Compensation for ${cell(outage)}`,
    `Policy ${cell(policy)}, revision ${cell(revision)}, as of ${asOf}.`,
    `${headlineOf(summary)}.`,
    heading("Rows"),
    table(
      [
        "export",
        "kind",
        "read",
        "compensated",
        "review",
        "not affected",
        "before",
        "rejected",
        "duplicate",
        ...declaredColumns(totals),
      ],
      [...exports.map((row) => [row.file, row.kind, ...bucketCells(row)]), ["total", "", ...bucketCells(totals)]],
    ),
    heading("By service and rule"),
    table(
      ["service", "rule", "layer", "records", "adjusted", "paid", "review"],
      rules.map((row) => [
        row.service,
        ruleText(row.rule),
        row.layer,
        grouped(row.records),
        grouped(row.extended),
        creditsText(row.credits),
        grouped(row.review),
      ]),
    ),
    heading("Not affected"),
    table(
      ["reason", "rows"],
      Object.entries(unaffected).map(([reason, count]) => [reason, grouped(count)]),
    ),
    heading("Rejected"),
    table(
      ["code", "rows"],
      Object.entries(rejects).map(([code, count]) => [code, grouped(count)]),
    ),
    ...(skipped.length === 0
      ? []
      : [heading("Left out, being no exports"), table(["file", "because"], skipped.map(skippedCells))]),
    heading("Warnings"),
    warnings.length === 0 ? "None." : warnings.map((warning) => `- ${cell(warningText(warning))}`).join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

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
function declaredColumns({ line_items: items, superseded }: Summary["totals"]): readonly string[] {
  return [...(items === undefined ? [] : ["line items"]), ...(superseded === undefined ? [] : ["superseded"])];
}

function heading(title: string): string {
  return `## ${title}`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "None.";
  return markdownTable(
    columns,
    rows.map((row) => row.map(cell)),
  ).join("\n");
}

/** Line ends and other runs of blanks become one blank. */
function cell(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, " "));
}
