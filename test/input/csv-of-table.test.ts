/** The CSV of a table is the same, with the same lines and cells told, whether a thread of its own makes it or not. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { csvOfTable } from "../../src/input/csv-of-table.ts";
import { iterableBytes, type RawBytes, readFully } from "../../src/input/raw-bytes.ts";
import type { NumericCells } from "../../src/input/table/numeric-cells.ts";
import { createSourceLines } from "../../src/input/table/source-lines.ts";
import { TABLE_READERS, type TableFormat, type TableReader } from "../../src/input/table-readers.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { workbookOf } from "../support/workbook.ts";

/** From here on a thread is asked. */
const SIZE_AHEAD = 1024 * 1024;
const ROWS = 30_000;
const ROOM = 512 * 1024;

/** Text that hardly packs, and in some rows a line end. */
const noteOf = (row: number) => createHash("sha256").update(`${row}`).digest("hex") + (row % 9 === 0 ? "\nx" : "");
const rowsTo = <Made>(make: (row: number) => Made): readonly Made[] =>
  Array.from({ length: ROWS }, (_, row) => make(row));

async function bytesOf(format: TableFormat): Promise<Buffer> {
  if (format === "json-lines")
    return Buffer.from(rowsTo((row) => `${JSON.stringify({ id: `r${row}`, note: noteOf(row) })}\n`).join(""));
  if (format === "workbook") {
    const text = (cell: string, words: string) => `<c r="${cell}" t="inlineStr"><is><t>${words}</t></is></c>`;
    const cells = rowsTo((row) => `<c r="A${row + 2}"><v>${row}</v></c>${text(`B${row + 2}`, noteOf(row))}`);
    const blob = await workbookOf({ rows: [text("A1", "id") + text("B1", "note"), ...cells] });
    return Buffer.from(await blob.arrayBuffer());
  }
  const file = join(await tempFolder(), "a.parquet");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const note = "sha256(i::VARCHAR) || if(i % 9 = 0, chr(10) || 'x', '')";
  const rows = `SELECT 'r' || i AS id, ${note} AS note FROM range(${ROWS}) r(i)`;
  await connection.run(`COPY (${rows}) TO '${file}' (FORMAT parquet, ROW_GROUP_SIZE 4096)`);
  return readFileSync(file);
}

/** Opens a table. @param size that the file seems to have, which decides who makes its CSV. @param fault of reading in the middle of it. */
function open(format: TableFormat, bytes: Buffer, size = bytes.length, fault?: Error) {
  const reader = TABLE_READERS.find((known) => known.format === format);
  if (reader === undefined) throw new Error(format);
  const readHere = { files: 0 };
  const watched: TableReader = {
    ...reader,
    read: (file) => {
      readHere.files += 1;
      return reader.read(file);
    },
  };
  const lines = createSourceLines();
  const numericCells: NumericCells = new Map();
  const facts = { opened: 0, taken: 0 };
  const readPart = async (offset: number, length: number) => {
    if (fault !== undefined && offset < bytes.length / 2 && offset > 8) throw fault;
    facts.taken += length;
    return Buffer.from(bytes.subarray(offset, offset + length));
  };
  const openRanges = async () => {
    facts.opened += 1;
    return { read: readPart, close };
  };
  const close = async () => {
    facts.opened -= 1;
  };
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 100_000) {
      if (fault !== undefined && at > bytes.length / 2) throw fault;
      facts.taken += 100_000;
      yield bytes.subarray(at, at + 100_000);
    }
  }
  const own = { place: "a", bytes: iterableBytes(pieces()).read, options: {}, lines, numericCells };
  const stored = { size, openRanges };
  const here = () => iterableBytes(reader.read({ ...own, stored: { ...stored, size: bytes.length } }));
  return { lines, numericCells, facts, readHere, here, ahead: () => csvOfTable(watched, { ...own, stored }) };
}

async function readAll({ read, close }: Pick<RawBytes, "read" | "close">): Promise<Buffer> {
  const pieces: Buffer[] = [];
  try {
    for (;;) {
      const room = Buffer.alloc(ROOM);
      const got = await readFully(read, room);
      pieces.push(room.subarray(0, got));
      if (got < ROOM) return Buffer.concat(pieces);
    }
  } finally {
    await close();
  }
}

describe.for(["json-lines", "workbook", "parquet"] as const)("a table of more than a megabyte: %s", (format) => {
  test("is what this thread makes of it", { timeout: 240_000 }, async () => {
    const bytes = await bytesOf(format);
    expect(bytes.length).toBeGreaterThan(SIZE_AHEAD);
    const [own, other] = [open(format, bytes), open(format, bytes)];
    const [here, ahead] = [await readAll(own.here()), await readAll(other.ahead())];
    expect(ahead.equals(here)).toBe(true);
    const lastLine = ahead.toString().split("\n").length;
    for (let line = 1; line <= lastLine; line += 1)
      if (own.lines.of(line) !== other.lines.of(line))
        expect([line, other.lines.of(line)]).toEqual([line, own.lines.of(line)]);
    expect(other.lines.of(lastLine)).toBe(ROWS + (format === "workbook" ? 1 : 0) + 1);
    expect(other.numericCells).toEqual(own.numericCells);
    expect(other.numericCells.size).toBe(format === "workbook" ? 1 : 0);
    expect([own.facts.opened, other.facts.opened]).toEqual([0, 0]);
  });

  test("that cannot be read is told as what it is", { timeout: 240_000 }, async () => {
    const fault = new Failure("input-changed", { place: { file: "a" } });
    const { facts, ahead } = open(format, await bytesOf(format), undefined, fault);
    await expect(readAll(ahead())).rejects.toBe(fault);
    expect(facts.opened).toBe(0);
  });

  test("can be closed before its end, and nothing is read after that", { timeout: 240_000 }, async () => {
    const { facts, ahead } = open(format, await bytesOf(format));
    const { read, close } = ahead();
    expect(await read(Buffer.alloc(100))).toBe(100);
    await close();
    const { taken } = facts;
    for (let turns = 0; turns < 50; turns += 1) await setImmediate();
    expect(facts).toEqual({ opened: 0, taken });
  });
});

test("damage is told behind the bytes before it", { timeout: 240_000 }, async () => {
  const bytes = await bytesOf("json-lines");
  const { ahead } = open("json-lines", Buffer.concat([bytes, Buffer.from("{}}\n")]));
  const { read, close } = ahead();
  const room = Buffer.alloc(bytes.length * 2);
  let length = 0;
  const readToFailure = async () => {
    for (;;) length += await read(room.subarray(length));
  };
  await expect(readToFailure()).rejects.toMatchObject({
    code: "json-line-invalid",
    place: { file: "a", line: ROWS + 1 },
  });
  expect(room.toString("utf8", 0, length).split("\n")[1]).toBe(`r0,"${noteOf(0).split("\n")[0]}`);
  await close();
});

test.for([
  ["just below a megabyte is made here", SIZE_AHEAD - 1, true],
  ["of a megabyte is made by a thread", SIZE_AHEAD, false],
] as const)("a table %s", async ([, size, isHere]) => {
  const { readHere, ahead } = open("json-lines", Buffer.from('{"id":"a"}\n'), size);
  expect((await readAll(ahead())).toString()).toBe("id\na\n");
  expect(readHere.files).toBe(isHere ? 1 : 0);
});
