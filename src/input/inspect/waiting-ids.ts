/**
 * The ids of a block that wait to be looked up, all at once when the block ends: a large table is then in no cache, and look-ups that do
 * not wait for each other take a third of the time.
 */
import { addId, type IdSample } from "./id-sample.ts";

export interface WaitingIds {
  low: Int32Array;
  high: Int32Array;
  lines: Float64Array;
  /** Where the id stands in the block. */
  starts: Uint32Array;
  ends: Uint32Array;
  count: number;
}

const FIRST_ROOM = 1024;

export function createWaitingIds(): WaitingIds {
  return { ...room(FIRST_ROOM), count: 0 };
}

type Columns = Omit<WaitingIds, "count">;

function room(size: number): Columns {
  return {
    low: new Int32Array(size),
    high: new Int32Array(size),
    lines: new Float64Array(size),
    starts: new Uint32Array(size),
    ends: new Uint32Array(size),
  };
}

export interface WaitingId {
  readonly low: number;
  readonly high: number;
}

export function waitFor(ids: WaitingIds, { low, high }: WaitingId, line: number, start: number, end: number): void {
  const { count } = ids;
  if (count === ids.low.length) grow(ids);
  ids.low[count] = low;
  ids.high[count] = high;
  ids.lines[count] = line;
  ids.starts[count] = start;
  ids.ends[count] = end;
  ids.count = count + 1;
}

function grow(ids: WaitingIds): void {
  const larger = room(ids.count * 2);
  larger.low.set(ids.low);
  larger.high.set(ids.high);
  larger.lines.set(ids.lines);
  larger.starts.set(ids.starts);
  larger.ends.set(ids.ends);
  Object.assign(ids, larger);
}

/** Looks the ids up, and forgets them. @returns the place of the first that was there already; undefined for none. */
export function lookUp(ids: WaitingIds, sample: IdSample): number | undefined {
  let first: number | undefined;
  for (let index = 0; index < ids.count; index += 1) {
    const isKnown = addId(sample, ids.low[index] ?? 0, ids.high[index] ?? 0);
    if (isKnown && first === undefined) first = index;
  }
  ids.count = 0;
  return first;
}
