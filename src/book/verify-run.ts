/**
 * Proves a committed run from what is on disk: its files against its manifest, its rows against its sums, its keys
 * against its rows. Nothing of it is done by the code that wrote them, but the hashes.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { negated } from "../domain/decimal-sum.ts";
import { type CommittedRun, KEYS, runName } from "./book.ts";
import { readWhole } from "./disk.ts";
import { createFlaws, type Flaw, type Flaws } from "./flaws.ts";
import { MANIFEST } from "./manifest.ts";
import { verifyFiles } from "./verify-files.ts";
import { verifyRows } from "./verify-rows.ts";
import { verifySums } from "./verify-sums.ts";

/** @param runs all runs of the book, up to this one at least. */
export async function verifyRun(run: CommittedRun, runs: readonly CommittedRun[]): Promise<readonly Flaw[]> {
  const flaws = createFlaws();
  verifyFiles(run, flaws);
  const sums = await verifyRows(run, flaws);
  verifySums(run, sums, flaws);
  if (run.manifest.reverts !== undefined) verifyCounterRun(run, runs, flaws);
  return flaws.list();
}

/** A counter-run takes back exactly what its run gave, once. */
function verifyCounterRun(run: CommittedRun, runs: readonly CommittedRun[], flaws: Flaws): void {
  const { reverts = 0, outage, benefits, credits } = run.manifest;
  const name = `run ${runName(reverts)}`;
  const say = (found: string) => flaws.add({ file: MANIFEST, found });
  const target = runs.find(({ number }) => number === reverts && number < run.number);
  if (target === undefined) {
    say(`it takes back ${name}, which is not before it`);
    return;
  }
  const { manifest: given } = target;
  const other = runs.find(({ number, manifest }) => number < run.number && manifest.reverts === reverts);
  const owed = Object.entries(given.credits).map(([currency, amount]) => [currency, negated(amount)]);
  if (given.reverts !== undefined) say(`it takes back ${name}, which takes one back itself`);
  if (other !== undefined) say(`it takes back ${name}, as run ${runName(other.number)} did`);
  if (outage !== given.outage || benefits !== given.benefits) say(`it is not about what ${name} gave`);
  if (JSON.stringify(credits) !== JSON.stringify(Object.fromEntries(owed)))
    say(`its credits are not those of ${name}, negated`);
  if (!sameKeys(target, run)) flaws.add({ file: KEYS, found: `these are not the keys of ${name}` });
}

function sameKeys(a: CommittedRun, b: CommittedRun): boolean {
  const [one, other] = [join(a.folder, KEYS), join(b.folder, KEYS)];
  return existsSync(one) && existsSync(other) && readWhole(one).equals(readWhole(other));
}
