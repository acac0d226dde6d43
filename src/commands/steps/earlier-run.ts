/** The run with which a report compares: the newest one of the same outage that stands. */
import { type CommittedRun, runName } from "../../book/book.ts";
import { standingRuns } from "../../book/standing.ts";
import type { EarlierRun } from "../../report/report-facts.ts";

/** @param runs those before the plan or run that is compared. */
export function findEarlier(outage: string, runs: readonly CommittedRun[]): EarlierRun | undefined {
  const newest = standingRuns(runs).findLast(({ manifest }) => manifest.outage === outage);
  if (newest === undefined) return undefined;
  const { as_of, policy, revision, totals, benefits, credits } = newest.manifest;
  return { run: runName(newest.number), as_of, policy, revision, totals, benefits, credits };
}
