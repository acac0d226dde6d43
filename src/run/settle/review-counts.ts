/** Counts the rows of a rule and service that go to review, by reason and column, and the values that nobody named. */
import type { ReviewReason } from "../../domain/decision.ts";
import type { WhyReviewed } from "../rows/outcomes.ts";

export interface ReviewCount {
  readonly reason: ReviewReason;
  /** Empty where the reason is not that nobody named a value. */
  readonly column: string;
  count: number;
  /** How many rows have which value, for so many different values; further values are only in `count`. */
  readonly values: Map<string, number>;
  /** Whether there were further values. */
  isCut: boolean;
}

const MOST_VALUES = 4096;

/** The count for a reason and column, among those of a rule and service. */
export function reviewCountIn(counts: ReviewCount[], { reason, column }: WhyReviewed): ReviewCount {
  const known = counts.find((count) => count.reason === reason && count.column === column);
  if (known !== undefined) return known;
  const made = { reason, column, count: 0, values: new Map<string, number>(), isCut: false };
  counts.push(made);
  return made;
}

export function countReview(count: ReviewCount, value: string): void {
  count.count += 1;
  if (count.column === "") return;
  const rows = count.values.get(value);
  if (rows === undefined && count.values.size === MOST_VALUES) count.isCut = true;
  else count.values.set(value, (rows ?? 0) + 1);
}

/** The commonest values, equally common ones by text. */
export function commonestValues({ values }: ReviewCount, most: number): readonly (readonly [string, number])[] {
  return [...values].sort(([a, rowsA], [b, rowsB]) => rowsB - rowsA || (a < b ? -1 : 1)).slice(0, most);
}
