/**
 * Whatever happens in whatever order, every gift is given once and none is missing: generated histories of plans,
 * applied plans, direct runs and reverts, with overlapping exports, revised policies, benefits that were carried out
 * meanwhile, and three outages of which two overlap, against a plain model. `HISTORIES=1000` tries more.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../domain/runs.ts";
import { type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

interface Wish {
  /** Records in the export, in its order; one that appears twice is a duplicate row. */
  readonly records: readonly string[];
  readonly outage: Outage;
  readonly layers: 1 | 2;
  readonly revision: number;
  /** How often 96 hours were carried out on these records before they were exported. */
  readonly carriedOut: number;
}

type Step =
  | { readonly kind: "direct"; readonly wish: Wish }
  | { readonly kind: "plan"; readonly slot: number; readonly wish: Wish }
  | { readonly kind: "apply-plan"; readonly slot: number }
  | { readonly kind: "revert"; readonly run: number };

const WINDOWS = {
  october: "2022-10-15T15:30/2022-10-20T23:00",
  "october-too": "2022-10-20T22:00/2022-10-21T05:00",
  november: "2022-11-02T01:00/2022-11-02T05:00",
} as const;
type Outage = keyof typeof WINDOWS;
const OVERLAPS: { readonly [outage in Outage]: Outage | undefined } = {
  october: "october-too",
  "october-too": "october",
  november: undefined,
};
/** Last days, each 96 hours after the one before. */
const ENDS = ["2022-11-30", "2022-12-04", "2022-12-08", "2022-12-12"] as const;

const wish: fc.Arbitrary<Wish> = fc.record({
  records: fc.array(fc.constantFrom("r1", "r2", "r3", "r4", "r5"), { minLength: 1, maxLength: 6 }),
  outage: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Outage>("october") },
    { weight: 2, arbitrary: fc.constant<Outage>("november") },
    { weight: 1, arbitrary: fc.constant<Outage>("october-too") },
  ),
  layers: fc.constantFrom(1, 2),
  revision: fc.nat(3),
  carriedOut: fc.nat(2),
});

const slot = fc.nat(1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("direct"), wish }),
  fc.record({ kind: fc.constant("plan"), slot, wish }),
  fc.record({ kind: fc.constant("apply-plan"), slot }),
  fc.record({ kind: fc.constant("revert"), run: fc.nat(5) }),
);

interface Gift {
  readonly name: string;
  readonly record: string;
  /** Undefined for cash. */
  readonly end: { readonly before: string; readonly after: string } | undefined;
}

interface Run {
  readonly outage: Outage;
  readonly gifts: readonly Gift[];
  /** Position of the run that it takes back. */
  readonly reverts: number | undefined;
}

interface Planned {
  readonly outage: Outage;
  readonly gifts: readonly Gift[];
  readonly madeAt: number;
  /** Position of the run that it became. */
  became: number | undefined;
}

/** The book as a list of runs, and the plans that lie around. */
interface Model {
  readonly runs: Run[];
  readonly plans: Map<number, Planned>;
}

function isTakenBack(position: number, { runs: all }: Model): boolean {
  return all.some(({ reverts }) => reverts === position);
}

function standing(model: Model): readonly Run[] {
  return model.runs.filter((run, position) => run.reverts === undefined && !isTakenBack(position, model));
}

function given(model: Model): ReadonlyMap<string, Gift> {
  return new Map(standing(model).flatMap(({ gifts }) => gifts.map((gift) => [gift.name, gift] as const)));
}

function newGifts({ records, outage, layers, carriedOut }: Wish, model: Model): readonly Gift[] {
  const end = { before: ENDS[carriedOut] ?? "", after: ENDS[carriedOut + 1] ?? "" };
  const before = given(model);
  return [...new Set(records)]
    .flatMap((record): readonly Gift[] => [
      { name: `${outage} hours ${record}`, record, end },
      ...(layers === 1 ? [] : [{ name: `${outage} cash ${record}`, record, end: undefined }]),
    ])
    .filter(({ name }) => !before.has(name));
}

function isOverlapping(outage: Outage, gifts: readonly Gift[], model: Model): boolean {
  return gifts.length > 0 && standing(model).some((run) => run.outage === OVERLAPS[outage]);
}

/** A later run that stands and moved an end on from where this one had put it. */
function isBuiltOn(position: number, model: Model): boolean {
  const ends = (model.runs[position]?.gifts ?? []).map(({ record, end }) => `${record} ${end?.after}`);
  return standing(model).some(
    (run) =>
      model.runs.indexOf(run) > position &&
      run.gifts.some(({ record, end }) => end !== undefined && ends.includes(`${record} ${end.before}`)),
  );
}

const HISTORIES = Number(process.env.HISTORIES ?? 60);

