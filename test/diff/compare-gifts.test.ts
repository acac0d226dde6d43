/** What differs between two sets of gifts, against a plain comparison of two maps. */
import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CompareRequest, compareGifts, type GiftComparison } from "../../src/diff/compare-gifts.ts";
import { readGiftRows } from "../../src/diff/gift-rows.ts";
import { createPartitions } from "../../src/diff/partitions.ts";
import { type Change, COMPARED_COLUMNS, type Gift } from "../../src/domain/change.ts";
import { writeGifts } from "../support/gift-folder.ts";
import { sampling } from "../support/sampling.ts";
import { tempFolder } from "../support/temp-folder.ts";

const END: Gift = {
  compensation_id: "",
  rule: "hours",
  action: "extend",
  record: "rental",
  record_id: "r1",
  user_id: "user-1",
  service: "kakaopage",
  channel: "",
  field: "expires_at",
  old_value: "2022-10-16",
  new_value: "2022-10-20",
  extended_by: "4 days",
  amount: "",
  currency: "",
  basis: "",
  source: "a.csv",
  line: "2",
  notes: "",
};
const PAYMENT: Partial<Gift> = {
  action: "credit",
  field: "",
  old_value: "",
  new_value: "",
  extended_by: "",
  amount: "378",
  currency: "KRW",
  basis: "3900 KRW x 72 hours / 744 hours, up to 1 KRW",
};

function gift(change: Partial<Gift>): Gift {
  const made = { ...END, ...change };
  const id = createHash("sha256").update(`${made.service}\0${made.record_id}`).digest("hex").slice(0, 32);
  return { ...made, compensation_id: id };
}

async function compare(
  before: readonly Gift[] | undefined,
  after: readonly Gift[],
  more: Partial<CompareRequest> = {},
): Promise<GiftComparison & { readonly list: readonly Change[] }> {
  const scratch = await tempFolder();
  const sides = {
    before: before && writeGifts(join(scratch, "one"), before, { revision: "r1" }),
    after: writeGifts(join(scratch, "two"), after, { revision: "r2" }),
  };
  const found = await compareGifts({ ...sides, only: new Set(), keep: "all", scratch, ...more });
  return { ...found, list: [...found.changes].map(({ change }) => change) };
}

describe("a gift on both sides", () => {
  test.for([
    ["the same", {}, "same"],
    ["another revision alone is no difference", {}, "same"],
    ["another line or export is none", { line: "77", source: "b.csv" }, "same"],
    ["another channel is none", { channel: "web" }, "same"],
    ["another end", { new_value: "2022-10-21" }, "new_value"],
    ["another old end, which was read since", { old_value: "2022-10-17" }, "old_value"],
    ["another rule alone", { rule: "days" }, "rule"],
    ["another holder", { user_id: "user-2" }, "user_id"],
    ["a note", { notes: "capped" }, "notes"],
    ["a payment for an end", PAYMENT, "action field old_value new_value extended_by amount currency basis"],
  ] as const)("%s", async ([, change, expected]) => {
    const { same, list } = await compare([gift({})], [gift(change)]);
    expect(list.map((found) => (found.kind === "changed" ? found.columns.join(" ") : found.kind))).toEqual(
      expected === "same" ? [] : [expected],
    );
    expect(same).toBe(expected === "same" ? 1 : 0);
  });

  test("another amount, counted on both sides", async () => {
    const { groups, credits } = await compare([gift(PAYMENT)], [gift({ ...PAYMENT, amount: "380.5" })]);
    expect(groups).toMatchObject([{ kind: "changed", rows: 1, ends: 0, payments: 1, minus: 1, plus: 1 }]);
    expect(credits).toEqual({ before: { KRW: "378" }, after: { KRW: "380.5" } });
  });
});

describe("the order", () => {
  const gifts = [
    gift({ record_id: "late", line: "900" }),
    gift({ record_id: "early", line: "90" }),
    gift({ record_id: "second export", line: "3", source: "b.csv" }),
    gift({ record_id: "other rule", rule: "days", line: "1" }),
  ];

  test("by the summary's rules, then by the place in the exports, counted as numbers", async () => {
    const scratch = await tempFolder();
    const groups = ["days", "hours"].map((rule) => ({ service: "kakaopage", rule }));
    const after = writeGifts(join(scratch, "plan"), gifts, { groups });
    const { changes } = await compareGifts({ before: undefined, after, only: new Set(), keep: "all", scratch });
    const ids = [...changes].map(({ change }) => (change.kind === "given" ? change.after.record_id : change.kind));
    expect(ids).toEqual(["other rule", "early", "late", "second export"]);
  });

  test("changed before added before removed", async () => {
    const moved = gift({ record_id: "early", new_value: "2023-01-01" });
    const { list } = await compare(gifts.slice(0, 2), [moved, ...gifts.slice(2)]);
    expect(list.map(({ kind }) => kind)).toEqual(["changed", "added", "added", "removed"]);
  });

  test("of a sample, the first in the exports", async () => {
    const { list, groups } = await compare(undefined, gifts, { keep: 1 });
    expect(list.map((change) => (change.kind === "given" ? change.after.record_id : ""))).toEqual([
      "early",
      "other rule",
    ]);
    expect(groups.map(({ rows }) => rows)).toEqual([3, 1]);
  });
});

