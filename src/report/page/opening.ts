/** The head of a page: what happened, the outcome, the numbers that matter, the state of the plan and what is to be decided. */

import type { Origins, ReportFacts, ReportState } from "../report-facts.ts";
import type { Voice } from "../voice.ts";
import { type Html, html } from "./html.ts";

export function opening({ summary, origins, state }: ReportFacts, voice: Voice): Html {
  const { words, habits } = voice;
  const { opening: own, counts } = words;
  const { outage, policy, revision, as_of: asOf, totals, extended, credits, reverts } = summary;
  const paid = Object.entries(credits).map(
    ([currency, amount]) => html`<span>${habits.amount(amount, currency)}</span> `,
  );
  const records =
    reverts === undefined ? totals.compensated : summary.by_rule.reduce((sum, rule) => sum + rule.records, 0);
  const facts = [
    [own.facts.outage, outage],
    [own.facts.policy, policy],
    [own.facts.revision, revision],
    [own.facts.asOf, habits.moment(asOf)],
    [own.facts.zone, origins.zone],
  ].map(([title, value]) => html`<div><dt>${title}</dt><dd>${value}</dd></div>\n`);
  return html`<header>
<p class="eyebrow">${own.document}</p>
<h1>${origins.terms?.title ?? outage}</h1>
<p class="lede">${own.headline(summary)}</p>
${stateLine(state, reverts, voice)}
<dl class="numbers">
<div><dt>${own.figures.records}</dt><dd id="number-records">${counts.records(records)}</dd></div>
<div><dt>${own.figures.ends}</dt><dd id="number-ends">${counts.ends(extended)}</dd></div>
<div><dt>${own.figures.paid}</dt><dd id="number-paid">${paid.length === 0 ? own.paidNothing : paid}</dd></div>
</dl>
<dl class="facts">
${facts}</dl>
</header>
${decisions({ summary, origins }, voice)}`;
}

function stateLine(state: ReportState, reverts: number | undefined, { words }: Voice): Html {
  const { badges, ...own } = words.opening;
  const counter = reverts === undefined ? "" : own.counterState(String(reverts).padStart(4, "0"));
  if (state.kind === "plan") {
    const [badge, told] = reverts === undefined ? [badges.plan, own.planState()] : [badges.counter, counter];
    return html`<p class="state"><strong class="badge">${badge}</strong> ${told}</p>`;
  }
  const { run, runs, revertedBy } = state;
  if (revertedBy !== undefined)
    return html`<p class="state"><strong class="badge bad">${badges.reverted}</strong> ${own.revertedState(run, revertedBy)}</p>`;
  const badge = reverts === undefined ? badges.run : badges.counter;
  return html`<p class="state"><strong class="badge">${badge}</strong> ${own.runState(run, runs)} ${counter}</p>`;
}

function decisions(
  { summary, origins }: { readonly summary: ReportFacts["summary"]; readonly origins: Origins },
  { words }: Voice,
): Html {
  const { opening: own } = words;
  const { totals, warnings } = summary;
  const items = [
    origins.over_budget.length > 0
      ? html`<li class="bad">${own.overBudget} ${origins.over_budget.join("; ")}</li>\n`
      : undefined,
    totals.review > 0 ? html`<li>${own.decideReview(totals.review)}</li>\n` : undefined,
    totals.rejected > 0 ? html`<li>${own.decideRejects(totals.rejected)}</li>\n` : undefined,
    warnings.length > 0 ? html`<li><a href="#attention">${own.decideWarnings(warnings.length)}</a></li>\n` : undefined,
  ].filter((item) => item !== undefined);
  return html`<section class="decide" aria-labelledby="decide">
<h2 id="decide">${own.decide}</h2>
${items.length === 0 ? html`<p>${own.nothingToDecide}</p>` : html`<ul>\n${items}</ul>`}
</section>
`;
}
