/** When the service of a row was down. */
import type { Outage, Row, WindowEntry, Windows } from "../language.ts";
import { cell } from "./records.ts";
import { isOneOf } from "./selectors.ts";
import { certainInstant } from "./times.ts";

export interface Interval {
  readonly from: number;
  readonly to: number;
}

export function intervalOf(text: string, zone: string): Interval {
  const [from = "", to = ""] = text.split("/");
  return { from: certainInstant(from, "start", zone), to: certainInstant(to, "end", zone) };
}

function entriesOf(windows: Windows | undefined): readonly WindowEntry[] {
  if (windows === undefined) return [];
  return Array.isArray(windows) ? windows : [windows as WindowEntry];
}

/** Union without what is excluded: cut at every edge, keep the pieces that are down, join those that touch. */
function unionWithout(down: readonly Interval[], excluded: readonly Interval[]): Interval[] {
  const edges = [...new Set([...down, ...excluded].flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const union: Interval[] = [];
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    if (to === undefined) break;
    const covers = (interval: Interval) => interval.from <= from && to <= interval.to;
    if (!down.some(covers) || excluded.some(covers)) continue;
    const last = union.at(-1);
    if (last?.to === from) union.splice(-1, 1, { from: last.from, to });
    else union.push({ from, to });
  }
  return union;
}

function windowsOf(row: Row, outage: Outage): readonly WindowEntry[] {
  return entriesOf(outage.services?.[cell(row, "service")] ?? outage.window);
}

/** The columns by which the windows of the row's service differ. */
export function whereColumns(row: Row, outage: Outage): readonly string[] {
  const listed = entriesOf(outage.services?.[cell(row, "service")]);
  return listed.flatMap((entry) => (typeof entry === "string" ? [] : Object.keys(entry.where ?? {})));
}

function isFor(entry: WindowEntry, row: Row): boolean {
  if (typeof entry === "string") return true;
  return Object.entries(entry.where ?? {}).every(([column, values]) => isOneOf(cell(row, column), values));
}

export function windowFor(row: Row, outage: Outage): Interval[] {
  const fitting = windowsOf(row, outage).filter((entry) => isFor(entry, row));
  const down = fitting.map((entry) => intervalOf(typeof entry === "string" ? entry : entry.window, outage.zone));
  return unionWithout(down, excludedIn(outage));
}

/** Sharpened: the service was down, but only for column values that this record does not have. */
export function isOutsideEveryWindow(row: Row, outage: Outage): boolean {
  const windows = windowsOf(row, outage);
  return windows.length > 0 && !windows.some((entry) => isFor(entry, row));
}

function excludedIn({ exclude = [], zone }: Outage): readonly Interval[] {
  return exclude.map((text) => intervalOf(text, zone));
}

export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + (to - from), 0);
}
