/** The summary of a counter-run as people read it: what is taken back, and from which run. */
import { visible } from "../domain/failure.ts";
import { escapeMarkdown, markdownTable } from "./markdown-table.ts";
import { countText, creditsText, grouped, type Summary } from "./summary.ts";

/** `run 0003 of pangyo: 320 ends put back, 111 payments of -43,178 KRW taken back`. */
export function counterHeadline({ outage, extended, credited, credits }: Summary, run: string): string {
  const parts = [
    extended > 0 ? `${countText(extended, "end")} put back` : "",
    credited > 0 ? `${countText(credited, "payment")} taken back: ${creditsText(credits)}` : "",
  ];
  return `run ${run} of ${visible(outage)}: ${parts.filter((part) => part !== "").join("; ")}`;
}

/** As Markdown, for a ticket or a wiki page. */
export function counterMarkdown(summary: Summary, run: string): string {
  const rules = summary.by_rule.map(({ service, rule, layer, extended, credits }) =>
    [service, rule, layer, grouped(extended), creditsText(credits)].map(escapeMarkdown),
  );
  return [
    `# Run ${run} taken back`,
    "",
    `Takes back ${escapeMarkdown(counterHeadline(summary, run))}.`,
    `Policy ${escapeMarkdown(summary.policy)}, revision ${escapeMarkdown(summary.revision)}, as of ${summary.as_of}.`,
    "",
    ...markdownTable(["service", "rule", "layer", "put back", "taken back"], rules),
    "",
  ].join("\n");
}
