/** The words in which a header is refused: what is wrong, which name was meant, and what to delete. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure, type FailureCode } from "../../src/domain/failure.ts";
import type { RecordKind } from "../../src/domain/record.ts";
import { readHeader } from "../../src/input/header.ts";
import { readLine } from "../../src/input/header-line.ts";

const RENTAL = "rental_id,user_id,service,started_at,expires_at";
const ROW = "r1,u1,melon,2022-10-01,2022-10-31";
const UNKNOWN = "cannot tell what kind of export this is from its columns";
const INVALID = "the header cannot be used";
const MEND = "  Mend the header line and run the command again.";

function refusal(text: string, kind?: RecordKind): Failure {
  try {
    readHeader(Buffer.from(text), { file: "x.csv", kind });
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error(`the header was accepted: ${JSON.stringify(text)}`);
}

function renamed(name: string, written: string): string {
  return `${RENTAL.split(",")
    .map((column) => (column === name ? written : column))
    .join()}\n`;
}

const one = (code: FailureCode, line: number, found: string) => ({
  code,
  message: `x.csv:${line}: ${code === "kind-unknown" ? UNKNOWN : INVALID}: ${found}\n${MEND}`,
});

describe("a name that is like one of ours is told", () => {
  test.for([
    ["a blank before it", " user_id", '"␠user_id" with a blank before it'],
    ["blanks around it", "  user_id ", '"␠␠user_id␠" with 2 blanks before it and a blank after it'],
    ["capitals", "User_ID", '"User_ID" with capitals'],
    ["capitals for underscores", "userId", '"userId" with capitals'],
    ["a hyphen", "user-id", '"user-id" with a hyphen for an underscore'],
    ["a blank", "user id", '"user id" with a blank for an underscore'],
    ["a dot", "user.id", '"user.id"'],
    ["no underscore", "userid", '"userid"'],
    ["full-width letters", "ｕser_id", '"ｕser_id"'],
    ["a no-break space after it", "user_id\u00a0", '"user_id<U+00A0>" with a no-break space (U+00A0) after it'],
    ["a zero-width space in it", "user\u200b_id", '"user<U+200B>_id" with a zero-width space (U+200B) in it'],
    ["a byte order mark before it", "\ufeffuser_id", '"<U+FEFF>user_id" with a byte order mark (U+FEFF) before it'],
    ["a word joiner in it", "user_\u2060id", '"user_<U+2060>id" with an invisible character (U+2060) in it'],
    [
      "all at once",
      " User-ID\t",
      '"␠User-ID<U+0009>" with a blank before it, a tab (U+0009) after it, capitals and a hyphen for an underscore',
    ],
  ] as const)("%s", ([, written, told]) => {
    const expected = one("header-invalid", 1, `column 2 is ${told}; name it user_id`);
    expect(refusal(renamed("user_id", written))).toMatchObject(expected);
  });

  test.for([
    ["with a blank", " rental_id", 'column 1 is "␠rental_id" with a blank before it; name it rental_id'],
    [
      "with a second byte order mark",
      "\ufeff\ufeffrental_id",
      'column 1 is "<U+FEFF>rental_id" with a byte order mark (U+FEFF) before it; name it rental_id',
    ],
    ["with a slip", "retnal_id", 'there is no column rental_id; did you mean column 1, "retnal_id"?'],
  ] as const)("for an id column %s, which tells the kind", ([, written, told]) => {
    expect(refusal(renamed("rental_id", written))).toMatchObject(one("kind-unknown", 1, told));
  });

  test("for a slip in a column that must be there, and not for a column that is far from it", () => {
    const told = 'there is no column service; did you mean column 3, "servce"?';
    expect(refusal(renamed("service", "servce"))).toMatchObject(one("header-invalid", 1, told));
    const needs = "a rental export needs service; it has rental_id, user_id, product, started_at, expires_at";
    expect(refusal(renamed("service", "product"))).toMatchObject(one("header-invalid", 1, needs));
  });

  test("for either end of a subscription", () => {
    const line = (end: string) => `subscription_id,user_id,service,started_at,${end}\n`;
    const told = 'column 5 is "Expires At" with capitals and a blank for an underscore; name it expires_at';
    expect(refusal(line("Expires At"))).toMatchObject(one("header-invalid", 1, told));
    const slip = 'there is no column next_billing_at; did you mean column 5, "next_biling_at"?';
    expect(refusal(line("next_biling_at"))).toMatchObject(one("header-invalid", 1, slip));
    const neither = "a subscription export needs expires_at or next_billing_at";
    expect(refusal(line("until"))).toMatchObject(one("header-invalid", 1, neither));
  });

  test("where the kind is said and the id column is like the one of that kind", () => {
    const told = 'column 1 is "Rental_Id" with capitals; name it rental_id';
    expect(refusal(renamed("rental_id", "Rental_Id"), "rental")).toMatchObject(one("header-invalid", 1, told));
  });

  test("but not beside the column itself", () => {
    const needs = "a rental export needs service; it has rental_id, user_id, User_ID, started_at, expires_at";
    expect(refusal(renamed("service", "User_ID"))).toMatchObject(one("header-invalid", 1, needs));
  });

  test("but a further column may have such a name beside the column itself", () => {
    const text = `${RENTAL}, user_id,User-ID,Price\n`;
    expect(readHeader(Buffer.from(text), { file: "x.csv", kind: undefined }).columns).toHaveLength(8);
  });
});

describe("a line that is not the header is told", () => {
  test.for([
    ["sep=", `sep=,\n${RENTAL}\n`, 'line 1 is "sep=,", which only spreadsheets read; delete line 1', 1],
    [
      "sep= in quotes and CRLF",
      `"sep=,"\r\n${RENTAL}\r\n`,
      'line 1 is "\\"sep=,\\"", which only spreadsheets read; delete line 1',
      1,
    ],
    [
      "sep= after a byte order mark and an empty line",
      `\ufeff\nsep=;\n${RENTAL}\n`,
      'line 2 is "sep=;", which only spreadsheets read; delete line 2',
      2,
    ],
    ["a title", `Rentals\n${RENTAL}\n`, 'line 1 is "Rentals", and the header is line 2; delete line 1', 1],
    [
      "a title and an empty line",
      `Rentals,,,,\n\n${RENTAL}\n`,
      'line 1 is "Rentals,,,,", and the header is line 3; delete lines 1 and 2',
      1,
    ],
    [
      "a title with quotes in it",
      `All "rentals"\n${RENTAL}\n`,
      'line 1 is "All \\"rentals\\"", and the header is line 2; delete line 1',
      1,
    ],
    ["titles", `\nA\nB\nC\n${RENTAL}\n`, 'line 2 is "A", and the header is line 5; delete lines 2 to 4', 2],
    [
      "titles, as many as are looked over",
      `${"A\n".repeat(10)}${RENTAL}\n`,
      'line 1 is "A", and the header is line 11; delete lines 1 to 10',
      1,
    ],
  ] as const)("%s", ([, text, told, line]) => {
    expect(refusal(text)).toMatchObject({ ...one("kind-unknown", line, told), place: { file: "x.csv", line } });
    expect(refusal(text, "rental")).toMatchObject(one("header-invalid", line, told));
  });

  test("but for a header too far below, or a line that only names an id", () => {
    const next = "  Its id column must be subscription_id, rental_id, coupon_id or claim_id.";
    for (const below of [`${"A\n".repeat(10)}${RENTAL}\n`, "rental_id,name\n"])
      expect(refusal(`A\n${below}`).message).toBe(`x.csv:1: ${UNKNOWN}: "A"\n${next}`);
  });
});

describe("delimiters at the ends of lines are told", () => {
  const told = (marks: string, unnamed: string, where: string) =>
    one("header-invalid", 1, `the line ends with ${marks}, so that ${unnamed} no name; delete ${where}`);
  test.for([
    ["in every line", `${RENTAL},\n${ROW},\n`, '","', "column 6 has", "that delimiter at the end of every line"],
    [
      "in every line, after an empty one",
      `${RENTAL},\r\n\r\n${ROW},\r\n`,
      '","',
      "column 6 has",
      "that delimiter at the end of every line",
    ],
    ["in the header alone", `${RENTAL},\n${ROW}\n`, '","', "column 6 has", "that delimiter at the end of this line"],
    ["without a row", `${RENTAL},`, '","', "column 6 has", "that delimiter at the end of this line"],
    [
      "three of them",
      `${RENTAL},,,\n${ROW},,,\n`,
      '",,,"',
      "columns 6, 7 and 8 have",
      "these delimiters at the end of every line",
    ],
    [
      "three of them, and fewer in a row",
      `${RENTAL},,,\n${ROW},,\n`,
      '",,,"',
      "columns 6, 7 and 8 have",
      "these delimiters at the end of this line",
    ],
    [
      "tabs",
      `${RENTAL},,\n`.replaceAll(",", "\t"),
      "2 tabs",
      "columns 6 and 7 have",
      "these delimiters at the end of this line",
    ],
    [
      "ten of them",
      `${RENTAL}${",".repeat(10)}\n`,
      '10 times ","',
      "columns 6, 7, 8, 9, 10, 11, 12, 13 and 2 more have",
      "these delimiters at the end of this line",
    ],
  ] as const)("%s", ([, text, marks, unnamed, where]) => {
    expect(refusal(text)).toMatchObject(told(marks, unnamed, where));
  });

  test("but for an empty name in quotes, or one between others", () => {
    const found = "column 6 has no name; give it one, or leave it out of the export";
    expect(refusal(`${RENTAL},""\n`)).toMatchObject(one("header-invalid", 1, found));
    expect(refusal(`${RENTAL},,note\n`)).toMatchObject(one("header-invalid", 1, found));
    const two = "columns 1 and 7 have no name; give them names, or leave them out of the export";
    expect(refusal(`,${RENTAL},,note\n`)).toMatchObject(one("header-invalid", 1, two));
  });
});

describe("several problems of a header are told at once", () => {
  test.for([
    [
      "names that are empty, doubled and missing",
      "rental_id,,note,user_id,note,x,note,x\n",
      [
        "1: a rental export needs service, started_at, expires_at; it has rental_id, , note, user_id, note, x, note, x",
        "1: column 2 has no name; give it one, or leave it out of the export",
        '1: "note" appears 3 times, as columns 3, 5 and 7; give each a name of its own',
        '1: "x" appears twice, as columns 6 and 8; give each a name of its own',
      ],
    ],
    [
      "a spreadsheet's line, and what is wrong below it",
      "sep=;\nRental ID;User ID;Service;started_at;expires_at;Price;\nr1;u1;melon;2022-10-01;2022-10-31;1;\n",
      [
        '1: line 1 is "sep=;", which only spreadsheets read; delete line 1',
        '2: column 1 is "Rental ID" with capitals and a blank for an underscore; name it rental_id',
        '2: column 2 is "User ID" with capitals and a blank for an underscore; name it user_id',
        '2: column 3 is "Service" with capitals; name it service',
        '2: column 6 is "Price" with capitals; name it price',
        '2: the line ends with ";", so that column 7 has no name; delete that delimiter at the end of every line',
      ],
    ],
    [
      "a header under a delimiter that only names like ours tell",
      "Coupon-ID;User-ID;a,b,c;Service\n",
      [
        '1: column 1 is "Coupon-ID" with capitals and a hyphen for an underscore; name it coupon_id',
        '1: column 2 is "User-ID" with capitals and a hyphen for an underscore; name it user_id',
        '1: column 4 is "Service" with capitals; name it service',
        "1: a coupon export needs expires_at; it has Coupon-ID, User-ID, a,b,c, Service",
      ],
    ],
    [
      "two kinds, and a name that appears twice",
      `coupon_id,${RENTAL},user_id\n`,
      [
        "1: it has both rental_id and coupon_id\n  Say what it is with --rentals or --coupons in front of the file.",
        '1: "user_id" appears twice, as columns 3 and 7; give each a name of its own',
      ],
    ],
    [
      "no kind, and a column without a name",
      "name,,street\n",
      [
        `1: ${UNKNOWN}: "name", "", "street"\n  Its id column must be subscription_id, rental_id, coupon_id or claim_id.`,
        "1: column 2 has no name; give it one, or leave it out of the export",
      ],
    ],
  ] as const)("%s", ([, text, told]) => {
    const failure = refusal(text);
    const problems = told.map((problem) => `x.csv:${problem}\n`).join("");
    const line = Number(told[0].slice(0, 1));
    expect(failure.message).toBe(`x.csv:${line}: ${INVALID}: ${told.length} problems\n${problems}${MEND}`);
    expect(failure).toMatchObject({ code: "header-invalid", exit: 3, place: { file: "x.csv", line } });
  });

  test("and of many names that appear twice, the first", () => {
    const names = Array.from({ length: 12 }, (_, index) => `n${index}`).join();
    const { message } = refusal(`${RENTAL},${names},${names}\n`);
    expect(message).toContain(": 9 problems\n");
    expect(message).toContain('"n7" appears twice, as columns 13 and 25;');
    expect(message).toContain("x.csv:1: 4 more names appear more than once\n");
  });
});

describe("a line without quotes is read as a line with quotes is", () => {
  const cell = fc.oneof(
    fc.constantFrom("rental_id", "user_id", "service", ""),
    fc.string({ unit: fc.constantFrom("a", " ", "한", "\u00a0", "\t", ";", "|", ",") }),
  );
  test("under every delimiter, with every line end", () => {
    const all = {
      cells: fc.array(cell, { minLength: 2 }),
      mark: fc.constantFrom(",", ";", "\t", "|"),
      end: fc.constantFrom("", "\n", "\r\n"),
    };
    fc.assert(
      fc.property(fc.record(all), ({ cells, mark, end }) => {
        const plain = cells.map((each) => each.replace(/[,;\t|]/g, "-"));
        const line = ["user_id", ...plain];
        const [split, scanned] = [line.join(mark), line.map((each) => `"${each}"`).join(mark)].map((text) =>
          readLine(Buffer.from(text + end)),
        );
        expect(split).toEqual(scanned);
        expect(split?.columns).toEqual(line);
      }),
    );
  });

  test.for([["a\rb,c\n"], ["a,b\r"], ["a,b\r\r\n"]] as const)("and a carriage return in it is damage: %j", ([text]) => {
    expect(readLine(Buffer.from(text)).damage).toMatchObject({ code: "bare-return" });
  });
});
