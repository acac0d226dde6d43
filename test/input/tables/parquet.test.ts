/** Parquet files that pyarrow wrote come out as a CSV with exact values; damage and columns that no cell can hold are refused. */
import { Blob } from "node:buffer";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/domain/failure.ts";
import { batchRows, partsOfGroups } from "../../../src/input/parquet/batch-rows.ts";
import { findForeignBytes } from "../../../src/input/parquet/foreign-bytes.ts";
import { type ParquetOptions, readParquet } from "../../../src/input/parquet/read-parquet.ts";
import { type FilePart, filePart } from "../../../src/input/table/file-part.ts";
import { createSourceLines } from "../../../src/input/table/source-lines.ts";
import { csvOf, failureOf, rowsOf } from "../../support/table-csv.ts";

const bytesOf = (name: string) => readFileSync(`test/input/tables/files/${name}.parquet`);
const read = (name: string, options: ParquetOptions = {}) =>
  readParquet(new Blob([bytesOf(name)]), "a.parquet", options);

/** The column, and its four rows, as `files/make-parquet.py` wrote them. */
const COLUMNS: readonly (readonly [name: string, ...cells: readonly string[]])[] = [
  ["text", "00123", "", 'say "hi", 한글\n😀', ""],
  ["large", "a", "b", "", "d"],
  ["dictionary", "melon", "", "melon", "kakaopage"],
  ["binary", "abc", "", "한", ""],
  ["int8", "-128", "127", "", "0"],
  ["int16", "-32768", "32767", "", "0"],
  ["int32", "-2147483648", "2147483647", "", "0"],
  ["int64", "-9223372036854775808", "9223372036854775807", "", "9007199254740993"],
  ["uint8", "255", "0", "", "1"],
  ["uint32", "4294967295", "0", "", "1"],
  ["uint64", "18446744073709551615", "0", "", "9007199254740993"],
  ["decimal", "4900.10", "-0.05", "", "12345678901234.00"],
  ["decimal38", "9".repeat(38), `-${"9".repeat(38)}`, "", "0"],
  ["decimal76", "1234567890123456789012345678901234567890.123", "-1.500", "", "0.001"],
  ["bool", "true", "false", "", "true"],
  ["date32", "2022-10-15", "0001-01-01", "", "9999-12-31"],
  ["date64", "2022-10-15", "1969-12-31", "", "1970-01-01"],
  ["ms", "2022-10-15T15:30:00", "2022-10-15T15:30:00.12", "", "1969-12-31T23:59:59.999"],
  ["ms_utc", "2022-10-15T15:30:00Z", "2022-10-15T15:30:00.12Z", "", "1900-01-01T00:00:00Z"],
  ["us", "2022-10-15T15:30:00", "2022-10-15T15:30:00.000001", "", "1969-12-31T23:59:59.999999"],
  ["us_seoul", "2022-10-15T15:30:00Z", "2022-10-15T15:30:00.5Z", "", "1969-12-31T23:59:59.999999Z"],
  ["ns", "2022-10-15T15:30:00", "2022-10-15T15:30:00.000000001", "", "1969-12-31T23:59:59.999999999"],
  ["ns_utc", "2022-10-15T15:30:00Z", "2022-10-15T15:30:00.12Z", "", "1969-12-31T23:59:59Z"],
  ["float", "0.1", "0.0000001", "", "16777216"],
  ["double", "0.1", "1000000000000000000000", "", "-0.0000000015"],
  ["null", "", "", "", ""],
];

describe("every type that a cell can hold comes out exactly", () => {
  test.for<readonly [name: string, without: readonly string[]]>([
    ["types", []],
    // The same table without Arrow's own description of it.
    ["types-without-arrow", ["uint8"]],
  ])("%s", async ([name, without]) => {
    const [header = [], ...rows] = await rowsOf(read(name));
    const columns = header.map((column, index) => [column, ...rows.map((row) => row[index])]);
    expect(columns).toEqual(COLUMNS.filter(([column]) => !without.includes(column)));
    expect(rows.length).toBe(4);
  });

  test("times of INT96", async () => {
    expect(await csvOf(read("int96"))).toBe(
      "id,at\na,2022-10-15T15:30:00.123456789\nb,1969-12-31T23:59:59.999999999\n",
    );
  });

  test("texts in views, of twelve bytes and more", async () => {
    expect(await csvOf(read("view"))).toBe('id\n00123\n""\ntwelve bytes\nthirteen byte\n한글 텍스트는 더 길다\n""\n');
  });

  test("a dictionary with an index of 64 bits", async () => {
    expect(await csvOf(read("long-index"))).toBe('id\n00124\n""\n00123\n');
  });

  test("a decimal of 32 bits", async () => {
    expect(await csvOf(read("decimal32"))).toBe("id,odd\na,1.50\n");
  });
});

