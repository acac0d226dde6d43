/** The same record twice: a duplicate when both rows say the same, a contradiction when they do not. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { endOfPlan, RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at";
const ROW = "r1,u1,kakaopage,2022-10-14,2022-10-31";

/** What became of the rows: the lines compensated, the lines rejected with their codes, and how many duplicates. */
function fateOf(story: SmallCase, delimiter = ","): string {
  const rejects = treeOf(story.path("plan"))
    .filter((path) => /^rejects\/.+/.test(path))
    .flatMap((path) => story.rows(`plan/${path}`, delimiter).map((row) => ({ path, row })));
  return [
    ...story.rows("plan/adjusted-expiry.csv").map((row) => `${row.get("source")}:${row.get("line")} given`),
    ...rejects.map(({ path, row }) => `${path.slice(8)}:${row.get("_line")} ${row.get("_code")}`),
    `${story.summary("plan").totals.duplicate} duplicate`,
  ].join(", ");
}

async function decided(exports: { readonly [file: string]: string | Uint8Array }): Promise<SmallCase> {
  const story = await smallCase(exports);
  const ran = await story.run(`plan ${RULES} --out plan ${Object.keys(exports).join(" ")}`);
  expect(ran).toMatchObject(endOfPlan(story));
  return story;
}

describe("two rows of one record in one export", () => {
  test.for([
    ["the same row twice", [ROW, ROW], "a.csv:2 given, 1 duplicate"],
    ["three times", [ROW, ROW, ROW], "a.csv:2 given, 2 duplicate"],
    [
      "the same row, once with quotes",
      [ROW, '"r1","u1","kakaopage","2022-10-14","2022-10-31"'],
      "a.csv:2 given, 1 duplicate",
    ],
    [
      "another end",
      [ROW, "r1,u1,kakaopage,2022-10-14,2022-10-30"],
      "a.csv:2 duplicate-conflict, a.csv:3 duplicate-conflict, 0 duplicate",
    ],
    [
      "another user",
      [ROW, "r1,u2,kakaopage,2022-10-14,2022-10-31"],
      "a.csv:2 duplicate-conflict, a.csv:3 duplicate-conflict, 0 duplicate",
    ],
    [
      "one of two contradicting rows twice",
      [ROW, "r1,u2,kakaopage,2022-10-14,2022-10-31", "r1,u2,kakaopage,2022-10-14,2022-10-31"],
      "a.csv:2 duplicate-conflict, a.csv:3 duplicate-conflict, 1 duplicate",
    ],
    [
      "both of two contradicting rows twice",
      [ROW, "r1,u2,kakaopage,2022-10-14,2022-10-31", ROW, "r1,u2,kakaopage,2022-10-14,2022-10-31"],
      "a.csv:2 duplicate-conflict, a.csv:3 duplicate-conflict, 2 duplicate",
    ],
    [
      "three that all differ",
      [ROW, "r1,u2,kakaopage,2022-10-14,2022-10-31", "r1,u3,kakaopage,2022-10-14,2022-10-31"],
      "a.csv:2 duplicate-conflict, a.csv:3 duplicate-conflict, a.csv:4 duplicate-conflict, 0 duplicate",
    ],
    [
      "a sound one and a faulty one",
      [ROW, "r1,u1,kakaopage,2022-10-14,soon"],
      "a.csv:2 duplicate-conflict, a.csv:3 time-invalid; duplicate-conflict, 0 duplicate",
    ],
    [
      "a faulty one and a sound one",
      ["r1,,kakaopage,2022-10-14,2022-10-31", ROW],
      "a.csv:2 user-empty; duplicate-conflict, a.csv:3 duplicate-conflict, 0 duplicate",
    ],
    [
      "the same faulty row twice",
      ["r1,u1,kakaopage,2022-10-14,soon", "r1,u1,kakaopage,2022-10-14,soon"],
      "a.csv:2 time-invalid, 1 duplicate",
    ],
    [
      "one that no rule would touch and one that is compensated",
      ["r1,u1,kakaopage,2022-09-01,2022-09-30", ROW],
      "a.csv:2 duplicate-conflict, a.csv:3 duplicate-conflict, 0 duplicate",
    ],
    [
      "rows without an id are nobody's twins",
      [",u1,kakaopage,2022-10-14,2022-10-31", ",u1,kakaopage,2022-10-14,2022-10-31"],
      "a.csv:2 id-empty, a.csv:3 id-empty, 0 duplicate",
    ],
  ] as const)("%s", async ([, rows, expected]) => {
    const story = await decided({ "a.csv": [HEADER, ...rows, ""].join("\n") });
    expect(fateOf(story)).toBe(expected);
  });
});

