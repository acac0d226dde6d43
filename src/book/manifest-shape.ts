/**
 * Whether a value that was read from a file is a manifest, down to every field: what comes from disk is believed only
 * as far as it was checked.
 */
import type { Manifest } from "./manifest.ts";

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const count: Check = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const digest: Check = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const mapOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);

function shape(fields: { readonly [field: string]: Check }): Check {
  return (value) =>
    isObject(value) && Object.entries(fields).every(([field, check]) => check(Reflect.get(value, field)));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A file inside the folder, or in its folder of rejects: nothing that leads out of it. */
const fileInside: Check = (value) =>
  typeof value === "string" && /^(?:rejects\/)?[^/\\\0]+$/.test(value) && !/(?:^|\/)\.\.?$/.test(value);

const manifest: Check = shape({
  format: count,
  tool: text,
  time_zone_data: text,
  as_of: text,
  outage: text,
  windows: listOf(shape({ service: optional(text), start: text, end: text })),
  policy: text,
  revision: text,
  layers: mapOf(text),
  rules: listOf(shape({ role: text, path: text, sha256: digest })),
  inputs: listOf(shape({ name: text, path: text, kind: text, bytes: count, rows: count, sha256: digest })),
  outputs: listOf(shape({ file: fileInside, bytes: count, rows: optional(count), sha256: digest })),
  totals: mapOf(count),
  benefits: count,
  services: listOf(text),
  credits: mapOf(text),
  warnings: listOf(shape({ code: text, about: text, records: count })),
  over_budget: listOf(text),
  book: shape({ runs: count, head: orNull(digest) }),
  seal: digest,
  run: optional(shape({ number: count, previous: orNull(digest), plan: digest })),
});

export function isManifest(value: unknown, format: number): value is Manifest {
  return manifest(value) && isObject(value) && Reflect.get(value, "format") === format;
}
