/** Columns that are declared once, and what comes from the declaration. */
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  buffersOf,
  type Columns,
  column,
  copyInOrder,
  copyInto,
  firstEntries,
  roomFor,
  sharedRoomFor,
} from "../../src/kernel/columns.ts";

const READINGS = {
  line: column(Uint32Array),
  mark: column(Uint8Array),
  rule: column(Uint16Array),
  at: column(Float64Array),
  amount: column(BigInt64Array),
  digest: column(BigUint64Array, 2),
};

function filled(entries: number): Columns<typeof READINGS> {
  const room = roomFor(READINGS, entries);
  for (let entry = 0; entry < entries; entry += 1) {
    room.line[entry] = 70_000 + entry;
    room.mark[entry] = 200 + entry;
    room.rule[entry] = 0xff00 + entry;
    room.at[entry] = entry + 0.5;
    room.amount[entry] = -BigInt(entry) - 1n;
    room.digest[entry * 2] = 0xffff_ffff_ffff_fff0n + BigInt(entry);
    room.digest[entry * 2 + 1] = BigInt(entry);
  }
  return room;
}

function entryOf({ line, mark, rule, at, amount, digest }: ReturnType<typeof filled>, entry: number) {
  return [line[entry], mark[entry], rule[entry], at[entry], amount[entry], digest[entry * 2], digest[entry * 2 + 1]];
}

describe("columns", () => {
  test("have the declared type and as many elements for an entry as declared", () => {
    const room = roomFor(READINGS, 5);
    expectTypeOf(room).toEqualTypeOf<{
      readonly line: Uint32Array<ArrayBuffer>;
      readonly mark: Uint8Array<ArrayBuffer>;
      readonly rule: Uint16Array<ArrayBuffer>;
      readonly at: Float64Array<ArrayBuffer>;
      readonly amount: BigInt64Array<ArrayBuffer>;
      readonly digest: BigUint64Array<ArrayBuffer>;
    }>();
    expect(room).toEqual({
      line: new Uint32Array(5),
      mark: new Uint8Array(5),
      rule: new Uint16Array(5),
      at: new Float64Array(5),
      amount: new BigInt64Array(5),
      digest: new BigUint64Array(10),
    });
  });

  test("keep the order in which they are declared", () => {
    expect(Object.keys(roomFor(READINGS, 1))).toEqual(Object.keys(READINGS));
  });

  test("lie on memory that threads share when they are asked to", () => {
    const room = sharedRoomFor(READINGS, 3);
    expectTypeOf(room.digest).toEqualTypeOf<BigUint64Array<SharedArrayBuffer>>();
    expect(room.digest).toHaveLength(6);
    for (const array of Object.values(room)) expect(array.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test("keep every entry where a larger table takes their place, and leave zeros after them", () => {
    const larger = copyInto(roomFor(READINGS, 4), READINGS, filled(3));
    expect([0, 1, 2].map((entry) => entryOf(larger, entry))).toEqual(
      [0, 1, 2].map((entry) => entryOf(filled(3), entry)),
    );
    expect(entryOf(larger, 3)).toEqual([0, 0, 0, 0, 0n, 0n, 0n]);
  });

  test("are copied in another order, entry by entry", () => {
    const copy = copyInOrder(sharedRoomFor(READINGS, 2), READINGS, filled(4), Uint32Array.of(3, 1));
    const { line, mark, rule, at, amount, digest } = copy;
    expect([...line]).toEqual([70_003, 70_001]);
    expect([...mark]).toEqual([203, 201]);
    expect([...rule]).toEqual([0xff03, 0xff01]);
    expect([...at]).toEqual([3.5, 1.5]);
    expect([...amount]).toEqual([-4n, -2n]);
    expect([...digest]).toEqual([0xffff_ffff_ffff_fff3n, 3n, 0xffff_ffff_ffff_fff1n, 1n]);
  });

  test("give their first entries as a copy", () => {
    const table = filled(4);
    const first = firstEntries(READINGS, table, 2);
    table.line[0] = 0;
    expect([0, 1].map((entry) => entryOf(first, entry))).toEqual([0, 1].map((entry) => entryOf(filled(2), entry)));
    expect(first.digest).toHaveLength(4);
  });

  test("can be handed over to another thread, every one of them", () => {
    const table = filled(2);
    const received = structuredClone(table, { transfer: buffersOf(READINGS, table) });
    expect(received).toEqual(filled(2));
    for (const { buffer } of Object.values(table)) expect(buffer.byteLength).toBe(0);
  });
});