describe("two rows of one record in two exports", () => {
  test.for([
    ["the same row", `${HEADER}\n${ROW}\n`, "a.csv:2 given, 1 duplicate"],
    ["with other line ends", `${HEADER}\r\n${ROW}\r\n`, "a.csv:2 given, 1 duplicate"],
    ["with a byte order mark", `\ufeff${HEADER}\n${ROW}\n`, "a.csv:2 given, 1 duplicate"],
    [
      "with columns in another order",
      "expires_at,started_at,service,user_id,rental_id\n2022-10-31,2022-10-14,kakaopage,u1,r1\n",
      "a.csv:2 given, 1 duplicate",
    ],
    [
      "another end",
      `${HEADER}\nr1,u1,kakaopage,2022-10-14,2022-10-30\n`,
      "a.csv:2 duplicate-conflict, b.csv:2 duplicate-conflict, 0 duplicate",
    ],
    [
      "another end, with columns in another order",
      "expires_at,started_at,service,user_id,rental_id\n2022-10-30,2022-10-14,kakaopage,u1,r1\n",
      "a.csv:2 duplicate-conflict, b.csv:2 duplicate-conflict, 0 duplicate",
    ],
    [
      "another column that the first does not have",
      `${HEADER},status\n${ROW},active\n`,
      "a.csv:2 duplicate-conflict, b.csv:2 duplicate-conflict, 0 duplicate",
    ],
    [
      "a faulty row",
      `${HEADER}\nr1,u1,kakaopage,2022-10-14,soon\n`,
      "a.csv:2 duplicate-conflict, b.csv:2 time-invalid; duplicate-conflict, 0 duplicate",
    ],
  ] as const)("%s", async ([, second, expected]) => {
    const story = await decided({ "a.csv": `${HEADER}\n${ROW}\n`, "b.csv": second });
    expect(fateOf(story)).toBe(expected);
  });

  test("the same bytes under headers that give them another meaning contradict each other", async () => {
    const row = "r1,u1,kakaopage,2022-10-14,2022-10-31,web,active";
    const story = await decided({
      "a.csv": `${HEADER},channel,status\n${row}\n`,
      "b.csv": `${HEADER},status,channel\n${row}\n`,
    });
    expect(fateOf(story)).toBe("a.csv:2 duplicate-conflict, b.csv:2 duplicate-conflict, 0 duplicate");
  });

  test("with another delimiter and packed, the same row is still a duplicate", async () => {
    const semicolons = `${HEADER}\n${ROW}\n`.replaceAll(",", ";");
    const story = await decided({ "a.csv": `${HEADER}\n${ROW}\n`, "b.csv.gz": gzipSync(semicolons) });
    expect(fateOf(story)).toBe("a.csv:2 given, 1 duplicate");
  });

  test("an export given twice under two names counts its records once", async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `r${index},u1,kakaopage,2022-10-14,2022-10-31`);
    const text = [HEADER, ...rows, ""].join("\n");
    const story = await decided({ "a.csv": text, "b.csv": text });
    expect(story.summary("plan").totals).toMatchObject({ read: 100, compensated: 50, duplicate: 50 });
    expect(story.summary("plan").exports[1]).toMatchObject({ read: 50, compensated: 0, duplicate: 50 });
  });
});