test.for([
  ["of the later side", "days", "other"],
  ["of the earlier side", "hours", "other"],
] as const)("only a rule: a change counts by the rule %s", async ([, only]) => {
  const one = [gift({}), gift({ record_id: "other" })];
  const two = [gift({ rule: "days" }), gift({ record_id: "other", new_value: "2023-01-01", rule: "third" })];
  const { groups } = await compare(one, two, { only: new Set([only]) });
  expect(groups.map(({ rule }) => rule)).toEqual(only === "days" ? ["days"] : ["days", "third"]);
});

describe("a file that is not the one its manifest lists", () => {
  test.for([
    ["a row more", "adjusted-expiry.csv", "x"],
    ["a line end more", "refund-credit.csv", "\n"],
  ] as const)("%s is refused", async ([, file, text]) => {
    const scratch = await tempFolder();
    const after = writeGifts(join(scratch, "plan"), [gift({})]);
    appendFileSync(join(after.folder, file), text);
    const comparing = compareGifts({ before: undefined, after, only: new Set(), keep: "all", scratch });
    await expect(comparing).rejects.toMatchObject({ code: "plan-damaged" });
  });

  test("an id that appears twice is refused", async () => {
    await expect(compare([gift({}), gift({ line: "3" })], [gift({})])).rejects.toMatchObject({ code: "plan-damaged" });
    await expect(compare([gift({})], [gift({}), gift({ line: "3" })])).rejects.toMatchObject({ code: "plan-damaged" });
  });
});

const text = fc.constantFrom("", "a", 'a "quoted" word', "a,b", "한글", "line\nbreak");
const anyGift = fc
  .record({
    record_id: fc.nat(40).map(String),
    rule: fc.constantFrom("hours", "days"),
    service: fc.constantFrom("kakaopage", "melon"),
    notes: text,
    user_id: text,
    line: fc.nat(999).map(String),
    source: fc.constantFrom("a.csv", "b.csv", "elsewhere.csv"),
    pays: fc.boolean(),
    amount: fc.nat(3).map((n) => String(n + 1)),
  })
  .map(({ pays, amount, ...rest }) => gift(pays ? { ...rest, ...PAYMENT, amount } : rest));
const someGifts = fc.uniqueArray(anyGift, { selector: ({ compensation_id: id }) => id, maxLength: 60 });

describe("properties", () => {
  test("nothing differs from itself", async () => {
    await fc.assert(
      fc.asyncProperty(someGifts, async (gifts) => {
        expect(await compare(gifts, gifts.toReversed())).toMatchObject({ same: gifts.length, groups: [], list: [] });
      }),
      { ...sampling(), numRuns: 40 },
    );
  });

  test("two sides differ as two maps do, and mirrored the other way round", async () => {
    await fc.assert(
      fc.asyncProperty(someGifts, someGifts, async (one, two) => {
        const forward = await compare(one, two);
        const backward = await compare(two, one);
        expect(byId(forward.list)).toEqual(expected(one, two));
        expect(byId(backward.list)).toEqual(expected(two, one));
        expect(byId(backward.list.map(mirrored))).toEqual(byId(forward.list));
        expect(backward.same).toBe(forward.same);
        expect(backward.credits).toEqual({ before: forward.credits.after, after: forward.credits.before });
        expect(forward.groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(forward.list.length);
      }),
      { ...sampling(), numRuns: 60 },
    );
  });
});

function byId(changes: readonly Change[]): ReadonlyMap<string, Change> {
  return new Map(
    changes
      .map((change) => [(change.kind === "removed" ? change.before : change.after).compensation_id, change] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function mirrored(change: Change): Change {
  if (change.kind === "changed") return { ...change, before: change.after, after: change.before };
  if (change.kind === "removed") return { kind: "added", after: change.before };
  return { kind: "removed", before: change.after };
}

/** The same, the plain way. */
function expected(one: readonly Gift[], two: readonly Gift[]): ReadonlyMap<string, Change> {
  const [before, after] = [one, two].map((gifts) => new Map(gifts.map((found) => [found.compensation_id, found])));
  const changes = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].flatMap((id): Change[] => {
    const [a, b] = [before?.get(id), after?.get(id)];
    if (a === undefined) return b === undefined ? [] : [{ kind: "added", after: b }];
    if (b === undefined) return [{ kind: "removed", before: a }];
    const columns = COMPARED_COLUMNS.filter((column) => a[column] !== b[column]);
    return columns.length === 0 ? [] : [{ kind: "changed", before: a, after: b, columns }];
  });
  return byId(changes);
}

test("many partitions give what one does", async () => {
  const gifts = Array.from({ length: 20_000 }, (_, index) =>
    gift({ record_id: `r${index}`, line: String(index + 2), notes: "x".repeat(700) }),
  );
  const changed = gifts.map((found, index) => (index % 1000 === 7 ? { ...found, new_value: "2023-01-01" } : found));
  const { same, list } = await compare(gifts, changed);
  expect(same).toBe(19_980);
  expect(list.map((change) => (change.kind === "changed" ? change.after.line : ""))).toEqual(
    Array.from({ length: 20 }, (_, index) => String(index * 1000 + 9)),
  );
});

test("partitions that a temporary folder takes no more of are a failure with its place", async () => {
  const scratch = await tempFolder();
  const partitions = createPartitions(join(scratch, "gone"), "before", 1);
  const filling = readGiftRows(writeGifts(join(scratch, "plan"), [gift({})]), (row) => {
    for (let time = 0; time < 1000; time += 1) partitions.add(row);
  });
  await expect(filling).rejects.toMatchObject({ code: "output-unwritable", exit: 6 });
});
