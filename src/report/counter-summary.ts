/** The summary of a counter-run as people read it: what is taken back, and from which run. */
import { visible } from "../domain/failure.ts";
import { amountsText, type Language } from "./habits.ts";
import { escapeMarkdown, markdownTable } from "./markdown-table.ts";
import { grouped, type Summary } from "./summary.ts";
import { basisOf, SUMMARY_SENTENCES } from "./summary-text.ts";

/** `Takes back run 0003 of pangyo: 320 ends put back; 111 payments taken back: -43,178 KRW`. */
export function counterHeadline(summary: Summary, run: string, language: Language): string {
  return SUMMARY_SENTENCES[language].counterHeadline({ ...summary, outage: visible(summary.outage) }, run);
}

/** As Markdown, for a ticket or a wiki page. */
export function counterMarkdown(summary: Summary, run: string, language: Language): string {
  const say = SUMMARY_SENTENCES[language];
  const { service, rule, layer, putBack, takenBack } = say.columns;
  const rules = summary.by_rule.map((row) =>
    [row.service, row.rule, row.layer, grouped(row.extended), amountsText(row.credits, language)].map(escapeMarkdown),
  );
  return [
    `# ${say.counterTitle(run)}`,
    "",
    `${escapeMarkdown(counterHeadline(summary, run, language))}.`,
    `${escapeMarkdown(say.basis(basisOf(summary)))}.`,
    "",
    ...markdownTable([service, rule, layer, putBack, takenBack], rules),
    "",
  ].join("\n");
}
