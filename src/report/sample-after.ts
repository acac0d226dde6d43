/** What a sample row has afterwards, in the habits of the reader. */
import type { SampleFigure } from "./figures.ts";
import { HABITS, type Language } from "./habits.ts";

/** An end as the export writes it; a payment, which figures hold as `1500 MELON-CASH`, as people of the language write money. */
export function sampleAfter({ before, after }: SampleFigure, language: Language): string {
  if (before !== "") return after;
  const space = after.indexOf(" ");
  return HABITS[language].amount(after.slice(0, space), after.slice(space + 1));
}
