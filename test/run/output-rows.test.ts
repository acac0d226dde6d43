/** Output rows that the kernel puts together are those that are written by hand, whatever stood before them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRowTotal } from "../../src/book/row-total.ts";
import { createOutputKernel } from "../../src/kernel/output-kernel.ts";
import { createRows } from "../../src/run/decide/outcome-list.ts";
import {
  hashOutputRow,
  putCopied,
  putId,
  putKept,
  putNumber,
  putText,
  type RowBytes,
  sizeOf,
  takeBytes,
} from "../../src/run/decide/row-bytes.ts";
import { candidatesOf } from "../support/candidates.ts";
import { csvLine } from "../support/csv-line.ts";
import { sampling } from "../support/sampling.ts";

const AREAS = 3;

function textOf(rows: RowBytes): string {
  return Buffer.from(takeBytes(rows)).toString();
}

function openedFor(csv: string, columns: number, copied: readonly number[], delimiter = ",") {
  const kernel = createOutputKernel(AREAS, () => undefined);
  const given = candidatesOf(csv, columns, delimiter);
  kernel.open(given.candidates, { copied, isPlain: delimiter === ",", firstLine: 1 });
  return { kernel, given, rows: createRows(kernel) };
}

const cell = fc.oneof(
  fc.constantFrom(
    "",
    "melon",
    "user-1",
    "a,b",
    'say "it"',
    '"',
    '""',
    "two\nlines",
    "\r\n",
    "a\rb",
    ";",
    "카카오",
    "🙂,",
  ),
  fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.replaceAll(/[\0\r\ud800-\udfff]/g, "")),
);

describe("cells that are taken over", () => {
  test("are the same cells, quoted where they have to be", () => {
    const copied = fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 4, maxLength: 4 });
    const lines = fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 6 });
    const property = fc.property(lines, copied, fc.constantFrom(",", ";", "\t"), (texts, columns, delimiter) => {
      const csv = texts.map((line) => `${csvLine(["x", ...line.slice(1)], delimiter)}\n`).join("");
      const { rows, given } = openedFor(csv, 5, columns, delimiter);
      for (const index of texts.keys()) {
        putCopied(rows[0], given.row(index));
        putText(rows[0], "\n");
      }
      const expected = texts.map((line) => columns.map((at) => (at < 0 ? "" : at === 0 ? "x" : (line[at] ?? ""))));
      expect(textOf(rows[0])).toBe(expected.map((line) => `${csvLine(line)}\n`).join(""));
    });
    fc.assert(property, sampling(0.03));
  });

  test("that were quoted without need are bare", () => {
    const { rows, given } = openedFor('"a","b ""c""","d,e",f\n', 4, [0, 1, 2, 3]);
    putCopied(rows[1], given.row(0));
    expect(textOf(rows[1])).toBe('a,"b ""c""","d,e",f');
  });
});

describe("areas", () => {
  test("keep what is in them when one of them has to grow", () => {
    const added = fc.tuple(fc.nat(2), fc.constantFrom(1, 15, 16, 17, 1000, 65_519, 65_520, 70_000, 200_000));
    const property = fc.property(fc.array(added, { maxLength: 12 }), (steps) => {
      const { kernel, rows } = openedFor("r1,u1,melon,web\n", 4, [0, 1, 2, 3]);
      const expected = ["", "", ""];
      for (const [step, [target, length]] of steps.entries()) {
        const text = String.fromCharCode(0x61 + step).repeat(length);
        const into = rows[target];
        if (into === undefined) throw new Error("no such target");
        if (length % 2 === 0) putText(into, text);
        else putKept(into, kernel.keep(text));
        expected[target] += text;
      }
      expect(rows.map(textOf)).toEqual(expected);
    });
    fc.assert(property, sampling(0.02));
  });

  test.for(Array.from({ length: 24 }, (_, index) => 65_516 + index))(
    "are not written over from the one before: %i bytes",
    (length) => {
      const { kernel, rows } = openedFor("r1,u1,melon,web\n", 4, [0, 1, 2, 3]);
      putText(rows[1], "next");
      putText(rows[0], "12345");
      putKept(rows[0], kernel.keep("x".repeat(length)));
      expect(textOf(rows[1])).toBe("next");
      expect(textOf(rows[0])).toBe(`12345${"x".repeat(length)}`);
    },
  );

  test("begin anew with the next block, which may be larger", () => {
    const { kernel, rows } = openedFor("r1,u1,melon,web\n", 4, [0, 1, 2, 3]);
    putText(rows[0], "before");
    expect(textOf(rows[0])).toBe("before");
    const long = "r".repeat(300_000);
    const given = candidatesOf(`${long},u2,melon,apple\n`, 4);
    kernel.open(given.candidates, { copied: [3, 0, -1, 1], isPlain: true, firstLine: 1 });
    putCopied(rows[0], given.row(0));
    putText(rows[2], "last");
    expect(rows.map(textOf)).toEqual([`apple,${long},,u2`, "", "last"]);
  });
});

describe("text that stands in many rows", () => {
  test("is the same where there was no room left to keep it", () => {
    const { kernel, rows } = openedFor("r1,u1,melon,web\n", 4, [0, 1, 2, 3]);
    const kept = Array.from({ length: 100 }, (_, index) => kernel.keep(`${"판교".repeat(10_000)}${index};`));
    expect(new Set(kept.map((text) => typeof text))).toEqual(new Set(["object", "string"]));
    for (const text of kept) putKept(rows[0], text);
    const text = textOf(rows[0]);
    expect(text.split(";").map((part) => part.length)).toEqual([
      ...Array.from({ length: 10 }, () => 20_001),
      ...Array.from({ length: 90 }, () => 20_002),
      0,
    ]);
    expect(text.replaceAll(/판교/g, "")).toBe(Array.from({ length: 100 }, (_, index) => `${index};`).join(""));
  });
});

test.for([0, 1, 9, 10, 99, 4_294_967_295, 4_294_967_296, 12_345_678_901, Number.MAX_SAFE_INTEGER])(
  "a line number is written in full: %i",
  (line) => {
    const { rows } = openedFor("r1,u1,melon,web\n", 4, [0, 1, 2, 3]);
    putNumber(rows[0], line);
    expect(textOf(rows[0])).toBe(String(line));
  },
);

test("a row's hash is the one that control totals are made of", () => {
  const property = fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (texts) => {
    const { rows } = openedFor("r1,u1,melon,web\n", 4, [0, 1, 2, 3]);
    const hashes = new Uint32Array(texts.length * 2);
    for (const [index, text] of texts.entries()) {
      const from = sizeOf(rows[0]);
      putText(rows[0], `${text}\n`);
      hashOutputRow(rows[0], from, hashes, index * 2);
    }
    const [theirs, ours] = [createRowTotal(), createRowTotal()];
    for (const [index, text] of texts.entries()) {
      const bytes = Buffer.from(text);
      theirs.add(bytes, 0, bytes.length);
      ours.addHash(hashes[index * 2] ?? 0, hashes[index * 2 + 1] ?? 0);
    }
    expect(ours.text()).toBe(theirs.text());
  });
  fc.assert(property, sampling(0.03));
});

test("an id is written as hexadecimal digits", () => {
  const { kernel, rows } = openedFor("r1,u1,melon,web\n", 4, [0, 1, 2, 3]);
  const property = fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (id) => {
    kernel.digest().set(id);
    putId(rows[0]);
    expect(textOf(rows[0])).toBe(Buffer.from(id).toString("hex"));
  });
  fc.assert(property, sampling(0.02));
});
