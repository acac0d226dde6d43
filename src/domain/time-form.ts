/** How the times of one column are written: the forms that a cell may have, and what is meant where a form does not say it. Plain data. */

export interface TimeForm {
  /** A cell has to fit exactly one of them, or its row is rejected. Never empty. */
  readonly patterns: readonly TimePattern[];
  /** The century of two-digit years, such as 2000; undefined where no pattern has such a year. */
  readonly century: number | undefined;
  /** Whether a date as an end is the last usable day, or the first day that is not usable any more. */
  readonly through: "day" | "before";
  /** Whether a time at 00:00:00 stands for the date alone. */
  readonly midnight: "moment" | "day";
  /** Which of two instants a wall time is that exists twice; undefined where such a time is rejected. */
  readonly twice: "earlier" | "later" | undefined;
  /** Whether a wall time that does not exist is moved forward by the gap; undefined where such a time is rejected. */
  readonly never: "forward" | undefined;
  /** The zone of times without an offset; undefined for the policy's. */
  readonly zone: string | undefined;
}

export type TimePattern =
  | { readonly kind: "iso" }
  | { readonly kind: "epoch"; readonly unit: "seconds" | "millis" }
  | { readonly kind: "excel-days" }
  /** Letters of Unicode's LDML, as luxon reads them; `a` takes AM, PM, 오전 and 오후. */
  | { readonly kind: "letters"; readonly text: string };
