/** What each rule came to, service by service, with the rule in the policy's own words. */
import { DAY, HOUR, lengthOf, MINUTE } from "../../domain/instant.ts";
import type { RuleFigures, Spread } from "../figures.ts";
import type { ReportFacts } from "../report-facts.ts";
import { blankZero, grouped, type SummaryRule } from "../summary.ts";
import type { Voice } from "../voice.ts";
import { smallBar } from "./charts/stacked-bar.ts";
import { type DataRow, dataTable, numberColumn, textColumn } from "./data-table.ts";
import { type Html, html, type Markup } from "./html.ts";

export function rulesSection({ summary, figures, origins }: ReportFacts, voice: Voice): Html {
  const { words } = voice;
  const { rules: own } = words;
  const { by_rule: rules } = summary;
  if (rules.length === 0) return html`<p class="note">${own.none}</p>\n`;
  const most = rules.reduce((largest, { records }) => Math.max(largest, records), 0);
  const { service, rule, records, ends, longer, paid, review } =
    summary.reverts === undefined ? own.columns : { ...own.columns, ...own.takenBack };
  const hasFigures = figures !== undefined;
  const rows = rules.map((each): DataRow => {
    const found = figures?.by_rule.find((other) => isSame(each, other));
    const why = origins.terms?.why[each.rule];
    return {
      cells: [
        html`<span class="rule">${each.rule === "" ? own.noRule : each.rule}</span>${why === undefined ? undefined : html`<span class="why">${why}</span>`}`,
        each.service,
        html`${grouped(each.records)}${smallBar(each.records, most)}`,
        blankZero(each.extended),
        ...(hasFigures ? [longerText(found?.longer, voice)] : []),
        paidParts(each, found, voice),
        blankZero(each.review),
      ],
    };
  });
  const columns = [
    textColumn(rule),
    textColumn(service),
    numberColumn(records),
    numberColumn(ends),
    ...(hasFigures ? [textColumn(longer)] : []),
  ];
  return dataTable({
    id: "table-rules",
    caption: words.sections.rules,
    columns: [...columns, numberColumn(paid), numberColumn(review)],
    rows,
    total: [
      // Records are not added up: a record that gets something in two layers stands in two rows.
      words.total,
      "",
      "",
      grouped(summary.extended),
      ...(hasFigures ? [""] : []),
      Object.entries(summary.credits).map(([currency, amount]) => amountLine(amount, currency, voice)),
      "",
    ],
  });
}

function isSame({ rule, layer, service }: SummaryRule, other: RuleFigures): boolean {
  return other.rule === rule && other.layer === layer && other.service === service;
}

/** To whole hours where it is a day or more, else to whole minutes: who needs seconds finds them in the outputs. */
function longerText(spread: Spread | undefined, { words, sentences }: Voice): string {
  if (spread === undefined) return "";
  const written = (text: string, isAbout: boolean) => {
    // Of a counter-run without its minus: the column says that it was taken back.
    const length = Math.abs(Number(text));
    const grain = length >= DAY ? HOUR : MINUTE;
    const shown = sentences.duration(lengthOf(Math.round(length / grain) * grain));
    return length % grain === 0 && !isAbout ? shown : words.rules.about(shown);
  };
  return spreadText(spread, written, words.rules);
}

function spreadText(
  { smallest, median, largest, about }: Spread,
  written: (value: string, isAbout: boolean) => string,
  words: Voice["words"]["rules"],
): string {
  if (smallest === largest) return words.each(written(largest, false));
  return words.spread(written(smallest, false), written(median, about === true), written(largest, false));
}

function paidParts({ credits }: SummaryRule, figures: RuleFigures | undefined, voice: Voice): Markup {
  const { words, habits } = voice;
  return Object.entries(credits).map(([currency, amount]) => {
    const spread = figures?.paid[currency];
    const paidText = (value: string, isAbout: boolean) => {
      const shown = habits.amount(value, currency);
      return isAbout ? words.rules.about(shown) : shown;
    };
    const told =
      spread === undefined || spread.count === 1
        ? undefined
        : html`<span class="why">${spreadText(spread, paidText, words.rules)}</span>`;
    return html`${amountLine(amount, currency, voice)}${told}`;
  });
}

function amountLine(amount: string, currency: string, { habits }: Voice): Html {
  return html`<span class="amount">${habits.amount(amount, currency)}</span>`;
}
