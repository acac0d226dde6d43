/** Reading in blocks of any size, with any number of them under way: the same rows, lines, places and failures. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { openZone } from "../../src/domain/zone.ts";
import type { ByteStream } from "../../src/input/byte-stream.ts";
import { rowTexts } from "../../src/input/cells.ts";
import type { Source } from "../../src/input/source.ts";
import { LONGEST_RECORD } from "../../src/kernel/numbers.ts";
import { createPool, type Pool, type Scanned } from "../../src/run/pool.ts";
import { readExports } from "../../src/run/read-exports.ts";
import { createFingerprints, type Fingerprints } from "../../src/run/repeats/fingerprints.ts";
import { recallSuspects } from "../../src/run/repeats/recall.ts";
import { addSuspect, noSuspects } from "../../src/run/repeats/suspects.ts";
import type { BlockJob } from "../../src/run/rows/job.ts";
import type { PendingBlock, ReadRows } from "../../src/run/rows/read-rows.ts";
import { visitRejects } from "../../src/run/rows/reject-table.ts";
import { CONFLICT } from "../../src/run/rows/row-codes.ts";
import { createScratchFile, type ScratchFile } from "../../src/run/rows/scratch-file.ts";
import { createSpool } from "../../src/run/rows/spool.ts";
import { createSide, type Side } from "../../src/run/sides.ts";
import { runs } from "../domain/runs.ts";
import { memoryStream } from "../support/memory-stream.ts";
import { setupOf } from "./setup.ts";

const SEOUL = openZone("Asia/Seoul");

const COLUMNS = ["rental_id", "user_id", "service", "started_at", "expires_at", "note"];
const HEADER = `${COLUMNS.join(",")}\n`;

/** What is read of it cannot be read again, like the text that a table becomes. */
function liesNowhere({ path, open }: Source): Source {
  return { path, open };
}

function memorySource(content: Uint8Array, reads: readonly number[] = []): Source {
  return {
    path: "rentals.csv",
    open: async () => memoryStream(content, reads),
    openRanges: async () => ({
      read: async (offset, length) => Buffer.from(content.subarray(offset, offset + length)),
      close: async () => {},
    }),
  };
}

/**
 * Scans late, though in order, answers out of order, as threads do, and looks whether a block was written to before.
 * @param pace two pools with others wait at other times.
 */
function latePool(width: number, pace: number): Pool {
  const pool = createPool(1, undefined);
  pool.start(setupOf());
  const sumOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) await setImmediate();
  };
  let asked = 0;
  let scanned: Promise<unknown> = Promise.resolve();

  async function scanAfter(before: Promise<unknown>, job: BlockJob): Promise<Scanned> {
    const sum = sumOf(job.bytes);
    await before;
    await turns((asked * 5 + pace) % 3);
    expect(sumOf(job.bytes)).toBe(sum);
    return pool.scan(job);
  }

  return {
    ...pool,
    width,
    scan: async (job) => {
      asked += 1;
      const late = (asked * 7 + pace) % 5;
      const answer = scanAfter(scanned, job);
      scanned = answer;
      const { block, decide } = await answer;
      return {
        block,
        decide: async (rows) => {
          const decided = await decide(rows);
          await turns(late);
          return decided;
        },
      };
    },
  };
}

interface Reading {
  readonly blockSize: number;
  readonly width: number;
}

interface Found {
  /** What a second side with the same rules found, at another pace. */
  readonly other: { readonly read: ReadRows; readonly blocks: readonly PendingBlock[] };
  readonly read: ReadRows;
  /** Three numbers per row. */
  readonly prints: readonly number[];
  readonly blocks: readonly PendingBlock[];
  /** Text that lies nowhere; the caller closes it. */
  readonly keptText: ScratchFile;
}

