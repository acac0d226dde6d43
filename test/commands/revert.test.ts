/** `revert`: a run is taken back wholly, once, from what it stored, and what it gave can be given again. */
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { forge } from "../support/forge.ts";
import { kakaoBook } from "../support/kakao-book.ts";
import { RULES, rowText, type SmallCase, smallCase } from "../support/small-case.ts";
import { contentsOf, treeOf } from "../support/tree.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,u2,kakaopage,2022-10-20T22:00,2022-10-21T22:00
`;
const SUBSCRIPTIONS = `subscription_id,user_id,service,channel,price,currency,started_at,expires_at
s1,u3,emoticon-plus,apple,3900,KRW,2022-10-01,2022-10-31
`;

/** Two layers that move the same end, one upon the other. */
const TWO_STEPS = `
policy: paid-services
revision: 2022-11-05
zone: Asia/Seoul
units: { PAGE-CASH: { decimals: 0 } }
layers:
  - layer: default
    rules:
      - { rule: hours, for: { record: rental }, give: { extend: 96 hours } }
  - layer: goodwill
    rules:
      - { rule: more-hours, for: { record: rental }, give: { extend: 24 hours } }
`;

async function applied(files: Parameters<typeof smallCase>[0] = {}): Promise<SmallCase> {
  const story = await smallCase({ "rentals.csv": RENTALS, "subscriptions.csv": SUBSCRIPTIONS, ...files });
  await story.run(`apply ${RULES} --yes rentals.csv subscriptions.csv`);
  return story;
}

describe("the zone of a run that is taken back", () => {
  test.for([
    ["one that no policy may say any more", "asia/seoul", 0, undefined],
    ["one that this Node does not know", "Asia/Pangyo", 5, "revert-refused"],
  ] as const)("%s", async ([, zone, exit, failure]) => {
    const story = await applied();
    forge(story, "0001", { manifest: (manifest) => ({ ...manifest, zone }) });
    const ran = await story.run("revert 1 --yes");
    expect({ exit: ran.exit, failure: ran.failure }).toEqual({ exit, failure });
    if (exit !== 0) expect(ran.message).toContain(`its zone, "${zone}", is none that this Node.js knows`);
  });
});

describe("a counter-run", () => {
  test("puts every end back to what it was, and says which run", async () => {
    const story = await applied();
    const ran = await story.run("revert 1 --yes");
    expect(ran).toMatchObject({ exit: 0, said: ["Committed as run 0002; run 0001 is taken back."] });
    expect(ran.out).toContain("Takes back run 0001 of pangyo: 2 ends put back; 1 payment taken back: -378 KRW");
    const given = story.rows("compensations/0001/adjusted-expiry.csv");
    const back = story.rows("compensations/0002/adjusted-expiry.csv");
    expect(back.map(rowText)).toEqual([
      "r1 2022-10-24T10:00 -> 2022-10-20T10:00",
      "r2 2022-10-25T22:00 -> 2022-10-21T22:00",
    ]);
    for (const [index, row] of back.entries()) {
      expect([...row]).toEqual(
        [...(given[index] ?? [])].map(([column, value]) => {
          if (column === "action") return [column, "revert"];
          if (column === "old_value") return [column, given[index]?.get("new_value")];
          if (column === "new_value") return [column, given[index]?.get("old_value")];
          if (column === "extended_by") return [column, ""];
          return [column, column === "notes" ? "run=0001; was=extend" : value];
        }),
      );
    }
  });

  test("takes every amount back, with the same id and its basis", async () => {
    const story = await applied();
    await story.run("revert 1 --yes");
    const [given] = story.rows("compensations/0001/refund-credit.csv");
    const [back] = story.rows("compensations/0002/refund-credit.csv");
    expect(back?.get("compensation_id")).toBe(given?.get("compensation_id"));
    expect(back?.get("amount")).toBe("-378");
    expect(back?.get("action")).toBe("revert");
    expect(back?.get("basis")).toBe(`takes back run 0001: ${given?.get("basis")}`);
    expect(back?.get("notes")).toBe("run=0001; was=credit");
  });

  test("takes the last step back first where one end was moved twice", async () => {
    const story = await applied({ "policy.yaml": TWO_STEPS });
    await story.run("revert 1 --yes");
    expect(story.rows("compensations/0002/adjusted-expiry.csv").map(rowText)).toEqual([
      "r1 2022-10-25T10:00 -> 2022-10-24T10:00",
      "r1 2022-10-24T10:00 -> 2022-10-20T10:00",
      "r2 2022-10-26T22:00 -> 2022-10-25T22:00",
      "r2 2022-10-25T22:00 -> 2022-10-21T22:00",
    ]);
  });

  test("is a run in the chain that verifies, also when decided again", async () => {
    const story = await kakaoBook();
    expect(await story.run("revert 1 --yes")).toMatchObject({ exit: 0 });
    expect(await story.run("verify --recompute")).toMatchObject({
      exit: 0,
      out: expect.stringContaining("takes back 0001"),
    });
    expect(JSON.parse(story.read("compensations/0002/manifest.json"))).toMatchObject({
      reverts: 1,
      benefits: story.summary("compensations/0001").extended + story.summary("compensations/0001").credited,
      credits: { KRW: "-39664" },
      run: { number: 2 },
    });
    expect(story.read("compensations/0002/keys")).toBe(story.read("compensations/0001/keys"));
  });

  test("is the same, whoever makes it and whenever, with the same --as-of", async () => {
    const [one, other] = [await applied(), await applied()];
    for (const [story, now] of [
      [one, "2022-11-01T00:00Z"],
      [other, "2031-01-01T00:00Z"],
    ] as const)
      await story.run("revert 1 --yes --as-of 2022-10-30T12:00+09:00", { now });
    expect(contentsOf(other.path("compensations/0002"))).toEqual(contentsOf(one.path("compensations/0002")));
  });

  test("prints its summary as one JSON document", async () => {
    const story = await applied();
    const { out } = await story.run("revert 1 --yes --json");
    expect(JSON.parse(out)).toMatchObject({ outage: "pangyo", reverts: 1, extended: 2, credits: { KRW: "-378" } });
  });
});

describe("what was taken back", () => {
  test("can be given again, once", async () => {
    const story = await applied();
    await story.run("revert 1 --yes");
    expect(await story.run(`apply ${RULES} --yes rentals.csv subscriptions.csv`)).toMatchObject({
      exit: 0,
      said: ["Committed as run 0003."],
    });
    expect(story.read("compensations/0003/adjusted-expiry.csv")).toBe(
      story.read("compensations/0001/adjusted-expiry.csv"),
    );
    expect((await story.run(`apply ${RULES} --yes rentals.csv subscriptions.csv`)).said[0]).toContain(
      "3 records were compensated before",
    );
    expect(await story.run("verify")).toMatchObject({ exit: 0 });
  });

  test("by a plan that had become it is not given again by that plan", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    await story.run(`plan ${RULES} --out plan rentals.csv`);
    await story.run("apply plan --yes");
    await story.run("revert 1 --yes");
    const ran = await story.run("apply plan --yes");
    expect(ran).toMatchObject({ exit: 5, failure: "plan-taken-back" });
    expect(ran.message).toContain("run 0002 took it back");
    expect(ran.message).toContain("compensate plan --outage outage.yaml --policy policy.yaml --out plan rentals.csv");
    expect(treeOf(story.path("compensations"))).not.toContain("0003/");
  });

  test("no longer counts against a limit per user", async () => {
    const limited = `
