/**
 * The expectations of a fixture case and its outcome: `fixture-cases/` finds the differences, `report/` shows them.
 *
 * Every difference has the file and line of what was expected, so that it can be mended there. Paths are as the user
 * would write them; lines count from 1.
 */
import type { Place } from "./failure.ts";

export interface CaseResult {
  /** The folder of the case. */
  readonly name: string;
  /** Why it could not be run or compared; there are no differences then. */
  readonly failure: CaseFailure | undefined;
  readonly differences: readonly CaseDifference[];
  /** Outputs without expectations, and other things to know. */
  readonly notes: readonly string[];
  /** Expected files that were rewritten. */
  readonly updated: readonly string[];
}

export interface CaseFailure {
  readonly message: string;
  readonly place: Place | undefined;
}

interface Expectation {
  /** The expected file, or `case.yaml`. */
  readonly file: string;
  readonly line: number | undefined;
}

export type CaseDifference =
  /** A row, or a value of `summary.json`, that is there and says something else. */
  | (Expectation & { readonly kind: "differs"; readonly record: string; readonly cells: readonly DifferentCell[] })
  /** An expected row that is not there; `because` says what the record got instead. */
  | (Expectation & { readonly kind: "missing"; readonly record: string; readonly because: string })
  /** A row that the case does not expect, in the columns of the expected file, with the row of the export that it came from. */
  | (Expectation & {
      readonly kind: "unexpected";
      readonly record: string;
      readonly cells: readonly FoundCell[];
      readonly source: string;
    })
  /** An expectation that cannot be held against anything, or is not met as a whole. */
  | (Expectation & { readonly kind: "fault"; readonly message: string });

export interface DifferentCell {
  /** A column, or the keys of `summary.json` joined by dots. */
  readonly column: string;
  readonly expected: string;
  readonly found: string;
}

export interface FoundCell {
  readonly column: string;
  readonly value: string;
}
