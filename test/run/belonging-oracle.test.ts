/**
 * Rows that belong together, against plain TypeScript: group the rows, choose, write the rows that are left to files of their own,
 * and plan those without the keys. Both plans give the same, but for where a row stands.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampling } from "../support/sampling.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";

/** A row of a file; `fault` makes it a reject by its end. */
interface Row {
  readonly file: number;
  readonly id: string;
  readonly service: string;
  readonly channel: string;
  readonly end: string;
  readonly item: string;
  readonly changed: string;
}

const COLUMNS = "subscription_id,user_id,service,channel,price,currency,started_at,expires_at,item,changed";
const FILES = ["one.csv", "two.csv", "three.csv"];

const row: fc.Arbitrary<Row> = fc.record({
  file: fc.nat(2),
  id: fc.nat(29).map((number) => `s${number}`),
  service: fc.constantFrom("emoticon-plus", "emoticon-plus", "emoticon-plus", "other"),
  channel: fc.constantFrom("web", "web", "apple"),
  end: fc.constantFrom("2022-10-31", "2022-10-31", "2022-11-30", "soon"),
  item: fc.constantFrom("a", "b"),
  changed: fc.constantFrom("2022-10-01T09:00", "2022-10-01T09:00", "2022-10-02", "2022-10-03", "7", "11", "", "x"),
});

function textOf({ id, service, channel, end, item, changed }: Row): string {
  return `${id},u-${id},${service},${channel},3900,KRW,2022-10-01,${end},${item},${changed}`;
}

/** The rows that are left, and how many of the others there are of each sort. */
interface Chosen {
  readonly left: readonly Row[];
  readonly contradicting: number;
  readonly again: number;
  readonly superseded: number;
}

type Rule = "none" | "last-file" | "changed";

/** @param isItem whether every row is an item, so that only the columns of ours (and a column that tells the newest) count. */
function choose(rows: readonly Row[], rule: Rule, isItem: boolean): Chosen {
  const chosen = { left: [] as Row[], contradicting: 0, again: 0, superseded: 0 };
  const contentOf = (each: Row) => {
    const own = [each.channel, each.end, ...(rule === "changed" || !isItem ? [each.changed] : [])];
    return [...own, ...(isItem ? [] : [each.item])].join();
  };
  for (const name of new Set(rows.map(nameOf))) {
    const group = rows.filter((each) => nameOf(each) === name);
    const isOne = new Set(group.map(contentOf)).size === 1;
    const newest = isOne ? group : newestOf(group, rule);
    const contents = [...new Set(newest.map(contentOf))];
    const [first] = newest;
    if (contents.length === 1 && first !== undefined) chosen.left.push(first);
    else chosen.contradicting += contents.length;
    chosen.again += newest.length - contents.length;
    chosen.superseded += group.length - newest.length;
  }
  // In the order of the input.
  return { ...chosen, left: rows.filter((each) => chosen.left.includes(each)) };
}

function nameOf({ id, service }: Row): string {
  return `${id} ${service}`;
}

/** All rows where it cannot be told. */
function newestOf(group: readonly Row[], rule: Rule): readonly Row[] {
  if (rule === "none") return group;
  if (rule === "last-file") {
    const last = Math.max(...group.map(({ file }) => file));
    return group.filter(({ file }) => file === last);
  }
  const values = group.map(({ changed }) => changed);
  const sorts = new Set(values.map((value) => (/^\d+$/.test(value) ? "number" : value.length)));
  if (sorts.size > 1 || values.some((value) => value === "" || value === "x")) return group;
  const largest = values.toSorted((a, b) => (sorts.has("number") ? Number(a) - Number(b) : a < b ? -1 : 1)).at(-1);
  return group.filter(({ changed }) => changed === largest);
}

async function planned(files: { readonly [file: string]: string }, more: string): Promise<SmallCase> {
  const story = await smallCase(files);
  const names = Object.keys(files).filter((name) => name.endsWith(".csv"));
  const ran = await story.run(`plan ${RULES} --as-of 2022-10-21T11:00:00+09:00 --out plan ${more} ${names.join(" ")}`);
  expect(ran).toMatchObject({ exit: 0, message: "" });
  return story;
}

/** What a plan gives, without where the rows stand. */
function givenBy(story: SmallCase): readonly unknown[] {
  return ["adjusted-expiry", "refund-credit", "review"].map((name) =>
    story.rows(`plan/${name}.csv`).map((cells) => {
      const { source: _, line: __, ...others } = Object.fromEntries(cells);
      return others;
    }),
  );
}

function filesOf(rows: readonly Row[]): { readonly [file: string]: string } {
  return Object.fromEntries(
    FILES.map((name, file) => [
      name,
      [COLUMNS, ...rows.filter((each) => each.file === file).map(textOf), ""].join("\n"),
    ]),
  );
}

describe("rows that belong together give what the rows give that are left", () => {
  test.for([
    ["items", "rows: { key: subscription_id, of: line-items }", "none", true],
    ["the last file", "newer: last-file", "last-file", false],
    ["the largest value", "newer: changed", "changed", false],
    ["items of the last file", "rows: { key: subscription_id, of: line-items }\nnewer: last-file", "last-file", true],
    ["items of the largest value", "rows: { key: subscription_id, of: line-items }\nnewer: changed", "changed", true],
  ] as const)("%s", { timeout: 120_000 }, async ([, keys, rule, isItem]) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 60, maxLength: 120 }), async (made) => {
        const rows = made.toSorted((a, b) => a.file - b.file);
        const { left, contradicting, again, superseded } = choose(rows, rule, isItem);
        const mapping = `mapping: m\nrecord: subscription\n${keys}\n`;
        const own = await planned({ ...filesOf(rows), "rows.yaml": mapping }, "--mapping rows.yaml");
        const plain = await planned(filesOf(left), "");
        expect(givenBy(own)).toEqual(givenBy(plain));
        const [totals, expected] = [own.summary("plan").totals, plain.summary("plan").totals];
        const { compensated, review, unaffected } = expected;
        expect(totals).toMatchObject({ read: rows.length, compensated, review, unaffected });
        expect(totals.rejected).toBe(expected.rejected + contradicting);
        expect(totals.duplicate).toBe(isItem ? 0 : again);
        expect(totals.line_items).toBe(isItem ? again : undefined);
        expect(totals.superseded).toBe(rule === "none" ? undefined : superseded);
      }),
      // A counterexample is told as it was found: to make it smaller would take hundreds of plans.
      { ...sampling(0.0015), endOnFailure: true },
    );
  });
});