describe("a contradiction is found", () => {
  test("where the header is quoted and begins with a byte order mark", async () => {
    const header = HEADER.split(",")
      .map((name) => `"${name}"`)
      .join(",");
    const story = await decided({ "a.csv": `\ufeff${header}\n${ROW}\n${ROW.replace("u1", "u2")}\n` });
    expect(fateOf(story)).toBe("a.csv:2 duplicate-conflict, a.csv:3 duplicate-conflict, 0 duplicate");
  });

  test("in standard input, which can be read once only", async () => {
    const story = await smallCase({});
    const text = `${HEADER}\n${ROW}\nr2,u1,kakaopage,2022-10-14,2022-10-31\n${ROW.replace("u1", "u2")}\n`;
    const chunks = Array.from({ length: Math.ceil(text.length / 7) }, (_, index) =>
      Buffer.from(text.slice(index * 7, index * 7 + 7)),
    );
    const ran = await story.run(`plan ${RULES} --out plan -`, { stdin: chunks });
    expect(ran).toMatchObject(endOfPlan(story));
    expect(fateOf(story)).toBe(
      "rentals.csv:3 given, rentals.csv:2 duplicate-conflict, rentals.csv:4 duplicate-conflict, 0 duplicate",
    );
    expect(treeOf(story.path("plan")), "and nothing of it is kept").not.toContain("standard-input");
  });

  test("in a gzipped export and in packed standard input", async () => {
    const packed = gzipSync(`${HEADER}\n${ROW}\n${ROW.replace("u1", "u2")}\n`);
    const expected = "rentals.csv:2 duplicate-conflict, rentals.csv:3 duplicate-conflict, 0 duplicate";
    const story = await decided({ "rentals.csv.gz": packed });
    expect(fateOf(story)).toBe(expected);
    await story.run(`plan ${RULES} --out plan -`, { stdin: [packed] });
    expect(fateOf(story)).toBe(expected);
  });

  test("between rows that lie megabytes apart, at the right lines, with line feeds in quotes before them", async () => {
    const filler = Array.from({ length: 50_000 }, (_, index) => `f${index},"two\nlines",melon,2022-10-14,2022-10-31`);
    const story = await decided({
      "a.csv": [HEADER, ...filler.slice(0, 100), ROW, ...filler.slice(100), ROW.replace("u1", "u2"), ""].join("\n"),
      "b.csv": [HEADER, ROW.replace("u1", "u3"), ""].join("\n"),
    });
    expect(fateOf(story)).toBe(
      "a.csv:202 duplicate-conflict, a.csv:100003 duplicate-conflict, b.csv:2 duplicate-conflict, 0 duplicate",
    );
  });
});

describe("identity is the kind, the service and the id, byte for byte", () => {
  test.for([
    ["another service", "r1,u1,kakaowebtoon,2022-10-14,2022-10-31"],
    ["leading zeros", "0r1,u1,kakaopage,2022-10-14,2022-10-31"],
    ["other capitals", "R1,u1,kakaopage,2022-10-14,2022-10-31"],
    ["a blank more", "r1 ,u1,kakaopage,2022-10-14,2022-10-31"],
    ["the end of the id in the service", '1,u1,"kakaopager",2022-10-14,2022-10-31'],
    ["another way to write an accent", "r\u0301 1,u1,kakaopage,2022-10-14,2022-10-31"],
  ] as const)("%s makes another record", async ([, other]) => {
    const story = await decided({ "a.csv": [HEADER, ROW, other, ""].join("\n") });
    expect(story.summary("plan").totals).toMatchObject({ read: 2, rejected: 0, duplicate: 0 });
  });

  test("another kind makes another record", async () => {
    const story = await decided({
      "a.csv": `${HEADER}\n${ROW}\n`,
      "b.csv":
        "subscription_id,user_id,service,channel,price,currency,started_at,expires_at\nr1,u1,kakaopage,web,1,KRW,2022-10-14,2022-10-31\n",
    });
    expect(story.summary("plan").totals).toMatchObject({ read: 2, compensated: 1, unaffected: 1, duplicate: 0 });
  });

  test("ids of 20 digits, with exponents and with quotes in them stay apart and as they are", async () => {
    const ids = [
      "12345678901234567890",
      "12345678901234567891",
      "1E5",
      "100000",
      "1e5",
      '"a ""b"""',
      '"a b"',
      "007",
      "7",
    ];
    const story = await decided({
      "a.csv": [HEADER, ...ids.map((id) => `${id},u1,kakaopage,2022-10-14,2022-10-31`), ""].join("\n"),
    });
    expect(story.rows("plan/adjusted-expiry.csv").map((row) => row.get("record_id"))).toEqual([
      "12345678901234567890",
      "12345678901234567891",
      "1E5",
      "100000",
      "1e5",
      'a "b"',
      "a b",
      "007",
      "7",
    ]);
  });
});
