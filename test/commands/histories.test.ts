/**
 * Whatever happens in whatever order, every gift is given once and none is missing: generated histories of plans,
 * applied plans and direct runs, with overlapping exports, revised policies and two outages, against a plain set.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../domain/runs.ts";
import { type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

interface Wish {
  /** Records in the export, in its order; one that stands twice is a duplicate row. */
  readonly records: readonly string[];
  readonly outage: "october" | "november";
  readonly layers: 1 | 2;
  readonly revision: number;
}

type Step =
  | { readonly kind: "direct"; readonly wish: Wish }
  | { readonly kind: "plan"; readonly slot: number; readonly wish: Wish }
  | { readonly kind: "apply-plan"; readonly slot: number };

const WINDOWS = {
  october: "2022-10-15T15:30/2022-10-20T23:00",
  november: "2022-11-02T01:00/2022-11-02T05:00",
} as const;

const wish: fc.Arbitrary<Wish> = fc.record({
  records: fc.array(fc.constantFrom("r1", "r2", "r3", "r4", "r5"), { minLength: 1, maxLength: 6 }),
  outage: fc.constantFrom("october", "november"),
  layers: fc.constantFrom(1, 2),
  revision: fc.nat(3),
});

const slot = fc.nat(1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("direct"), wish }),
  fc.record({ kind: fc.constant("plan"), slot, wish }),
  fc.record({ kind: fc.constant("apply-plan"), slot }),
);

/** The book as a set of gifts, and the plans that lie around. */
interface Model {
  readonly given: Set<string>;
  runs: number;
  readonly plans: Map<number, { readonly gifts: readonly string[]; readonly madeAt: number; applied: boolean }>;
}

function newGifts({ records, outage, layers }: Wish, { given }: Model): readonly string[] {
  const rules = layers === 1 ? ["hours"] : ["hours", "cash"];
  const gifts = [...new Set(records)].flatMap((record) => rules.map((rule) => `${outage} ${rule} ${record}`));
  return gifts.filter((gift) => !given.has(gift));
}

function commit(gifts: readonly string[], model: Model): void {
  if (gifts.length === 0) return;
  for (const gift of gifts) model.given.add(gift);
  model.runs += 1;
}

test("every gift is given once, and none is missing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const story = await smallCase({});
      const model: Model = { given: new Set(), runs: 0, plans: new Map() };
      for (const [index, each] of steps.entries()) await take(each, `step-${index}`, story, model);
      const found = giftsIn(story);
      expect(found.toSorted(), "no gift stands twice, none is missing").toEqual([...model.given].toSorted());
      expect(runNames(story)).toHaveLength(model.runs);
    }),
    runs(60),
  );
});

async function take(step: Step, name: string, story: SmallCase, model: Model): Promise<void> {
  switch (step.kind) {
    case "direct": {
      const ran = await story.run(`apply --yes ${writeWish(step.wish, name, story)}`);
      expect(ran.exit).toBe(0);
      return commit(newGifts(step.wish, model), model);
    }
    case "plan": {
      const ran = await story.run(`plan --out plan-${step.slot} ${writeWish(step.wish, name, story)}`);
      expect(ran.exit).toBe(0);
      model.plans.set(step.slot, { gifts: newGifts(step.wish, model), madeAt: model.runs, applied: false });
      return;
    }
    case "apply-plan": {
      const plan = model.plans.get(step.slot);
      const { failure } = await story.run(`apply --yes plan-${step.slot}`);
      if (plan === undefined) expect(failure).toBe("file-missing");
      else if (plan.applied) expect(failure).toBeUndefined();
      else if (plan.madeAt !== model.runs) expect(failure).toBe("book-moved-on");
      else {
        expect(failure).toBeUndefined();
        plan.applied = plan.gifts.length > 0;
        commit(plan.gifts, model);
      }
    }
  }
}

/** Writes the files of a step, each under a name of its own, and returns the arguments that name them. */
function writeWish({ records, outage, layers, revision }: Wish, name: string, story: SmallCase): string {
  const rows = records.map((record) => `${record},user of ${record},kakaopage,2022-10-01,2022-11-30`);
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

function giftsIn(story: SmallCase): readonly string[] {
  const gifts: string[] = [];
  for (const run of runNames(story)) {
    for (const file of ["adjusted-expiry.csv", "refund-credit.csv"]) {
      const rows = story.rows(`compensations/${run}/${file}`);
      gifts.push(...rows.map((row) => `${row.get("outage")} ${row.get("rule")} ${row.get("record_id")}`));
    }
  }
  return gifts;
}

function runNames(story: SmallCase): readonly string[] {
  return treeOf(story.path("compensations")).flatMap((path) => /^(\d{4})\/$/.exec(path)?.[1] ?? []);
}
