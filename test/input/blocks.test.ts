import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BlockRoom, type Cut, createBlockRoom, cutBlocks } from "../../src/input/blocks.ts";
import { findBadByte, firstDamage } from "../../src/input/damage.ts";
import { createRow, scanRows } from "../../src/input/scanner.ts";
import { LONGEST_RECORD } from "../../src/kernel/numbers.ts";
import type { Damage } from "../../src/kernel/row-cells.ts";
import { anyFile, damagedFile, wellFormedFile } from "../support/csv-files.ts";
import { memoryStream } from "../support/memory-stream.ts";
import { patienceMs, sampling } from "../support/sampling.ts";
import { scan } from "../support/scan.ts";

const KIB = 1024;
const MIB = 1024 * KIB;

/** A file, the size to aim at, and how much each read gives at most. */
const cutting = fc.record({
  file: fc.oneof(wellFormedFile, damagedFile, anyFile),
  size: fc.integer({ min: 1, max: 80 }),
  reads: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
});

async function cutsOf(content: Uint8Array, size: number, reads: readonly number[] = []): Promise<readonly Cut[]> {
  const cuts: Cut[] = [];
  for await (const cut of cutBlocks(memoryStream(content, reads), size))
    cuts.push({ ...cut, bytes: Buffer.from(cut.bytes) });
  return cuts;
}

interface BlockwiseScan {
  readonly rows: readonly (readonly string[])[];
  readonly rowLines: readonly number[];
  readonly damage: Damage | undefined;
}

/** Scans block by block up to the first damage, with lines and offsets counted from the start of the file. */
function scanBlocks(cuts: readonly Cut[], delimiter: string): BlockwiseScan {
  const rows: (readonly string[])[] = [];
  const rowLines: number[] = [];
  let offset = 0;
  let firstLine = 0;
  for (const { bytes } of cuts) {
    const { damage, lines, ...found } = scan(bytes, delimiter);
    rows.push(...found.rows);
    rowLines.push(...found.rowLines.map((line) => firstLine + line));
    if (damage !== undefined) return { rows, rowLines, damage: { ...damage, offset: offset + damage.offset } };
    offset += bytes.length;
    firstLine += lines;
  }
  return { rows, rowLines, damage: undefined };
}

/** Of quotes, returns and bytes, whatever is damaged first, its offset counted from the start of the file. */
function firstDamageIn(blocks: readonly Pick<Cut, "bytes">[], delimiter: string): Damage | undefined {
  let offset = 0;
  for (const { bytes } of blocks) {
    const damage = firstDamage(scan(bytes, delimiter).damage, findBadByte(bytes));
    if (damage !== undefined) return { ...damage, offset: offset + damage.offset };
    offset += bytes.length;
  }
  return undefined;
}

