/** A plan on disk: finished outputs and their manifest, published whole into the folder the user named. */
import { existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../domain/failure.ts";
import { attempt, publish, removeQuietly } from "./disk.ts";
import { findEdit, MANIFEST, type ReadManifest, readManifest } from "./manifest.ts";
import type { StagingFolder } from "./staging.ts";

export interface Plan extends ReadManifest {
  readonly folder: string;
}

/** @throws Failure `output-in-the-way` when something else than an earlier plan is there. */
export function assertReplaceable(folder: string): void {
  if (!existsSync(folder)) return;
  const entries = attempt(folder, () => readdirSync(folder));
  if (entries.length > 0 && !isEarlierPlan(folder)) {
    throw new Failure("output-in-the-way", { place: { file: folder } });
  }
}

/** Also one of another version, whose manifest this one cannot read; but never a committed run. */
function isEarlierPlan(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8"));
    if (typeof manifest !== "object" || manifest === null || "run" in manifest) return false;
    return "tool" in manifest && String(manifest.tool).startsWith("compensate ");
  } catch {
    return false;
  }
}

/**
 * Puts a finished plan in the place of an earlier one, which is moved aside first. Whoever looks sees one of them whole,
 * or for that moment none; when the new one cannot take the place, the earlier one gets it back.
 */
export function publishPlan(staging: StagingFolder, folder: string): void {
  assertReplaceable(folder);
  staging.seal();
  attempt(folder, () => {
    if (!existsSync(folder)) return publish(staging.path, folder);
    const aside = asideOf(staging.path);
    renameSync(folder, aside);
    try {
      publish(staging.path, folder);
    } catch (error) {
      if (existsSync(staging.path)) renameSync(aside, folder);
      throw error;
    }
    removeQuietly(aside);
  });
}

/** A name that tells the same owner as the staging folder's. */
function asideOf(stagingPath: string): string {
  return stagingPath.replace(/\.(\d+\.[0-9a-f]+)$/, ".old.$1");
}

/** Where to stage a plan so that publishing it is one rename. */
export function stagingParent(folder: string): string {
  return dirname(join(folder, "."));
}

/** @throws Failure `plan-damaged` when the folder is no plan. */
export function openPlan(folder: string): Plan {
  if (!existsSync(folder)) throw new Failure("file-missing", { place: { file: folder } });
  const read = readManifest(folder);
  if (read === undefined)
    throw new Failure("plan-damaged", { place: { file: folder }, found: "it has no manifest that can be read" });
  if (read.manifest.run !== undefined) {
    throw new Failure("plan-damaged", { place: { file: folder }, found: "it is a committed run, not a plan" });
  }
  const edit = findEdit(folder, read);
  if (edit !== undefined) throw new Failure("plan-damaged", { place: { file: join(folder, MANIFEST) }, found: edit });
  return { folder, ...read };
}
