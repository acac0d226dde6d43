/** The summary as Markdown, for a ticket or a wiki page. */

import { visible } from "../domain/failure.ts";
import { creditsText, grouped, type Summary, warningText } from "./summary.ts";
import { headlineOf } from "./terminal.ts";

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
    warnings,
  } = summary;
  const parts = [
    `# Compensation for ${cell(outage)}`,
    `Policy ${cell(policy)}, revision ${cell(revision)}, as of ${asOf}.`,
    `${headlineOf(summary)}.`,
    heading("Rows"),
    table(
      ["export", "kind", "read", "compensated", "review", "not affected", "before", "rejected", "duplicate"],
      [...exports.map((row) => [row.file, row.kind, ...bucketCells(row)]), ["total", "", ...bucketCells(totals)]],
    ),
    heading("By service and rule"),
    table(
      ["service", "rule", "layer", "records", "adjusted", "paid", "review"],
      rules.map((row) => [
        row.service,
        row.rule || "(value that no rule names)",
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
  ].map(grouped);
}

function heading(title: string): string {
  return `## ${title}`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "None.";
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text that Markdown takes as it is. */
function cell(text: string): string {
  return visible(text.replace(/\s+/g, " ")).replace(/[\\`*_[\]<>|]/g, "\\$&");
}
