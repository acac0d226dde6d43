/**
 * The rows that have to be read again, as numbers: some may be millions, where a mapping says which of several rows is the newest.
 * They are read again in parts, each of which has all suspects of its identities.
 */
import { Failure } from "../../domain/failure.ts";
import type { SortedRow } from "../../kernel/repeat-kernel.ts";

/**
 * Which rows are suspects: those that differ from the first of their identity, and that first one; or, where two rows of a record
 * differ, all rows of the record, because only all of them can tell which one is the newest.
 */
export type SuspectRule = "differing-rows" | "whole-records";

/** A row that has to be read again. */
export interface Suspect {
  readonly ordinal: number;
  /** The three numbers of its fingerprints. */
  readonly prints: readonly [number, number, number];
}

/** The most suspects, and the most that are read again at once. */
interface Room {
  readonly most: number;
  readonly atOnce: number;
}

const ROOM: { readonly [rule in SuspectRule]: Room } = {
  "differing-rows": { most: 1_000_000, atOnce: Number.POSITIVE_INFINITY },
  "whole-records": { most: 8_000_000, atOnce: 250_000 },
};

/** Numbers that a suspect takes: its ordinal, and the three numbers of its fingerprints. */
const NUMBERS = 4;
const LEAST_ROOM = 1 << 10;

/** Suspects as they are found, in no order; one may come twice. Those that exceed twice the room are dropped: they are too many then. */
export interface SuspectList {
  add(...rows: readonly SortedRow[]): void;
  /** Four numbers for each. */
  take(): Uint32Array<ArrayBuffer>;
}

export function createSuspectList(rule: SuspectRule): SuspectList {
  const most = ROOM[rule].most * 2 * NUMBERS;
  let numbers = new Uint32Array(LEAST_ROOM);
  let filled = 0;
  return {
    add: (...rows) => {
      if (filled > most) return;
      for (const row of rows) {
        if (filled + NUMBERS > numbers.length) {
          const more = new Uint32Array(numbers.length * 2);
          more.set(numbers);
          numbers = more;
        }
        numbers.set(row, filled);
        filled += NUMBERS;
      }
    },
    take: () => numbers.slice(0, filled),
  };
}

/** The 48 bits of an identity as one number; see `fingerprints.ts`. */
export function identityPrint(first: number, middle: number): number {
  return first * 0x10000 + (middle >>> 16);
}

/**
 * All suspects in parts, each in input order.
 * @param room for tests with little.
 * @throws Failure `exports-contradict` when there are more suspects than can be read again.
 */
export function* partsOfSuspects(
  found: readonly Uint32Array[],
  rule: SuspectRule,
  { most, atOnce }: Room = ROOM[rule],
): Generator<readonly Suspect[], void, void> {
  const entries = found.reduce((sum, { length }) => sum + length, 0) / NUMBERS;
  const parts = Math.max(1, Math.ceil(entries / atOnce));
  let count = 0;
  for (let part = 0; part < parts; part += 1) {
    const suspects = suspectsIn(found, (identity) => identity % parts === part);
    count += suspects.length;
    // At most one of two entries is of a row that came before.
    if (count > most || entries > most * 2)
      throw new Failure("exports-contradict", { found: `more than ${most} rows` });
    yield suspects;
  }
}

function suspectsIn(found: readonly Uint32Array[], isWanted: (identity: number) => boolean): readonly Suspect[] {
  const suspects = new Map<number, Suspect>();
  for (const numbers of found) {
    for (let at = 0; at < numbers.length; at += NUMBERS) {
      const [first = 0, middle = 0] = [numbers[at + 1], numbers[at + 2]];
      if (!isWanted(identityPrint(first, middle))) continue;
      const ordinal = numbers[at] ?? 0;
      suspects.set(ordinal, { ordinal, prints: [first, middle, numbers[at + 3] ?? 0] });
    }
  }
  return [...suspects.values()].sort((a, b) => a.ordinal - b.ordinal);
}
