/**
 * The sums of a run, as its rows come to them, against its summary, and the summary against its manifest.
 *
 * Every number that stands in two places must be the same in both, and every row read must be in one bucket.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CommittedRun } from "./book.ts";
import type { Flaws } from "./flaws.ts";
import { MANIFEST, type Manifest } from "./manifest.ts";
import {
  BUCKETS,
  DECLARED_BUCKETS,
  readSummary,
  SUMMARY,
  type WrittenBuckets,
  type WrittenSummary,
} from "./written-summary.ts";
import { creditTexts, type WrittenSums } from "./written-sums.ts";

export function verifySums(
  { folder, manifest }: Pick<CommittedRun, "folder" | "manifest">,
  sums: WrittenSums,
  flaws: Flaws,
): void {
  const summary = readSummary(folder);
  if (summary === undefined) {
    if (existsSync(join(folder, SUMMARY))) flaws.add({ file: SUMMARY, found: "it is no summary" });
    return;
  }
  compare(SUMMARY, againstRows(summary, sums), flaws);
  compare(SUMMARY, againstItself(summary), flaws);
  compare(SUMMARY, againstManifest(summary, manifest), flaws);
  compare(MANIFEST, manifestAgainstRows(manifest, sums), flaws);
}

/** The name of a number that is compared, its value, and the value that it should have. */
type Comparison = readonly [what: string, found: unknown, expected: unknown];

function compare(file: string, comparisons: readonly Comparison[], flaws: Flaws): void {
  for (const [what, found, expected] of comparisons) {
    const [is, shouldBe] = [JSON.stringify(found), JSON.stringify(expected)];
    if (is !== shouldBe) flaws.add({ file, found: `${what}: ${is} stands there, and it comes to ${shouldBe}` });
  }
}

function againstRows(summary: WrittenSummary, sums: WrittenSums): readonly Comparison[] {
  const rules = [...sums.byRule.values()].map(({ credits, ...rule }) => ({ ...rule, credits: creditTexts(credits) }));
  return [
    ["extended", summary.extended, sums.extended],
    ["credited", summary.credited, sums.credited],
    ["credits", sorted(summary.credits), creditTexts(sums.credits)],
    ["rejected rows", summary.totals.rejected, sums.rejected],
    ["by_rule", ruleTexts(summary.by_rule), ruleTexts(rules)],
  ];
}

function manifestAgainstRows(manifest: Manifest, sums: WrittenSums): readonly Comparison[] {
  const { benefits, credits, outputs, services } = manifest;
  const giving = [...sums.byRule.values()].filter(({ records, review }) => records > review);
  const rowsOf = (name: string) => outputs.find(({ file }) => file === name)?.rows;
  return [
    ["benefits", benefits, sums.extended + sums.credited],
    ["credits", sorted(credits), creditTexts(sums.credits)],
    ["services", services, [...new Set(giving.map(({ service }) => service))].sort()],
    ["rows of review.csv", rowsOf("review.csv"), sums.review],
  ];
}

function againstItself({ totals, exports, unaffected, reverts }: WrittenSummary): readonly Comparison[] {
  const total = (bucket: keyof WrittenBuckets) => sumOf(exports.map((facts) => facts[bucket] ?? 0));
  return [
    ...[totals, ...exports].map((buckets): Comparison => ["read", buckets.read, bucketSum(buckets)]),
    ...ALL_BUCKETS.map((bucket): Comparison => [`totals.${bucket}`, totals[bucket] ?? 0, total(bucket)]),
    ["unaffected by reason", sumOf(Object.values(unaffected)), totals.unaffected],
    ...(reverts === undefined ? [] : [["exports", exports.length, 0] as const]),
  ];
}

function againstManifest(summary: WrittenSummary, manifest: Manifest): readonly Comparison[] {
  const { outage, policy, revision, as_of, reverts, totals, credits, warnings, exports } = summary;
  const inputs = manifest.inputs.map(({ name, kind, rows }) => [name, kind, rows]);
  return [
    ["outage", outage, manifest.outage],
    ["policy", policy, manifest.policy],
    ["revision", revision, manifest.revision],
    ["as_of", as_of, manifest.as_of],
    ["reverts", reverts, manifest.reverts],
    ["totals", totals, manifest.totals],
    ["credits", credits, manifest.credits],
    ["warnings", warnings, manifest.warnings],
    ["exports", exports.map(({ file, kind, read }) => [file, kind, read]), inputs],
  ];
}

function bucketSum({ read: _, ...buckets }: WrittenBuckets): number {
  return sumOf(ALL_BUCKETS.flatMap((bucket) => (bucket === "read" ? [] : [buckets[bucket] ?? 0])));
}

const ALL_BUCKETS = [...BUCKETS, ...DECLARED_BUCKETS] as const;

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function ruleTexts(rules: WrittenSummary["by_rule"]): readonly string[] {
  return rules
    .map(({ rule, layer, service, records, extended, review, credits }) =>
      JSON.stringify([rule, layer, service, records, extended, review, sorted(credits)]),
    )
    .sort();
}

function sorted(credits: { readonly [currency: string]: string }): { readonly [currency: string]: string } {
  return Object.fromEntries(Object.entries(credits).sort(([a], [b]) => (a < b ? -1 : 1)));
}
