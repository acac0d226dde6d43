/** The words that options and arguments take, apart from the commands that know them: a command is loaded when it is called. */
import type { Language } from "../../report/habits.ts";

/** The languages in which people are told things. */
export const LANGUAGE_NAMES = ["en", "ko"] as const satisfies readonly Language[];

export function findLanguage(name: string | undefined): Language | undefined {
  return LANGUAGE_NAMES.find((language) => language === name);
}

/** The forms of a report of `check`. */
export const REPORTERS = ["text", "json", "junit", "github"] as const;
export type Reporter = (typeof REPORTERS)[number];

/** The forms in which `diff` shows changes. */
export const DIFF_FORMATS = ["text", "csv", "json", "html", "unified"] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

/** The forms of a report of a plan or run. */
export const REPORT_FORMATS = ["html", "xlsx", "md", "json"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The forms of a report of `lint`. */
export const LINT_REPORTERS = ["text", "json", "github"] as const;
export type LintReporter = (typeof LINT_REPORTERS)[number];

/** The files that have a JSON Schema. */
export const SCHEMA_NAMES = ["policy", "outage", "mapping"] as const;
export type SchemaName = (typeof SCHEMA_NAMES)[number];

/** The shells that have a completion script. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** The pages of `help` that are about no command. */
export const TOPICS = ["exports", "times", "money", "policy", "exit-codes"] as const;
export type Topic = (typeof TOPICS)[number];
