/** What `diff` prints as data goes to a file byte for byte; on a screen no character of it is carried out. */
import { describe, expect, test } from "vitest";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const CONTROLS = "a\u001b[31mb\u0007\u009bc\u202ed\re";
const RENTALS = `rental_id,user_id,service,started_at,expires_at\n"${CONTROLS}",u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00\n`;
const CARRIED_OUT = /[^\P{Cc}\t\n]|\u202e/u;

async function planned(): Promise<SmallCase> {
  const story = await smallCase({ "rentals.csv": RENTALS });
  await story.run(`plan ${RULES} --out plan rentals.csv`);
  return story;
}

describe.for(["csv", "json"])("diff --format %s", (format) => {
  test("to a file has every byte of an id", async () => {
    const { out } = await (await planned()).run(`diff plan --format ${format}`, { isScreen: false });
    expect(out).toContain(format === "csv" ? CONTROLS : JSON.stringify(CONTROLS).slice(1, -1));
  });

  test("to a screen has escapes in their place, and nothing else is changed", async () => {
    const story = await planned();
    const toFile = await story.run(`diff plan --format ${format}`, { isScreen: false });
    const toScreen = await story.run(`diff plan --format ${format}`, { isScreen: true });
    expect(toScreen.out).not.toMatch(CARRIED_OUT);
    expect(toScreen.out).toContain("a\\u001b[31mb\\u0007\\u009bc\\u202ed");
    expect(toScreen.out.split("\n").length).toBe(toFile.out.split("\n").length);
  });
});