policy: paid-services
revision: 1
zone: Asia/Seoul
limits: [{ per: user, records: 1 }]
rules:
  - { rule: hours, for: { record: rental }, give: { extend: 96 hours } }
`;
    const story = await smallCase({ "rentals.csv": RENTALS, "policy.yaml": limited });
    story.write("more.csv", RENTALS.replace("r1,", "r9,").replace(/r2.*\n/, ""));
    await story.run(`apply ${RULES} --yes rentals.csv`);
    await story.run(`plan ${RULES} --out limited more.csv`);
    expect(story.summary("limited").totals).toMatchObject({ compensated: 0, unaffected: 1 });
    await story.run("revert 1 --yes");
    await story.run(`plan ${RULES} --out free more.csv`);
    expect(story.summary("free").totals).toMatchObject({ compensated: 1 });
  });

  test("no longer stands in the way of an outage that overlaps", async () => {
    const story = await applied();
    story.write("outage.yaml", "outage: another\nzone: Asia/Seoul\nwindow: 2022-10-20T00:00/2022-10-21T00:00\n");
    expect(await story.run(`apply ${RULES} --yes rentals.csv`)).toMatchObject({ exit: 5, failure: "outage-overlaps" });
    await story.run("revert 1 --yes");
    expect(await story.run(`apply ${RULES} --yes rentals.csv`)).toMatchObject({ exit: 0 });
  });
});

describe("without a terminal and without --yes", () => {
  test.for([
    ["a run that is not there is told first", "revert 9", "run-missing"],
    ["a run that is there waits for --yes", "revert 1", "confirmation-needed"],
  ] as const)("%s", async ([, line, failure]) => {
    expect((await (await applied()).run(line)).failure).toBe(failure);
  });
});

describe("a revert is refused, and nothing is changed", () => {
  async function refused(story: SmallCase, line: string): Promise<{ readonly message: string; readonly exit: number }> {
    const before = contentsOf(story.path("compensations"));
    const { message, exit } = await story.run(line);
    expect(contentsOf(story.path("compensations"))).toEqual(before);
    return { message, exit };
  }

  test("of a run that is not there", async () => {
    const story = await applied();
    const { message, exit } = await refused(story, "revert 2 --yes");
    expect(exit).toBe(3);
    expect(message).toContain("there is no such run in the book: 0002; the last one is 0001");
  });

  test("of a run that was taken back before", async () => {
    const story = await applied();
    await story.run("revert 1 --yes");
    const { message, exit } = await refused(story, "revert 1 --yes");
    expect(exit).toBe(5);
    expect(message).toContain("it was taken back by run 0002");
  });

  test("of a counter-run", async () => {
    const story = await applied();
    await story.run("revert 1 --yes");
    const { message, exit } = await refused(story, "revert 2 --yes");
    expect(exit).toBe(5);
    expect(message).toContain("it is the counter-run that took back run 0001");
  });

  test("of a run that a later one builds on, until that one is taken back", async () => {
    const story = await applied({ "policy.yaml": TWO_STEPS.replace(/ {2}- layer: goodwill.*/s, "") });
    // The benefit was carried out, and the records exported again.
    story.write("rentals.csv", RENTALS.replace("2022-10-20T10:00", "2022-10-24T10:00"));
    story.write("policy.yaml", TWO_STEPS);
    await story.run(`apply ${RULES} --yes rentals.csv`);
    const { message, exit } = await refused(story, "revert 1 --yes");
    expect(exit).toBe(5);
    expect(message).toContain("run 0002 builds on it: r1 was moved on from 2022-10-24T10:00");
    expect(message).toContain("compensate revert 0002");
    expect(await story.run("revert 2 --yes")).toMatchObject({ exit: 0 });
    expect(await story.run("revert 1 --yes")).toMatchObject({ exit: 0, said: [expect.stringContaining("run 0004")] });
  });

  test("but not of a run after which others gave something else", async () => {
    const story = await applied();
    story.write("more.csv", RENTALS.replaceAll("r1,", "r8,").replaceAll("r2,", "r9,"));
    await story.run(`apply ${RULES} --yes more.csv`);
    expect(await story.run("revert 1 --yes")).toMatchObject({ exit: 0 });
  });

  test("of a run that was changed", async () => {
    const story = await applied();
    writeFileSync(story.path("compensations/0001/refund-credit.csv"), "x");
    const { message, exit } = await refused(story, "revert 1 --yes");
    expect(exit).toBe(5);
    expect(message).toContain("refund-credit.csv is not the file that was written");
  });

  test("in a book that is broken", async () => {
    const story = await applied();
    writeFileSync(story.path("compensations/0001/manifest.json"), "{}");
    expect((await refused(story, "revert 1 --yes")).exit).toBe(5);
  });

  test.for([
    ["", undefined, 2, "--yes"],
    ["", "n", 1, "not confirmed"],
    ["--confirm another", undefined, 1, "the outage is pangyo"],
    ["--yes --confirm-above 377KRW", undefined, 2, "--confirm pangyo"],
  ] as const)("without confirmation: revert 1 %s, answer %s", async ([options, answer, exit, says]) => {
    const story = await applied();
    const ran = await story.run(`revert 1 ${options}`, answer === undefined ? {} : { answer });
    expect(ran.exit).toBe(exit);
    expect(ran.message).toContain(says);
    expect(treeOf(story.path("compensations"))).not.toContain("0002/");
    expect(treeOf(story.path("compensations/.staging"))).toEqual([]);
  });

  test("as a dry run, which only shows", async () => {
    const story = await applied();
    const before = contentsOf(story.path("compensations"));
    expect(await story.run("revert 1 --dry-run")).toMatchObject({ exit: 0, out: expect.stringContaining("2 ends") });
    expect(contentsOf(story.path("compensations"))).toEqual(before);
  });
});
