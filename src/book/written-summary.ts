/** `summary.json` as it is read back from a run: the numbers that `verify` compares and `show` prints. */
import { join } from "node:path";
import { readOrdinary } from "../input/ordinary-file.ts";
import { type Check, count, isObject, listOf, mapOf, optional, shape, text } from "./checks.ts";
import { attemptRead } from "./disk.ts";
import { type WrittenWarning, writtenWarning } from "./written-warning.ts";

export const SUMMARY = "summary.json";

export interface WrittenSummary {
  readonly outage: string;
  readonly policy: string;
  readonly revision: string;
  readonly as_of: string;
  readonly reverts?: number;
  readonly totals: WrittenBuckets;
  readonly extended: number;
  readonly credited: number;
  readonly credits: { readonly [currency: string]: string };
  readonly by_rule: readonly WrittenRuleSums[];
  readonly unaffected: { readonly [reason: string]: number };
  readonly rejects: { readonly [code: string]: number };
  readonly exports: readonly (WrittenBuckets & {
    readonly file: string;
    readonly kind: string;
    readonly encoding: string;
  })[];
  readonly skipped?: readonly { readonly file: string; readonly because: string }[];
  readonly warnings: readonly WrittenWarning[];
}

export interface WrittenRuleSums {
  readonly rule: string;
  readonly layer: string;
  readonly service: string;
  readonly records: number;
  readonly extended: number;
  readonly review: number;
  readonly credits: { readonly [currency: string]: string };
}

export const BUCKETS = [
  "read",
  "compensated",
  "review",
  "unaffected",
  "already_compensated",
  "rejected",
  "duplicate",
] as const;
/** Buckets that there are only where a mapping says so. */
export const DECLARED_BUCKETS = ["line_items", "superseded"] as const;
export type WrittenBuckets = { readonly [bucket in (typeof BUCKETS)[number]]: number } & {
  readonly [bucket in (typeof DECLARED_BUCKETS)[number]]?: number;
};

const buckets = Object.fromEntries([
  ...BUCKETS.map((bucket) => [bucket, count] as const),
  ...DECLARED_BUCKETS.map((bucket) => [bucket, optional(count)] as const),
]);
const summary: Check = shape({
  outage: text,
  policy: text,
  revision: text,
  as_of: text,
  reverts: optional(count),
  totals: shape(buckets),
  extended: count,
  credited: count,
  credits: mapOf(text),
  by_rule: listOf(
    shape({
      rule: text,
      layer: text,
      service: text,
      records: count,
      extended: count,
      review: count,
      credits: mapOf(text),
    }),
  ),
  unaffected: mapOf(count),
  rejects: mapOf(count),
  exports: listOf(shape({ ...buckets, file: text, kind: text, encoding: text })),
  skipped: optional(listOf(shape({ file: text, because: text }))),
  warnings: listOf(writtenWarning),
});

/** Undefined when the file is missing, or is no summary. @throws Failure `file-unreadable`. */
export function readSummary(folder: string): WrittenSummary | undefined {
  const path = join(folder, SUMMARY);
  const text = attemptRead(path, () => readOrdinary(path))?.toString("utf8") ?? "";
  try {
    const value: unknown = JSON.parse(text);
    return isSummary(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSummary(value: unknown): value is WrittenSummary {
  return isObject(value) && summary(value);
}
