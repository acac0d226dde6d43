/** Columns as Apache Arrow lays them out come out of the kernel as rows of a CSV, with exact values. */
import { describe, expect, test } from "vitest";
import { createTableKernel, type TableColumn } from "../../src/kernel/table-kernel.ts";
import { parseStrictly } from "../support/csv-oracle.ts";

type Numbers = BigInt64Array | BigUint64Array | Int8Array | Int16Array | Int32Array | Uint32Array;

const bytesOf = ({ buffer }: Numbers) => new Uint8Array(buffer);

function textColumn(texts: readonly string[], width: 4 | 8 = 4): TableColumn {
  const parts = texts.map((text) => Buffer.from(text));
  const places = [0];
  for (const part of parts) places.push((places.at(-1) ?? 0) + part.length);
  const own = width === 4 ? Int32Array.from(places) : BigInt64Array.from(places, BigInt);
  return { kind: "text", values: Buffer.concat(parts), places: bytesOf(own), width, first: 0 };
}

function numbersColumn(kind: TableColumn["kind"], numbers: Numbers, more: Partial<TableColumn> = {}): TableColumn {
  return { kind, values: bytesOf(numbers), width: numbers.BYTES_PER_ELEMENT, first: 0, ...more };
}

interface Put {
  readonly text: string;
  /** The first row of each answer but the first, with the line feeds inside the row before it. */
  readonly stops: readonly (readonly [row: number, innerLines: number])[];
}

function put(columns: readonly TableColumn[], rows: number, from = 0): Put {
  const kernel = createTableKernel();
  kernel.open(columns);
  const parts: Buffer[] = [];
  const stops: (readonly [number, number])[] = [];
  for (let row = from; row < rows; ) {
    const { bytes, next, innerLines } = kernel.put(row, rows);
    parts.push(Buffer.from(bytes));
    stops.push([next, innerLines]);
    row = next;
  }
  return { text: Buffer.concat(parts).toString(), stops };
}

describe("texts", () => {
  test.for<readonly [text: string, cell: string]>([
    ["plain", "plain"],
    ["", ""],
    ["fifteen letters", "fifteen letters"],
    ["sixteen letters!", "sixteen letters!"],
    ["a comma, before the sixteenth", '"a comma, before the sixteenth"'],
    ["a comma behind the sixteenth, this one", '"a comma behind the sixteenth, this one"'],
    ["sixteen letters,", '"sixteen letters,"'],
    ["sixteen letters!,", '"sixteen letters!,"'],
    ['a "quote"', '"a ""quote"""'],
    ["a\rreturn", '"a\rreturn"'],
    ["two\nlines", '"two\nlines"'],
    [" 한글 😀 ", " 한글 😀 "],
  ])("%s", ([text, cell]) => {
    // What follows in memory has a comma, which is not the text's own.
    for (const width of [4, 8] as const) {
      expect(put([textColumn(["id"]), textColumn([text], width), textColumn([","])], 1).text).toBe(`id,${cell},","\n`);
    }
  });

  test("a row of one empty cell is no empty line", () => {
    expect(put([textColumn(["a", "", "b"])], 3).text).toBe('a\n""\nb\n');
    expect(put([textColumn(["", ""]), textColumn(["", "b"])], 2).text).toBe(",\n,b\n");
    expect(put([], 2).text).toBe("\n\n");
  });

  test("a cell that is longer than all room there is", () => {
    const long = `${"x".repeat(3_000_000)},"`;
    const { text } = put([textColumn(["a", long, "b"])], 3);
    expect(text).toBe(`a\n"${long}""\nb\n`);
  });

  test("rows come in pieces, none of which is lost or cut", () => {
    const texts = Array.from({ length: 30_000 }, (_, row) =>
      `${row}`.padStart((row * 7) % 41, row % 5 === 0 ? '"' : "x"),
    );
    const { text, stops } = put(
      [textColumn(texts), numbersColumn("integer", Int32Array.from(texts.keys()))],
      texts.length,
    );
    expect(parseStrictly(text, ",")).toEqual(texts.map((each, row) => [each, String(row)]));
    expect(stops.length).toBeGreaterThan(2);
    expect(stops.every(([, innerLines]) => innerLines === 0)).toBe(true);
  });

  test("a piece ends after a row with a line feed in a cell, and says how many", () => {
    const { text, stops } = put([textColumn(["a", "b\n\nc", "d", "e\n"]), textColumn(["\n", "", "", ""])], 4);
    expect(text).toBe('a,"\n"\n"b\n\nc",\nd,\n"e\n",\n');
    expect(stops).toEqual([
      [1, 1],
      [2, 2],
      [4, 1],
    ]);
  });

  test("places are counted among all texts, also where only the later ones are there", () => {
    const whole = textColumn(["first", "second", "third"]);
    const later = { ...whole, values: whole.values.subarray(5), skipped: 5, first: 1 };
    expect(put([later], 2).text).toBe("second\nthird\n");
  });
});

