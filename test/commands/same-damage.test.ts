/** The same broken export is told by every command that reads it with the same code, line and byte. */
import { describe, expect, test } from "vitest";
import { LONGEST_RECORD } from "../../src/exports/scanner.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at,note\n";
const FIRST = "r-first,u1,kakaopage,2022-10-14,2022-10-31,\n";
/** Sound rows that fill the first block and more. */
const FILLING = "r-other,u1,kakaopage,2022-10-14,2022-10-31,\n".repeat(13_000);
const BESIDE = "r-beside,u1,kakaopage,2022-10-14,2022-10-31,\n";
const SOUND = HEADER + FIRST + FILLING + BESIDE;
const ENDLESS = "x".repeat(9 * LONGEST_RECORD);
/** The line and the byte that come after the sound rows. */
const LINE = 13_004;
const BYTE = SOUND.length;

const CONTROL = "file,rows\nrentals.csv,1\n";

/** The commands; each is told of the export `rentals.csv`. */
const COMMANDS = [
  ["plan", `plan ${RULES} --out plan rentals.csv`],
  ["explain", `explain r-beside ${RULES} rentals.csv`],
  ["whatif", "whatif --policy policy.yaml --policy policy.yaml --outage outage.yaml rentals.csv"],
  ["plan --control", `plan ${RULES} --control control.csv --out plan rentals.csv`],
] as const;

/** @param rentals one character for each byte. */
async function storyOf(rentals: string): Promise<SmallCase> {
  const bytes = Buffer.from(rentals, "latin1");
  const story = await smallCase({
    "rentals.csv": bytes,
    "control.csv": CONTROL,
    "cases/one/exports/rentals.csv": bytes,
  });
  for (const file of ["policy.yaml", "outage.yaml"]) story.write(`cases/one/${file}`, story.read(file));
  story.write("cases/one/expected/review.csv", "record_id\n");
  return story;
}

describe.for([
  ["a misplaced quote", 'r2,u"1,kakaopage\n', "quote-misplaced", LINE, BYTE + 4],
  ["a misplaced quote behind a line feed in quotes", 'r2,"\n"u\n', "quote-misplaced", LINE + 1, BYTE + 6],
  ["a quote that never closes", 'r2,u1,"kakaopage\n\n\n', "quote-unclosed", LINE, BYTE + 6],
  ["a carriage return alone", "r2,u1\rkakaopage\n", "bare-return", LINE, BYTE + 5],
  ["bytes that are no UTF-8", "r2,u1,kakao\xffpage\n", "bytes-undecodable", LINE, BYTE + 11],
  ["a NUL byte", "r2,u1\n\0\n", "nul-byte", LINE + 1, BYTE + 6],
  ["a NUL byte before a misplaced quote", 'r2,\0\nr3,a"b\n', "nul-byte", LINE, BYTE + 3],
  ["a record that is too long", `${"x".repeat(LONGEST_RECORD)}\n${BESIDE}`, "record-too-long", LINE, BYTE],
  ["a record without an end", ENDLESS, "record-too-long", LINE, BYTE],
  ["a record without an end, in quotes", `"${ENDLESS}`, "record-too-long", LINE, BYTE],
  ["a misplaced quote in a record without an end", `a"b${ENDLESS}`, "quote-misplaced", LINE, BYTE + 1],
  ["a NUL byte before that quote", `\0a"b${ENDLESS}`, "nul-byte", LINE, BYTE],
] as const)("%s is told", ([, rows, code, line, byte]) => {
  test("by every command with the same code, line and byte", async () => {
    const story = await storyOf(SOUND + rows);
    const { message } = await story.run(COMMANDS[0][1]);
    expect(message).toMatch(new RegExp(`^rentals.csv:${line}: .*: at byte ${byte}\n`));
    for (const [name, command] of COMMANDS) {
      const { failure, message: says } = await story.run(command);
      expect([name, failure, says]).toEqual([name, code, message]);
    }
    expect((await story.run("check cases")).out).toContain(`cases/one/exports/${message.split("\n")[0]}`);
  });

  // `explain` looks into no block but those that hold the id, and a record without an end is in the way of the cutting.
  test("by explain of an id in another block only where no further block can be cut", async () => {
    const story = await storyOf(SOUND + rows);
    const { failure } = await story.run(`explain r-first ${RULES} rentals.csv`);
    expect(failure).toBe(rows.includes(ENDLESS) ? code : undefined);
  });
});

describe.for([
  ["an empty file", "", "export-empty"],
  ["a file of empty lines", "\n\r\n\n", "export-empty"],
  ["a byte order mark alone", "\xef\xbb\xbf", "export-empty"],
  ["a header of no kind", "a,b,c\n", "kind-unknown"],
  ["a misplaced quote in the header", 'rental_id,u"\n', "quote-misplaced"],
] as const)("%s is told", ([, content, code]) => {
  test("by every command with the same words", async () => {
    const story = await storyOf(content);
    const { message } = await story.run(COMMANDS[0][1]);
    for (const [, command] of COMMANDS) expect(await story.run(command)).toMatchObject({ failure: code, message });
    expect((await story.run("check cases")).out).toContain(message.split("\n")[0]);
  });
});
