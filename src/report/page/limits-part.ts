/** The ceilings of the policy, and beside a budget what the plan gives of it. */
import { createDecimalSum } from "../../domain/decimal-sum.ts";
import type { Ceiling } from "../../domain/terms.ts";
import type { Summary } from "../summary.ts";
import type { Voice } from "../voice.ts";
import { dataTable, numberColumn, textColumn } from "./data-table.ts";
import { type Html, html } from "./html.ts";

/** @param limits undefined where the manifest does not tell them. */
export function limitsPart(limits: readonly Ceiling[] | undefined, summary: Summary, voice: Voice): Html {
  const { words } = voice;
  const { money: own } = words;
  if (limits === undefined) return html``;
  if (limits.length === 0) return html`<p class="note">${own.noLimits}</p>\n`;
  const { per, layer, most, given } = own.limitColumns;
  return html`<h3>${own.limits}</h3>
${dataTable({
  id: "table-limits",
  caption: own.limits,
  columns: [textColumn(per), textColumn(layer), numberColumn(most), numberColumn(given)],
  rows: limits.map((limit) => ({
    cells: [own.per[limit.per], limit.layer ?? own.allLayers, mostText(limit, voice), givenText(limit, summary, voice)],
  })),
})}`;
}

function mostText({ kind, most, currency = "" }: Ceiling, { words, habits }: Voice): string {
  switch (kind) {
    case "records":
      return words.counts.records(Number(most));
    case "credit":
      return habits.amount(most, currency);
    case "price":
      return words.money.ofPrice;
    case "extend":
      return words.length(most);
  }
}

/** Of a budget alone: what is given per record and per user is seen in no sum. */
function givenText({ per, kind, layer, currency = "" }: Ceiling, summary: Summary, { words, habits }: Voice): string {
  if (per !== "run") return "";
  const rules = summary.by_rule.filter((rule) => layer === undefined || rule.layer === layer);
  if (kind === "credit") {
    const sum = createDecimalSum();
    for (const rule of rules) sum.add(rule.credits[currency] ?? "0");
    return habits.amount(sum.text(), currency);
  }
  if (layer === undefined) return words.counts.records(summary.totals.compensated);
  return words.counts.records(rules.reduce((sum, { records, review }) => sum + records - review, 0));
}