test(`every gift is given once, and none is missing, in ${HISTORIES} histories`, {
  timeout: 60_000 + HISTORIES * 2_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const story = await smallCase({});
      const model: Model = { runs: [], plans: new Map() };
      for (const [index, each] of steps.entries()) await take(each, `step-${index}`, story, model);
      expect(giftsIn(story), "no gift appears twice, none is missing").toEqual([...given(model).keys()].toSorted());
      expect(runNames(story)).toHaveLength(model.runs.length);
      if (model.runs.length > 0) expect(await story.run("verify")).toMatchObject({ exit: 0 });
    }),
    runs(HISTORIES),
  );
});

async function take(step: Step, name: string, story: SmallCase, model: Model): Promise<void> {
  switch (step.kind) {
    case "direct": {
      const { outage } = step.wish;
      const gifts = newGifts(step.wish, model);
      const { failure } = await story.run(`apply --yes ${writeWish(step.wish, name, story)}`);
      if (isOverlapping(outage, gifts, model)) return expect(failure).toBe("outage-overlaps");
      expect(failure).toBeUndefined();
      if (gifts.length > 0) model.runs.push({ outage, gifts, reverts: undefined });
      return;
    }
    case "plan": {
      const { outage } = step.wish;
      const gifts = newGifts(step.wish, model);
      const { failure } = await story.run(`plan --out plan-${step.slot} ${writeWish(step.wish, name, story)}`);
      if (isOverlapping(outage, gifts, model)) return expect(failure).toBe("outage-overlaps");
      expect(failure).toBeUndefined();
      model.plans.set(step.slot, { outage, gifts, madeAt: model.runs.length, became: undefined });
      return;
    }
    case "apply-plan": {
      const plan = model.plans.get(step.slot);
      const { failure } = await story.run(`apply --yes plan-${step.slot}`);
      if (plan === undefined) return expect(failure).toBe("file-missing");
      if (plan.became !== undefined)
        return expect(failure).toBe(isTakenBack(plan.became, model) ? "plan-taken-back" : undefined);
      if (plan.madeAt !== model.runs.length) return expect(failure).toBe("book-moved-on");
      expect(failure).toBeUndefined();
      if (plan.gifts.length === 0) return;
      plan.became = model.runs.length;
      model.runs.push({ outage: plan.outage, gifts: plan.gifts, reverts: undefined });
      return;
    }
    case "revert": {
      const target = model.runs[step.run];
      const { failure } = await story.run(`revert --yes ${step.run + 1}`);
      if (target === undefined) return expect(failure).toBe("run-missing");
      if (target.reverts !== undefined || isTakenBack(step.run, model) || isBuiltOn(step.run, model))
        return expect(failure).toBe("revert-refused");
      expect(failure).toBeUndefined();
      model.runs.push({ outage: target.outage, gifts: [], reverts: step.run });
    }
  }
}

/** Writes the files of a step, each under a name of its own, and returns the arguments that name them. */
function writeWish({ records, outage, layers, revision, carriedOut }: Wish, name: string, story: SmallCase): string {
  const rows = records.map((record) => `${record},user of ${record},kakaopage,2022-10-01,${ENDS[carriedOut]}`);
  story.write(`${name}.csv`, ["rental_id,user_id,service,started_at,expires_at", ...rows, ""].join("\n"));
  story.write(`${name}-outage.yaml`, `outage: ${outage}\nzone: Asia/Seoul\nwindow: ${WINDOWS[outage]}\n`);
  const goodwill = [
    "  - layer: goodwill",
    "    rules:",
    "      - { rule: cash, for: { record: rental }, give: { grant: 100 CASH } }",
  ];
  const policy = [
    "policy: story",
    `revision: ${revision}`,
    "zone: Asia/Seoul",
    "units: { CASH: { decimals: 0 } }",
    "layers:",
    "  - layer: time",
    "    rules:",
    "      - { rule: hours, for: { record: rental }, if: { held: during-outage }, give: { extend: 96 hours } }",
    ...(layers === 2 ? goodwill : []),
  ];
  story.write(`${name}-policy.yaml`, `${policy.join("\n")}\n`);
  return `--outage ${name}-outage.yaml --policy ${name}-policy.yaml ${name}.csv`;
}

/** What stands, read from the files alone: given once more often than it was taken back. */
function giftsIn(story: SmallCase): readonly string[] {
  const balance = new Map<string, number>();
  for (const run of runNames(story)) {
    for (const file of ["adjusted-expiry.csv", "refund-credit.csv"]) {
      for (const row of story.rows(`compensations/${run}/${file}`)) {
        const name = `${row.get("outage")} ${row.get("rule")} ${row.get("record_id")}`;
        const times = (balance.get(name) ?? 0) + (row.get("action") === "revert" ? -1 : 1);
        expect([0, 1], `${name} in run ${run}`).toContain(times);
        balance.set(name, times);
      }
    }
  }
  return [...balance].flatMap(([name, times]) => (times === 1 ? [name] : [])).toSorted();
}

function runNames(story: SmallCase): readonly string[] {
  return treeOf(story.path("compensations")).flatMap((path) => /^(\d{4})\/$/.exec(path)?.[1] ?? []);
}
