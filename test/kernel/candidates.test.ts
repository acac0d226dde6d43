/** Rows to be decided, put together from batches, against plain lists. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CandidateBatch, createCandidateList } from "../../src/kernel/candidates.ts";
import { runs } from "../domain/runs.ts";

interface Shape {
  readonly rows: number;
  readonly columns: number;
  /** Bytes of every row. */
  readonly length: number;
}

/** Many rows of few columns, or few rows of many or long ones. */
const shape: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({ rows: fc.nat(60), columns: fc.integer({ min: 1, max: 3 }), length: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ rows: fc.nat(2), columns: fc.integer({ min: 1, max: 90 }), length: fc.integer({ min: 1, max: 900 }) }),
);

function batchOf({ rows, columns, length }: Shape, first: number, mark: number, bytesBefore: number): CandidateBatch {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => (mark * 31 + index) % 251);
  return {
    first,
    row: Uint32Array.from(numbers(rows)),
    line: Uint32Array.from(numbers(rows)),
    starts: Float64Array.from(numbers(rows)),
    ends: Float64Array.from(numbers(rows)),
    ending: Uint8Array.from(numbers(rows)),
    service: Uint16Array.from(numbers(rows)),
    cellStarts: Uint32Array.from(numbers(rows * columns), (at) => at + bytesBefore),
    cellEnds: Uint32Array.from(numbers(rows * columns), (at) => at + bytesBefore + 1),
    quoting: Uint8Array.from(numbers(rows * columns)),
    bytes: Uint8Array.from(numbers(rows * length)),
  };
}

test("a list holds what its batches held, one after the other, and is empty when it was taken", () => {
  fc.assert(
    fc.property(fc.array(fc.array(shape, { maxLength: 6 }), { maxLength: 4 }), (blocks) => {
      const list = createCandidateList();
      for (const shapes of blocks) {
        const batches: CandidateBatch[] = [];
        for (const [index, each] of shapes.entries()) {
          const batch = batchOf(each, index * 1000, index, list.bytes);
          batches.push(batch);
          list.add(batch);
        }
        const all = (column: Exclude<keyof CandidateBatch, "first">) => batches.flatMap((batch) => [...batch[column]]);
        const taken = list.take();
        expect(taken.count).toBe(all("line").length);
        expect([...taken.row]).toEqual(batches.flatMap(({ first, row }) => [...row].map((at) => first + at)));
        for (const column of REST) expect([...taken[column]]).toEqual(all(column));
        expect(list.bytes).toBe(0);
      }
    }),
    runs(200),
  );
});

const REST = ["line", "starts", "ends", "ending", "service", "cellStarts", "cellEnds", "quoting", "bytes"] as const;
