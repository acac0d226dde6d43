/**
 * The meaning of `PLAN|RUN` on a command line: a plan's folder, a run's folder, or the number of a run in the book.
 */

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { openBook, runName } from "../book/book.ts";
import { readWhole } from "../book/disk.ts";
import { findDamage } from "../book/folder-damage.ts";
import { findEdit, MANIFEST, type Manifest, readManifest } from "../book/manifest.ts";
import { Failure, visible } from "../domain/failure.ts";
import { join } from "../domain/path.ts";

export interface GiftFolder {
  /** `run 0003` or the folder as it was named. */
  readonly label: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Services and rules in the order of the summary. */
  readonly groups: readonly { readonly service: string; readonly rule: string }[];
}

export interface GiftPlaces {
  readonly cwd: string;
  /** The book's folder, as it was named. */
  readonly book: string;
}

/** @throws Failure `file-missing`, `book-broken`, `plan-damaged`. */
export function openGiftFolder(named: string, { cwd, book }: GiftPlaces): GiftFolder {
  if (/^\d{1,9}$/.test(named)) {
    const run = openBook(resolve(cwd, book)).runs.find(({ number }) => number === Number(named));
    if (run !== undefined) return withGroups(`run ${runName(run.number)}`, run.folder, run.manifest);
    if (!existsSync(resolve(cwd, named))) {
      throw new Failure("file-missing", {
        place: { file: named },
        says: `there is no such file or folder, and ${visible(book)} has no run ${runName(Number(named))}`,
        next: "Name the folder of a plan or run, or the number of a run with --book.",
      });
    }
  }
  const folder = resolve(cwd, named);
  if (!existsSync(folder)) throw new Failure("file-missing", { place: { file: named } });
  const read = readManifest(folder);
  if (read === undefined) throw damaged(named, "it has no manifest that can be read");
  const edit = findEdit(folder, read);
  if (edit !== undefined) throw damaged(join(named, MANIFEST), edit, read.manifest);
  const { run } = read.manifest;
  return withGroups(run === undefined ? named : `run ${runName(run.number)} (${named})`, folder, read.manifest);
}

function withGroups(label: string, folder: string, manifest: Manifest): GiftFolder {
  return { label, folder, manifest, groups: groupsOf(folder, manifest) };
}

const SUMMARY = "summary.json";

/** From the summary, once it is known to be the one that was written; without a summary, groups are shown as they come. */
function groupsOf(folder: string, manifest: Manifest): GiftFolder["groups"] {
  const listed = manifest.outputs.filter(({ file }) => file === SUMMARY);
  if (listed.length === 0) return [];
  const damage = findDamage(folder, { outputs: listed });
  if (damage !== undefined) throw damaged(folder, damage, manifest);
  const summary: unknown = JSON.parse(readWhole(join(folder, SUMMARY)).toString("utf8"));
  const rules = typeof summary === "object" && summary !== null ? Reflect.get(summary, "by_rule") : undefined;
  if (!Array.isArray(rules)) return [];
  return rules.map((group: object) => ({
    service: String(Reflect.get(group, "service")),
    rule: String(Reflect.get(group, "rule")),
  }));
}

/** @param of its manifest, where that is known: a run can only be restored, a plan is made again. */
export function damaged(file: string, found: string, of?: Pick<Manifest, "run">): Failure {
  return new Failure(of?.run === undefined ? "plan-damaged" : "book-broken", { place: { file }, found });
}
