/**
 * `figures.json`: what a report draws and the summary has no room for, gathered while a plan is settled.
 *
 * Everything is exact unless it says so. Money is text in major units, days are civil days of the policy's zone, keys stand in
 * a fixed order, and no clock is in it. The manifest has its hash as it has those of the other files.
 */

export interface Figures {
  readonly format: 1;
  /** Adjusted ends by civil day of the zone, ascending; days without any are left out. Sums: before = after = `summary.extended`. */
  readonly ends: readonly DayFigures[];
  /** In the order of `summary.by_rule`: same rule, layer and service. */
  readonly by_rule: readonly RuleFigures[];
  /** Amounts paid, by currency, then service, then ascending; at most 24 bins for each pair. */
  readonly amounts: readonly AmountBins[];
  /** The ten largest payments of each currency, largest first, equal ones in input order. */
  readonly largest: readonly LargestPayments[];
  /** Rows under review: why, with the column and the values that nobody named. */
  readonly review: readonly ReviewFigures[];
  /** One example for each reject code, in the order of `summary.rejects`; values of people are masked. */
  readonly reject_examples: readonly RejectFigure[];
  /** Rows before and after, masked, as the terminal shows them. */
  readonly samples: readonly SampleFigure[];
}

export interface DayFigures {
  readonly day: string;
  readonly before: number;
  readonly after: number;
  /** Of `after`: over before the outage was, or before it can be given, as the warning `dead-on-arrival` counts. */
  readonly dead: number;
}

export interface RuleFigures {
  readonly rule: string;
  readonly layer: string;
  readonly service: string;
  readonly longer?: Spread;
  readonly paid: { readonly [currency: string]: Spread };
}

/** Of `longer` in milliseconds as text, of `paid` in major units as text. */
export interface Spread {
  readonly count: number;
  readonly median: string;
  readonly largest: string;
  /** True where the median is the middle of a bin that is at most 1/1000 wide, not exact. */
  readonly about?: true;
}

export interface AmountBins {
  readonly currency: string;
  readonly service: string;
  /** Amounts from `from` to `to`, both included; both are amounts that occur. */
  readonly bins: readonly AmountBin[];
}

export interface AmountBin {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly sum: string;
}

export interface LargestPayments {
  readonly currency: string;
  readonly payments: readonly LargestPayment[];
  /** Of these payments. */
  readonly sum: string;
}

export interface LargestPayment {
  readonly record: string;
  readonly record_id: string;
  readonly service: string;
  readonly rule: string;
  readonly amount: string;
}

export interface ReviewFigures {
  readonly service: string;
  readonly rule: string;
  readonly code: string;
  readonly column: string;
  readonly count: number;
  /** At most eight, the commonest first, then by text; the rest is counted in `others`. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  readonly others: number;
}

export interface RejectFigure {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

export interface SampleFigure {
  readonly record: string;
  readonly record_id: string;
  readonly holder: string;
  readonly service: string;
  readonly before: string;
  readonly after: string;
  readonly rule: string;
}
