/** What is said of the differences between plans and runs, in whatever language; A is the first of two, B the second. */
import type { ChangeKind } from "../../domain/change.ts";

export type DiffColumn = "change" | "service" | "rule" | "rows" | "ends" | "payments" | "paid" | "paidInA" | "paidInB";

export interface DiffSentences {
  readonly kinds: { readonly [kind in ChangeKind]: string };
  readonly columns: { readonly [column in DiffColumn]: string };
  /** Texts come as they are shown. */
  side(facts: {
    readonly label: string;
    readonly policy: string;
    readonly revision: string;
    readonly outage: string;
  }): string;
  /** Of one plan or run. @param money as it is shown; empty where nothing is paid. */
  headline(counts: {
    readonly rows: number;
    readonly ends: number;
    readonly payments: number;
    readonly money: string;
  }): string;
  /** Of two. @param money what differs pays in A and in B, as it is shown; undefined where that is the same. */
  headlineOfTwo(
    counts: { readonly changed: number; readonly added: number; readonly removed: number; readonly same: number },
    money: readonly [string, string] | undefined,
  ): string;
  /** @param money as it is shown; empty where nothing is paid. */
  group(facts: {
    readonly kind: ChangeKind;
    readonly service: string;
    readonly rule: string;
    readonly rows: number;
    readonly money: string;
  }): string;
  more(rows: number): string;
}