test.for(["none", "snappy", "gzip", "zstd", "lz4", "brotli"])("three row groups, packed with %s", async (codec) => {
  const lines = createSourceLines();
  const rows = Array.from({ length: 10 }, (_, index) => `S-${index},${index},2022-10-15T15:30:0${index}Z\n`);
  expect(await csvOf(read(codec, { lines }))).toBe(`id,n,at\n${rows.join("")}`);
  expect([2, 11, 12].map((line) => lines.of(line))).toEqual([1, 10, 11]);
});

test("a table without rows is its header", async () => {
  expect(await csvOf(read("empty"))).toBe("id,n,at\n");
});

describe("is refused with its column and type", () => {
  test.for<readonly [name: string, found: string]>([
    ["list", 'the column "odd" is of the type List<Int64>'],
    ["struct", 'the column "odd" is of the type Struct<{a:Int64}>'],
    ["map", 'the column "odd" is of the type Map<'],
    ["bytes", 'row 2 of the column "odd" has bytes that are not UTF-8'],
    ["fixed", 'the column "odd" is of the type FixedSizeBinary[4]'],
    ["time", 'the column "odd" is of the type Time64<MICROSECOND>'],
    ["duration", 'the column "odd" is of the type Duration<SECOND>'],
    ["half", 'the column "odd" is of the type Float16'],
  ])("%s", async ([name, found]) => {
    const failure = await failureOf(read(name));
    expect(failure).toMatchObject({ code: "parquet-type", exit: 3, place: { file: "a.parquet" } });
    expect(failure.message).toContain(found);
  });
});

test.for<readonly [name: string, code: string]>([
  ["encrypted", "parquet-encrypted"],
  // Whoever reads the footer cannot tell encrypted columns from damaged ones.
  ["encrypted-columns", "parquet-damaged"],
])("%s is refused as %s", async ([name, code]) => {
  const failure = await failureOf(read(name));
  expect(failure.code).toBe(code);
  expect(failure.message).toContain("encrypted");
});

describe("damage", () => {
  async function outcome(bytes: Buffer): Promise<string> {
    try {
      return await csvOf(readParquet(new Blob([bytes]), "a.parquet"));
    } catch (error) {
      if (error instanceof Failure) return error.code;
      throw error;
    }
  }

  test("a file that is cut off anywhere is refused", async () => {
    const whole = bytesOf("snappy");
    for (let length = 0; length < whole.length; length += 251) {
      expect([length, await outcome(whole.subarray(0, length))]).toEqual([length, "parquet-damaged"]);
    }
  });

  test("a flipped bit never ends the program", async () => {
    const whole = bytesOf("zstd");
    const codes = new Set<string>();
    for (let at = 0; at < whole.length; at += 41) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      const found = await outcome(flipped);
      if (!found.startsWith("id,n,at\n")) codes.add(found);
    }
    expect([...codes].filter((code) => !/^parquet-[a-z]+$/.test(code) && !code.includes("\n"))).toEqual([]);
    expect(codes.has("parquet-damaged")).toBe(true);
  }, 240_000);
});

describe("a batch has as many rows as its bytes allow", () => {
  const MIB = 1024 * 1024;

  test.for<readonly [groups: readonly (readonly [bytes: number, rows: number])[], rows: number]>([
    [[], 16_384],
    [[[0, 0]], 16_384],
    [[[256 * 20_000, 20_000]], 16_384],
    [[[257 * 20_000, 20_000]], 16_320],
    [[[100 * MIB, 100]], 4],
    [[[4 * MIB, 1]], 1],
    [[[9 * MIB, 1]], 1],
    [
      [
        [1000, 1000],
        [100 * MIB, 100],
        [1000, 1000],
      ],
      4,
    ],
  ])("%j", ([groups, rows]) => {
    const facts = groups.map(([bytes, count]) => ({ totalByteSize: () => bytes, numRows: () => count }));
    expect(batchRows(facts)).toBe(rows);
  });
});