describe("cuts any content into blocks", () => {
  test(
    "that put together are the content, none of them empty",
    async () => {
      await fc.assert(
        fc.asyncProperty(cutting, async ({ file, size, reads }) => {
          const content = Buffer.from(file.text);
          const cuts = await cutsOf(content, size, reads);
          expect(Buffer.concat(cuts.map(({ bytes }) => bytes))).toEqual(content);
          expect(cuts.every(({ kind, bytes }) => kind === "block" && bytes.length > 0)).toBe(true);
        }),
        sampling(),
      );
    },
    patienceMs,
  );

  test(
    "that each start after a line feed outside quotes",
    async () => {
      await fc.assert(
        fc.asyncProperty(cutting, async ({ file, size, reads }) => {
          const cuts = await cutsOf(Buffer.from(file.text), size, reads);
          for (const { bytes } of cuts.slice(0, -1)) {
            expect(bytes.at(-1)).toBe(0x0a);
            expect(bytes.filter((byte) => byte === 0x22).length % 2).toBe(0);
          }
        }),
        sampling(),
      );
    },
    patienceMs,
  );

  test(
    "that hold the same rows, lines and damage as the whole, whatever their size",
    async () => {
      await fc.assert(
        fc.asyncProperty(cutting, async ({ file, size, reads }) => {
          const content = Buffer.from(file.text);
          const { rows, rowLines, damage } = scan(content, file.delimiter);
          const cuts = await cutsOf(content, size, reads);
          expect(scanBlocks(cuts, file.delimiter)).toEqual({ rows, rowLines, damage });
        }),
        sampling(),
      );
    },
    patienceMs,
  );

  test(
    "that have the same first damage as the whole when bytes are bad, too",
    async () => {
      const badBytes = fc.constantFrom([0x00], [0xff], [0x80], [0xed, 0x95], [0xed, 0xa0, 0x80], [0xf0, 0x9f]);
      await fc.assert(
        fc.asyncProperty(wellFormedFile, badBytes, anyFile, cutting, async (before, bad, after, { size, reads }) => {
          const content = Buffer.concat([Buffer.from(before.text), Uint8Array.from(bad), Buffer.from(after.text)]);
          const { delimiter } = before;
          const cuts = await cutsOf(content, size, reads);
          expect(firstDamageIn(cuts, delimiter)).toEqual(firstDamageIn([{ bytes: content }], delimiter));
        }),
        sampling(),
      );
    },
    patienceMs,
  );

  test(
    "no longer than twice the size or the longest record",
    async () => {
      await fc.assert(
        fc.asyncProperty(wellFormedFile, fc.integer({ min: 1, max: 80 }), async ({ text }, size) => {
          const content = Buffer.from(text);
          const records = await cutsOf(content, 1);
          const longest = Math.max(size, ...records.map(({ bytes }) => bytes.length));
          const cuts = await cutsOf(content, size);
          for (const { bytes } of cuts) expect(bytes.length).toBeLessThanOrEqual(2 * longest);
        }),
        sampling(0.5),
      );
    },
    patienceMs,
  );
});

