/**
 * Whether a value that was read from a file is a manifest, down to every field: a value from disk is believed only
 * as far as it was checked.
 */
import { type Check, count, digest, isObject, listOf, mapOf, optional, orNull, shape, text } from "./checks.ts";
import { writtenWarning } from "./written-warning.ts";

const rowTotal: Check = (value) => typeof value === "string" && /^[0-9a-f]{16}$/.test(value);

/** A file inside the folder, or in its folder of rejects: nothing that leads out of it. */
const fileInside: Check = (value) =>
  typeof value === "string" && /^(?:rejects\/)?[^/\\\0]+$/.test(value) && !/(?:^|\/)\.\.?$/.test(value);

const manifest: Check = shape({
  format: count,
  tool: text,
  language: optional(count),
  time_zone_data: text,
  as_of: text,
  zone: text,
  reverts: optional(count),
  outage: text,
  windows: listOf(shape({ service: optional(text), start: text, end: text })),
  policy: text,
  revision: text,
  layers: mapOf(text),
  terms: optional(
    shape({
      title: optional(text),
      source: optional(text),
      excluded: listOf(shape({ start: text, end: text })),
      why: mapOf(text),
      limits: listOf(shape({ per: text, layer: optional(text), kind: text, most: text, currency: optional(text) })),
    }),
  ),
  request: shape({
    outage: text,
    outage_id: orNull(text),
    zone: orNull(text),
    policy: text,
    as_of: orNull(text),
    control: orNull(text),
    mapping: optional(orNull(text)),
    encoding: optional(text),
    lang: optional(text),
    xlsx: optional((value) => value === true),
    skipped: optional(listOf(shape({ file: text, because: text }))),
    exports: listOf(shape({ path: text, kind: orNull(text) })),
  }),
  rules: listOf(shape({ role: text, path: text, sha256: digest })),
  inputs: listOf(
    shape({
      name: text,
      path: text,
      archive: optional(text),
      kind: text,
      encoding: optional(text),
      bytes: count,
      rows: count,
      sha256: digest,
    }),
  ),
  outputs: listOf(
    shape({ file: fileInside, bytes: count, rows: optional(count), row_total: optional(rowTotal), sha256: digest }),
  ),
  totals: mapOf(count),
  benefits: count,
  services: listOf(text),
  credits: mapOf(text),
  warnings: listOf(writtenWarning),
  over_budget: listOf(text),
  book: shape({ runs: count, head: orNull(digest) }),
  seal: digest,
  run: optional(shape({ number: count, previous: orNull(digest), plan: digest, seal: digest })),
});

export function hasManifestShape(value: unknown, format: number): boolean {
  return manifest(value) && isObject(value) && Reflect.get(value, "format") === format;
}
