/**
 * Which window an outage had for one record.
 *
 * A listed service has its own windows and only those. Where its windows differ by a column, the record's value chooses, and
 * a value that no window names is for a person to decide. Windows are computed once per combination of values.
 */
import { type Instant, instantAt } from "../domain/instant.ts";
import { type Interval, type Window, windowOf } from "../domain/interval.ts";
import type { Outage, ServiceWindow } from "../domain/outage.ts";
import type { ExportRecord } from "../domain/record.ts";

export type WindowFor = (record: ExportRecord) => Window | undefined | UnnamedValue;

/** A column value that no window of the service names. */
export interface UnnamedValue {
  readonly kind: "unnamed-value";
  readonly column: string;
  readonly value: string;
}

export function windowsFor(outage: Outage, service: string): WindowFor {
  const listed = outage.services.get(service);
  if (listed === undefined) return constantly(generalWindow(outage));
  const columns = [...new Set(listed.flatMap(({ where }) => [...where.keys()]))];
  if (columns.length === 0) return constantly(windowOf(listed.map(intervalOf), outage.excluded));

  const windows = new Map<string, Window | undefined | UnnamedValue>();
  return (record) => {
    const key = columns.map((column) => record.text(column)).join("\0");
    if (windows.has(key)) return windows.get(key);
    const chosen = choose(listed, record, outage.excluded, columns);
    if (windows.size < MOST_WINDOWS) windows.set(key, chosen);
    return chosen;
  };
}

/** When the outage began, over all its services; where everything is excluded, its earliest start. */
export function beganAt({ general, services, excluded }: Outage): Instant {
  const intervals = [...general, ...[...services.values()].flat().map(intervalOf)];
  return windowOf(intervals, excluded)?.start ?? instantAt(Math.min(...intervals.map(({ start }) => start)));
}

/** How many combinations of values are kept; windows of further combinations are computed for each record. */
const MOST_WINDOWS = 4096;

/** All services without windows of their own share one, which is put together once. */
function generalWindow(outage: Outage): Window | undefined {
  if (!generalWindows.has(outage)) generalWindows.set(outage, windowOf(outage.general, outage.excluded));
  return generalWindows.get(outage);
}

const generalWindows = new WeakMap<Outage, Window | undefined>();

function constantly(window: Window | undefined): WindowFor {
  return () => window;
}

function choose(
  listed: readonly ServiceWindow[],
  record: ExportRecord,
  excluded: readonly Interval[],
  columns: readonly string[],
): Window | undefined | UnnamedValue {
  const fitting = listed.filter(({ where }) =>
    [...where].every(([column, values]) => values.includes(record.text(column))),
  );
  if (fitting.length > 0) return windowOf(fitting.map(intervalOf), excluded);
  const column =
    columns.find((name) => !listed.some(({ where }) => where.get(name)?.includes(record.text(name)))) ??
    columns[0] ??
    "";
  return { kind: "unnamed-value", column, value: record.text(column) };
}

function intervalOf({ interval }: ServiceWindow): Interval {
  return interval;
}
