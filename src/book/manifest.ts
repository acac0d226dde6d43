/**
 * The manifest of a plan or a run: the files that the plan was made from, the files that it holds, and the hashes of both.
 *
 * It is written last, as JSON. Its seal is the hash of everything else in it but the place in the chain, which has a
 * seal of its own over both, so an edited manifest is noticed; a run's manifest is the plan's with its place added.
 * Amounts travel as text.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { jsonText } from "../domain/json.ts";
import { FIRST_LANGUAGE } from "../domain/language.ts";
import type { Terms } from "../domain/terms.ts";
import { readOrdinary } from "../input/ordinary-file.ts";
import { attemptRead } from "./disk.ts";
import { hasManifestShape } from "./manifest-shape.ts";
import type { FileFacts } from "./staging.ts";
import type { WrittenWarning } from "./written-warning.ts";

export const MANIFEST = "manifest.json";
export const MANIFEST_FORMAT = 1;
/** The figures of a report. */
export const FIGURES = "figures.json";
/** The summary for people, as text. */
export const MARKDOWN = "summary.md";
/** The page of a plan or run, for people. */
export const PAGE = "summary.html";
/** The same facts as a workbook, where one was asked for. */
export const WORKBOOK = "summary.xlsx";

export interface Manifest {
  readonly format: number;
  /** Name and version of the tool that planned it. */
  readonly tool: string;
  /** The number of the policy language that it was decided under; none for the first. */
  readonly language?: number;
  readonly time_zone_data: string;
  readonly as_of: string;
  /** The policy's zone. */
  readonly zone: string;
  /** The run that this one takes back; only in a counter-run. */
  readonly reverts?: number;
  readonly outage: string;
  readonly windows: readonly ManifestWindow[];
  readonly policy: string;
  readonly revision: string;
  /** The layer of every rule. */
  readonly layers: { readonly [rule: string]: string };
  /** None in the manifests of earlier versions and of counter-runs. */
  readonly terms?: Terms;
  /** The arguments of the command, so that the plan can be made again. */
  readonly request: PlanRequest;
  /** The policy, the outage, the lists that the policy names, and the control totals. */
  readonly rules: readonly RuleFile[];
  readonly inputs: readonly InputFile[];
  readonly outputs: readonly FileFacts[];
  readonly totals: { readonly [bucket: string]: number };
  readonly benefits: number;
  /** Services with a record that got something. */
  readonly services: readonly string[];
  readonly credits: { readonly [currency: string]: string };
  readonly warnings: readonly WrittenWarning[];
  /** Why the plan cannot be applied: budgets that the plan would pass, in words; empty when it can be applied. */
  readonly over_budget: readonly string[];
  readonly book: BookState;
  /** Hash of all of the above. */
  readonly seal: string;
  /** The place in the chain; only in a run. */
  readonly run?: RunPlace;
}

/** Arguments as they were given; null where an option was not. */
export interface PlanRequest {
  /** A file, or the window itself. */
  readonly outage: string;
  readonly outage_id: string | null;
  readonly zone: string | null;
  readonly policy: string;
  readonly as_of: string | null;
  readonly control: string | null;
  /** Missing where no mapping was named; a mapping beside an export is found again by itself. */
  readonly mapping?: string | null;
  /** The declared encoding of the exports; none where none was declared. */
  readonly encoding?: string;
  /** The language of the files that people read, such as `summary.md`; none where none was named, which is English. */
  readonly lang?: string;
  /** Set where a workbook was asked for. */
  readonly xlsx?: true;
  /** What was left out of folders, being no exports; none where nothing was to be left out. */
  readonly skipped?: readonly { readonly file: string; readonly because: string }[];
  readonly exports: readonly { readonly path: string; readonly kind: string | null }[];
}

export interface ManifestWindow {
  /** Undefined for every service that has none of its own. */
  readonly service?: string;
  /** UTC. */
  readonly start: string;
  readonly end: string;
}

