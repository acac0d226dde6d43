/**
 * The language in which a command tells people things: `--lang`, else the locale of the environment.
 *
 * Files of a plan or run go by `--lang` alone (English unless given), so that they are the same bytes on every machine. What machines read, such as
 * JSON, CSV and exit codes, is in no language.
 */
import { type Command, Option } from "commander";
import { LANGUAGE_NAMES } from "../commands/steps/choices.ts";
import type { Language } from "../report/habits.ts";

/** Gives every command the option. */
export function addLanguageOption(program: Command): void {
  for (const command of program.commands) {
    command.addOption(
      new Option("--lang <language>", "the language to tell it in; the locale's unless given").choices(LANGUAGE_NAMES),
    );
  }
}

/** The variables that name a locale, the strongest first, as POSIX has them. */
const LOCALE_VARIABLES = ["LC_ALL", "LC_MESSAGES", "LANG"] as const;

/** `ko`, `ko_KR.UTF-8` and the like are Korean, `kok_IN` is not; every other locale, or none, is English. */
export function localeLanguage(environment: { readonly [name: string]: string | undefined }): Language {
  const locale = LOCALE_VARIABLES.map((name) => environment[name]).find((value) => value !== undefined && value !== "");
  return /^ko(?![a-z])/i.test(locale ?? "") ? "ko" : "en";
}
