/** How the times of a mapped column are written, understood: its patterns, and what is meant where a pattern does not say it. */
import { quoted } from "../domain/failure.ts";
import type { TimeForm, TimePattern } from "../domain/time-form.ts";
import type { TimeRole } from "../domain/timestamp.ts";
import type { Complain, Path } from "./problem.ts";
import { hasShortYear, mayBeDate, readTimePattern } from "./time-patterns.ts";
import type { WrittenMappedColumn } from "./written-mapping.ts";

export const TIME_KEYS = ["time", "through", "midnight", "century", "twice", "never"] as const;

export interface TimeFormContext {
  readonly complain: Complain;
  /** What the column's times are; undefined for a column of the user's own, which may be an end. */
  readonly role: TimeRole | undefined;
  /** The zone of the export's times, undefined for the policy's. */
  readonly zone: string | undefined;
}

/** ISO 8601, with every default. */
export function plainTimes(zone: string | undefined): TimeForm {
  return {
    patterns: [{ kind: "iso" }],
    century: undefined,
    through: "day",
    midnight: "moment",
    twice: undefined,
    never: undefined,
    zone,
  };
}

/** @returns undefined where the column says nothing about its times, or something wrong. */
export function readTimeForm(
  written: WrittenMappedColumn,
  path: Path,
  { complain, role, zone }: TimeFormContext,
): TimeForm | undefined {
  if (TIME_KEYS.every((key) => written[key] === undefined)) return undefined;
  const plain = plainTimes(zone);
  const patterns = written.time === undefined ? plain.patterns : readPatterns(written.time, path, complain);
  const century = readCentury(written.century, [...path, "century"], complain);
  // What else is said may be right for the patterns that were meant.
  if (patterns === undefined) return undefined;
  checkCentury(written, patterns, path, complain);
  if (written.through !== undefined) checkThrough(written, patterns, path, { complain, role, zone });
  return {
    patterns,
    century,
    through: written.through ?? plain.through,
    midnight: written.midnight ?? plain.midnight,
    twice: written.twice,
    never: written.never,
    zone,
  };
}

function readPatterns(
  written: string | readonly string[],
  path: Path,
  complain: Complain,
): readonly TimePattern[] | undefined {
  const texts = [written].flat();
  const patterns = texts.map((text, index) => {
    const at = [...path, "time", ...(typeof written === "string" ? [] : [index])];
    if (texts.indexOf(text) < index) return complain(at, `${quoted(text)} is in the list already`);
    const read = readTimePattern(text);
    if (read.kind === "pattern") return { text, at, ...read };
    for (const fault of read.faults) complain(at, fault);
    return undefined;
  });
  const found = patterns.filter((pattern) => pattern !== undefined);
  const [first, ...others] = found.filter(({ pattern: { kind } }) => kind === "epoch" || kind === "excel-days");
  for (const { text, at } of others)
    complain(at, `a number fits ${text} and ${first?.text} alike; a column has one of them`);
  return found.length < texts.length ? undefined : found.map(({ pattern }) => pattern);
}

function readCentury(text: string | undefined, path: Path, complain: Complain): number | undefined {
  if (text === undefined) return undefined;
  if (/^[12]\d00$/.test(text)) return Number(text);
  return complain(path, `${quoted(text)} is no century; write its first year, such as 2000`);
}

function checkCentury(
  { time, century }: WrittenMappedColumn,
  patterns: readonly TimePattern[],
  path: Path,
  complain: Complain,
): void {
  const index = patterns.findIndex(hasShortYear);
  if (century !== undefined && index < 0)
    complain([...path, "century"], "century is about years of two digits, and no pattern has one", "key");
  if (century !== undefined || index < 0) return;
  const text = [time].flat()[index] ?? "";
  const at = typeof time === "string" ? [...path, "time"] : [...path, "time", index];
  complain(at, `${quoted(text)} has a year of two digits; say which century with century: 2000`);
}

/** `through` is about a date as an end, and about nothing else. */
function checkThrough(
  { midnight }: WrittenMappedColumn,
  patterns: readonly TimePattern[],
  path: Path,
  { complain, role }: TimeFormContext,
): void {
  const at = [...path, "through"];
  const column = path.at(-1);
  if (role === "start") complain(at, `through is about an end, and ${column} is a start`, "key");
  else if (role === "charge")
    complain(at, `through is about an end, and a date in ${column} is the first day that is not paid for`, "key");
  else if (midnight !== "day" && !patterns.some(mayBeDate))
    complain(at, "through is about dates, and no pattern is one; midnight: day reads 00:00:00 as its date", "key");
}
