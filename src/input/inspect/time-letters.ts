/** The letters of a form, by which a mapping writes how the times of a shape are read. */

/** A run of digits, or what stands between two of them. */
export interface Token {
  readonly text: string;
  /** The number of the run; -1 for what stands between. */
  readonly run: number;
}

export const MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** What tells the morning from the afternoon. */
export const HALF_OF_DAY = /오전|오후|AM|PM|am|pm/;

export interface Padding {
  readonly day: boolean;
  readonly hour: boolean;
}

/** Whether months, days and hours are written with two digits always: both are possible where every run has two. */
export function paddingsOf(
  runs: readonly Token[],
  { dayRuns, hourRun, isHalved }: { readonly dayRuns: number; readonly hourRun: number; readonly isHalved: boolean },
): readonly Padding[] {
  const day = runs.slice(0, dayRuns).filter(({ text }) => text.length < 4);
  const days = day.every(({ text }) => text.length === 2) ? [true, false] : [false];
  const hour = runs[hourRun];
  const hours = hour === undefined ? [true] : hour.text.length === 2 ? [true, false] : [false];
  // Every run of the day has two digits where it is one run.
  const dayPaddings = dayRuns === 0 ? [true] : days;
  const all = dayPaddings.flatMap((padded) => hours.map((padding) => ({ day: padded, hour: padding })));
  // Who writes 9 for September with a half of the day writes 9 for the hour.
  return isHalved ? all.toSorted((a, b) => Number(b.day === b.hour) - Number(a.day === a.hour)) : all;
}

export interface WrittenShape {
  readonly tokens: readonly Token[];
  /** The letters of each run, without their padding. */
  readonly written: readonly string[];
  readonly tail: string;
  readonly shortYear: boolean;
}

export function formOf({ tokens, written, tail, shortYear }: WrittenShape, { day, hour }: Padding): string {
  const form = tokens.map(({ text, run }) => {
    if (run < 0) return literalOf(text);
    const letters = written[run] ?? "";
    if (letters === "y") return shortYear ? "yy" : "yyyy";
    if (letters === "M" || letters === "d") return day ? letters + letters : letters;
    return letters === "H" || letters === "h" ? (hour ? letters + letters : letters) : letters;
  });
  return form.join("") + tail;
}

/** What stands between runs: a month's name and the half of the day become letters, other letters stand in quotes. */
function literalOf(text: string): string {
  return text.replaceAll(/오전|오후|[A-Za-z]+|'/g, (part) => {
    if (HALF_OF_DAY.test(part) && part.length === 2) return "a";
    return MONTH_NAMES.includes(part.toLowerCase()) ? "MMM" : `'${part === "'" ? "" : part}'`;
  });
}
