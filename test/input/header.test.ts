import { describe, expect, test } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { COLUMNS, canonicalColumns, RECORD_KINDS, type RecordKind } from "../../src/domain/record.ts";
import { readHeader } from "../../src/input/header.ts";
import { MOST_COLUMNS } from "../../src/kernel/numbers.ts";

const RENTAL = "rental_id,user_id,service,started_at,expires_at";

function read(content: string | Uint8Array, kind?: RecordKind) {
  return readHeader(Buffer.from(content), { file: "exports/some.csv", kind });
}

/** The failure, because its message is part of what is promised. */
function refusal(content: string | Uint8Array, kind?: RecordKind): Failure {
  try {
    read(content, kind);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error(`the header was accepted: ${JSON.stringify(String(content))}`);
}

describe("tells the kind by the id column", () => {
  test.for(RECORD_KINDS)("%s", (kind) => {
    const columns = canonicalColumns(kind);
    expect(read(`${columns.join()}\n`)).toMatchObject({ kind, columns });
  });

  test("wherever it stands", () => {
    expect(read("user_id,service,started_at,expires_at,rental_id\n").kind).toBe("rental");
  });

  test("and never by the name of the file", () => {
    expect(readHeader(Buffer.from(RENTAL), { file: "subscriptions.csv", kind: undefined }).kind).toBe("rental");
  });

  test("unless the user says which of two it is", () => {
    const columns = `subscription_id,${RENTAL}`;
    expect(read(columns, "rental").kind).toBe("rental");
    expect(read(columns, "subscription").kind).toBe("subscription");
  });
});

describe("tells the delimiter", () => {
  test.for([
    ["comma", ","],
    ["semicolon", ";"],
    ["tab", "\t"],
    ["bar", "|"],
  ] as const)("%s", ([, delimiter]) => {
    const line = RENTAL.replaceAll(",", delimiter);
    expect(read(`${line}\n`)).toMatchObject({ delimiter: delimiter.charCodeAt(0), columns: RENTAL.split(",") });
  });

  test("by the columns it knows, not by the mark that is most frequent", () => {
    const { delimiter, columns } = read("rental_id;user_id;service;started_at;expires_at;a,b,c,d,e,f,g,h\n");
    expect(delimiter).toBe(";".charCodeAt(0));
    expect(columns.at(-1)).toBe("a,b,c,d,e,f,g,h");
  });

  test("past a quoted name that holds another one", () => {
    expect(read(`"a;b","c ""d""",${RENTAL}\n`).columns.slice(0, 2)).toEqual(["a;b", 'c "d"']);
  });
});

describe("knows how long it is", () => {
  test.for([
    ["with a line feed", `${RENTAL}\nr1\n`, RENTAL.length + 1, false],
    ["with carriage return and line feed", `${RENTAL}\r\nr1\r\n`, RENTAL.length + 2, false],
    ["without a line end", RENTAL, RENTAL.length, false],
    ["with a byte order mark", `\ufeff${RENTAL}\n`, RENTAL.length + 4, true],
    ["with a byte order mark and quotes", `\ufeff"rental_id"${RENTAL.slice(9)}\n`, RENTAL.length + 6, true],
    ["counted in bytes", `${RENTAL},비고\n`, RENTAL.length + 8, false],
  ] as const)("%s", ([, content, length, byteOrderMark]) => {
    const header = read(content);
    expect(header).toMatchObject({ length, byteOrderMark });
    expect(header.columns[0]).toBe("rental_id");
  });
});

describe("keeps other columns", () => {
  test("as they are written", () => {
    const extra = ["비고", " spaced ", "User_ID", "__proto__", "constructor", "=1+1"];
    expect(read(`${RENTAL},${extra.join()}\n`).columns.slice(5)).toEqual(extra);
  });

  test.for([
    ["exactly as many as there may be", MOST_COLUMNS, undefined],
    ["one too many", MOST_COLUMNS + 1, "header-invalid"],
    ["far too many", 5 * MOST_COLUMNS, "header-invalid"],
  ] as const)("%s", ([, count, code]) => {
    const extra = Array.from({ length: count - 5 }, (_, index) => `c${index}`);
    const content = `${RENTAL},${extra.join()}\n`;
    if (code === undefined) expect(read(content).columns.length).toBe(count);
    else expect(refusal(content).code).toBe(code);
  });
});

describe("is refused", () => {
  test.for([
    ["an empty file", "", undefined, "export-empty"],
    ["a byte order mark alone", "\ufeff", undefined, "export-empty"],
    ["a name of more than 64 KiB", `${RENTAL},${"x".repeat(65_537)}\n`, undefined, "header-invalid"],
    ["no column that is known", "name,street\n", undefined, "kind-unknown"],
    ["no id column", "user_id,service,started_at,expires_at\n", undefined, "kind-unknown"],
    ["an id column in other letters", "Rental_Id,user_id,service,started_at,expires_at\n", undefined, "kind-unknown"],
    ["a delimiter that is none of ours", RENTAL.replaceAll(",", ":"), undefined, "kind-unknown"],
    ["two id columns", `coupon_id,${RENTAL}\n`, undefined, "header-invalid"],
    ["the id column of another kind than was said", `${RENTAL}\n`, "coupon", "header-invalid"],
    ["a column that appears twice", `${RENTAL},note,note\n`, undefined, "header-invalid"],
    ["a column of ours that appears twice", `${RENTAL},user_id\n`, undefined, "header-invalid"],
    ["a column without a name", `${RENTAL},,note\n`, undefined, "header-invalid"],
    ["a delimiter at the end", `${RENTAL},\n`, undefined, "header-invalid"],
    ["a delimiter at the start", `,${RENTAL}\n`, undefined, "header-invalid"],
    ["an empty name in quotes", `${RENTAL},""\n`, undefined, "header-invalid"],
  ] as const)("%s", ([, content, kind, code]) => {
    const failure = refusal(content, kind);
    expect(failure.code).toBe(code);
    expect(failure.exit).toBe(3);
    expect(failure.place).toMatchObject({ file: "exports/some.csv" });
  });

  test.for(RECORD_KINDS.flatMap((kind) => COLUMNS[kind].required.map((column) => [kind, column] as const)))(
    "a %s export without %s",
    ([kind, missing]) => {
      const columns = canonicalColumns(kind).filter((column) => column !== missing);
      const failure = refusal(`${columns.join()}\n`);
      expect(failure).toMatchObject({ code: "header-invalid", place: { line: 1 } });
      expect(failure.message).toContain(missing);
    },
  );

  test("a subscription export without any column that ends a term", () => {
    const columns = "subscription_id,user_id,service,started_at";
    expect(refusal(`${columns}\n`).code).toBe("header-invalid");
    expect(read(`${columns},expires_at\n`).kind).toBe("subscription");
    expect(read(`${columns},next_billing_at\n`).kind).toBe("subscription");
  });

  test("with all that is missing at once", () => {
    expect(refusal("rental_id,user_id\n").message).toContain("service, started_at, expires_at");
  });
});

describe("is the first line that is not empty", () => {
  test.for([
    ["the first of all", `${RENTAL}\n`, 1],
    ["after an empty line", `\n${RENTAL}\n`, 2],
    ["after an empty line in CRLF", `\r\n${RENTAL}\r\n`, 2],
    ["after several, of both kinds", `\n\r\n\n${RENTAL}\n`, 4],
    ["after a byte order mark and an empty line", `\ufeff\n${RENTAL}\n`, 2],
    ["with nothing behind it", `\n${RENTAL}`, 2],
  ] as const)("%s", ([, text, line]) => {
    const content = Buffer.from(text);
    const header = read(
      Buffer.concat([content, Buffer.from("r1,u1,s,2022-10-15,2022-10-16\n")]).subarray(0, content.length),
    );
    expect(header).toMatchObject({ kind: "rental", columns: RENTAL.split(","), line, length: content.length });
  });

  test.for([
    ["a column twice", `${RENTAL},a,a\n`, "header-invalid"],
    ["no id column", "name\n", "kind-unknown"],
    ["a quote inside a name", `${RENTAL},no"te\n`, "quote-misplaced"],
  ] as const)("whose own line is told: %s", ([, line, code]) => {
    expect(refusal(`\n\n${line}`)).toMatchObject({ code, place: { line: 3 } });
  });

  test("whose damage is told with its byte in the file", () => {
    expect(refusal(`\n\n${RENTAL},\0\n`).message).toContain(`at byte ${RENTAL.length + 3}`);
  });

  test("with names of up to 64 KiB", () => {
    expect(read(`${RENTAL},${"x".repeat(65_536)}\n`).columns).toHaveLength(6);
    expect(read(`${RENTAL},"${"x".repeat(65_536)}"\n`).columns).toHaveLength(6);
  });
});

describe("is refused when it is damaged, as any other line is", () => {
  test.for([
    ["a quote inside a name", `${RENTAL},no"te\n`, "quote-misplaced"],
    ["text after a quoted name", `${RENTAL},"no"te\n`, "quote-misplaced"],
    ["a quote that never closes", `${RENTAL},"note\n`, "quote-unclosed"],
    ["lines that end in carriage returns alone", `${RENTAL}\rr1,u1,s,2022-10-15,2022-10-16\r`, "bare-return"],
  ] as const)("%s", ([, content, code]) => {
    expect(refusal(content)).toMatchObject({ code, place: { line: 1 } });
  });

  test("a name over two lines, because a header is one", () => {
    expect(refusal(`"no\nte",${RENTAL}\n`)).toMatchObject({ exit: 3, place: { line: 1 } });
  });

  test.for([
    ["an undecodable byte", [0xff], "bytes-undecodable"],
    ["the Korean of CP949", [0xc7, 0xd1, 0xb1, 0xdb], "bytes-undecodable"],
    ["a NUL", [0x00], "nul-byte"],
  ] as const)("%s", ([, bytes, code]) => {
    const content = Buffer.concat([Buffer.from(`${RENTAL},`), Uint8Array.from(bytes), Buffer.from("\n")]);
    expect(refusal(content)).toMatchObject({ code, place: { line: 1 } });
  });
});
