/** More rows than fingerprints are kept of in memory: what appears twice is found all the same, and nothing is left behind. */
import { describe, expect, test } from "vitest";
import { STRETCH_ROWS } from "../../src/kernel/numbers.ts";
import { RULES, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at";

describe("among more rows than two stretches hold", () => {
  test("duplicates and contradictions are found, however far apart", async () => {
    const count = 2 * STRETCH_ROWS + 1000;
    const rows = Array.from({ length: count }, (_, index) => `r${index},u,melon,2022-09-01,2022-09-30`);
    const affected = "given,u,kakaopage,2022-10-14,2022-10-31";
    rows[10] = affected;
    rows[STRETCH_ROWS + 10] = affected;
    rows[2 * STRETCH_ROWS + 10] = affected;
    rows[20] = "unsure,u,kakaopage,2022-10-14,2022-10-31";
    rows[2 * STRETCH_ROWS + 20] = "unsure,u,kakaopage,2022-10-14,2022-10-30";
    const story = await smallCase({ "a.csv": [HEADER, ...rows, ""].join("\n") });

    for (const jobs of [1, 2]) {
      const ran = await story.run(`plan ${RULES} --jobs ${jobs} --out plan-${jobs} a.csv`);
      expect(ran).toMatchObject({ exit: 0, message: "" });
      const { totals } = story.summary(`plan-${jobs}`);
      expect(totals).toMatchObject({ read: count, compensated: 1, duplicate: 2, rejected: 2 });
      const rejects = story.rows(`plan-${jobs}/rejects/a.csv`);
      expect(rejects.map((row) => `${row.get("_line")} ${row.get("_code")}`)).toEqual([
        "22 duplicate-conflict",
        `${2 * STRETCH_ROWS + 22} duplicate-conflict`,
      ]);
      expect(treeOf(story.folder).filter((path) => path.includes("fingerprints"))).toEqual([]);
    }
  });
});

/** So many that blocks of them wait on disk until they are settled, where each lies in the memory of the one before. */
test("the largest payments are those of the records that got them, wherever their rows wait", {
  timeout: 120_000,
}, async () => {
  const count = 600_000;
  const isLarge = (index: number) => index >= 450_000 && index < 450_010;
  const rows = Array.from(
    { length: count },
    (_, index) => `S-${index},u,melon,${isLarge(index) ? 1_000_000 + index : 3900},KRW,2022-10-01,2022-10-31`,
  );
  const story = await smallCase({
    "policy.yaml": `policy: p
revision: 1
zone: Asia/Seoul
rules:
  - { rule: back, for: { service: melon }, give: { credit: { share: 1 day, of: price, over: 1 day, round: down } } }
`,
    "a.csv": ["subscription_id,user_id,service,price,currency,started_at,expires_at", ...rows, ""].join("\n"),
  });

  expect(await story.run(`plan ${RULES} --jobs 2 --out plan a.csv`)).toMatchObject({ exit: 0, message: "" });
  const { largest } = JSON.parse(story.read("plan/figures.json"));
  expect(
    largest[0].payments.map((paid: { record_id: string; amount: string }) => `${paid.record_id} ${paid.amount}`),
  ).toEqual(Array.from({ length: 10 }, (_, at) => `S-${450_009 - at} ${1_450_009 - at}`));
});
