/**
 * Moments and lengths of time, as whole milliseconds.
 *
 * An `Instant` counts from 1970-01-01T00:00:00Z. A period is half-open, `[starts, ends)`: the instant `ends` is the
 * first one at which nothing is usable any more. `SINCE_ALWAYS` and `OPEN_ENDED` stand for a missing start and end.
 */
declare const instant: unique symbol;
declare const millis: unique symbol;

export type Instant = number & { readonly [instant]: true };
export type Millis = number & { readonly [millis]: true };

export const SECOND = 1_000 as Millis;
export const MINUTE = 60_000 as Millis;
export const HOUR = 3_600_000 as Millis;
export const DAY = 86_400_000 as Millis;

export const SINCE_ALWAYS = Number.NEGATIVE_INFINITY as Instant;
export const OPEN_ENDED = Number.POSITIVE_INFINITY as Instant;

export function instantAt(millisSinceEpoch: number): Instant {
  return millisSinceEpoch as Instant;
}

export function lengthOf(count: number): Millis {
  return count as Millis;
}

export function later(at: Instant, by: Millis): Instant {
  return (at + by) as Instant;
}

export function between(from: Instant, to: Instant): Millis {
  return (to - from) as Millis;
}
