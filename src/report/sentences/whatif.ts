/** What is said of two policies or windows that are compared, in whatever language. */
import type { WhatIf } from "../whatif-report.ts";

/** The side that comes first on the command line, or the second one. */
export type SideIndex = 0 | 1;

export type WhatIfColumn =
  | "service"
  | "affected"
  | "more"
  | "less"
  | "other"
  | "get"
  | "ends"
  | "days"
  | "paid"
  | "review"
  | "record"
  | "holder"
  | "from"
  | "to";

export interface WhatIfSentences {
  readonly columns: { readonly [column in WhatIfColumn]: string };
  /** In one line, without a full stop: how many records change, and how. */
  headline(whatIf: WhatIf): string;
  /** Texts come as they are shown. */
  side(facts: {
    readonly policy: string;
    readonly policyFile: string;
    readonly outage: string;
    readonly outageFile: string;
  }): string;
  asOf(moment: string): string;
  byService(): string;
  /** @param measure `days`, or a currency. */
  gainMost(measure: string): string;
  loseMost(measure: string): string;
  duplicates(rows: number): string;
  lineItems(rows: number): string;
  superseded(rows: number): string;
  contradicting(rows: number): string;
  rejected(rows: number, side: SideIndex): string;
  overBudget(budget: string, side: SideIndex): string;
  warningUnder(warning: string, side: SideIndex): string;
  bookNotLookedAt(): string;
}
