/** What is paid: by currency and service, how large the payments are, the largest of them, and the ceilings of the policy. */
import { createDecimalSum } from "../../domain/decimal-sum.ts";
import type { AmountBins, Figures, LargestPayments } from "../figures.ts";
import type { ReportFacts } from "../report-facts.ts";
import { grouped, type Summary } from "../summary.ts";
import { shareText, type Voice, wordFor } from "../voice.ts";
import { amountsChart } from "./charts/amounts-chart.ts";
import { type DataRow, dataTable, foldedTable, numberColumn, textColumn } from "./data-table.ts";
import { type Html, html } from "./html.ts";
import { limitsPart } from "./limits-part.ts";

export function moneySection({ summary, figures, origins }: ReportFacts, voice: Voice): Html {
  const { words } = voice;
  const limits = limitsPart(origins.terms?.limits, summary, voice);
  if (Object.keys(summary.credits).length === 0) return html`<p class="note">${words.money.none}</p>\n${limits}`;
  const parts =
    figures === undefined ? html`<p class="note">${words.noFigures}</p>\n` : currencyParts(summary, figures, voice);
  return html`${sumsTable(summary, voice)}${parts}${limits}`;
}

function sumsTable({ by_rule: rules, credits }: Summary, { words, habits }: Voice): Html {
  const { money: own } = words;
  const rows = Object.keys(credits).flatMap((currency): readonly DataRow[] =>
    serviceSums(rules, currency).map(({ service, sum }) => ({
      cells: [currency, service, habits.amount(sum, currency)],
    })),
  );
  const totals = Object.entries(credits).map(
    ([currency, amount]) => html`<span class="amount">${habits.amount(amount, currency)}</span>`,
  );
  return dataTable({
    id: "table-money",
    caption: words.sections.money,
    columns: [textColumn(own.columns.currency), textColumn(own.columns.service), numberColumn(own.columns.sum)],
    rows,
    total: [words.total, "", totals],
  });
}

export interface ServiceSum {
  readonly service: string;
  /** A plain decimal in major units. */
  readonly sum: string;
}

/** What each service pays in a currency, in the order of the rules. */
export function serviceSums(rules: Summary["by_rule"], currency: string): readonly ServiceSum[] {
  const services = [...new Set(rules.filter((rule) => currency in rule.credits).map(({ service }) => service))];
  return services.map((service) => {
    const sum = createDecimalSum();
    for (const rule of rules) if (rule.service === service) sum.add(rule.credits[currency] ?? "0");
    return { service, sum: sum.text() };
  });
}

function currencyParts({ credits }: Summary, { amounts, largest }: Figures, voice: Voice): readonly Html[] {
  return Object.entries(credits).map(([currency, total], index) => {
    const bins = amounts.filter((each) => each.currency === currency);
    const top = largest.find((each) => each.currency === currency);
    return html`<h3 class="currency">${currency}</h3>
${bins.map((each, at) => distribution(each, `amounts-${index + 1}-${at + 1}`, voice))}
${top === undefined ? undefined : largestTable(top, { id: `table-largest-${index + 1}`, total }, voice)}`;
  });
}

function distribution({ currency, service, bins }: AmountBins, id: string, { words, habits }: Voice): Html {
  const { money: own } = words;
  const [first, last] = [bins.at(0), bins.at(-1)];
  if (first === undefined || last === undefined) return html``;
  const payments = bins.reduce((sum, { count }) => sum + count, 0);
  const [smallest, largest] = [habits.amount(first.from, currency), habits.amount(last.to, currency)];
  const title = `${own.distribution}: ${service}`;
  const told = own.distributionTold(payments, smallest, largest);
  // A single bar says no more than the sentence.
  const drawn = bins.length === 1 ? undefined : amountsChart({ id, title, told, bins, smallest, largest });
  const sum = createDecimalSum();
  for (const bin of bins) sum.add(bin.sum);
  return html`<h4>${title}</h4>
<p class="note">${told}</p>
${drawn}${foldedTable(words.asTable, {
  id: `table-${id}`,
  caption: title,
  columns: [
    textColumn(own.columns.from),
    numberColumn(own.columns.to),
    numberColumn(own.columns.payments),
    numberColumn(own.columns.sum),
  ],
  rows: bins.map((bin) => ({
    cells: [
      habits.amount(bin.from, currency),
      habits.amount(bin.to, currency),
      grouped(bin.count),
      habits.amount(bin.sum, currency),
    ],
  })),
  total: [words.total, "", grouped(payments), habits.amount(sum.text(), currency)],
})}`;
}

interface LargestPlace {
  readonly id: string;
  /** All that is paid in this currency. */
  readonly total: string;
}

function largestTable({ currency, payments, sum }: LargestPayments, { id, total }: LargestPlace, voice: Voice): Html {
  const { words, habits, sentences } = voice;
  const { money: own, rules } = words;
  const share = shareText(Number(sum), Number(total));
  return html`<h4>${own.largest}</h4>
${dataTable({
  id,
  caption: `${own.largest}, ${currency}`,
  columns: [
    textColumn(own.record),
    textColumn(own.columns.service),
    textColumn(rules.columns.rule),
    numberColumn(own.amount),
  ],
  rows: payments.map((payment) => ({
    cells: [
      html`${wordFor(sentences.kinds, payment.record)} <code>${payment.record_id}</code>`,
      payment.service,
      payment.rule,
      habits.amount(payment.amount, currency),
    ],
  })),
})}<p>${own.largestTold(payments.length, habits.amount(sum, currency), share)}</p>
`;
}
