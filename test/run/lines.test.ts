/** Whatever names a row names the line it begins on, counted from 1 as an editor does. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at,note";
const GIVEN = "u1,kakaopage,2022-10-14,2022-10-31,";
const FAULTY = "u1,kakaopage,2022-10-14,soon,";

function linesIn(story: SmallCase): readonly string[] {
  return [
    ...story.rows("plan/adjusted-expiry.csv").map((row) => `${row.get("record_id")}:${row.get("line")}`),
    ...story.rows("plan/rejects/rentals.csv").map((row) => `${row.get("rental_id")}:${row.get("_line")}`),
  ];
}

describe("lines are counted", () => {
  test.for([
    ["with LF", `${HEADER}\na,${GIVEN}\nb,${FAULTY}\n`, ["a:2", "b:3"]],
    ["with CRLF", `${HEADER}\r\na,${GIVEN}\r\nb,${FAULTY}\r\n`, ["a:2", "b:3"]],
    ["with both", `${HEADER}\r\na,${GIVEN}\nb,${FAULTY}\r\n`, ["a:2", "b:3"]],
    ["without a final line end", `${HEADER}\na,${GIVEN}\nb,${FAULTY}`, ["a:2", "b:3"]],
    ["with a byte order mark", `\ufeff${HEADER}\na,${GIVEN}\nb,${FAULTY}\n`, ["a:2", "b:3"]],
    [
      "with line feeds in quotes",
      `${HEADER}\na,${GIVEN}"1\n2\n3"\nb,${FAULTY}"1\n2"\nc,${FAULTY}\n`,
      ["a:2", "b:5", "c:7"],
    ],
    ["with CRLF in quotes", `${HEADER}\r\na,${GIVEN}"1\r\n2"\r\nb,${FAULTY}\r\n`, ["a:2", "b:4"]],
    ["with quotes that are doubled", `${HEADER}\na,${GIVEN}"""\n"""\nb,${FAULTY}"""\n"\n`, ["a:2", "b:4"]],
    ["over blank lines, which are no rows", `${HEADER}\n\na,${GIVEN}\n\n\nb,${FAULTY}\n`, ["a:3", "b:6"]],
    ["over blank lines with CRLF", `${HEADER}\r\n\r\na,${GIVEN}\r\n\r\nb,${FAULTY}\r\n`, ["a:3", "b:5"]],
  ] as const)("%s", async ([, text, expected]) => {
    const story = await smallCase({ "rentals.csv": text });
    expect(await story.run(`plan ${RULES} --out plan rentals.csv`)).toMatchObject({ exit: 0 });
    expect(linesIn(story)).toEqual(expected);
  });

  test("over several blocks, some of which are cut after a line feed in quotes", async () => {
    // About eleven megabytes: three blocks. Every tenth row covers three lines, every 40,000th is of interest.
    const rows: string[] = [];
    const expected: string[] = [];
    let line = 2;
    for (let index = 0; index < 160_000; index += 1) {
      const note = index % 10 === 0 ? `"1\n${"2".repeat(100)}\n3"` : `${"x".repeat(20)}`;
      const isGiven = index % 40_000 === 20_000;
      const isFaulty = index % 40_000 === 20_001;
      const middle = isGiven ? GIVEN : isFaulty ? FAULTY : "u1,melon,2022-10-14,2022-10-31,";
      rows.push(`row-${index},${middle}${note}`);
      if (isGiven) expected.push(`row-${index}:${line}`);
      line += index % 10 === 0 ? 3 : 1;
    }
    const story = await smallCase({ "rentals.csv": [HEADER, ...rows, ""].join("\n") });
    await story.run(`plan ${RULES} --out plan rentals.csv`);
    expect(linesIn(story).filter((at) => expected.includes(at))).toEqual(expected);
    const rejects = story.rows("plan/rejects/rentals.csv");
    expect(rejects.map((row) => Number(row.get("_line")))).toEqual(expected.map((at) => Number(at.split(":")[1]) + 3));
  });
});

describe("damage is named with its line and byte", () => {
  const GOOD = `${HEADER}\na,${GIVEN}"1\n2"\n`;
  const AT = GOOD.length;

  test.for([
    ["a quote inside a bare cell", `${GOOD}b,${GIVEN}say "yes"\n`, "quote-misplaced", 4, AT + 2 + GIVEN.length + 4],
    ["text after a closing quote", `${GOOD}b,${GIVEN}"say" yes\n`, "quote-misplaced", 4, AT + 2 + GIVEN.length + 5],
    ["a quote that is never closed", `${GOOD}b,${GIVEN}"say\nyes\n`, "quote-unclosed", 4, AT + 2 + GIVEN.length],
    ["a carriage return alone", `${GOOD}b,${GIVEN}say\ryes\n`, "bare-return", 4, AT + 2 + GIVEN.length + 3],
    ["a NUL", `${GOOD}b,${GIVEN}say\0yes\n`, "nul-byte", 4, AT + 2 + GIVEN.length + 3],
    ["a NUL in quotes, after a line feed", `${GOOD}b,${GIVEN}"say\n\0"\n`, "nul-byte", 5, AT + 2 + GIVEN.length + 5],
  ] as const)("%s", async ([, text, failure, line, offset]) => {
    const story = await smallCase({ "rentals.csv": text, "packed.csv.gz": gzipSync(text) });
    const ran = await story.run(`plan ${RULES} --out plan rentals.csv`);
    expect(ran).toMatchObject({ exit: 3, failure });
    expect(ran.message).toMatch(new RegExp(`^rentals\\.csv:${line}: .*: at byte ${offset}\n`));
    const packed = await story.run(`plan ${RULES} --out plan packed.csv.gz`);
    expect(packed.message, "the same place in the unpacked text").toBe(
      ran.message.replace("rentals.csv", "packed.csv.gz"),
    );
  });

  test.for([
    ["in a row", Buffer.from(GOOD), 4, AT],
    ["in the header", Buffer.from(""), 1, 0],
  ] as const)("bytes that are not UTF-8, %s", async ([, before, line, at]) => {
    const latin1 =
      at === 0 ? Buffer.from(`${HEADER},caf\xe9\n`, "latin1") : Buffer.from(`b,${GIVEN}caf\xe9\n`, "latin1");
    const story = await smallCase({ "rentals.csv": Buffer.concat([before, latin1]) });
    const ran = await story.run(`plan ${RULES} --out plan rentals.csv`);
    expect(ran).toMatchObject({ exit: 3, failure: "bytes-undecodable" });
    expect(ran.message).toMatch(new RegExp(`^rentals\\.csv:${line}: .*: at byte ${at + latin1.indexOf(0xe9)}\n`));
  });

  test("a NUL in the header", async () => {
    const story = await smallCase({ "rentals.csv": `${HEADER},no\0te\n` });
    expect(await story.run(`plan ${RULES} --out plan rentals.csv`)).toMatchObject({ exit: 3, failure: "nul-byte" });
  });

  test("a quote inside a bare column name", async () => {
    const story = await smallCase({ "rentals.csv": `${HEADER},say "yes"\na,${GIVEN},\n` });
    const ran = await story.run(`plan ${RULES} --out plan rentals.csv`);
    expect(ran).toMatchObject({ exit: 3, failure: "quote-misplaced" });
  });

  test("the first of several, also when a later block has another", async () => {
    const filler = Array.from(
      { length: 150_000 },
      (_, index) => `f${index},u1,melon,2022-10-14,2022-10-31,${"x".repeat(20)}`,
    );
    filler[100_000] = 'bad,u1,melon,2022-10-14,2022-10-31,say "yes"';
    filler[140_000] = "bad,u1,melon,2022-10-14,2022-10-31,\0";
    const story = await smallCase({ "rentals.csv": [HEADER, ...filler, ""].join("\n") });
    const ran = await story.run(`plan ${RULES} --out plan rentals.csv`);
    const offset = [HEADER, ...filler.slice(0, 100_000), ""].join("\n").length + String(filler[100_000]).indexOf('"');
    expect(ran.message).toMatch(new RegExp(`^rentals\\.csv:100002: .*: at byte ${offset}\n`));
  });

  test("a last line without its line end is a warning, not damage", async () => {
    const story = await smallCase({ "rentals.csv": `${HEADER}\na,${GIVEN}` });
    await story.run(`plan ${RULES} --out plan rentals.csv`);
    expect(story.summary("plan").warnings).toContainEqual({
      code: "no-final-newline",
      about: "rentals.csv",
      records: 0,
    });
  });
});