describe("a row group is read in parts of eight batches", () => {
  test.for<readonly [rows: readonly number[], parts: readonly (readonly [group: number, offset: number])[]]>([
    [[], []],
    [[0, 1], [[1, 0]]],
    [[80], [[0, 0]]],
    [
      [81, 79],
      [
        [0, 0],
        [0, 80],
        [1, 0],
      ],
    ],
    [
      [240],
      [
        [0, 0],
        [0, 80],
        [0, 160],
      ],
    ],
  ])("%j", ([rows, parts]) => {
    const groups = rows.map((count) => ({ numRows: () => count }));
    const expected = parts.map(([group, offset]) => ({ rowGroups: [group], offset, limit: 80 }));
    expect(partsOfGroups(groups, 10)).toEqual(expected);
  });
});

describe("a file is read in parts", () => {
  const whole = bytesOf("snappy");
  const read = async (offset: number, length: number) => Buffer.from(whole.subarray(offset, offset + length));

  test("as a Blob is", async () => {
    const expected = await csvOf(readParquet(new Blob([whole]), "a.parquet"));
    expect(await csvOf(readParquet(filePart(read, whole.length), "a.parquet"))).toBe(expected);
    expect(expected.split("\n").length).toBe(12);
  });

  test.for([0, 1, 2, 3, 4])("the failure of part %i is the one that is told", async (bad) => {
    let asked = 0;
    const reading = async (offset: number, length: number) => {
      asked += 1;
      if (asked > bad) throw new Failure("input-changed", { place: { file: "a.parquet" } });
      return read(offset, length);
    };
    expect((await failureOf(readParquet(filePart(reading, whole.length), "a.parquet"))).code).toBe("input-changed");
  });

  test("a part of a part is counted from its own beginning", async () => {
    const part: FilePart = filePart(read, whole.length).slice(10, 100).slice(5, 25);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(15, 35));
    expect(part.size).toBe(20);
  });
});

describe("bytes that are not UTF-8", () => {
  const column = (cells: readonly Buffer[], width: 4 | 8 = 4) => {
    const places = [0];
    for (const cell of cells) places.push((places.at(-1) ?? 0) + cell.length);
    const own = width === 4 ? Int32Array.from(places) : BigInt64Array.from(places, BigInt);
    return { kind: "text", values: Buffer.concat(cells), places: new Uint8Array(own.buffer), width, first: 0 } as const;
  };
  const [first = 0, ...rest] = Buffer.from("한");
  const halves = [Buffer.from("a"), Buffer.of(first), Buffer.from(rest), Buffer.from("b")];

  test("are found in their row", () => {
    expect(findForeignBytes(column([Buffer.from("한글"), Buffer.from(""), Buffer.from("a")]), 3)).toBeUndefined();
    expect(findForeignBytes(column([Buffer.from("ok"), Buffer.of(0xff)]), 2)).toBe(1);
  });

  test("are found where two cells together are a letter", () => {
    expect(findForeignBytes(column(halves), 4)).toBe(1);
    expect(findForeignBytes(column(halves, 8), 4)).toBe(1);
  });

  test("count only where a row has them", () => {
    const valid = Uint8Array.of(0b1001);
    expect(findForeignBytes({ ...column(halves), valid }, 4)).toBeUndefined();
    expect(findForeignBytes({ ...column(halves), first: 3 }, 1)).toBeUndefined();
  });

  test("are found behind a dictionary", () => {
    const index = (...values: number[]) => ({
      kind: "natural" as const,
      values: new Uint8Array(BigInt64Array.from(values, BigInt).buffer),
      width: 8,
      first: 0,
      dictionary: column(halves),
    });
    expect(findForeignBytes(index(0, 3, 2, 0), 4)).toBe(2);
    expect(findForeignBytes(index(0, 3), 2)).toBeUndefined();
  });
});
