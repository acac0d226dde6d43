/** Data that would move the cursor, change colours or turn text around is shown as escapes, wherever it stands. */
import { describe, expect, test } from "vitest";
import { HOSTILE, linesWithHidden } from "../support/hidden-characters.ts";
import { POLICY, type Ran, RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at";
const PLAN = `plan ${RULES} --out plan`;
const ANY_SERVICE = POLICY.replace("record: rental, service: kakaopage", "record: rental");

function shownBy(ran: Ran, story: SmallCase): string {
  const summary = ran.failure === undefined ? story.read("plan/summary.md") : "";
  return [ran.out, ...ran.said, ran.message, summary].join("\n");
}

describe("nothing hidden is shown", () => {
  test.for([
    ["a record id", { "a.csv": `${HEADER}\n${HOSTILE},u1,kakaopage,2022-10-14,2022-10-31\n` }, ""],
    ["a holder, masked", { "a.csv": `${HEADER}\nr1,u-12345${HOSTILE},kakaopage,2022-10-14,2022-10-31\n` }, ""],
    ["a holder, asked for", { "a.csv": `${HEADER}\nr1,${HOSTILE},kakaopage,2022-10-14,2022-10-31\n` }, "--show-values"],
    ["a faulty value", { "a.csv": `${HEADER}\nr1,u1,kakaopage,2022-10-14,${HOSTILE}\n` }, ""],
    ["a service that no rule names", { "a.csv": `${HEADER}\nr1,u1,${HOSTILE},2022-10-14,2022-10-31\n` }, ""],
    [
      "a service that a rule for all services compensates",
      { "a.csv": `${HEADER}\nr1,u1,${HOSTILE},2022-10-14,2022-10-31\n`, "policy.yaml": ANY_SERVICE },
      "",
    ],
    [
      "the name of a column with a faulty value",
      {
        "a.csv": `${HEADER},${HOSTILE}\nr1,u1,kakaopage,2022-10-14,2022-10-31,${"x".repeat(70_000)}\n`,
      },
      "",
    ],
    ["the columns of a header that lacks one", { "a.csv": `rental_id,${HOSTILE}\nr1,u1\n` }, ""],
    ["the columns of a header of no kind", { "a.csv": `${HOSTILE},b\nr1,u1\n` }, ""],
    ["a column that appears twice", { "a.csv": `${HEADER},${HOSTILE},${HOSTILE}\n` }, ""],
    [
      "a key of the policy that does not exist",
      { "a.csv": `${HEADER}\n`, "policy.yaml": `${POLICY}"${HOSTILE}": 1\n` },
      "",
    ],
  ] as const)("of %s", async ([, files, options]) => {
    const story = await smallCase(files);
    const ran = await story.run(`${PLAN} ${options} a.csv`);
    expect(linesWithHidden(shownBy(ran, story))).toEqual([]);
  });

  test("of the name of an export", async () => {
    const story = await smallCase({
      [`exports/${HOSTILE}.csv`]: `${HEADER}\nr1,u1,kakaopage,2022-10-14,soon\nr2,u2,kakaopage,2022-10-14,2022-10-31\n`,
    });
    const ran = await story.run(`${PLAN} exports`);
    expect(ran.exit).toBe(0);
    expect(linesWithHidden(shownBy(ran, story))).toEqual([]);
  });

  test("and the output files keep it byte for byte", async () => {
    const story = await smallCase({ "a.csv": `${HEADER}\n${HOSTILE},${HOSTILE},kakaopage,2022-10-14,2022-10-31\n` });
    await story.run(`${PLAN} a.csv`);
    const [row] = story.rows("plan/adjusted-expiry.csv");
    expect([row?.get("record_id"), row?.get("user_id")]).toEqual([HOSTILE, HOSTILE]);
  });
});

describe("personal data is masked in what is shown", () => {
  test.for([
    ["an e-mail", "email"],
    ["a phone number", "phone"],
    ["a user id", "user_id"],
  ] as const)("%s in the example of a rejected row, unless it is asked for", async ([, column]) => {
    const value = `kim-0123456789${"x".repeat(70_000)}`;
    const story = await smallCase({
      "claims.csv": `claim_id,service,received_at,${column}\nc1,kakaopage,2022-10-16,${value}\n`,
      "policy.yaml": `${POLICY}  - { rule: claims, for: { record: claim }, give: { review: true } }\n`,
    });
    const hidden = await story.run(`${PLAN} claims.csv`);
    expect(hidden.out).toContain("row-too-long 1  e.g. claims.csv:2");
    expect(hidden.out).not.toContain("kim-0123456789");
    const shown = await story.run(`${PLAN} --show-values claims.csv`);
    expect(shown.out).toContain("kim-0123456789");
  });
});
