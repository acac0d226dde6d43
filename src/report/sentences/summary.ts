/** What is said of a plan or run as a whole, in whatever language: on the terminal and in `summary.md`. */
import type { RecordKind } from "../../domain/record.ts";
import type { Fault } from "../../domain/reject.ts";
import type { Summary, Warning } from "../summary.ts";

/** Sections of the terminal and of the file, in their order. */
export type SummarySection =
  | "rows"
  | "rules"
  | "review"
  | "unaffected"
  | "rejected"
  | "skipped"
  | "samples"
  | "warnings";

/** Columns of the tables. */
export type SummaryColumn =
  | "export"
  | "kind"
  | "read"
  | "compensated"
  | "review"
  | "unaffected"
  | "before"
  | "rejected"
  | "duplicate"
  | "lineItems"
  | "superseded"
  | "service"
  | "rule"
  | "layer"
  | "records"
  | "adjusted"
  | "paid"
  | "putBack"
  | "takenBack"
  | "reason"
  | "meaning"
  | "details"
  | "rows"
  | "code"
  | "faults"
  | "file"
  | "because"
  | "record"
  | "holder"
  | "oldEnd"
  | "gets"
  | "byRule";

export interface SummarySentences {
  readonly sections: { readonly [section in SummarySection]: string };
  readonly columns: { readonly [column in SummaryColumn]: string };
  readonly kinds: { readonly [kind in RecordKind]: string };
  /** In one line, without a full stop: what was read, and how many rows are in which bucket. */
  headline(summary: Summary): string;
  /** Of a counter-run. @param run the one that is taken back. */
  counterHeadline(summary: Summary, run: string): string;
  title(outage: string): string;
  counterTitle(run: string): string;
  /** By which policy, for which outage, and as of when; texts come as they are shown. */
  basis(facts: {
    readonly outage: string;
    readonly policy: string;
    readonly revision: string;
    readonly asOf: string;
  }): string;
  /** In the place of a rule: records that go to review before any rule is asked. */
  noRule(): string;
  /** The row of a table that adds up the others. */
  total(): string;
  /** In the place of a table without rows. */
  none(): string;
  /** Why a person has to decide. @param code such as `price-unknown`. */
  review(code: string): string;
  /** Values of a column that nobody named, with how often each occurs. @param others rows with further values. */
  values(column: string, values: readonly { readonly value: string; readonly count: number }[], others: number): string;
  /** How a policy names the channel of a record without one. */
  emptyChannel(): string;
  /** @param reason as the summary has it, such as `not-held`. */
  unaffected(reason: string): string;
  /** A row may have several faults. */
  rejected(rows: number, faults: number): string;
  /** What a reject code means, apart from any row. */
  fault(code: string): string;
  /** `e.g. rentals.csv:12: expires_at is not a date or time: "x"`. */
  rejectExample(place: string, fault: Fault, value: string): string;
  rejectAdvice(fault: Fault): string;
  /** Where the rejected rows of a run are, when no example is at hand. */
  rejectedRowsIn(folder: string): string;
  warning(warning: Warning): string;
  /** Behind a table of which only the first rows are shown. */
  more(count: number): string;
}

/** The parts of a line that there is something to say of. */
export function listed(parts: readonly (string | false)[]): readonly string[] {
  return parts.filter((part) => part !== false);
}