async function readAll(sources: readonly Source[], { blockSize, width }: Reading): Promise<Found> {
  const sideAt = (pace: number): Side =>
    createSide({
      pool: latePool(width, pace),
      pending: createSpool<PendingBlock>("/nowhere", Number.POSITIVE_INFINITY),
      fields: new Set(),
      used: new Set(),
      zone: SEOUL,
    });
  const prints: number[] = [];
  const fingerprints: Fingerprints = {
    ...createFingerprints("/nowhere"),
    add: (rows) => {
      expect(rows.fingerprints).toHaveLength(rows.codes.length * 3);
      prints.push(...rows.fingerprints);
    },
  };
  const keptText = createScratchFile(join(scratch, "kept-text"));
  const [side, second] = [sideAt(0), sideAt(1)];
  const inputs = sources.map((source) => ({ source, kind: undefined }));
  const reading = {
    sides: [side, second],
    fingerprints,
    keptText,
    blockSize,
    checkHeader: () => {},
    onProgress: () => {},
  } as const;
  await readExports(inputs, reading).catch((cause) => {
    keptText.close();
    throw cause;
  });
  const blocksOf = ({ pending }: Side) => [...pending.parts()];
  return { read: side, prints, keptText, blocks: blocksOf(side), other: { read: second, blocks: blocksOf(second) } };
}

/** Everything a run goes on with, blocks put together. */
function flat({ read, prints, blocks }: Omit<Found, "other" | "keptText">): unknown {
  const codes = Array.from({ length: read.rows.length }, (_, ordinal) => read.rows.code(ordinal));
  const given = blocks.flatMap(({ outcomes, firstRow }) => {
    const ends = [0, 0, 0];
    return Array.from({ length: outcomes.count }, (_, at) => {
      const target = outcomes.target[at] ?? 0;
      const text = Buffer.from(outcomes.bytes[target]?.subarray(ends[target], outcomes.end[at]) ?? []).toString();
      ends[target] = outcomes.end[at] ?? 0;
      return [firstRow + (outcomes.row[at] ?? 0), text];
    });
  });
  const rejects = blocks.flatMap((block) =>
    rejectsOf(block, read).map(({ row, line, cells }) => [block.firstRow + row, block.firstLine + line, cells]),
  );
  return { codes, prints, given, rejects };
}

function rejectsOf({ rejects, exportIndex }: PendingBlock, { exports }: ReadRows) {
  const layout = exports[exportIndex]?.layout;
  if (layout === undefined) throw new Error("no layout");
  const found: { readonly row: number; readonly line: number; readonly cells: readonly string[] }[] = [];
  visitRejects(rejects, layout, ({ row, line, bytes, cells }) => {
    found.push({ row, line, cells: rowTexts(bytes, cells) });
  });
  return found;
}

/** What csv-parse makes of a text: the rows with the line that each begins on. */
function parsePlainly(text: string): readonly { readonly line: number; readonly cells: readonly string[] }[] {
  const options = { info: true, skip_empty_lines: true, relax_column_count: true } as const;
  const found = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
  return found.slice(1).map(({ record, info }) => {
    const inQuotes = record.reduce((count, cell) => count + cell.split("\n").length - 1, 0);
    return { line: info.lines - inQuotes, cells: record };
  });
}

const cell = fc.constantFrom(
  "",
  "n",
  '"two\nlines"',
  '"a ""word"""',
  '"\n\n"',
  "x".repeat(254),
  `"${"y\n".repeat(200)}"`,
);
const line = fc
  .record({
    id: fc.constantFrom("r1", "r2", "r3", "r4", '"r5"', ""),
    service: fc.constantFrom("kakaopage", "melon"),
    ends: fc.constantFrom("2022-10-31", "2022-10-31", "soon"),
    note: cell,
    before: fc.constantFrom("", "", "", "\n", "\n\n"),
    end: fc.constantFrom("\n", "\n", "\n"),
  })
  .map(({ id, service, ends, note, before, end }) => `${before}${id},u1,${service},2022-10-14,${ends},${note}${end}`);
const content = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([lines, whole]) => HEADER + (whole ? lines.join("") : lines.join("").replace(/\n$/, "")));

