/**
 * The worked examples of the rule language, one by one: each has a case of its own under `fixtures/cases`, whose name
 * begins with its number. What takes two runs is shown here.
 */
import { basename, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { casesIn, differencesOf } from "./support/cases.ts";
import { RULES, rowText, smallCase } from "./support/small-case.ts";

const EXAMPLES = [
  ["T1", "days added to a last day give a last day"],
  ["T2", "hours are elapsed time"],
  ["T3", "over a clock change, days are not 24 hours"],
  ["T4", "a month from a month's end ends with the month"],
  ["T5", "counted from the old end"],
  ["T6", "counted from the outage's end"],
  ["T7", "counted from the later of both"],
  ["T8", "over before it is given: written, with a warning"],
  ["T9", "moved to a given day, never back"],
  ["T10", "the time lost and 30 days more"],
  ["T11", "ten times 89 minutes, in whole hours"],
  ["T12", "from four hours on, three times as much"],
  ["T15", "at most 90 days, and the decision says so"],
  ["T16", "what never ends is not extended"],
  ["T17", "hours onto a date round up to the day"],
  ["W1", "each platform its own window"],
  ["W2", "several intervals add up"],
  ["W4", "overlaps count once"],
  ["W6", "touching the window is not being in it"],
  ["W9", "a last day against a window"],
  ["W10", "what ends as the outage does ended in it"],
  ["E1", "held on a day"],
  ["E2", "held at an instant"],
  ["E3", "held for a part of the window"],
  ["E5", "a minimum loss, to the minute"],
  ["E6", "at-least includes its edge, more-than does not"],
  ["E7", "twice in the list, given once"],
  ["E9", "refunded is excluded, cancelled only if the policy says so"],
  ["E11", "a channel or value that nobody thought of"],
  ["E17", "used coupons, and unused ones"],
  ["A1", "a flat amount"],
  ["A2", "days over the days of the month, to ten won"],
  ["A3", "fixed divisors, rounded both ways"],
  ["A4", "hours over 30 and 31 days"],
  ["A7", "tiers by days down"],
  ["A11", "so much for every started hour, with a minimum"],
  ["A14", "joined in mid-outage"],
  ["A16", "a price of zero"],
  ["A20", "tiers by a loss"],
  ["A21", "a minimum payable"],
  ["A22", "never more than the price, and it says so"],
  ["A24", "unspent points"],
  ["A25", "a new validity counts its first day"],
  ["A26", "units are never mixed"],
  ["C1", "by channel: days, money, or a person"],
  ["C4", "the old value, byte for byte"],
  ["C5", "the same gift has the same id"],
  ["C6", "layers add up"],
  ["C7", "the first match in a layer"],
  ["C8", "two services of one person"],
  ["C9", "twelve rentals, one apology"],
] as const;

const cases = casesIn("fixtures/cases");

/** `T1` is shown by `t01-…`. */
function caseOf(id: string): string {
  const prefix = `${id.charAt(0).toLowerCase()}${id.slice(1).padStart(2, "0")}-`;
  const [folder, ...more] = cases.filter((path) => basename(path).startsWith(prefix));
  if (folder === undefined || more.length > 0) throw new Error(`${more.length + (folder ? 1 : 0)} cases show ${id}`);
  return folder;
}

describe("the worked example", () => {
  test.for(EXAMPLES.map(([id, what]) => [id, what, relative("fixtures", caseOf(id))] as const))(
    "%s, %s: %s",
    async ([id]) => {
      expect(await differencesOf(caseOf(id))).toEqual([]);
    },
  );

  describe("C14, a second policy for the same outage:", () => {
    const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
`;
    const inLayer = (layer: string) => `
policy: two-weeks-later
revision: 2022-11-05
zone: Asia/Seoul
layers: [{ layer: ${layer}, rules: [{ rule: again, for: { record: rental }, give: { extend: 24 hours } }] }]
`;

    test.for([
      ["in a layer of another name both stand", "goodwill", ["r1 2022-10-20T10:00 -> 2022-10-21T10:00"]],
      ["in the same layer the record is already compensated", "default", []],
    ] as const)("%s", async ([, layer, expected]) => {
      const story = await smallCase({ "rentals.csv": RENTALS });
      await story.run(`apply ${RULES} --yes rentals.csv`);
      story.write("policy.yaml", inLayer(layer));
      await story.run(`plan ${RULES} --out second rentals.csv`);
      expect(story.rows("second/adjusted-expiry.csv").map(rowText)).toEqual(expected);
      expect(story.summary("second").totals.already_compensated).toBe(1 - expected.length);
    });
  });
});
