/** The outcome under another policy or window, as plain data: the JSON document, and the data that the text shows. */
import { jsonText } from "../domain/json.ts";
import type { Warning } from "./summary.ts";

export interface WhatIf {
  /** The two sides, in the order they were named: what is, and what would be. */
  readonly sides: readonly [WhatIfSide, WhatIfSide];
  readonly as_of: string;
  readonly rows: number;
  readonly duplicates: number;
  /** As in a plan's summary: only where a mapping says that there are such rows. */
  readonly line_items?: number;
  readonly superseded?: number;
  readonly contradicting: number;
  /** Records that get something from a side, or go to review; and how many of them change, and how. */
  readonly affected: number;
  readonly changed: number;
  readonly more: number;
  readonly less: number;
  readonly otherwise: number;
  readonly services: readonly WhatIfService[];
  /** The largest differences, the largest first. */
  readonly gain_most: readonly WhatIfTop[];
  readonly lose_most: readonly WhatIfTop[];
  /** The book is not looked at: what was given before counts on both sides. */
  readonly book: "not looked at";
}

export interface WhatIfSide {
  readonly policy: string;
  readonly revision: string;
  readonly outage: string;
  /** Where each was read from. */
  readonly files: { readonly policy: string; readonly outage: string };
  readonly rejected: number;
  /** About odd cells of rows that the side read all the same. */
  readonly warnings: readonly Warning[];
  readonly over_budget: readonly string[];
}

export interface WhatIfService {
  readonly service: string;
  readonly affected: number;
  readonly more: number;
  readonly less: number;
  readonly otherwise: number;
  readonly sides: readonly [WhatIfSum, WhatIfSum];
}

export interface WhatIfSum {
  readonly records: number;
  readonly ends: number;
  /** Days by which ends are later, all together, with two decimals; 24 hours to a day. */
  readonly days: string;
  /** Sums by currency and unit. */
  readonly credits: { readonly [currency: string]: string };
  readonly review: number;
}

/** Records with the largest difference in days, or in a currency. */
export interface WhatIfTop {
  readonly in: string;
  readonly records: readonly WhatIfRecord[];
}

export interface WhatIfRecord {
  readonly record: string;
  readonly holder: string;
  readonly service: string;
  readonly before: string;
  readonly after: string;
}

export function whatIfJson(whatIf: WhatIf): string {
  return jsonText(whatIf);
}
