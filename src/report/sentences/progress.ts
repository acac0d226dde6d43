/** What is said while long work goes on, in whatever language. */
import type { Language } from "../habits.ts";
import { grouped } from "../summary.ts";

interface ProgressSentences {
  starting(): string;
  /** @param megabytes of all exports; undefined where that is not known. */
  read(facts: { readonly percent: number; readonly done: number; readonly megabytes: number | undefined }): string;
  rows(rows: number): string;
  speed(rowsPerSecond: number): string;
  left(seconds: number): string;
  rejected(rows: number): string;
}

export const PROGRESS_SENTENCES: { readonly [language in Language]: ProgressSentences } = {
  en: {
    starting: () => "Reading",
    read: ({ percent, done, megabytes }) =>
      megabytes === undefined ? `${grouped(done)} MB read` : `${percent} % of ${grouped(megabytes)} MB`,
    rows: (rows) => `${grouped(rows)} rows`,
    speed: (rowsPerSecond) => `${grouped(rowsPerSecond)} rows/s`,
    left: (seconds) => `${seconds} s left`,
    rejected: (rows) => `${grouped(rows)} rejected`,
  },
  ko: {
    starting: () => "읽는 중",
    read: ({ percent, done, megabytes }) =>
      megabytes === undefined ? `${grouped(done)} MB 읽음` : `${grouped(megabytes)} MB 중 ${percent}%`,
    rows: (rows) => `${grouped(rows)}행`,
    speed: (rowsPerSecond) => `초당 ${grouped(rowsPerSecond)}행`,
    left: (seconds) => `${seconds}초 남음`,
    rejected: (rows) => `거부 ${grouped(rows)}행`,
  },
};
