/** A comparison of two policies or windows as people read it: the outcome first and last, tables between. */
import { visible } from "../domain/failure.ts";
import { amountsText, HABITS, type Language } from "./habits.ts";
import type { Palette } from "./palette.ts";
import type { WhatIfSentences } from "./sentences/whatif.ts";
import { whatIfEn } from "./sentences/whatif-en.ts";
import { whatIfKo } from "./sentences/whatif-ko.ts";
import { grouped } from "./summary.ts";
import { SUMMARY_SENTENCES } from "./summary-text.ts";
import { foldedParts, foldedWords, left, right, tableLines, whole } from "./table.ts";
import type { WhatIf, WhatIfSide, WhatIfSum, WhatIfTop } from "./whatif-report.ts";

const SENTENCES: { readonly [language in Language]: WhatIfSentences } = { en: whatIfEn, ko: whatIfKo };

export interface WhatIfStyle {
  readonly language: Language;
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly columns: number;
}

export function whatIfLines(whatIf: WhatIf, style: WhatIfStyle): readonly string[] {
  const { language, palette, columns: width } = style;
  const { sides, services, gain_most: gaining, lose_most: losing } = whatIf;
  const say = SENTENCES[language];
  const headline = foldedParts(say.headline(whatIf), width).map(palette.strong);
  const [from, to] = [say.columns.from, say.columns.to];
  const sections = [
    headline,
    [
      ...tableLines(
        [left(""), whole("")],
        sides.map((side, index) => [index === 0 ? from : to, sideText(side, say)]),
      ).slice(1),
      `  ${say.asOf(HABITS[language].moment(whatIf.as_of))}`,
    ],
    services.length === 0 ? [] : [palette.faint(say.byService()), ...serviceLines(whatIf, style)],
    ...gaining.map((top) => [palette.faint(say.gainMost(top.in)), ...topLines(top, style)]),
    ...losing.map((top) => [palette.faint(say.loseMost(top.in)), ...topLines(top, style)]),
    problemLines(whatIf, language).flatMap((line) => foldedWords(`  ${line}`, width).map(palette.warning)),
    [...foldedWords(say.bookNotLookedAt(), width), ...headline],
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

function sideText({ policy, revision, outage, files }: WhatIfSide, say: WhatIfSentences): string {
  return say.side({
    policy: visible(`${policy} ${revision}`),
    policyFile: visible(files.policy),
    outage: visible(outage),
    outageFile: visible(files.outage),
  });
}

function serviceLines({ services }: WhatIf, { language, columns: width }: WhatIfStyle): readonly string[] {
  const { columns } = SENTENCES[language];
  const text = (sum: WhatIfSum) => [
    grouped(sum.ends),
    grouped(sum.days),
    amountsText(sum.credits, language),
    grouped(sum.review),
  ];
  const rows = services.flatMap(({ service, affected, more, less, otherwise, sides: [before, after] }) => [
    [visible(service), columns.from, "", "", "", "", grouped(before.records), ...text(before)],
    [
      "",
      columns.to,
      grouped(affected),
      grouped(more),
      grouped(less),
      grouped(otherwise),
      grouped(after.records),
      ...text(after),
    ],
  ]);
  const { affected, more, less, other, get, ends, days, paid, review } = columns;
  const numbers = [affected, more, less, other, get, ends, days, paid, review];
  return tableLines([left(columns.service), whole(""), ...numbers.map(right)], rows, { width });
}

function topLines({ records }: WhatIfTop, { language, columns: width }: WhatIfStyle): readonly string[] {
  const { columns } = SENTENCES[language];
  return tableLines(
    [whole(columns.record), whole(columns.holder), left(columns.service), right(columns.from), right(columns.to)],
    records.map(({ record, holder, service, before, after }) => [
      record,
      holder,
      service,
      grouped(before),
      grouped(after),
    ]),
    { width },
  );
}

function problemLines(whatIf: WhatIf, language: Language): readonly string[] {
  const say = SENTENCES[language];
  const { sides, duplicates, line_items: items = 0, superseded = 0, contradicting } = whatIf;
  const [one, other] = [warningTexts(sides[0], language), warningTexts(sides[1], language)];
  return [
    ...(duplicates > 0 ? [say.duplicates(duplicates)] : []),
    ...(items > 0 ? [say.lineItems(items)] : []),
    ...(superseded > 0 ? [say.superseded(superseded)] : []),
    ...(contradicting > 0 ? [say.contradicting(contradicting)] : []),
    ...([0, 1] as const).flatMap((side) => [
      ...(sides[side].rejected > 0 ? [say.rejected(sides[side].rejected, side)] : []),
      ...sides[side].over_budget.map((budget) => say.overBudget(budget, side)),
    ]),
    ...one.map((text) => (other.includes(text) ? text : say.warningUnder(text, 0))),
    ...other.filter((text) => !one.includes(text)).map((text) => say.warningUnder(text, 1)),
  ];
}

function warningTexts({ warnings }: WhatIfSide, language: Language): readonly string[] {
  return warnings.map((warning) => visible(SUMMARY_SENTENCES[language].warning(warning)));
}
