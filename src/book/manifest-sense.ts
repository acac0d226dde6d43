/**
 * Whether a manifest can be true: a seal only shows that the manifest was not changed by somebody who does not know the seal.
 *
 * Only numbers within the manifest are compared with each other; the rows are counted elsewhere.
 */
import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import { negated } from "../domain/decimal-sum.ts";
import { rejectsFile } from "../domain/reject.ts";
import { KEYS } from "./keys.ts";
import { type CommittedRun, FIGURES, MARKDOWN, type Manifest, PAGE, runName, WORKBOOK } from "./manifest.ts";
import { BUCKETS, DECLARED_BUCKETS, SUMMARY } from "./written-summary.ts";

const GIFTS = ["adjusted-expiry.csv", "refund-credit.csv"];
/** Besides rejects, which lie in a folder of their own. */
const OUTPUTS = [...GIFTS, "review.csv", KEYS, SUMMARY, MARKDOWN];
/** Runs of before 0.3.0 have none of these, and the workbook is only there where it was asked for. */
const LATER_OUTPUTS = [FIGURES, PAGE, WORKBOOK];

/**
 * The statements that cannot be true, in words.
 * @param runs of the book; only those before the manifest's own run are looked at.
 */
export function findNonsense(manifest: Manifest, runs: readonly CommittedRun[]): readonly string[] {
  const { reverts } = manifest;
  return [
    ...outputNonsense(manifest),
    ...(reverts === undefined ? countNonsense(manifest) : counterNonsense(manifest, reverts, runs)),
  ];
}

/** Every output once, no other, and the sizes that follow from the number of gifts. */
function outputNonsense({ outputs, inputs, benefits }: Manifest): readonly string[] {
  const names = outputs.map(({ file }) => file);
  // Before 0.3.0 the rejects of any export had its name alone.
  const rejects = inputs.flatMap(({ name }) => [rejectsFile(name), `rejects/${name}`]);
  const sizeOf = (name: string) => outputs.find(({ file }) => file === name);
  const rows = GIFTS.reduce((sum, name) => sum + (sizeOf(name)?.rows ?? 0), 0);
  const keys = sizeOf(KEYS)?.bytes;
  return [
    ...OUTPUTS.filter((name) => !names.includes(name)).map((name) => `it does not list ${name}`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `it lists ${name} twice`),
    ...names
      .filter((name) => ![...OUTPUTS, ...LATER_OUTPUTS, ...rejects].includes(name))
      .map((name) => `it lists ${name}, which is no output`),
    ...outputs
      .filter(({ file, rows: count }) => file.endsWith(".csv") !== (count !== undefined))
      .map(({ file }) => `it does not say how many rows ${file} has`),
    ...(rows === benefits ? [] : [`it says that there are ${benefits} benefits, and lists ${rows} rows of them`]),
    ...(keys === undefined || keys === benefits * COMPENSATION_ID_BYTES
      ? []
      : [`${KEYS} cannot be of ${benefits} benefits`]),
  ];
}

/** Every row that was read is in one bucket. */
function countNonsense({ inputs, totals, benefits, credits, outputs }: Manifest): readonly string[] {
  const bucket = (name: string) => totals[name] ?? 0;
  const known: readonly string[] = [...BUCKETS, ...DECLARED_BUCKETS];
  const buckets = known.filter((name) => name !== "read").reduce((sum, name) => sum + bucket(name), 0);
  const read = inputs.reduce((sum, { rows }) => sum + rows, 0);
  const rejected = outputs.filter(({ file }) => file.startsWith("rejects/"));
  const rejects = rejected.reduce((sum, { rows }) => sum + (rows ?? 0), 0);
  return [
    ...(Object.keys(totals).every((name) => known.includes(name)) ? [] : ["it has a bucket that there is not"]),
    ...(bucket("read") === buckets && read === buckets ? [] : ["its rows do not come to what was read"]),
    ...(rejected.some(({ rows }) => rows === undefined) || rejects === bucket("rejected")
      ? []
      : [`it says that ${bucket("rejected")} rows were rejected, and lists ${rejects}`]),
    ...(bucket("compensated") <= benefits
      ? []
      : ["it says that more records were compensated than there are benefits"]),
    ...(Object.values(credits).some((amount) => amount.startsWith("-")) ? ["its credits are below zero"] : []),
  ];
}

/** A counter-run takes back exactly what an earlier run that stands gave, and reads nothing. */
function counterNonsense(manifest: Manifest, reverts: number, runs: readonly CommittedRun[]): readonly string[] {
  const { run, outage, benefits, credits, inputs, totals } = manifest;
  const name = `run ${runName(reverts)}`;
  const before = (other: CommittedRun) => run === undefined || other.number < run.number;
  const target = runs.find((other) => other.number === reverts && before(other));
  if (target === undefined) return [`it takes back ${name}, which is not before it`];
  const { manifest: given } = target;
  const other = runs.find((counter) => counter.manifest.reverts === reverts && before(counter));
  const owed = Object.entries(given.credits).map(([currency, amount]) => [currency, negated(amount)]);
  return [
    ...(given.reverts === undefined ? [] : [`it takes back ${name}, which takes one back itself`]),
    ...(other === undefined ? [] : [`it takes back ${name}, as run ${runName(other.number)} did`]),
    ...(outage === given.outage && benefits === given.benefits ? [] : [`it is not about what ${name} gave`]),
    ...(JSON.stringify(credits) === JSON.stringify(Object.fromEntries(owed))
      ? []
      : [`its credits are not those of ${name}, negated`]),
    ...(inputs.length === 0 && Object.values(totals).every((rows) => rows === 0) ? [] : ["it takes back, and reads"]),
  ];
}
