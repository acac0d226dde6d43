/**
 * Two sets of rules compared over one reading come to what a plan under each of them comes to, for made-up policies, outages and
 * exports, with repeats, limits per user and budgets.
 *
 * `RECORDS=100000 SEED=7 npx vitest run test/diff/sides` compares more, from another seed.
 */
import { describe, expect, test } from "vitest";
import { type Compared, compareSides } from "../../src/diff/compare-sides.ts";
import { TIME } from "../../src/diff/side-tally.ts";
import { Failure } from "../../src/domain/failure.ts";
import { instantAt } from "../../src/domain/instant.ts";
import { parseTimestamp } from "../../src/domain/parse-timestamp.ts";
import { endRole } from "../../src/domain/record.ts";
import { openZone } from "../../src/domain/zone.ts";
import { createMemoryStaging } from "../../src/fixture-cases/memory-staging.ts";
import { readCsvTable } from "../../src/input/csv-reader.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { createPool } from "../../src/run/pool.ts";
import type { Setup } from "../../src/run/rows/job.ts";
import type { ExportInput } from "../../src/run/rows/read-rows.ts";
import { stageOutputs } from "../../src/run/run.ts";
import type { Row } from "../oracle/language.ts";
import { createDice, type Dice } from "../oracle/samples/dice.ts";
import { type Sample, sampleOf, yamlOf } from "../oracle/samples/sample.ts";
import { KINDS } from "../oracle/samples/words.ts";
import { csvLine } from "../support/csv-line.ts";
import { memoryStream } from "../support/memory-stream.ts";

const SEED = Number(process.env.SEED ?? 20221015);
const RECORDS = Number(process.env.RECORDS ?? 3_000);
const ROWS = 40;
const PER_TEST = 50;
const PATIENCE_MS = 240_000;

/** What happened over all samples, so that none of it is only said to be tried. */
const met = { limited: 0, duplicates: 0, conflicts: 0, rejects: 0, overBudget: 0, overlaps: 0, ends: 0 };

/** With limits that take something away from some of five users, of all they get or of what one layer gives. */
function setupOf({ policy, outage, asOf }: Sample, dice: Dice): Setup {
  const layer = policy.layers === undefined || dice.chance(0.4) ? {} : { layer: dice.pick(policy.layers).layer };
  const perUser = dice.chance(0.6) ? [{ per: "user", records: dice.between(1, 4), ...layer }] : [];
  const perRun = dice.chance(0.3) ? [{ per: "run", records: dice.between(1, 10) }] : [];
  const limited = { ...policy, limits: [...(policy.limits ?? []), ...perUser, ...perRun] };
  return {
    policy: readPolicy(yamlOf(limited), "policy.yaml").policy,
    outage: readOutage(yamlOf(outage), "outage.yaml"),
    asOf: instantAt(asOf),
  };
}

/** One export for each kind; some rows appear again, some with another cell. */
function exportsOf(rows: readonly Row[], dice: Dice): readonly ExportInput[] {
  const repeated = rows.flatMap((row) => {
    if (dice.chance(0.05)) return [row, row];
    return dice.chance(0.05) ? [row, { ...row, cells: { ...row.cells, user_id: "u-other" } }] : [row];
  });
  return KINDS.flatMap((kind) => {
    const ofKind = repeated.filter((row) => row.kind === kind).map(({ cells }) => cells);
    const columns = [...new Set(ofKind.flatMap((cells) => Object.keys(cells)))];
    const lines = [columns, ...ofKind.map((cells) => columns.map((column) => cells[column] ?? ""))];
    const content = Buffer.from(lines.map((cells) => `${csvLine(cells)}\n`).join(""));
    const read = async (offset: number, length: number) => content.subarray(offset, offset + length);
    const openRanges = async () => ({ read, close: async () => {} });
    const source = { path: `${kind}.csv`, open: async () => memoryStream(content), openRanges };
    return ofKind.length === 0 ? [] : [{ source, kind }];
  });
}

const QUIET = { scratch: "/nowhere", checkHeader: () => {}, onProgress: () => {} };

interface SideSums {
  readonly records: number;
  readonly review: number;
  readonly ends: number;
  readonly duplicates: number;
  readonly overBudget: readonly string[];
  readonly sums: { readonly [measure: string]: bigint };
}

