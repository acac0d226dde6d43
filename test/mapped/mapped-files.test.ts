/**
 * Generated files of other systems, each with the mapping that says what it means, give what the canonical exports of the same
 * records give: the same ends in their own form, the same amounts, rejects and counts.
 *
 * `FILES=50000 SEED=7 npx vitest run test/mapped` makes more of them, from another seed. A difference is shown with the seed, the
 * mapping, the rules, and both files.
 */
import { describe, expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";
import { type Compared, differencesIn, PER_GROUP } from "./group.ts";

const SEED = Number(process.env.SEED ?? 20221015);
const FILES = Number(process.env.FILES ?? 400);
/** As many groups of files as one test makes, so that a long run shows that it goes on. */
const PER_TEST = 10;
const SHOWN = 3;
const PATIENCE_MS = 600_000;

/** How many files have each thing that a mapping can say. */
const counts = new Map<string, number>();

function shown(index: number, { group, found }: Compared): string {
  const of = (pair: number | undefined) => (pair === undefined ? undefined : group.pairs[pair]);
  return [
    `SEED=${SEED}, group ${index}, as of ${new Date(group.asOf).toISOString()}`,
    ...found
      .slice(0, SHOWN)
      .flatMap(({ pair, what, expected, found: came }) => [
        `file ${pair}, ${what}\n  expected ${expected}\n  found    ${came}`,
        of(pair)?.mapping ?? "",
        of(pair)?.canonical ?? "",
        of(pair)?.mapped.toString("utf8") ?? "",
      ]),
    group.policy,
    group.outage,
  ].join("\n");
}

const groups = Math.ceil(FILES / PER_GROUP);
const batches = Array.from({ length: Math.ceil(groups / PER_TEST) }, (_, batch) => batch * PER_TEST);

describe(`${FILES} mapped files, seed ${SEED}`, () => {
  test.for(batches)("give what their records give, from group %i on", { timeout: PATIENCE_MS }, async (from) => {
    const folder = await tempFolder();
    const wrong: string[] = [];
    for (let index = from; index < Math.min(from + PER_TEST, groups); index += 1) {
      const compared = await differencesIn(SEED, index, folder);
      for (const trait of compared.group.pairs.flatMap(({ traits }) => traits))
        counts.set(trait, (counts.get(trait) ?? 0) + 1);
      if (compared.found.length > 0) wrong.push(shown(index, compared));
    }
    expect(wrong.slice(0, 1).join("\n\n"), `${wrong.length} groups differ`).toBe("");
  });

  test.skipIf(FILES < 400)("had every key, encoding and form that a mapping may have", () => {
    expect(ALL_TRAITS.filter((trait) => (counts.get(trait) ?? 0) < 2)).toEqual([]);
  });
});

const ALL_TRAITS = [
  ...["always", "values", "else", "missing", "number", "through", "midnight", "century", "twice", "never"],
  ...["iso", "epoch-seconds", "epoch-millis", "excel-days", "pattern", "patterns"],
  ...["escape", "header", "skip", "before-header", "zone", "quote none", "quote standard"],
  ...["csv", "csv.gz", "jsonl"],
  ...["utf-8", "utf-16", "utf-16be", "cp949", "shift_jis", "euc-jp", "gb18030", "big5", "windows-1252", "koi8-r"].map(
    (name) => `encoding ${name}`,
  ),
];
