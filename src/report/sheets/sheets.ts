/** `summary.xlsx`: the facts of a report as sheets, for those who calculate on. The numbers are those of the page. */
import type { Language } from "../habits.ts";
import type { ReportFacts } from "../report-facts.ts";
import { VOICES } from "../voice.ts";
import { rejectsSheet, reviewSheet } from "./attention-sheets.ts";
import { largestSheet, moneySheet } from "./money-sheets.ts";
import { rulesSheet } from "./rules-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { summarySheet } from "./summary-sheet.ts";

const WRITERS = [summarySheet, rulesSheet, moneySheet, reviewSheet, rejectsSheet, largestSheet];

export function sheetsOf(facts: ReportFacts, language: Language): readonly Sheet[] {
  return WRITERS.map((writer) => writer(facts, VOICES[language]));
}