describe("rows without a value", () => {
  const valid = Uint8Array.of(0b0000_0101, 0b10);

  test("are empty cells, whatever lies there", () => {
    const columns = [textColumn(["a", "b", "c"]), numbersColumn("integer", Int32Array.of(1, 2, 3), { valid })];
    expect(put(columns, 3).text).toBe("a,1\nb,\nc,3\n");
  });

  test("are counted from the first value", () => {
    const numbers = Int8Array.from({ length: 10 }, (_, index) => index);
    expect(put([numbersColumn("integer", numbers, { valid, first: 7 }), textColumn(["x", "y", "z"])], 3).text).toBe(
      ",x\n,y\n9,z\n",
    );
  });

  test("a column of nothing", () => {
    const nothing: TableColumn = { kind: "nothing", values: new Uint8Array(0), width: 0, first: 0 };
    expect(put([nothing, textColumn(["a"])], 1).text).toBe(",a\n");
  });
});

describe("dictionaries", () => {
  const words = textColumn(["melon", "kakao, page"]);

  test.for([Int8Array.of(1, 0, 1), Int16Array.of(1, 0, 1), Int32Array.of(1, 0, 1), BigInt64Array.of(1n, 0n, 1n)])(
    "with an index of %s",
    (index) => {
      const column = numbersColumn("natural", index, { dictionary: words });
      expect(put([column, textColumn(["a", "b", "c"])], 3).text).toBe('"kakao, page",a\nmelon,b\n"kakao, page",c\n');
    },
  );

  test("a value of it may be none, and so may a row", () => {
    const dictionary = { ...textColumn(["melon", "x"]), valid: Uint8Array.of(0b01) };
    const column = numbersColumn("natural", Int8Array.of(1, 0, 0), { dictionary, valid: Uint8Array.of(0b011) });
    expect(put([column, textColumn(["a", "b", "c"])], 3).text).toBe(",a\nmelon,b\n,c\n");
  });

  test("two columns have their own", () => {
    const columns = [textColumn(["c", "d"]), textColumn(["a", "b"])].map((dictionary) =>
      numbersColumn("natural", Int8Array.of(1, 0), { dictionary }),
    );
    expect(put(columns, 2).text).toBe("d,b\nc,a\n");
  });
});

/** One value of a column, as its cell. */
const cellOf = (column: TableColumn) => put([column], 1).text.slice(0, -1);

const ENDS = [8, 16, 32, 64].flatMap((bits) => {
  const most = 2n ** BigInt(bits - 1);
  return [most - 1n, -most, most, 1n - most];
});
const POWERS = Array.from({ length: 20 }, (_, digits) => 10n ** BigInt(digits)).flatMap((power) => [
  power - 1n,
  power,
  -power,
]);
/** On both sides of 32 bits. */
const MIDDLES = [2n ** 32n - 1n, 2n ** 32n, 2n ** 32n + 1n, -(2n ** 32n) - 1n];
const INTEGERS = [...new Set([...ENDS, ...POWERS, ...MIDDLES])];

describe("integers", () => {
  test.for([
    [Int8Array.of(-128, 0, 127), "integer", "-128 0 127"],
    [Int16Array.of(-32_768, 32_767), "integer", "-32768 32767"],
    [Int32Array.of(-(2 ** 31), 2 ** 31 - 1), "integer", "-2147483648 2147483647"],
    [Uint32Array.of(2 ** 32 - 1, 9), "natural", "4294967295 9"],
    [BigUint64Array.of(2n ** 64n - 1n, 2n ** 63n), "natural", "18446744073709551615 9223372036854775808"],
  ] as const)("%s", ([numbers, kind, expected]) => {
    const { text } = put([numbersColumn(kind, numbers)], numbers.length);
    expect(text.trim().split("\n").join(" ")).toBe(expected);
  });

  test.for(INTEGERS.filter((value) => BigInt.asIntN(64, value) === value))("%s of 64 bits is itself", (value) => {
    expect(cellOf(numbersColumn("integer", BigInt64Array.of(value)))).toBe(String(value));
  });

  test.for([
    [0b1010_0110, 0],
    [0b0101_1001, 3],
  ] as const)("truths %i from bit %i on", ([bits, first]) => {
    const expected = Array.from({ length: 5 }, (_, row) => ((bits >> (first + row)) & 1 ? "true" : "false"));
    expect(
      put([{ kind: "truth", values: Uint8Array.of(bits), width: 0, first }], 5)
        .text.trim()
        .split("\n"),
    ).toEqual(expected);
  });
});

