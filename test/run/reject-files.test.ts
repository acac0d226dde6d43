/** The rejects of an export: its own columns first and unchanged, then what is wrong, to be mended and fed back. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { endOfPlan, RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at,note";
const ADDED = "_code,_column,_value,_line,_message";

async function rejected(text: string, name = "rentals.csv"): Promise<SmallCase> {
  const story = await smallCase({ [name]: text });
  const ran = await story.run(`plan ${RULES} --out plan ${name}`);
  expect(ran).toMatchObject(endOfPlan(story));
  return story;
}

describe("a rejected row", () => {
  test("keeps its cells, in the export's order of columns", async () => {
    const story = await rejected(`note,expires_at,started_at,service,user_id,rental_id
 leading and trailing ,soon,2022-10-14,kakaopage,u1,007
`);
    expect(story.read("plan/rejects/rentals.csv")).toBe(
      `note,expires_at,started_at,service,user_id,rental_id,${ADDED}
 leading and trailing ,soon,2022-10-14,kakaopage,u1,007,time-invalid,expires_at,soon,2,"expires_at is not a date or time. Write it as 2022-02-28 or 2022-02-28T23:59:00+09:00, or in a form that a mapping names."
`,
    );
  });

  test.for([
    ["a comma", '"a, b"', "a, b"],
    ["quotes", '"say ""yes"""', 'say "yes"'],
    ["a line feed", '"two\nlines"', "two\nlines"],
    ["a line feed after a carriage return", '"two\r\nlines"', "two\r\nlines"],
    ["a carriage return alone", '"two\rlines"', "two\rlines"],
    ["what a spreadsheet would take for a formula", "=1+1", "=1+1"],
    ["letters of all kinds", "카카오 ✓ é", "카카오 ✓ é"],
    ["a byte order mark inside", "\ufeffmark", "\ufeffmark"],
    ["nothing but blanks", "   ", "   "],
  ] as const)("with %s in a cell can be mended and fed back", async ([, written, cell]) => {
    const story = await rejected(`${HEADER}\nr1,u1,kakaopage,2022-10-14,soon,${written}\n`);
    expect(story.rows("plan/rejects/rentals.csv")[0]?.get("note")).toBe(cell);

    story.write(
      "mended.csv",
      story.read("plan/rejects/rentals.csv").replace("2022-10-14,soon", "2022-10-14,2022-10-31"),
    );
    const ran = await story.run(`plan ${RULES} --out plan mended.csv`);
    expect(ran).toMatchObject(endOfPlan(story));
    expect(story.summary("plan").totals).toMatchObject({ read: 1, compensated: 1, rejected: 0 });
  });

  test("lists all its faults, and counts once", async () => {
    const story = await rejected(`${HEADER}\n,,,2022-02-30,soon,\n`);
    const [row] = story.rows("plan/rejects/rentals.csv");
    expect(row?.get("_code")).toBe("id-empty; user-empty; service-empty; time-invalid; time-invalid");
    expect(row?.get("_column")).toBe("rental_id; user_id; service; started_at; expires_at");
    expect(row?.get("_value")).toBe("; ; ; 2022-02-30; soon");
    expect(story.summary("plan")).toMatchObject({
      totals: { read: 1, rejected: 1 },
      rejects: { "id-empty": 1, "user-empty": 1, "service-empty": 1, "time-invalid": 2 },
    });
  });

  test("keeps the delimiter of its export", async () => {
    const story = await rejected(`${HEADER}\nr1,u1,kakaopage,2022-10-14,soon,"a;b, c"\n`.replaceAll(",", ";"));
    expect(story.read("plan/rejects/rentals.csv").split("\n")[0]).toBe(`${HEADER},${ADDED}`.replaceAll(",", ";"));
    expect(story.rows("plan/rejects/rentals.csv", ";")[0]?.get("note")).toBe("a;b; c");
  });

  test("stands in input order among those that contradict another", async () => {
    const story = await rejected(`${HEADER}
r1,u1,kakaopage,2022-10-14,2022-10-31,a
r2,u1,kakaopage,2022-10-14,soon,
r1,u1,kakaopage,2022-10-14,2022-10-31,b
r3,u1,kakaopage,soon,2022-10-31,
`);
    expect(story.rows("plan/rejects/rentals.csv").map((row) => `${row.get("_line")} ${row.get("_code")}`)).toEqual([
      "2 duplicate-conflict",
      "3 time-invalid",
      "4 duplicate-conflict",
      "5 time-invalid",
    ]);
  });

  test("is in the file of its own export, also when two exports have the same name", async () => {
    const story = await smallCase({
      "a/rentals.csv": `${HEADER}\nr1,u1,kakaopage,2022-10-14,soon,first\n`,
      "b/rentals.csv": `${HEADER}\nr2,u2,kakaopage,2022-10-14,soon,second\n`,
    });
    await story.run(`plan ${RULES} --out plan a/rentals.csv b/rentals.csv`);
    expect(story.rows("plan/rejects/rentals.csv").map((row) => row.get("note"))).toEqual(["first"]);
    expect(story.rows("plan/rejects/rentals-2.csv").map((row) => row.get("note"))).toEqual(["second"]);
  });

  test("of a gzipped export is written plain", async () => {
    const packed = gzipSync(`${HEADER}\nr1,u1,kakaopage,2022-10-14,soon,\n`);
    const story = await smallCase({ "rentals.csv.gz": packed });
    await story.run(`plan ${RULES} --out plan rentals.csv.gz`);
    expect(story.rows("plan/rejects/rentals.csv").map((row) => row.get("rental_id"))).toEqual(["r1"]);
  });
});

describe("a row with another number of cells", () => {
  test("too few: the missing ones are empty, so that the columns stay in line", async () => {
    const story = await rejected(`${HEADER}\nr1,u1,kakaopage,2022-10-14\n`);
    expect(story.read("plan/rejects/rentals.csv").split("\n")[1]).toMatch(
      /^r1,u1,kakaopage,2022-10-14,,,column-count,,"?4 columns, not 6"?,2,the row has another number of columns/,
    );
  });

  test("one cell only", async () => {
    const story = await rejected(`${HEADER}\nr1\n`);
    const [row] = story.rows("plan/rejects/rentals.csv");
    expect([row?.get("rental_id"), row?.get("_value")]).toEqual(["r1", "1 column, not 6"]);
  });

  test("too many: the surplus is kept in _value, so that the columns stay in line", async () => {
    const story = await rejected(`${HEADER}\nr1,u1,kakaopage,2022-10-14,2022-10-31,a note, with commas,in it\n`);
    const [row] = story.rows("plan/rejects/rentals.csv");
    expect([...(row ?? [])].slice(0, 9)).toEqual([
      ["rental_id", "r1"],
      ["user_id", "u1"],
      ["service", "kakaopage"],
      ["started_at", "2022-10-14"],
      ["expires_at", "2022-10-31"],
      ["note", "a note"],
      ["_code", "column-count"],
      ["_column", ""],
      ["_value", " with commas,in it"],
    ]);
  });

  test("more than a thousand: is rejected like any other", async () => {
    const story = await rejected(`${HEADER}\nr1,u1,kakaopage,2022-10-14,2022-10-31${",x".repeat(5000)}\n`);
    expect(story.summary("plan")).toMatchObject({ totals: { read: 1, rejected: 1 }, rejects: { "column-count": 1 } });
  });

  test("too few or too many: does not stop the rows around it", async () => {
    const story = await rejected(`${HEADER}
r1,u1,kakaopage,2022-10-14,2022-10-31,
r2
r3,u3,kakaopage,2022-10-14,2022-10-31,
r4,u4,kakaopage,2022-10-14,2022-10-31,,
r5,u5,kakaopage,2022-10-14,2022-10-31,
`);
    expect(story.rows("plan/adjusted-expiry.csv").map((row) => row.get("record_id"))).toEqual(["r1", "r3", "r5"]);
    expect(story.rows("plan/rejects/rentals.csv").map((row) => row.get("_line"))).toEqual(["3", "5"]);
  });
});

describe("mended rejects", () => {
  const RENTALS = `${HEADER}
r1,u1,kakaopage,2022-10-14,2022-10-31,sound
r2,u2,kakaopage,2022-10-14,soon,to be mended
r3,u3,kakaopage,2022-10-14,later,mended later
`;

  test("fed back give what was left out, and nothing twice", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    await story.run(`apply ${RULES} --yes --max-rejects 2 rentals.csv`);
    const rejects = story.read("compensations/0001/rejects/rentals.csv");
    story.write("mended.csv", rejects.replace(",soon,", ",2022-10-30,").replace(",later,", ",2022-10-29,"));
    await story.run(`apply ${RULES} --yes mended.csv`);
    expect(story.rows("compensations/0002/adjusted-expiry.csv").map((row) => row.get("record_id"))).toEqual([
      "r2",
      "r3",
    ]);
  });

  test("can be fed back again and again, as long as something is left to mend", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    await story.run(`plan ${RULES} --out plan rentals.csv`);
    story.write("first.csv", story.read("plan/rejects/rentals.csv").replace(",soon,", ",2022-10-30,"));
    expect(await story.run(`plan ${RULES} --out plan first.csv`)).toMatchObject({ exit: 0 });
    expect(story.summary("plan").totals).toMatchObject({ read: 2, compensated: 1, rejected: 1 });

    story.write("second.csv", story.read("plan/rejects/first.csv").replace(",later,", ",2022-10-29,"));
    const ran = await story.run(`plan ${RULES} --out plan second.csv`);
    expect(ran).toMatchObject(endOfPlan(story));
    expect(story.summary("plan").totals).toMatchObject({ read: 1, compensated: 1, rejected: 0 });
  });
});

describe("a plan without rejects", () => {
  test("has no rejects folder", async () => {
    const story = await rejected(`${HEADER}\nr1,u1,kakaopage,2022-10-14,2022-10-31,\n`);
    expect(treeOf(story.path("plan")).filter((path) => path.startsWith("rejects"))).toEqual([]);
  });
});
