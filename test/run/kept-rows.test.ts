/** Rows that are kept come back as they were, whatever their cells hold, and so do the faults of rejected rows. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Fault, REJECT_CODES } from "../../src/domain/reject.ts";
import { cellFault, columnCount } from "../../src/input/cell-fault.ts";
import { rowTexts } from "../../src/input/cells.ts";
import { createRow, scanRows } from "../../src/input/scanner.ts";
import { createScanKernel } from "../../src/kernel/scan-kernel.ts";
import { createKeptRows, rowsIn } from "../../src/run/rows/kept-rows.ts";
import { createRejectList, visitRejects } from "../../src/run/rows/reject-table.ts";
import { runs } from "../domain/runs.ts";
import { csvLine } from "../support/csv-line.ts";

const COMMA = ",".charCodeAt(0);
const COLUMNS = ["id", "user", "note"];
const cell = fc.constantFrom("", "a", "카카오", "two\nlines", 'a "word"', "a, b", "\r", "x".repeat(300));
const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 30 });

/** Rows of a file, whose last row has no line end. */
function bytesOf(all: readonly (readonly string[])[]): Buffer {
  return Buffer.from(all.map((cells) => csvLine(cells)).join("\n"));
}

describe("rows that are kept", () => {
  test("come back with their cells and places, as often as rows are taken", () => {
    const list = createKeptRows();
    const kernel = createScanKernel();
    fc.assert(
      fc.property(rows, fc.nat(3), (all, step) => {
        const bytes = bytesOf(all);
        const found = createRow();
        const expected: unknown[] = [];
        let row = 0;
        scanRows(bytes, COMMA, found, () => {
          if (row % (step + 1) === 0) {
            list.add(bytes, found.from, found.to, { row, line: found.line });
            expected.push({ row, line: found.line, cells: rowTexts(bytes, found) });
          }
          row += 1;
        });
        expect(list.count).toBe(expected.length);
        const kept = list.take();
        const back = [...rowsInOrder(kept, kernel)];
        expect(back).toEqual(expected);
        expect([list.count, list.size, list.take().count]).toEqual([0, 0, 0]);
      }),
      runs(100),
    );
  });
});

function* rowsInOrder(...[kept, kernel]: readonly [Parameters<typeof rowsIn>[0], Parameters<typeof rowsIn>[2]]) {
  for (const { row, line, bytes, cells } of rowsIn(kept, COMMA, kernel))
    yield { row, line, cells: rowTexts(bytes, cells) };
}

describe("rejected rows", () => {
  const codes = fc.constantFrom(...REJECT_CODES.filter((code) => code !== "column-count"));
  const faulty = fc.array(fc.record({ code: codes, index: fc.nat(COLUMNS.length - 1) }), {
    minLength: 1,
    maxLength: 3,
  });

  test("come back with all their faults and the texts of these", () => {
    const list = createRejectList();
    fc.assert(
      fc.property(rows, fc.array(faulty, { minLength: 1 }), (all, faults) => {
        const bytes = bytesOf(all);
        const cells = createRow();
        const expected: unknown[] = [];
        let row = 0;
        scanRows(bytes, COMMA, cells, () => {
          const own: readonly Fault[] =
            cells.count === COLUMNS.length
              ? (faults[row % faults.length] ?? []).map(({ code, index }) =>
                  cellFault(code, index, { bytes, row: cells, columns: COLUMNS }),
                )
              : [columnCount(cells.count, COLUMNS.length)];
          list.add(row, bytes, cells, own, COLUMNS);
          expected.push({ row, line: cells.line, cells: rowTexts(bytes, cells), faults: own });
          row += 1;
        });
        const back: unknown[] = [];
        visitRejects(list.take(), { columns: COLUMNS, delimiter: COMMA }, ({ bytes: kept, cells: own, ...reject }) => {
          back.push({ ...reject, cells: rowTexts(kept, own) });
        });
        expect(back).toEqual(expected);
      }),
      runs(100),
    );
  });
});
