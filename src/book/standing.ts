/**
 * Which runs stand: a run that was taken back gives nothing any more, and neither does the counter-run that took it
 * back. Both stay in the chain for ever.
 */
import type { CommittedRun } from "./manifest.ts";

/** The runs whose gifts count, oldest first. */
export function standingRuns(runs: readonly CommittedRun[]): readonly CommittedRun[] {
  const takenBack = new Set(runs.map(({ manifest }) => manifest.reverts));
  return runs.filter(({ number, manifest }) => manifest.reverts === undefined && !takenBack.has(number));
}

/** The counter-run that took a run back. */
export function findCounterRun(run: number, runs: readonly CommittedRun[]): CommittedRun | undefined {
  return runs.find(({ manifest }) => manifest.reverts === run);
}
