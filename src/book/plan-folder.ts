/** A plan on disk: finished outputs and their manifest, published whole into the folder the user named. */
import { existsSync, lstatSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure, quoted } from "../domain/failure.ts";
import { assertNameable, relative } from "../domain/path.ts";
import { readOrdinary } from "../input/ordinary-file.ts";
import { attempt, liesIn, publish, removeQuietly, renameFolder } from "./disk.ts";
import { findEdit, MANIFEST, type ReadManifest, readManifest } from "./manifest.ts";
import type { StagingFolder } from "./staging.ts";

const REJECTS = "rejects";

export interface Plan extends ReadManifest {
  readonly folder: string;
}

/** @throws Failure `output-in-the-way` when something else than an earlier plan is there, or lies in it. */
export function assertReplaceable(folder: string): void {
  if (!existsSync(folder)) return;
  const entries = attempt(folder, () => (isFolder(folder) ? readdirSync(folder) : undefined));
  if (entries?.length === 0) return;
  const files = entries && filesOfEarlierPlan(folder);
  if (files === undefined) throw new Failure("output-in-the-way", { place: { file: folder } });
  const strange = attempt(folder, () => pathsIn(folder)).find((path) => !files.has(path));
  if (strange === undefined) return;
  throw new Failure("output-in-the-way", { place: { file: folder }, found: `${quoted(strange)} is not of the plan` });
}

/**
 * A plan in the book would be taken for a run, and a book in a plan would be replaced with it.
 * @throws Failure `usage`.
 */
export function assertApart(folder: string, book: string): void {
  for (const each of [folder, book]) assertNameable(each);
  const found = liesIn(folder, book)
    ? "it lies in the book, which holds committed runs only"
    : liesIn(book, folder)
      ? "the book would lie in it, and be replaced with the plan"
      : undefined;
  if (found === undefined) return;
  throw new Failure("usage", { place: { file: folder }, found, next: "Choose another folder with --out or --book." });
}

/** The folder would be replaced together with the files in it. @throws Failure `output-in-the-way`. */
export function assertNotMadeFrom(folder: string, inputs: readonly string[]): void {
  const inside = inputs.find((path) => liesIn(path, folder));
  if (inside === undefined) return;
  throw new Failure("output-in-the-way", {
    place: { file: folder },
    found: `${relative(folder, inside)} is what the new plan would be made from`,
  });
}

/**
 * Undefined when the folder holds no plan. A plan of another version counts, although this version cannot read its manifest; a
 * committed run never does.
 */
function filesOfEarlierPlan(folder: string): ReadonlySet<string> | undefined {
  try {
    const manifest: unknown = JSON.parse(readOrdinary(join(folder, MANIFEST))?.toString("utf8") ?? "");
    if (typeof manifest !== "object" || manifest === null || "run" in manifest) return undefined;
    if (!("tool" in manifest && String(manifest.tool).startsWith("compensate "))) return undefined;
    const outputs: readonly unknown[] =
      "outputs" in manifest && Array.isArray(manifest.outputs) ? manifest.outputs : [];
    return new Set([MANIFEST, ...outputs.map((output) => String(Reflect.get(Object(output), "file")))]);
  } catch {
    return undefined;
  }
}

/** The files in the folder and in its folder of rejects, with forward slashes; no link is followed. */
function pathsIn(folder: string, under = ""): readonly string[] {
  return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    if (under !== "" || entry.name !== REJECTS) return `${under}${entry.name}`;
    return entry.isDirectory() ? pathsIn(folder, `${REJECTS}/`) : [];
  });
}

function isFolder(path: string): boolean {
  return lstatSync(path).isDirectory();
}

/**
 * Puts a finished plan in the place of an earlier one, which is moved aside first. At any moment either a whole
 * plan is there, or none; when the new plan cannot take the place, the earlier plan is put back.
 */
export function publishPlan(staging: StagingFolder, folder: string): void {
  assertReplaceable(folder);
  staging.seal();
  attempt(folder, () => {
    if (!existsSync(folder)) return publish(staging.path, folder);
    const aside = asideOf(staging.path);
    renameFolder(folder, aside);
    try {
      publish(staging.path, folder);
    } catch (error) {
      if (existsSync(staging.path)) renameFolder(aside, folder);
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