async function planned(setup: Setup, inputs: readonly ExportInput[]): Promise<SideSums> {
  const staging = createMemoryStaging("/nowhere");
  const pool = createPool(1, undefined);
  const { tally, overBudget } = await stageOutputs({
    ...QUIET,
    setup,
    inputs,
    pool,
    staging,
    findGiven: undefined,
    earlierBenefits: () => nothingEarlier(),
  });
  const { totals, extended, credits, unaffected } = tally;
  const written = readCsvTable(staging.read("adjusted-expiry.csv") ?? Buffer.alloc(0));
  if (!("rows" in written)) throw new Error(written.fault);
  const lasting = written.rows.reduce((sum, { cells }) => sum + laterBy(cells, setup), 0n);
  met.limited += unaffected.get("limit") ?? 0;
  return {
    records: totals.compensated,
    review: totals.review,
    ends: extended,
    duplicates: totals.duplicate,
    overBudget,
    sums: withoutZeros([...credits, [TIME, lasting]]),
  };
}

async function* nothingEarlier() {}

/** From what the row says, read again. */
function laterBy(cells: ReadonlyMap<string, string>, { policy }: Setup): bigint {
  const zone = openZone(policy.zone);
  const [old, end] = ["old_value", "new_value"].map((column) =>
    parseTimestamp(cells.get(column) ?? "", endRole(cells.get("field") ?? ""), zone),
  );
  if (typeof old !== "object" || typeof end !== "object") throw new Error("an end that cannot be read");
  return BigInt(end.instant - old.instant);
}

function withoutZeros(sums: Iterable<readonly [string, bigint]>): { readonly [measure: string]: bigint } {
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sideOf({ services, rejects, overBudget, duplicates }: Compared, side: 0 | 1): SideSums {
  const sides = services.map(({ sides: both }) => both[side]);
  const total = (key: "records" | "ends" | "review") => sides.reduce((sum, one) => sum + one[key], 0);
  const sums = new Map<string, bigint>();
  for (const one of sides) for (const [measure, sum] of one.sums) sums.set(measure, (sums.get(measure) ?? 0n) + sum);
  met.rejects += rejects[side];
  met.ends += total("ends");
  met.overBudget += overBudget[side].length;
  return {
    records: total("records"),
    ends: total("ends"),
    review: total("review"),
    duplicates,
    overBudget: overBudget[side],
    sums: withoutZeros(sums),
  };
}

/** Two rules that apply where only one may end a plan and a comparison at the same row. */
async function messageOf<Found>(work: Promise<Found>): Promise<Found | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

async function checkSample(index: number): Promise<void> {
  const dice = createDice(SEED, index);
  const [one, next] = [sampleOf(SEED, index, ROWS), sampleOf(SEED, index + 1, ROWS)];
  const setups = [setupOf(one, dice), setupOf(dice.chance(0.5) ? one : next, dice)] as const;
  const inputs = exportsOf([...one.rows, ...next.rows.slice(0, ROWS / 4)], dice);
  const plans = [await messageOf(planned(setups[0], inputs)), await messageOf(planned(setups[1], inputs))];
  const compared = await messageOf(compareSides({ ...QUIET, setups, inputs, jobs: 1, size: undefined }));
  if (typeof compared === "string") {
    met.overlaps += 1;
    expect(plans).toContain(compared);
    return;
  }
  met.duplicates += compared.duplicates;
  met.conflicts += compared.conflicts;
  expect([index, sideOf(compared, 0), sideOf(compared, 1)]).toEqual([index, ...plans]);
}

describe("each side is the plan under its rules", () => {
  const samples = Math.ceil(RECORDS / ROWS);
  const starts = Array.from({ length: Math.ceil(samples / PER_TEST) }, (_, at) => at * PER_TEST);

  test.for(starts)("samples from %i", { timeout: PATIENCE_MS }, async (start) => {
    for (let index = start; index < Math.min(samples, start + PER_TEST); index += 1) await checkSample(index);
  });

  test("and the samples have everything that can be told wrongly", () => {
    for (const [what, count] of Object.entries(met)) expect([what, count]).not.toEqual([what, 0]);
  });
});