describe("an export read in blocks of any size", () => {
  const reading = fc.record({ blockSize: fc.integer({ min: 1, max: 400 }), width: fc.integer({ min: 1, max: 9 }) });
  const reads = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 3 });

  test("is what it is in one block, and every row begins on the line that csv-parse says", async () => {
    await fc.assert(
      fc.asyncProperty(content, reading, reads, async (text, how, lengths) => {
        const whole = await readAll([memorySource(Buffer.from(text))], { blockSize: 1 << 20, width: 1 });
        const cut = await readAll([memorySource(Buffer.from(text), lengths)], how);
        expect(flat(cut)).toEqual(flat(whole));
        expect(flat({ ...cut.other, prints: cut.prints })).toEqual(flat(whole));
        expect(cut.other.read.exports).toEqual(cut.read.exports);

        const plain = parsePlainly(text);
        expect(cut.read.rows.length).toBe(plain.length);
        for (const block of cut.blocks) {
          for (const { row, line, cells } of rejectsOf(block, cut.read)) {
            expect({ line: block.firstLine + line, cells }).toEqual(plain[block.firstRow + row]);
          }
        }
      }),
      runs(300),
    );
  });

  test("has its rows where they are looked up again", async () => {
    await fc.assert(
      fc.asyncProperty(content, content, reading, fc.boolean(), async (one, other, how, isKept) => {
        const second = memorySource(Buffer.from(other));
        const sources = [memorySource(Buffer.from(one)), isKept ? liesNowhere(second) : second];
        const { read, prints, keptText } = await readAll(sources, how);
        const plain = [one, other].flatMap((text, exportIndex) =>
          parsePlainly(text).map((row) => ({ exportIndex, ...row })),
        );
        const named = [...plain.keys()].filter((ordinal) => plain[ordinal]?.cells[0] !== "");
        const found: number[] = [];
        const conflicts = await recall(read, named, prints);
        keptText.close();
        for (const { ordinal, exportIndex, line, bytes, cells } of conflicts.rows()) {
          expect({ exportIndex, line, cells: rowTexts(bytes, cells) }).toEqual(plain[ordinal]);
          found.push(ordinal);
        }
        conflicts.close();
        expect(found).toEqual(conflictsIn(plain, named));
        expect(conflicts.count).toBe(found.length);
      }),
      runs(300),
    );
  });
});

test("a row that is not what was read the first time is a changed input", async () => {
  const text = `${HEADER}r1,u1,melon,2022-10-14,2022-10-31,n\nr1,u2,melon,2022-10-14,2022-10-31,n\n`;
  const sources = [memorySource(Buffer.from(text))];
  const { read, prints } = await readAll(sources, { blockSize: 400, width: 1 });
  for (const changed of [0, 1, 2]) {
    const asRead = prints.map((number, at) => (at === 3 + changed ? number ^ 1 : number));
    await expect(recall(read, [0, 1], asRead)).rejects.toMatchObject({ code: "input-changed" });
  }
});

test("an export of which a row is gone when it is read again is a changed input", async () => {
  const rows = ["r1,u1,melon,2022-10-14,2022-10-31,n\n", "r1,u2,melon,2022-10-14,2022-10-31,n\n"];
  const content = Buffer.from(HEADER + rows.join(""));
  const { read, prints } = await readAll([memorySource(content)], { blockSize: 400, width: 1 });
  content.set(Buffer.from(rows.toReversed().join("")), HEADER.length);
  const changed = { code: "input-changed", place: { file: "rentals.csv" } };
  await expect(recall(read, [0, 1], prints)).rejects.toMatchObject(changed);
});

describe("text is kept", () => {
  const text = `${HEADER}r1,u1,melon,2022-10-14,2022-10-31,n\n`;
  const kept = () => readdirSync(scratch);

  test("where it lies nowhere, without its header, until nobody needs it", async () => {
    const sources = [liesNowhere(memorySource(Buffer.from(text))), liesNowhere(memorySource(Buffer.from(text)))];
    const { keptText } = await readAll(sources, { blockSize: 400, width: 1 });
    expect(readFileSync(join(scratch, "kept-text"), "utf8")).toBe(text.slice(HEADER.length).repeat(2));
    keptText.close();
    expect(kept()).toEqual([]);
  });

  test("not where it can be read again", async () => {
    await readAll([memorySource(Buffer.from(text))], { blockSize: 400, width: 1 });
    expect(kept()).toEqual([]);
  });
});

