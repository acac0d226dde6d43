/**
 * Tells from the format of a cell whether its number is a time, and what of the time the format shows.
 *
 * Formats are written as in ECMA-376, 18.8.31; the built-in ones stand in 18.8.30. `[h]:mm` and the like show a length of time, and
 * a length is a number here.
 */
export interface TimeFormat {
  readonly date: boolean;
  readonly time: boolean;
}

const DATE: TimeFormat = { date: true, time: false };
const TIME: TimeFormat = { date: false, time: true };
const BOTH: TimeFormat = { date: true, time: true };

/** First and last id of built-in formats, from East Asian and Thai Excel as well. 46 and 79 are lengths of time. */
const BUILT_IN: readonly (readonly [first: number, last: number, format: TimeFormat])[] = [
  [14, 17, DATE],
  [18, 21, TIME],
  [22, 22, BOTH],
  [27, 31, DATE],
  [32, 33, TIME],
  [34, 36, DATE],
  [45, 45, TIME],
  [47, 47, TIME],
  [50, 58, DATE],
  [71, 74, DATE],
  [75, 76, TIME],
  [77, 77, BOTH],
  [78, 78, TIME],
  [80, 80, TIME],
  [81, 81, DATE],
];

export function builtInTimeFormat(id: number): TimeFormat | undefined {
  return BUILT_IN.find(([first, last]) => id >= first && id <= last)?.[2];
}

/** @param format as it is written, such as `yyyy"년" m"월" d"일"`. */
export function timeFormatOf(format: string): TimeFormat | undefined {
  const letters = lettersOf(format);
  if (letters === undefined) return undefined;
  const clock = /[hs]|am\/pm|a\/p/.test(letters);
  // m is a minute beside h and s, else a month; e is a year of an era, b one of Thailand, aaa a weekday.
  const date = /[ydeb]|aaa/.test(letters) || (!clock && letters.includes("m"));
  return date || clock ? { date, time: clock } : undefined;
}

/** The letters of the format of positive numbers that stand for a part of a value; undefined for a length of time. */
function lettersOf(format: string): string | undefined {
  const bare = format.replaceAll(/"[^"]*"?|\\.|_.|\*./gs, " ");
  const [section = ""] = bare.split(";");
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return undefined;
  const letters = section.replaceAll(/\[[^\]]*\]/g, "").toLowerCase();
  // `General`, and the E of 1.5E+10.
  return letters.replaceAll("general", "").replaceAll(/e[+-]/g, "");
}
