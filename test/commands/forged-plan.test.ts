/** A plan or run whose manifest was written anew, seals included, is believed only as far as it makes sense and adds up. */
import { describe, expect, test } from "vitest";
import type { Manifest } from "../../src/book/manifest.ts";
import { type Forgery, forge, forgePlan } from "../support/forge.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,u2,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r3,u3,kakaopage,soon,2022-10-20T10:00
`;
const SUBSCRIPTIONS = `subscription_id,user_id,service,channel,price,currency,started_at,next_billing_at
s1,u3,emoticon-plus,apple,3900,KRW,2022-10-07,2022-11-07
s2,u4,emoticon-plus,web,4900,KRW,2022-10-07,2022-11-07
`;
const ADJUSTED = "adjusted-expiry.csv";
const PAID = "refund-credit.csv";
const APPLY = "apply plan --yes --max-rejects 1";

/** Four gifts, one of money, and a reject. */
async function planned(): Promise<SmallCase> {
  const story = await smallCase({ "rentals.csv": RENTALS, "subscriptions.csv": SUBSCRIPTIONS });
  expect(await story.run(`plan ${RULES} --out plan rentals.csv subscriptions.csv`)).toMatchObject({ exit: 0 });
  return story;
}

async function applied(): Promise<SmallCase> {
  const story = await planned();
  expect(await story.run(APPLY)).toMatchObject({ exit: 0 });
  return story;
}

type Change = (manifest: Manifest) => Manifest;
const outputs =
  (change: (outputs: Manifest["outputs"]) => Manifest["outputs"]): Change =>
  (manifest) => ({ ...manifest, outputs: change(manifest.outputs) });
const without = (name: string) => outputs((all) => all.filter(({ file }) => file !== name));
const lines = (text: string) => text.trimEnd().split("\n");
const withoutLastRow = (text: string) => `${lines(text).slice(0, -1).join("\n")}\n`;
const lastRowTwice = (text: string) => `${text}${lines(text).at(-1)}\n`;
const oneMore: Change = (manifest) => ({ ...manifest, benefits: manifest.benefits + 1 });
const oneLess: Change = (manifest) => ({ ...manifest, benefits: manifest.benefits - 1 });
const changed = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);

/** Keys again in order, with the last id of the rows once more. */
function keysOf(file: string, story: SmallCase, more: readonly string[]): Buffer {
  const ids = [ADJUSTED, PAID].flatMap((name) =>
    story.rows(`${file}/${name}`).map((row) => row.get("compensation_id") ?? ""),
  );
  return Buffer.from([...ids, ...more].sort().join(""), "hex");
}

const FORGERIES: readonly (readonly [string, Forgery, string])[] = [
  ["takes a run back", { manifest: (of) => ({ ...of, reverts: 1 }) }, "it takes a run back, which only revert does"],
  ["lists no outputs", { manifest: outputs(() => []) }, "it does not list adjusted-expiry.csv"],
  ["leaves out the keys", { manifest: without("keys") }, "it does not list keys"],
  ["leaves out the reviews", { manifest: without("review.csv") }, "it does not list review.csv"],
  ["leaves out the rejects", { manifest: without("rejects/rentals.csv") }, "1 rows were rejected, and lists 0"],
  [
    "lists an output twice",
    { manifest: outputs((all) => [...all, ...all.slice(0, 1)]) },
    "it lists rejects/rentals.csv twice",
  ],
  [
    "lists what is no output",
    { manifest: outputs((all) => [...all, ...all.slice(-1).map((one) => ({ ...one, file: "notes.txt" }))]) },
    "it lists notes.txt, which is no output",
  ],
  ["says that there are more benefits", { manifest: oneMore }, "it says that there are 5 benefits, and lists 4 rows"],
  ["says that there are fewer benefits", { manifest: oneLess }, "it says that there are 3 benefits, and lists 4 rows"],
  [
    "says that another number was compensated",
    { manifest: (of) => ({ ...of, totals: { ...of.totals, compensated: 3 } }) },
    "its rows do not come to what was read",
  ],
  [
    "says that another number was read",
    { manifest: (of) => ({ ...of, inputs: of.inputs.map((input) => ({ ...input, rows: input.rows + 1 })) }) },
    "its rows do not come to what was read",
  ],
  ["says that less is given", { manifest: (of) => ({ ...of, credits: { KRW: "1" } }) }, "credits"],
  ["names another service", { manifest: (of) => ({ ...of, services: ["kakaopage"] }) }, "services"],
  ["names another outage", { manifest: (of) => ({ ...of, outage: "november" }) }, "it is about another outage"],
  [
    "names another revision",
    { manifest: (of) => ({ ...of, revision: "2022-10-22" }) },
    "policy_revision is not 2022-10-22",
  ],
  [
    "names another layer",
    { manifest: (of) => ({ ...of, layers: { ...of.layers, "rental-hours": "more" } }) },
    "compensation_id is not",
  ],
  ["does not know a rule", { manifest: (of) => ({ ...of, layers: {} }) }, "there is no rule"],
  ["has a row less", { files: { [ADJUSTED]: withoutLastRow }, manifest: oneLess }, "keys cannot be of 3 benefits"],
  [
    "has a row less and a key less",
    { files: { [ADJUSTED]: withoutLastRow }, keys: (keys) => keys.subarray(16), manifest: oneLess },
    "more records were compensated than there are benefits",
  ],
  ["has a row twice", { files: { [ADJUSTED]: lastRowTwice }, manifest: oneMore }, "keys cannot be of 5 benefits"],
  [
    "has other keys",
    { keys: (keys) => Buffer.concat([keys.subarray(16), Buffer.alloc(16, 0xff)]) },
    "is not among the keys",
  ],
  ["has another amount", { files: { [PAID]: changed(/,(\d+),KRW/, ",9$1,KRW") } }, "credits"],
  ["has an amount below zero", { files: { [PAID]: changed(/,(\d+),KRW/, ",-$1,KRW") } }, "cannot be"],
  ["has what is no amount", { files: { [PAID]: changed(/,(\d+),KRW/, ",much,KRW") } }, 'amount "much" cannot be'],
  ["has another id", { files: { [ADJUSTED]: changed(",r1,", ",r9,") } }, `${ADJUSTED}, row 1: compensation_id is not`],
  [
    "takes back in a row",
    { files: { [ADJUSTED]: changed(",extend,", ",revert,") } },
    "action revert does not belong in a run",
  ],
  [
    "has another control total",
    { files: { [ADJUSTED]: changed(",u1,", ",u9,") }, keepRowTotal: true },
    "its rows add up to",
  ],
  [
    "has a row of too many cells",
    { files: { [ADJUSTED]: changed(/\n$/, ",\n") } },
    "it is no CSV from here on: it has 18 cells, the header 17",
  ],
  ["has what is no CSV", { files: { [ADJUSTED]: changed(",u1,", ',"u1,') } }, "adjusted-expiry.csv"],
  ["has a reject less", { files: { "rejects/rentals.csv": withoutLastRow } }, "1 rows were rejected, and lists 0"],
  [
    "has rejects that are no CSV",
    { files: { "rejects/rentals.csv": changed(",soon,", ',"soon,') } },
    "rejects/rentals.csv",
  ],
  ["has another summary", { files: { "summary.json": changed('"read": 5', '"read": 6') } }, "summary.json"],
];

describe("a plan that was sealed anew is not applied when it", () => {
  test.for(FORGERIES)("%s", async ([, forgery, says]) => {
    const story = await planned();
    forgePlan(story, "plan", forgery);
    const ran = await story.run(APPLY);
    expect(ran.message).toContain(says);
    expect(ran).toMatchObject({ exit: 5, failure: "plan-damaged" });
    expect(treeOf(story.path("compensations"))).toEqual([]);
  });

  test("gives the same twice, with keys that fit", async () => {
    const story = await planned();
    const last = story.rows(`plan/${ADJUSTED}`).at(-1)?.get("compensation_id") ?? "";
    const keys = keysOf("plan", story, [last]);
    forgePlan(story, "plan", { files: { [ADJUSTED]: lastRowTwice }, keys: () => keys, manifest: oneMore });
    const ran = await story.run(APPLY);
    expect(ran).toMatchObject({
      exit: 5,
      failure: "plan-damaged",
      message: expect.stringContaining("the ids do not ascend here"),
    });
  });

  test("was made for a book of another length", async () => {
    const story = await planned();
    forgePlan(story, "plan", { manifest: (of) => ({ ...of, book: { ...of.book, runs: 3 } }) });
    expect(await story.run(APPLY)).toMatchObject({ exit: 5, failure: "book-moved-on" });
  });

  test("and is applied when nothing was changed but its seal", async () => {
    const story = await planned();
    forgePlan(story, "plan", {});
    expect(await story.run(APPLY)).toMatchObject({ exit: 0 });
    expect(await story.run("verify")).toMatchObject({ exit: 0 });
  });
});

describe("a run that was sealed anew breaks its book when it", () => {
  test.for([
    [
      "takes itself back",
      { manifest: (of) => ({ ...of, reverts: 1 }) },
      "it takes back run 0001, which is not before it",
    ],
    [
      "takes back what comes later",
      { manifest: (of) => ({ ...of, reverts: 2 }) },
      "it takes back run 0002, which is not before it",
    ],
    [
      "takes back no run",
      { manifest: (of) => ({ ...of, reverts: 0 }) },
      "it takes back run 0000, which is not before it",
    ],
    ["lists no outputs", { manifest: outputs(() => []) }, "it does not list adjusted-expiry.csv"],
    [
      "lists an output twice",
      { manifest: outputs((all) => [...all, ...all.slice(0, 1)]) },
      "it lists rejects/rentals.csv twice",
    ],
    ["says that there are more benefits", { manifest: oneMore }, "it says that there are 5 benefits, and lists 4 rows"],
  ] as readonly (readonly [string, Forgery, string])[])("%s", async ([, forgery, says]) => {
    const story = await applied();
    forge(story, "0001", forgery);
    for (const line of [
      "history",
      `plan ${RULES} --out next rentals.csv`,
      "revert 1 --yes",
      `apply ${RULES} --yes --max-rejects 1 rentals.csv`,
    ])
      expect(await story.run(line)).toMatchObject({
        exit: 5,
        failure: "book-broken",
        message: expect.stringContaining(says),
      });
    expect(await story.run("verify")).toMatchObject({
      exit: 1,
      out: expect.stringContaining(`0001/manifest.json: ${says}`),
    });
  });

  test.for([
    ["takes back what was taken back before", (of: Manifest) => ({ ...of, reverts: 1 }), "as run 0002 did"],
    ["takes back a counter-run", (of: Manifest) => ({ ...of, reverts: 2 }), "which takes one back itself"],
  ] as const)("%s", async ([, manifest, says]) => {
    const story = await applied();
    await story.run("revert 1 --yes");
    await story.run(`apply ${RULES} --yes --max-rejects 1 rentals.csv`);
    forge(story, "0003", { manifest });
    expect(await story.run("history")).toMatchObject({ exit: 5, message: expect.stringContaining(says) });
    expect(await story.run("verify")).toMatchObject({ exit: 1, out: expect.stringContaining(says) });
  });

  test("names fewer services than its rows, which verify counts", async () => {
    const story = await applied();
    forge(story, "0001", { manifest: (of) => ({ ...of, services: ["kakaopage"] }) });
    expect(await story.run("verify")).toMatchObject({ exit: 1, out: expect.stringContaining("services") });
  });
});