describe("decimals", () => {
  const decimalColumn = (value: bigint, bits: number, scale: number): TableColumn => {
    const words = Array.from({ length: bits / 32 }, (_, word) =>
      Number(BigInt.asUintN(32, value >> BigInt(word * 32))),
    );
    return numbersColumn("decimal", Uint32Array.from(words), { width: bits / 8, scale });
  };

  test.for<readonly [value: bigint, scale: number, text: string]>([
    [490_010n, 2, "4900.10"],
    [-5n, 2, "-0.05"],
    [0n, 2, "0.00"],
    [99n, 2, "0.99"],
    [100n, 2, "1.00"],
    [-100n, 2, "-1.00"],
    [7n, 0, "7"],
    [12n, -2, "1200"],
    [0n, -2, "0"],
    [-3n, -1, "-30"],
    [1n, 18, "0.000000000000000001"],
  ])("%s with %i decimals", ([value, scale, text]) => {
    for (const bits of [32, 64, 128, 256].filter((each) => BigInt.asIntN(each, value) === value)) {
      expect([bits, cellOf(decimalColumn(value, bits, scale))]).toEqual([bits, text]);
    }
  });

  const wide = [64, 96, 127, 128, 200, 255].flatMap((bits) => [
    2n ** BigInt(bits) - 1n,
    2n ** BigInt(bits),
    -(2n ** BigInt(bits)),
  ]);
  test.for([...INTEGERS, ...wide, 10n ** 38n - 1n, 10n ** 76n - 1n, 1_000_000_000n ** 8n])("%s is itself", (value) => {
    for (const bits of [64, 128, 256].filter((each) => BigInt.asIntN(each, value) === value)) {
      expect(cellOf(decimalColumn(value, bits, 0))).toBe(String(value));
      const digits = String(value < 0 ? -value : value).padStart(41, "0");
      const pointed = `${value < 0 ? "-" : ""}${digits.slice(0, -40)}.${digits.slice(-40)}`;
      expect(cellOf(decimalColumn(value, bits, 40))).toBe(pointed);
    }
  });
});

describe("days and times", () => {
  test.for<readonly [value: bigint, unit: number, text: string]>([
    [0n, 1000, "1970-01-01T00:00:00"],
    [1n, 1000, "1970-01-01T00:00:00.001"],
    [-1n, 1000, "1969-12-31T23:59:59.999"],
    [-1000n, 1000, "1969-12-31T23:59:59"],
    [86_399_999_999n, 1_000_000, "1970-01-01T23:59:59.999999"],
    [1_665_847_800_100_000_000n, 1e9, "2022-10-15T15:30:00.1"],
    [-9_223_372_036_854_775_808n, 1e9, "1677-09-21T00:12:43.145224192"],
    [9_223_372_036_854_775_807n, 1e9, "2262-04-11T23:47:16.854775807"],
    [253_402_300_799n, 1, "9999-12-31T23:59:59"],
    [253_402_300_800n, 1, "10000-01-01T00:00:00"],
    [-62_167_219_200n, 1, "0000-01-01T00:00:00"],
    [-62_167_219_201n, 1, "-0001-12-31T23:59:59"],
  ])("%s of 1/%i s", ([value, unit, text]) => {
    expect(cellOf(numbersColumn("time", BigInt64Array.of(value), { unit }))).toBe(text);
    expect(cellOf(numbersColumn("moment", BigInt64Array.of(value), { unit }))).toBe(`${text}Z`);
  });

  test("every day is written as Date writes it, whether it is stored in days or in milliseconds", () => {
    const days = Array.from({ length: 100_000 }, (_, index) => index - 40_000);
    const expected = days.map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
    const stored = numbersColumn("day", Int32Array.from(days));
    const millis = numbersColumn(
      "day",
      BigInt64Array.from(days, (day) => BigInt(day) * 86_400_000n),
      { unit: 86_400_000 },
    );
    expect(put([stored], days.length).text.trim().split("\n")).toEqual(expected);
    expect(put([millis], days.length).text.trim().split("\n")).toEqual(expected);
  });
});
