/**
 * `summary.html`: a plan or run as a page for everybody who does not read the terminal.
 *
 * One file that needs nothing else and asks for nothing: no script, no font, no picture from elsewhere, and a policy for the
 * browser that allows none. The same facts give the same bytes; no clock is in it.
 */
import type { Language } from "../habits.ts";
import type { ReportFacts } from "../report-facts.ts";
import { SECTIONS, type SectionName } from "../report-words/words.ts";
import { VOICES, type Voice } from "../voice.ts";
import { attentionSection } from "./attention-section.ts";
import { changesSection } from "./changes-section.ts";
import { flowSection } from "./flow-section.ts";
import { type Html, html, htmlText, trustedHtml } from "./html.ts";
import { moneySection } from "./money-section.ts";
import { opening } from "./opening.ts";
import { originsSection } from "./origins-section.ts";
import { outageSection } from "./outage-section.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { rulesSection } from "./rules-section.ts";
import { samplesSection } from "./samples-section.ts";

const WRITERS: { readonly [section in SectionName]: (facts: ReportFacts, voice: Voice) => Html } = {
  outage: outageSection,
  flow: flowSection,
  rules: rulesSection,
  money: moneySection,
  attention: attentionSection,
  changes: changesSection,
  samples: samplesSection,
  origins: originsSection,
};

export function pageText(facts: ReportFacts, language: Language): string {
  const voice = VOICES[language];
  const { sections, opening: own } = voice.words;
  const shown = SECTIONS.filter((name) => facts.summary.reverts === undefined || COUNTER_SECTIONS.has(name));
  const contents = shown.map((name) => html`<li><a href="#${name}">${sections[name]}</a></li>\n`);
  const body = shown.map(
    (name) => html`<section id="${name}" aria-labelledby="${name}-heading">
<h2 id="${name}-heading">${sections[name]}</h2>
${WRITERS[name](facts, voice)}</section>
`,
  );
  return htmlText(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${own.document}: ${facts.summary.outage}</title>
<style>${trustedHtml(PAGE_STYLE)}</style>
</head>
<body>
<main>
${opening(facts, voice)}
<nav aria-label="${own.contents}"><ul>
${contents}</ul></nav>
${body}</main>
</body>
</html>
`);
}

/** A counter-run reads no export and decides nothing: these sections have something to say of it. */
const COUNTER_SECTIONS: ReadonlySet<SectionName> = new Set(["rules", "money", "origins"]);