const scratch = mkdtempSync(join(tmpdir(), "compensate-recall-"));
afterAll(() => {
  expect(readdirSync(scratch)).toEqual([]);
  rmSync(scratch, { recursive: true });
});

/** Recalls suspects. @param prints of all rows when they were read the first time. */
function recall({ rows, exports }: ReadRows, suspects: readonly number[], prints: readonly number[]) {
  const sums = noSuspects(exports.length);
  for (const ordinal of suspects) {
    const [first = 0, middle = 0, last = 0] = prints.slice(ordinal * 3, ordinal * 3 + 3);
    rows.mark(ordinal, CONFLICT);
    addSuspect(
      sums,
      exports.findLastIndex(({ firstRow }) => firstRow <= ordinal),
      [ordinal, first, middle, last],
    );
  }
  return recallSuspects(sums, { rows, exports }, { zone: SEOUL, scratch });
}

/** First rows of each content, where an identity has more than one content. */
function conflictsIn(rows: readonly { readonly cells: readonly string[] }[], ordinals: readonly number[]): number[] {
  const contents = new Map<string, Map<string, number>>();
  for (const ordinal of ordinals) {
    const cells = rows[ordinal]?.cells ?? [];
    const identity = `${cells[0]} ${cells[2]}`;
    const known = contents.get(identity) ?? new Map<string, number>();
    if (!known.has(cells.join("\0"))) known.set(cells.join("\0"), ordinal);
    contents.set(identity, known);
  }
  return [...contents.values()].flatMap((known) => (known.size > 1 ? [...known.values()] : [])).sort((a, b) => a - b);
}

describe("of several things that are wrong, the first in the input is told", () => {
  const row = (id: string) => `${id},u1,kakaopage,2022-10-14,2022-10-31,\n`;
  const MISPLACED = 'r2,u1,kakaopage,2022-10-14,2022-10-31,a"b"c\n';

  /** A stream that breaks off after its bytes, as damaged gzip does. */
  function breakingSource(text: string): Source {
    const breaking = (stream: ByteStream): ByteStream => ({
      ...stream,
      read: async (into) => {
        const read = await stream.read(into);
        if (read === 0) throw new Failure("gzip-damaged", { place: { file: "rentals.csv" } });
        return read;
      },
    });
    return { path: "rentals.csv", open: async () => breaking(memoryStream(Buffer.from(text))) };
  }

  async function failureOf(source: Source, reading: Reading): Promise<string> {
    try {
      await readAll([source], reading);
    } catch (error) {
      if (error instanceof Failure) return `${error.code} ${error.place?.line ?? ""}`.trim();
      throw error;
    }
    return "none";
  }

  const long = `${'r2,"'}${"\n".repeat(3)}`;
  const endless = "y".repeat(3 * LONGEST_RECORD);
  test.for([
    [
      "damage before the end of what can be read",
      breakingSource(HEADER + row("r1") + MISPLACED + row("r3").repeat(9)),
      "quote-misplaced 3",
    ],
    ["nothing but what cannot be read", breakingSource(HEADER + row("r1").repeat(9)), "gzip-damaged"],
    [
      "damage before a record without an end",
      memorySource(Buffer.from(`${HEADER}${row("r1")}\0\n${row("r3")}"${endless}`)),
      "nul-byte 3",
    ],
    [
      "a bad byte in a record without an end, some lines before its misplaced quote",
      memorySource(Buffer.from(`${HEADER}${row("r1")}${long}\0${"\n".repeat(5)}"x${endless}`)),
      "nul-byte 6",
    ],
  ] as const)("%s", async ([, source, expected]) => {
    for (const width of [1, 2, 16]) expect(await failureOf(source, { blockSize: 64, width })).toBe(expected);
  });
});
