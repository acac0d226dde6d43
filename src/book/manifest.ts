/**
 * The manifest of a plan or a run: what it was made from, what it holds, and the hashes of both.
 *
 * It is written last, as JSON with sorted, fixed keys. A run's manifest is the plan's with its place in the chain
 * added. Amounts travel as text.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileFacts } from "./staging.ts";

export const MANIFEST = "manifest.json";
export const MANIFEST_FORMAT = 1;

export interface Manifest {
  readonly format: number;
  /** Name and version of the tool that planned it. */
  readonly tool: string;
  readonly time_zone_data: string;
  readonly as_of: string;
  readonly outage: string;
  readonly windows: readonly ManifestWindow[];
  readonly policy: string;
  readonly revision: string;
  /** The layer of every rule. */
  readonly layers: { readonly [rule: string]: string };
  /** The policy, the outage, and the lists that the policy names. */
  readonly rules: readonly RuleFile[];
  readonly inputs: readonly InputFile[];
  readonly outputs: readonly FileFacts[];
  readonly totals: { readonly [bucket: string]: number };
  readonly benefits: number;
  /** Services of which records got something. */
  readonly services: readonly string[];
  readonly credits: { readonly [currency: string]: string };
  /** Why it cannot be applied: budgets that it would pass, in words; empty when it can. */
  readonly over_budget: readonly string[];
  readonly book: BookState;
  /** The place in the chain; only in a run. */
  readonly run?: RunPlace;
}

export interface ManifestWindow {
  /** Undefined for every service that has none of its own. */
  readonly service?: string;
  /** UTC. */
  readonly start: string;
  readonly end: string;
}

export interface RuleFile {
  readonly role: "policy" | "outage" | "list";
  readonly path: string;
  readonly sha256: string;
}

export interface InputFile {
  readonly name: string;
  /** As it was given; `-` for standard input, which cannot be checked again. */
  readonly path: string;
  readonly kind: string;
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
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

export interface ReadManifest {
  readonly manifest: Manifest;
  /** Of the manifest's bytes. */
  readonly sha256: string;
}

/** Undefined when the folder has no manifest of ours that can be read. */
export function readManifest(folder: string): ReadManifest | undefined {
  try {
    const bytes = readFileSync(join(folder, MANIFEST));
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return isManifest(value) ? { manifest: value, sha256: sha256Of(bytes) } : undefined;
  } catch {
    return undefined;
  }
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null) return false;
  const known = value as { readonly [key in keyof Manifest]?: unknown };
  return (
    known.format === MANIFEST_FORMAT &&
    typeof known.tool === "string" &&
    typeof known.outage === "string" &&
    Array.isArray(known.rules) &&
    Array.isArray(known.inputs) &&
    Array.isArray(known.outputs) &&
    Array.isArray(known.services) &&
    Array.isArray(known.windows) &&
    typeof known.totals === "object" &&
    typeof known.book === "object" &&
    known.book !== null
  );
}
