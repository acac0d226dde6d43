/**
 * The words of a report. Each language has all of them, as whole sentences, so that none is put together from halves.
 *
 * Numbers come as they are counted, and each language writes them as its readers do; days, moments and amounts come written
 * (see `habits.ts`).
 */
import type { ReviewReason } from "../../domain/decision.ts";
import type { Ceiling } from "../../domain/terms.ts";
import type { Summary, SummaryBuckets } from "../summary.ts";

export type Bucket = Exclude<keyof SummaryBuckets, "read">;

export interface ReportWords {
  /** Counted things: `274 records`. */
  readonly counts: {
    readonly [thing in "records" | "rows" | "ends" | "payments" | "runs"]: (count: number) => string;
  };
  /** A length of time that the rules have worded in English, such as `3 days`. */
  length(text: string): string;
  readonly sections: { readonly [section in SectionName]: string };
  readonly opening: OpeningWords;
  readonly outage: OutageWords;
  readonly flow: FlowWords;
  readonly rules: RulesWords;
  readonly money: MoneyWords;
  readonly attention: AttentionWords;
  readonly changes: ChangeWords;
  readonly samples: SampleWords;
  readonly origins: OriginWords;
  /** Names of sheets: at most 31 characters, without any of `[]:*?/\`. */
  readonly sheets: { readonly [sheet in "summary" | "rules" | "money" | "review" | "rejects" | "largest"]: string };
  /** Where figures are missing. */
  readonly noFigures: string;
  /** What opens the table of a chart. */
  readonly asTable: string;
  readonly total: string;
  readonly nothing: string;
}

/** In the order of the page. */
export const SECTIONS = ["outage", "flow", "rules", "money", "attention", "changes", "samples", "origins"] as const;
export type SectionName = (typeof SECTIONS)[number];

export interface OpeningWords {
  readonly document: string;
  readonly contents: string;
  /** The outcome in one or two sentences. */
  headline(summary: Summary): string;
  readonly figures: { readonly [figure in "records" | "ends" | "paid"]: string };
  readonly paidNothing: string;
  readonly badges: { readonly [state in "plan" | "run" | "reverted" | "counter"]: string };
  planState(): string;
  runState(run: string, runs: number): string;
  revertedState(run: string, by: string): string;
  /** @param target the run that is taken back. */
  counterState(target: string): string;
  readonly facts: { readonly [fact in "outage" | "policy" | "revision" | "asOf" | "zone"]: string };
  readonly decide: string;
  readonly nothingToDecide: string;
  readonly overBudget: string;
  decideReview(records: number): string;
  decideRejects(rows: number): string;
  decideWarnings(count: number): string;
}

export interface OutageWords {
  readonly source: string;
  readonly timeline: string;
  /** What the timeline shows, for those who do not see it. */
  timelineTold(services: number): string;
  readonly everyService: string;
  readonly noWindows: string;
  readonly columns: { readonly [column in "service" | "from" | "to" | "length"]: string };
  readonly excluded: string;
  readonly asOf: string;
  readonly ends: string;
  endsTold(ends: number, from: string, to: string): string;
  readonly before: string;
  readonly after: string;
  readonly dead: string;
  deadTold(count: number): string;
  readonly day: string;
  days(from: string, to: string): string;
  until(day: string): string;
  since(day: string): string;
  readonly noEnds: string;
  /** Where several layers move ends. */
  readonly severalLayers: string;
  readonly outageShade: string;
}

export interface FlowWords {
  readonly buckets: { readonly [bucket in Bucket]: string };
  readonly bucketColumn: string;
  readonly rowsColumn: string;
  readonly shareColumn: string;
  readonly read: string;
  told(rows: number): string;
  readonly byExport: string;
  readonly file: string;
  readonly kind: string;
  readonly skipped: string;
  readonly because: string;
  readonly noRows: string;
  /** Faults may be more than rows: a row may have several. */
  readonly faults: string;
}

export interface RulesWords {
  readonly columns: {
    readonly [column in "service" | "rule" | "layer" | "records" | "ends" | "longer" | "paid" | "review"]: string;
  };
  /** The same columns of a counter-run. */
  readonly takenBack: { readonly [column in "ends" | "longer" | "paid"]: string };
  /** Why the rule is, in the words of the policy. */
  readonly why: string;
  /** The rule of records that went to review before any rule was asked. */
  readonly noRule: string;
  /** Where all values are the same one. */
  each(value: string): string;
  spread(smallest: string, median: string, largest: string): string;
  /** Where the median is not exact. */
  about(median: string): string;
  readonly none: string;
}

export interface MoneyWords {
  readonly none: string;
  readonly columns: { readonly [column in "currency" | "service" | "payments" | "sum" | "from" | "to"]: string };
  readonly distribution: string;
  distributionTold(payments: number, smallest: string, largest: string): string;
  readonly largest: string;
  /** @param share of all that is paid in this currency. */
  largestTold(payments: number, sum: string, share: string): string;
  readonly record: string;
  readonly amount: string;
  readonly limits: string;
  readonly noLimits: string;
  readonly limitColumns: { readonly [column in "per" | "layer" | "most" | "given"]: string };
  readonly allLayers: string;
  readonly per: { readonly [per in Ceiling["per"]]: string };
  readonly ofPrice: string;
}

export interface AttentionWords {
  readonly warnings: string;
  readonly noWarnings: string;
  readonly review: string;
  readonly noReview: string;
  readonly reviewReasons: { readonly [reason in ReviewReason]: string };
  readonly reviewColumns: { readonly [column in "service" | "rule" | "reason" | "records" | "values"]: string };
  /** `channel: partner 93, Web 92, (empty) 76, 4 others`. */
  values(column: string, values: readonly { readonly value: string; readonly count: number }[], others: number): string;
  readonly rejects: string;
  readonly noRejects: string;
  readonly rejectColumns: { readonly [column in "code" | "faults" | "example"]: string };
  rejectPlace(file: string, line: number): string;
  readonly howToMend: string;
}

export interface ChangeWords {
  told(run: string, asOf: string): string;
  readonly none: string;
  readonly columns: { readonly [column in "what" | "earlier" | "now" | "change"]: string };
  readonly benefits: string;
  readonly paid: string;
}

export interface SampleWords {
  told(count: number): string;
  readonly none: string;
  readonly columns: { readonly [column in "record" | "holder" | "service" | "before" | "after" | "rule"]: string };
}

export interface OriginWords {
  readonly told: string;
  readonly madeBy: string;
  readonly timeZoneData: string;
  readonly policyLanguage: string;
  readonly book: string;
  bookState(runs: number): string;
  readonly head: string;
  readonly files: string;
  readonly columns: { readonly [column in "role" | "file" | "rows" | "bytes" | "sha256"]: string };
  readonly roles: {
    readonly [role in "policy" | "outage" | "list" | "mapping" | "control" | "export" | "output"]: string;
  };
  readonly verify: string;
}
