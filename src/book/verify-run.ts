/**
 * Proves a committed run from what is on disk: its files against its manifest, its rows against its sums, its keys
 * against its rows, its manifest against sense. Only the hashes are computed by the code that wrote the run.
 */

import { join } from "node:path";
import { type CommittedRun, KEYS, runName } from "./book.ts";
import type { RowsTools } from "./check-file.ts";
import { createFlaws, type Flaw } from "./flaws.ts";
import { hashFile } from "./folder-damage.ts";
import { findEdit, MANIFEST } from "./manifest.ts";
import { findNonsense } from "./manifest-sense.ts";
import { verifyFiles } from "./verify-files.ts";
import { verifyRows } from "./verify-rows.ts";
import { verifySums } from "./verify-sums.ts";

/** @param runs all runs of the book, up to this one at least. */
export async function verifyRun(
  run: CommittedRun,
  runs: readonly CommittedRun[],
  tools: RowsTools,
): Promise<readonly Flaw[]> {
  const flaws = createFlaws();
  // The chain is proved by hashes alone, which leave every seal but the newest unread.
  const edit = findEdit(run.folder, run);
  if (edit !== undefined) flaws.add({ file: MANIFEST, found: edit });
  verifyFiles(run, flaws);
  const sums = await verifyRows(run, flaws, tools);
  verifySums(run, sums, flaws);
  for (const found of findNonsense(run.manifest, runs)) flaws.add({ file: MANIFEST, found });
  const target = runs.find(({ number }) => number === run.manifest.reverts);
  if (target !== undefined && !sameKeys(target, run))
    flaws.add({ file: KEYS, found: `these are not the keys of run ${runName(target.number)}` });
  return flaws.list();
}

function sameKeys(a: CommittedRun, b: CommittedRun): boolean {
  const [one, other] = [hashFile(join(a.folder, KEYS)), hashFile(join(b.folder, KEYS))];
  return one !== undefined && one.sha256 === other?.sha256;
}
