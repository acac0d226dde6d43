/** Commands that a message names as the next step, with all the options that they need, ready to be pasted. */
import type { Manifest } from "../../book/manifest.ts";
import { ON_WINDOWS } from "../../domain/path.ts";

export const DEFAULT_BOOK = "compensations";
export const DEFAULT_PLAN = "compensation-plan";

/** Words as a shell takes them; those with other characters than plain ones in quotes. */
export function optionText(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./*-]+$/.test(word) ? word : inQuotes(word))).join(" ");
}

/** Neither shell of Windows takes what a Unix shell takes in every case; both take double quotes. */
function inQuotes(word: string): string {
  return ON_WINDOWS ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Nothing for the default book. */
export function bookOption(book: string): readonly string[] {
  return book === DEFAULT_BOOK ? [] : ["--book", book];
}

export interface PlanPlaces {
  readonly book: string;
  /** The plan's folder; undefined where exports were applied without one. */
  readonly out: string | undefined;
}

/** The command that makes a plan again, as it was asked for. */
export function planAgain({ request }: Pick<Manifest, "request">, { book, out }: PlanPlaces): string {
  const option = (name: string, value: string | null) => (value === null ? [] : [name, value]);
  return optionText([
    "compensate",
    "plan",
    ...option("--outage", request.outage),
    ...option("--outage-id", request.outage_id),
    ...option("--zone", request.zone),
    ...option("--policy", request.policy),
    ...option("--as-of", request.as_of),
    ...option("--control", request.control),
    ...option("--mapping", request.mapping ?? null),
    ...option("--encoding", request.encoding ?? null),
    ...option("--lang", request.lang ?? null),
    ...(request.xlsx === true ? ["--xlsx"] : []),
    ...(request.skipped === undefined ? [] : ["--skip-others"]),
    ...(out === undefined || out === DEFAULT_PLAN ? [] : ["--out", out]),
    ...bookOption(book),
    ...request.exports.flatMap(({ path, kind }) => (kind === null ? [path] : [`--${kind}s`, path])),
  ]);
}
