/** Records that wait for a person are told by reason, with the column and the values that nobody named. */
import { describe, expect, test } from "vitest";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const HEADER = "subscription_id,user_id,service,channel,price,currency,started_at,expires_at\n";

/** One subscription for each channel. */
function subscriptions(channels: readonly string[]): string {
  const rows = channels.map(
    (channel, at) => `s${at},u${at},emoticon-plus,"${channel}",3900,KRW,2022-10-01T00:00,2022-11-01T00:00\n`,
  );
  return HEADER + rows.join("");
}

async function planned(channels: readonly string[], more = ""): Promise<{ story: SmallCase; out: string }> {
  const story = await smallCase({ "subscriptions.csv": subscriptions(["web", ...channels]) });
  const { out } = await story.run(`plan ${RULES} --out plan${more} subscriptions.csv`);
  return { story, out };
}

const ODD = ["partner", "Web", "", "partner", "Web", "", "partner"];
const EIGHT = "channel: partner 3, (empty) 2, Web 2, a 1, b 1, c 1, d 1, e 1";

describe("the review table", () => {
  test.for([
    ["names column and values, the commonest first", ODD, "channel: partner 3, (empty) 2, Web 2"],
    ["shows eight values", [...ODD, "a", "b", "c", "d", "e"], EIGHT],
    ["counts the rows with further values", [...ODD, "a", "b", "c", "d", "e", "f", "g"], `${EIGHT}, and 2 more`],
    ["carries out no character of a value", ["a\u001b[31mb"], "channel: a\\u001b[31mb 1"],
  ] as const)("%s", async ([, channels, expected]) => {
    const { story, out } = await planned(channels);
    const title = out.split("To review, by reason\n")[1]?.split("\n\n")[0]?.replace(/\s+/g, " ");
    expect(title).toContain(`unknown-channel ${channels.length} emoticon-plus ${expected}`);
    const cell = expected.replace(/[[\\]/g, "\\$&");
    expect(story.read("plan/summary.md")).toContain(
      `| unknown-channel | emoticon-plus |  | ${cell} | ${channels.length} |\n`,
    );
  });

  test.for([
    ["an empty channel waits", ODD, true],
    ["every channel has a value", ["partner"], false],
  ] as const)("says how a policy names an empty channel only where %s", async ([, channels, isSaid]) => {
    const { story, out } = await planned(channels);
    expect(out.includes("channel: { empty: true }")).toBe(isSaid);
    expect(story.read("plan/summary.md").includes("channel: { empty: true }")).toBe(isSaid);
  });

  test("is right about the empty channel: a rule with that selector takes the record", async () => {
    const { story } = await planned([""]);
    story.write("policy.yaml", story.read("policy.yaml").replace("channel: web", "channel: { empty: true }"));
    await story.run(`plan ${RULES} --out named subscriptions.csv`);
    expect(story.read("named/review.csv")).not.toContain('channel is """"');
  });

  test("is not there where no record waits", async () => {
    const { story, out } = await planned([]);
    expect(out).not.toContain("To review, by reason");
    expect(story.read("plan/summary.md")).not.toContain("## To review");
  });

  test("says what the reason means where it is about no value, and by which rule", async () => {
    const story = await smallCase({
      "subscriptions.csv": `${HEADER}s1,u1,emoticon-plus,apple,,,2022-10-01T00:00,2022-11-01T00:00\n`,
    });
    const { out } = await story.run(`plan ${RULES} --out plan subscriptions.csv`);
    expect(out.replace(/\s+/g, " ")).toContain(
      "price-unknown 1 emoticon-plus in-app-credit the price or its currency is missing",
    );
  });

  test("is the same for the committed run", async () => {
    const { story, out } = await planned(ODD);
    await story.run("apply --yes plan");
    const shown = await story.run("show 1");
    const part = (text: string) => text.split("To review, by reason\n")[1]?.split("\n\n")[0];
    expect(part(shown.out)).toBe(part(out));
    expect(part(out)).toContain("partner 3");
  });

  test("is in Korean for Korean readers", async () => {
    const { story, out } = await planned(ODD, " --lang ko");
    expect(out).toContain("검토가 필요한 이유\n");
    expect(out).toContain("channel: partner 3, (빈 값) 2, Web 2");
    expect(story.read("plan/summary.md")).toContain("정책에는 channel: { empty: true }로 씁니다.\n");
  });
});
