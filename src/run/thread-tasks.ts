/** What threads are asked to do, and what they answer: plain data on both ways. */
import type { Failure, FailureCode } from "../domain/failure.ts";
import type { RepeatSearch } from "./repeats/repeats.ts";
import type { BlockJob, DecidedRows, DecideJob, ScannedBlock, Setup } from "./rows/job.ts";

/** A thread scans blocks, or decides their rows. */
export type Role = "scanner" | "decider";

/** What a thread is asked to do; it answers all but the first. */
export type Task =
  | { readonly kind: "start"; readonly role: Role; readonly setup: Setup }
  | { readonly kind: "scan"; readonly job: BlockJob }
  | { readonly kind: "decide"; readonly job: DecideJob }
  | { readonly kind: "search"; readonly search: RepeatSearch };

/** What it answers, in the order it was asked. */
export type Answer =
  | { readonly kind: "scanned"; readonly block: ScannedBlock }
  | { readonly kind: "decided"; readonly rows: DecidedRows }
  | { readonly kind: "found"; readonly suspects: Uint32Array }
  | { readonly kind: "failed"; readonly code: FailureCode; readonly details: Failure["details"] };
