/** What commands say of plans, runs and the book, and the lists of files and facts that they show. */
import type { Language } from "./habits.ts";
import type { RunSentences } from "./sentences/runs.ts";
import { runsEn } from "./sentences/runs-en.ts";
import { runsKo } from "./sentences/runs-ko.ts";
import { left, tableLines, whole } from "./table.ts";

export const RUN_SENTENCES: { readonly [language in Language]: RunSentences } = { en: runsEn, ko: runsKo };

/** One line for each name and what it stands for, the latter below each other; nothing is folded, so that paths can be copied. */
export function factLines(facts: readonly (readonly [name: string, value: string])[]): readonly string[] {
  return tableLines([left(""), whole("")], facts).slice(1);
}