export interface RuleFile {
  readonly role: "policy" | "outage" | "list" | "mapping" | "control";
  readonly path: string;
  readonly sha256: string;
}

export interface InputFile {
  readonly name: string;
  /** As it was given; `-` for standard input, which cannot be checked again. */
  readonly path: string;
  /** The archive that it lies in, whose bytes and hash these are; none for a file of its own. */
  readonly archive?: string;
  readonly kind: string;
  /** The encoding in which it was read; none for UTF-8. */
  readonly encoding?: string;
  readonly bytes: number;
  readonly rows: number;
  readonly sha256: string;
}

/** The book when the plan was made: how many runs, and the hash of the last one's manifest. */
export interface BookState {
  readonly runs: number;
  readonly head: string | null;
}

export interface RunPlace {
  readonly number: number;
  /** Hash of the previous run's manifest. */
  readonly previous: string | null;
  /** Hash of the plan's manifest: the plan's id. */
  readonly plan: string;
  /** Hash of the whole manifest but this. */
  readonly seal: string;
}

/** `0001`; more digits when there are more runs. */
export function runName(number: number): string {
  return String(number).padStart(4, "0");
}

export function languageOf({ language }: Pick<Manifest, "language">): number {
  return language ?? FIRST_LANGUAGE;
}

export function sealed(manifest: Omit<Manifest, "seal" | "run">): Manifest {
  return { ...manifest, seal: sha256Of(JSON.stringify(manifest)) };
}

/** A manifest of a plan that lists other outputs. */
export function listing({ seal: _seal, run: _run, ...plan }: Manifest, outputs: readonly FileFacts[]): Manifest {
  return sealed({ ...plan, outputs: [...outputs] });
}

/** A plan's manifest with its place in the book. */
export function placed({ run: _run, ...plan }: Manifest, place: Omit<RunPlace, "seal">): Manifest {
  return { ...plan, run: { ...place, seal: sha256Of(JSON.stringify({ ...plan, run: place })) } };
}

/** Whether a manifest is as it was sealed, and its place in the chain too. */
function isSealed({ run, ...plan }: Manifest): boolean {
  const { seal, ...manifest } = plan;
  if (sha256Of(JSON.stringify(manifest)) !== seal) return false;
  if (run === undefined) return true;
  const { seal: runSeal, ...place } = run;
  return sha256Of(JSON.stringify({ ...plan, run: place })) === runSeal;
}

export function manifestText(manifest: Manifest): string {
  return jsonText(manifest);
}

export interface ReadManifest {
  readonly manifest: Manifest;
  /** Of the manifest's bytes. */
  readonly sha256: string;
}

/** A numbered folder of the book. */
export interface CommittedRun extends ReadManifest {
  readonly number: number;
  readonly folder: string;
}

/** Undefined when the folder has no manifest of ours. @throws Failure `file-unreadable` when the disk does not say. */
export function readManifest(folder: string): ReadManifest | undefined {
  const path = join(folder, MANIFEST);
  const bytes = attemptRead(path, () => readOrdinary(path));
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return isManifest(value) ? { manifest: value, sha256: sha256Of(bytes) } : undefined;
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is Manifest {
  return hasManifestShape(value, MANIFEST_FORMAT);
}

/** How a manifest that can be read differs from what was written and sealed; undefined when it does not. */
export function findEdit(folder: string, { manifest }: ReadManifest): string | undefined {
  const path = join(folder, MANIFEST);
  const bytes = attemptRead(path, () => readOrdinary(path)) ?? Buffer.alloc(0);
  const written = Buffer.from(manifestText(manifest));
  const at = firstDifference(bytes, written);
  if (at !== undefined) return `it was changed, at byte ${at + 1}`;
  return isSealed(manifest) ? undefined : "it was changed: its seal does not fit";
}

/** Undefined when they are the same. */
export function firstDifference(a: Uint8Array, b: Uint8Array): number | undefined {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (a[at] !== b[at]) return at;
  return a.length === b.length ? undefined : length;
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
