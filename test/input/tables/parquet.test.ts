/** Parquet files that pyarrow wrote come out as a CSV with exact values; damage and columns that no cell can hold are refused. */
import { Blob } from "node:buffer";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/domain/failure.ts";
import { signedAt } from "../../../src/input/parquet/put-cell.ts";
import { putDay, putTime } from "../../../src/input/parquet/put-time.ts";
import { type ParquetOptions, readParquet } from "../../../src/input/parquet/read-parquet.ts";
import { createCsvOutput, takeRest } from "../../../src/input/table/csv-output.ts";
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

describe("times", () => {
  const written = (put: (out: ReturnType<typeof createCsvOutput>) => void) => {
    const out = createCsvOutput();
    put(out);
    return Buffer.from(takeRest(out)).toString();
  };
  const form = { name: "", kind: "time", scale: 0, utc: false } as const;

  test.for<readonly [value: number | bigint, perSecond: number, text: string]>([
    [0, 1000, "1970-01-01T00:00:00"],
    [1, 1000, "1970-01-01T00:00:00.001"],
    [-1, 1000, "1969-12-31T23:59:59.999"],
    [-1000, 1000, "1969-12-31T23:59:59"],
    [86_399_999_999, 1_000_000, "1970-01-01T23:59:59.999999"],
    [1_665_847_800_100_000_000n, 1e9, "2022-10-15T15:30:00.1"],
    [-9_223_372_036_854_775_808n, 1e9, "1677-09-21T00:12:43.145224192"],
    [9_223_372_036_854_775_807n, 1e9, "2262-04-11T23:47:16.854775807"],
    [253_402_300_799, 1, "9999-12-31T23:59:59"],
    [253_402_300_800, 1, "10000-01-01T00:00:00"],
  ])("%s of 1/%i s", ([value, perSecond, text]) => {
    expect(written((out) => putTime(out, value, { ...form, perSecond }))).toBe(text);
  });

  test("every day is written as Date writes it", () => {
    for (let day = -40_000; day < 60_000; day += 1) {
      const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect(written((out) => putDay(out, day))).toBe(text);
    }
  });

  test.for([
    0n,
    1n,
    -1n,
    2n ** 53n - 1n,
    2n ** 53n,
    -(2n ** 53n),
    2n ** 63n - 1n,
    -(2n ** 63n),
    4_294_967_296n,
    -4_294_967_297n,
  ])("%s of 64 bits is itself", (value) => {
    const words = new Int32Array(BigInt64Array.of(7n, value).buffer);
    expect(String(signedAt({ words, stride: 2 }, 1))).toBe(String(value));
  });
});