describe("cuts", () => {
  test.for([
    ["nothing from an empty file", "", 4, []],
    ["a file without a line end as it is", "a,b", 4, ["a,b"]],
    ["a file of exactly one block", "a,b\n", 4, ["a,b\n"]],
    ["after the last line that fits", "a\nb\nc\n", 5, ["a\nb\n", "c\n"]],
    ["a line at a time when no two fit", "aa\nbb\ncc\n", 4, ["aa\n", "bb\n", "cc\n"]],
    ["not inside quotes", '"a\nb"\nc\n', 5, ['"a\nb"\nc\n']],
    ["not between CR and LF", "a\r\nb\r\n", 2, ["a\r\n", "b\r\n"]],
    ["a record longer than a block into one of its own", "a\nbbbbbbbbbb\nc\n", 3, ["a\n", "bbbbbbbbbb\n", "c\n"]],
  ] as const)("%s", async ([, text, size, blocks]) => {
    const cuts = await cutsOf(Buffer.from(text), size);
    expect(cuts.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(blocks);
  });
});

/** A record of so many bytes, its line feed included. */
function recordOfLength(length: number): Buffer {
  return Buffer.alloc(length, "x").fill("\n", length - 1);
}

const SHORT = Buffer.from("a,b\n");

describe.for([
  ["of 64 KiB", 64 * KIB],
  ["of 1 MiB", MIB],
  ["just over 1 MiB", MIB + 1],
  ["of 4 MiB", 4 * MIB],
] as const)("with blocks %s", ([, size]) => {
  test.for([
    ["alone", [], []],
    ["first", [], [SHORT]],
    ["last", [SHORT], []],
    ["between others", [SHORT], [SHORT]],
  ] as const)("takes a record of exactly the longest length, %s", async ([, before, after]) => {
    const content = Buffer.concat([...before, recordOfLength(LONGEST_RECORD), ...after]);
    const cuts = await cutsOf(content, size);
    expect(cuts.map(({ kind }) => kind)).not.toContain("endless-record");
    expect(cuts.reduce((total, { bytes }) => total + bytes.length, 0)).toBe(content.length);
  });

  test.for([
    ["one byte over, alone", LONGEST_RECORD + 1, [], []],
    ["one byte over, first", LONGEST_RECORD + 1, [], [SHORT]],
    ["one byte over, last", LONGEST_RECORD + 1, [SHORT], []],
    ["half as long again, between others", 1.5 * LONGEST_RECORD, [SHORT], [SHORT]],
    ["twice as long, first", 2 * LONGEST_RECORD, [], [SHORT]],
    ["three times as long, between others", 3 * LONGEST_RECORD, [SHORT], [SHORT]],
    ["five times as long, last", 5 * LONGEST_RECORD, [SHORT], []],
  ] as const)("refuses a longer record, %s", async ([, length, before, after]) => {
    const content = Buffer.concat([...before, recordOfLength(length), ...after]);
    expect(await firstTooLong(content, size)).toBe(Buffer.concat([...before]).length);
  });

  test.for([
    ["first", []],
    ["after others", [SHORT]],
  ] as const)("refuses a quote that never closes, %s", async ([, before]) => {
    const content = Buffer.concat([...before, Buffer.from('"'), Buffer.alloc(3 * MIB, "a,b\n")]);
    expect(await firstTooLong(content, size)).toBe(Buffer.concat([...before]).length);
  });
});

describe("room that is used again", () => {
  /** Counts the buffers that were ever made. */
  function countingRoom(): BlockRoom & { readonly made: Set<ArrayBufferLike> } {
    const room = createBlockRoom();
    const made = new Set<ArrayBufferLike>();
    return {
      made,
      take: (size) => {
        const taken = room.take(size);
        expect(taken.length).toBe(size);
        made.add(taken.buffer);
        return taken;
      },
      giveBack: room.giveBack,
    };
  }

  test(
    "leaves a block as it is until it is given back, some blocks later",
    async () => {
      await fc.assert(
        fc.asyncProperty(cutting, fc.integer({ min: 0, max: 5 }), async ({ file, size, reads }, held) => {
          const content = Buffer.from(file.text);
          const room = createBlockRoom();
          const waiting: { readonly bytes: Buffer; readonly copy: Buffer }[] = [];
          const given: Buffer[] = [];
          const giveFirst = (): void => {
            const first = waiting.shift();
            if (first === undefined) return;
            expect(first.bytes.equals(first.copy)).toBe(true);
            given.push(first.copy);
            room.giveBack(first.bytes);
          };
          for await (const { bytes } of cutBlocks(memoryStream(content, reads), size, room)) {
            waiting.push({ bytes, copy: Buffer.from(bytes) });
            if (waiting.length > held) giveFirst();
          }
          while (waiting.length > 0) giveFirst();
          expect(Buffer.concat(given)).toEqual(content);
        }),
        sampling(),
      );
    },
    patienceMs,
  );

  test("is no more than was in use at once, whatever the lengths of records", async () => {
    const lengths = Array.from({ length: 2000 }, (_, index) => 1 + (Math.imul(index, 0x9e3779b1) >>> 20));
    const content = Buffer.from(lengths.map((length) => `${"x".repeat(length)}\n`).join(""));
    const room = countingRoom();
    let before: Buffer | undefined;
    for await (const { bytes } of cutBlocks(memoryStream(content), 4096, room)) {
      if (before !== undefined) room.giveBack(before);
      before = bytes;
    }
    // Two are in use at once; one that is made was too small before, and there are few steps up to the largest.
    expect(room.made.size).toBeLessThanOrEqual(20);
  });
});

/** Where the first record begins that is refused for its length, by the cutter or by the scanner. */
async function firstTooLong(content: Uint8Array, size: number): Promise<number | undefined> {
  let start = 0;
  for (const { kind, bytes } of await cutsOf(content, size)) {
    if (kind === "endless-record") return start;
    const { damage } = scanRows(bytes, ",".charCodeAt(0), createRow(), () => {});
    if (damage?.code === "record-too-long") return start + damage.offset;
    start += bytes.length;
  }
  return undefined;
}
