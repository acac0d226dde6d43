/** The language of a report: its words, its habits and the sentences that it shares with `explain`. */
import { HABITS, type Habits, type Language } from "./habits.ts";
import { reportEn } from "./report-words/report-en.ts";
import { reportKo } from "./report-words/report-ko.ts";
import type { ReportWords } from "./report-words/words.ts";
import { en } from "./sentences/en.ts";
import { ko } from "./sentences/ko.ts";
import type { Sentences } from "./sentences/sentences.ts";
import { summaryEn } from "./sentences/summary-en.ts";
import { summaryKo } from "./sentences/summary-ko.ts";
import type { Warning } from "./summary.ts";

export interface Voice {
  readonly language: Language;
  readonly words: ReportWords;
  readonly habits: Habits;
  readonly sentences: Sentences;
  warning(warning: Warning): string;
}

export const VOICES: { readonly [language in Language]: Voice } = {
  en: { language: "en", words: reportEn, habits: HABITS.en, sentences: en, warning: summaryEn.warning },
  ko: { language: "ko", words: reportKo, habits: HABITS.ko, sentences: ko, warning: summaryKo.warning },
};

/** `12.3%`, rounded half up to one decimal, but never all or none where it is neither; the share of nothing is none. */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return "";
  const thousandths = Math.round((part * 1000) / whole);
  const shown = part > 0 && part < whole ? Math.max(1, Math.min(999, thousandths)) : thousandths;
  return `${(shown / 10).toFixed(1)}%`;
}

/** The words for a code of ours; a code that a later version wrote stands for itself. */
export function wordFor(words: { readonly [code: string]: string }, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}
