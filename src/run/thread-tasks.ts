/** The tasks of threads and their answers: plain data both ways. */
import type { RowsFound, RowsJob } from "../book/check-rows.ts";
import type { Failure, FailureCode } from "../domain/failure.ts";
import type { CountedShare } from "../input/inspect/shared-tally.ts";
import type { TableTally } from "../input/inspect/table-tally.ts";
import type { RepeatSearch } from "./repeats/repeats.ts";
import type { SuspectSums } from "./repeats/suspects.ts";
import type { BlockJob, DecidedRows, DecideJob, ScannedBlock, Setup } from "./rows/job.ts";

/** A thread scans blocks, or decides their rows. */
export type Role = "scanner" | "decider";

/** A task for a thread. The thread answers every task except `start` and `take`. */
export type Task =
  | { readonly kind: "start"; readonly role: Role; readonly setup: Setup }
  | { readonly kind: "scan"; readonly job: BlockJob }
  | { readonly kind: "decide"; readonly job: DecideJob }
  | { readonly kind: "search"; readonly search: RepeatSearch }
  | { readonly kind: "take"; readonly share: TableTally; readonly names: readonly string[] }
  | { readonly kind: "count"; readonly block: Uint8Array }
  | { readonly kind: "tell" }
  | { readonly kind: "check"; readonly job: RowsJob };

/** An answer of a thread; answers come in the order of the tasks. */
export type Answer =
  | { readonly kind: "scanned"; readonly block: ScannedBlock }
  | { readonly kind: "decided"; readonly rows: DecidedRows }
  | { readonly kind: "found"; readonly sums: SuspectSums }
  | { readonly kind: "counted" }
  | { readonly kind: "told"; readonly counted: CountedShare }
  | { readonly kind: "checked"; readonly found: RowsFound | undefined }
  | { readonly kind: "failed"; readonly code: FailureCode; readonly details: Failure["details"] };
