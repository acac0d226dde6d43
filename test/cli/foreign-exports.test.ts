/** The built program tells what is no CSV in UTF-8 as its source does, with threads, and what it leaves out on standard error. */
import { describe, expect, test } from "vitest";
import { runBinary } from "../support/binary.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { zipOf } from "../support/zip.ts";

const SOUND = "rental_id,user_id,service,started_at,expires_at\nr1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00\n";
/** A row with `멜론` in CP949, one character for each byte. */
const IN_CP949 = `${SOUND}r2,\xb8\xe1\xb7\xd0,kakaopage,2022-10-14,2022-10-20\n`;

async function storyOfAll(): Promise<SmallCase> {
  return smallCase({
    "korean.csv": Buffer.from(IN_CP949, "latin1"),
    "a.xlsx": zipOf("xl/workbook.xml"),
    "in/a.csv": SOUND,
    "in/a.xls": zipOf("xl/workbook.xml"),
  });
}

describe("the built program", () => {
  test.for([["korean.csv"], ["a.xlsx"]] as const)("says of %s what its source says", async ([file]) => {
    const story = await storyOfAll();
    const line = `plan ${RULES} --out plan ${file}`;
    const { exit, message } = await story.run(line);
    for (const jobs of [1, 3]) {
      const ran = await runBinary(`${line} --jobs ${jobs}`, { cwd: story.folder });
      expect(ran).toEqual({ exit, out: "", err: `${message}\n` });
    }
    expect(exit).toBe(3);
  });

  test("says of standard input what it says of a file, as far as it was read", async () => {
    const story = await storyOfAll();
    const input = Buffer.from(IN_CP949, "latin1");
    const { exit, err } = await runBinary(`plan ${RULES} --out plan -`, { cwd: story.folder, input });
    expect(exit).toBe(3);
    expect(err).toMatch(/^-:3: these bytes are not UTF-8: at byte 101\n {2}The file reads as cp949, .*, as far as /);
  });

  test("names what it leaves out on standard error, and with --quiet not at all", async () => {
    const story = await storyOfAll();
    const line = `plan ${RULES} --as-of 2022-10-21T11:00:00+09:00 --out plan --skip-others in`;
    const json = await runBinary(`${line} --json`, { cwd: story.folder });
    expect(json.err).toBe("left out, being no exports: in/a.xls\n");
    expect(JSON.parse(json.out)).toHaveProperty("plan", "plan");
    expect(await runBinary(`${line} --quiet`, { cwd: story.folder })).toEqual({ exit: 0, out: "", err: "" });
  });
});
