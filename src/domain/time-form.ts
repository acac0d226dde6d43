/**
 * The form of a column's times: how its cells are written, and what is meant where a cell does not say it. Plain data, which
 * travels to other threads; `read-form.ts` makes a reader of it.
 *
 *     { patterns: [{ kind: "letters", text: "yyyyMMdd" }], through: "before", zone: "UTC", ... }
 *     20240331 as an end    usable until 2024-03-31T00:00Z, and written back as eight digits
 */

export interface TimeForm {
  /**
   * A cell has to fit one of them, or its row is rejected; so is a row whose cell fits two that mean different times. Where two
   * mean the same time, a new value is written in the first. Never empty.
   */
  readonly patterns: readonly TimePattern[];
  /** The first year of the century of two-digit years, such as 2000; undefined where no pattern has such a year. */
  readonly century: number | undefined;
  /** Whether a date as an end is the last usable day, or the first day that is not usable any more. The day of a charge is neither. */
  readonly through: "day" | "before";
  /** Whether a time at 00:00:00 stands for the date alone. */
  readonly midnight: "moment" | "day";
  /** Which of two instants a wall time is that exists twice; undefined where such a time is rejected. */
  readonly twice: "earlier" | "later" | undefined;
  /**
   * Whether a wall time that does not exist is moved forward by the gap; undefined where such a time is rejected. A date that the
   * zone left out is rejected all the same.
   */
  readonly never: "forward" | undefined;
  /** The zone of times without an offset, and of the midnights of epoch numbers; undefined for the policy's. */
  readonly zone: string | undefined;
}

export type TimePattern =
  /** ISO 8601 as `read-iso.ts` takes it. */
  | { readonly kind: "iso" }
  /** Seconds since 1970, with up to nine decimals, or whole milliseconds; no sign. */
  | { readonly kind: "epoch"; readonly unit: "seconds" | "millis" }
  /** Days of a spreadsheet whose day 1 is 1900-01-01, with a fraction for the time of day. */
  | { readonly kind: "excel-days" }
  /** Letters of Unicode's LDML, as `time-pattern.ts` takes them; `a` takes AM, PM, am, pm, 오전 and 오후. */
  | { readonly kind: "letters"; readonly text: string };
