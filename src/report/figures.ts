/**
 * The figures of a plan or run: what a report draws and the summary has no room for, gathered while a plan is settled.
 *
 * The type is `figures.json` as the file is written. Money is text in major units, keys stand in a fixed order, and there is no clock. Days
 * are civil days of the policy's zone. Everything is exact unless it says so. The rows that count are the rows of the outputs, so that sums
 * are those of the summary.
 *
 * The figures of a counter-run are those of the run that it takes back: before and after change places, and amounts have a minus.
 */
import { jsonText } from "../domain/json.ts";

export interface Figures {
  readonly format: 1;
  /**
   * Adjusted ends by day, ascending; days without any are left out. The sums of `before` and of `after` are `extended` of the summary: a record
   * that two layers move counts twice, before and after each of them, so also where it ends between the two.
   */
  readonly ends: readonly DayFigures[];
  /** In the order of `by_rule` of the summary, with the same rule, layer and service. */
  readonly by_rule: readonly RuleFigures[];
  /** Amounts paid, by currency, then service, then ascending; at most 24 bins for each currency and service. */
  readonly amounts: readonly AmountBins[];
  /** The ten largest payments of each currency, largest first, equal ones in input order. */
  readonly largest: readonly LargestPayments[];
  /** Rows under review: why, and the column and values that nobody named. In the order of `by_rule`, then of the first such row. */
  readonly review: readonly ReviewFigures[];
  /** One example for each reject code, in the order of `rejects` of the summary; values of people are masked. */
  readonly reject_examples: readonly RejectFigure[];
  /** Rows before and after, masked, as the terminal shows them. */
  readonly samples: readonly SampleFigure[];
}

export interface DayFigures {
  /** `2022-10-19`: the last day on which a record still lasts. A record that ends at midnight lasts through the day before. */
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
  /** By how many milliseconds new ends are later than the old ones, as text. */
  readonly longer?: Spread;
  /** Amounts in major units, by currency. */
  readonly paid: { readonly [currency: string]: Spread };
}

export interface Spread {
  readonly count: number;
  /** In the figures of a counter-run the least that was taken back: of 484 and 1250 it is -484. */
  readonly smallest: string;
  /** Of an even number of values the lower one of the two in the middle. */
  readonly median: string;
  readonly largest: string;
  /**
   * Set where the median is not exact, but the middle of the values of a bin: of a rule with more than 4,096 different values, in bins at most
   * 1/1000 wide; wider ones only where all rules together have more than 262,144 different values.
   */
  readonly about?: true;
}

export interface AmountBins {
  readonly currency: string;
  readonly service: string;
  readonly bins: readonly AmountBin[];
}

/** The amounts `from … to` (inclusive); both are amounts that were paid. */
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
  /** The record's kind. */
  readonly record: string;
  readonly record_id: string;
  readonly service: string;
  readonly rule: string;
  readonly amount: string;
}

export interface ReviewFigures {
  readonly service: string;
  readonly rule: string;
  /** The reason, such as `unknown-channel`. */
  readonly code: string;
  /** Empty where the reason is not that nobody named a value. */
  readonly column: string;
  readonly count: number;
  /** At most 8, the commonest first, equally common ones by text. Cut at 80 characters; an empty cell is a value. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** Rows with other values. */
  readonly others: number;
  /** Set where there are more than 4,096 different values: `values` are then the commonest of the first 4,096. */
  readonly about?: true;
}

export interface RejectFigure {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: string;
  /** Cut at 80 characters. */
  readonly value: string;
  readonly message: string;
}

export interface SampleFigure {
  /** The record's kind. */
  readonly record: string;
  readonly record_id: string;
  readonly holder: string;
  readonly service: string;
  /** Empty for a payment. */
  readonly before: string;
  readonly after: string;
  readonly rule: string;
}

export function figuresText(figures: Figures): string {
  return jsonText(figures);
}
