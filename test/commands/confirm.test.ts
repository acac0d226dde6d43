/** Sums that must be confirmed by name, plans that must give nothing, and refusals that name the whole next command. */
import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { optionText } from "../../src/commands/steps/next-command.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

const SUBSCRIPTIONS = `subscription_id,user_id,service,channel,price,currency,started_at,expires_at
s1,u1,emoticon-plus,apple,3900,KRW,2022-10-01,2022-10-31
s2,u2,emoticon-plus,apple,19.99,USD,2022-10-01,2022-10-31
`;

async function planned(): Promise<SmallCase> {
  const story = await smallCase({
    "subscriptions.csv": SUBSCRIPTIONS,
    "policy.yaml": `
policy: paid-services
revision: 1
zone: Asia/Seoul
rules:
  - { rule: back, for: { record: subscription }, give: { credit: { percent: 100, of: price, round: up } } }
`,
  });
  await story.run(`plan ${RULES} --out plan subscriptions.csv`);
  return story;
}

const committed = (story: SmallCase) => treeOf(story.path("compensations")).includes("0001/");

describe("above a sum that was named, the outage's id is asked for", () => {
  // 3,900 KRW and 19.99 USD are given.
  test.for([
    ["exactly the sums", "3900KRW 19.99USD", "y", 0],
    ["just below the one", "3899KRW 19.99USD", "y", 1],
    ["just below the other", "3900KRW 19.98USD", "y", 1],
    ["the id itself", "1KRW 1USD", "pangyo", 0],
    ["the id with blanks around it", "1KRW 1USD", " pangyo ", 0],
    ["another id", "1KRW 1USD", "Pangyo", 1],
    ["a currency without a sum of its own", "3900KRW", "y", 1],
    ["a misspelt currency", "999999KWR 20USD", "y", 1],
    ["more decimals than the currency has", "3900.000KRW 19.9900USD", "y", 0],
  ] as const)("%s", async ([, sums, answer, exit]) => {
    const story = await planned();
    const options = sums.split(" ").map((sum) => `--confirm-above ${sum}`);
    const ran = await story.run(`apply plan ${options.join(" ")}`, { answer });
    expect(ran.exit).toBe(exit);
    expect(committed(story)).toBe(exit === 0);
  });

  test("in a question that says how much it is", async () => {
    const story = await planned();
    const { asked } = await story.run("apply plan --yes --confirm-above 1000KRW --confirm-above 1USD", { answer: "n" });
    expect(asked).toEqual([
      "Commit 2 benefits worth 3,900 KRW, 19.99 USD, 3,900 KRW is above 1,000 KRW. Type the outage's id, pangyo, to go on: ",
    ]);
  });

  test.for([
    ["--yes is not enough", "--yes", 2, "add --confirm pangyo"],
    ["the id on the command line is", "--confirm pangyo", 0, ""],
    ["also with --yes", "--yes --confirm pangyo", 0, ""],
    ["but not another one", "--yes --confirm seongnam", 1, "the outage is pangyo"],
  ] as const)("without a terminal, %s", async ([, options, exit, says]) => {
    const story = await planned();
    const ran = await story.run(`apply plan ${options} --confirm-above 1000KRW`);
    expect(ran.exit).toBe(exit);
    expect(ran.message).toContain(says);
    expect(committed(story)).toBe(exit === 0);
  });

  test("from exports in one go, too", async () => {
    const story = await planned();
    const line = `apply ${RULES} --yes --confirm-above 1KRW subscriptions.csv`;
    expect(await story.run(line)).toMatchObject({ exit: 2, failure: "confirmation-needed" });
    expect(committed(story)).toBe(false);
    expect(await story.run(`${line} --confirm pangyo`)).toMatchObject({ exit: 0 });
  });

  test.for([["1000"], ["KRW"], ["-5KRW"], ["1,000KRW"], ["1e6KRW"], ["5krw"]] as const)(
    "%s is no sum",
    async ([sum]) => {
      const story = await planned();
      await expect(story.run(`apply plan --yes --confirm-above ${sum}`)).rejects.toThrow("--confirm-above");
    },
  );
});

describe("a plan that should give nothing", () => {
  test("and gives something ends with 1, planned or applied", async () => {
    const story = await planned();
    for (const line of [
      `plan ${RULES} --out plan --expect-no-changes subscriptions.csv`,
      "apply plan --yes --expect-no-changes",
      `apply ${RULES} --dry-run --expect-no-changes subscriptions.csv`,
      `apply ${RULES} --yes --expect-no-changes subscriptions.csv`,
    ]) {
      const ran = await story.run(line);
      expect(ran, line).toMatchObject({ exit: 1, failure: "changes-found" });
      expect(ran.message).toContain("2 benefits worth 3,900 KRW, 19.99 USD");
    }
    expect(committed(story)).toBe(false);
  });

  test("and gives nothing ends with 0", async () => {
    const story = await planned();
    await story.run("apply plan --yes");
    expect(await story.run(`apply ${RULES} --yes --expect-no-changes subscriptions.csv`)).toMatchObject({ exit: 0 });
    expect(await story.run(`plan ${RULES} --out again --expect-no-changes subscriptions.csv`)).toMatchObject({
      exit: 0,
    });
  });
});

describe("a refusal names the next command with all its options", () => {
  const WINDOW = "2022-10-15T15:30/2022-10-20T23:00";
  const OPTIONS = `--outage ${WINDOW} --outage-id pangyo --zone Asia/Seoul --policy policy.yaml --as-of 2022-10-22T09:00 --out plans/p --book books/b`;

  async function stated(): Promise<SmallCase> {
    const story = await planned();
    story.write("in/a.csv", SUBSCRIPTIONS);
    await story.run(`plan ${OPTIONS} in --subscriptions subscriptions.csv`);
    return story;
  }

  const AGAIN = `compensate plan ${OPTIONS} in --subscriptions subscriptions.csv`;

  test("when an export has changed", async () => {
    const story = await stated();
    story.write("in/a.csv", SUBSCRIPTIONS.replace("s1", "s9"));
    const { failure, message } = await story.run("apply plans/p --book books/b --yes");
    expect(failure).toBe("plan-stale");
    expect(message).toContain(AGAIN);
  });

  test("when the book has moved on, also by giving the same records", async () => {
    const story = await stated();
    const direct = OPTIONS.replace("--out plans/p ", "");
    await story.run(`apply ${direct} --yes in`);
    const { failure, message } = await story.run("apply plans/p --book books/b --yes");
    expect(failure).toBe("book-moved-on");
    expect(message).toContain("it had 0 runs and has 1 now");
    expect(message).toContain(AGAIN);
  });

  test("when a file of the plan was changed", async () => {
    const story = await stated();
    rmSync(story.path("plans/p/keys"));
    const { failure, message } = await story.run("apply plans/p --book books/b --yes");
    expect(failure).toBe("plan-damaged");
    expect(message).toContain(AGAIN);
  });

  test("with quotes where a shell needs them", () => {
    expect(optionText(["compensate", "plan", "--out", "a b", "it's", "*.csv", "$HOME", "공지.csv"])).toBe(
      "compensate plan --out 'a b' 'it'\\''s' *.csv '$HOME' '공지.csv'",
    );
  });
});
