/** Rows that wait for a person, by reason: what the terminal and `summary.md` say of them. */
import type { ReviewFigures } from "./figures.ts";
import type { SummarySentences } from "./sentences/summary.ts";
import { grouped } from "./summary.ts";

export interface ReviewRow {
  /** Such as `unknown-channel`. */
  readonly code: string;
  readonly count: string;
  readonly service: string;
  /** Empty where no rule was asked. */
  readonly rule: string;
  /** The values that nobody named, or what the code means. May hold characters that no screen should get. */
  readonly says: string;
}

export function reviewRows(review: readonly ReviewFigures[], say: SummarySentences): readonly ReviewRow[] {
  return review.map(({ code, count, service, rule, column, values, others }) => ({
    code,
    count: grouped(count),
    service,
    rule,
    says: column === "" ? say.review(code) : say.values(column, values, others),
  }));
}

/**
 * How a policy names the channel of a record without one, where such records wait. Nothing is said of other columns: the list of
 * their values cannot have an empty one.
 */
export function emptyChannelHint(review: readonly ReviewFigures[], say: SummarySentences): string | undefined {
  const isAsked = review.some(
    ({ code, values }) => code === "unknown-channel" && values.some(({ value }) => value === ""),
  );
  return isAsked ? say.emptyChannel() : undefined;
}
