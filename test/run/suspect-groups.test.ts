/** Suspects come back by record, whichever group and export they were in, and leave no file. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openZone } from "../../src/domain/zone.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { createRow, scanRows } from "../../src/input/scanner.ts";
import { createSuspectGroups } from "../../src/run/repeats/suspect-groups.ts";
import type { ExportFacts } from "../../src/run/rows/read-rows.ts";
import { runs } from "../domain/runs.ts";
import { tempFolder } from "../support/temp-folder.ts";

const COLUMNS = ["rental_id", "user_id", "service", "started_at", "expires_at", "note"];
const LAYOUT = layoutOf(
  { kind: "rental", delimiter: ",".charCodeAt(0), columns: COLUMNS, length: 0, line: 1, byteOrderMark: false },
  new Set(),
);
const LONG = "y".repeat(3000);

test("all rows of a record follow each other, in input order, however many groups there are", async () => {
  const scratch = await tempFolder();
  const suspect = fc.record({ id: fc.nat(20), exportIndex: fc.nat(2), note: fc.constantFrom("", "n", LONG) });
  fc.assert(
    fc.property(fc.array(suspect, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (unsorted, groupRows) => {
      const suspects = unsorted.toSorted((a, b) => a.exportIndex - b.exportIndex);
      // Only the layouts of exports are asked for.
      const exports = [0, 1, 2].map(() => ({ layout: LAYOUT }) as ExportFacts);
      const store = { path: join(scratch, "suspects"), count: suspects.length, exports, zone: openZone("Asia/Seoul") };
      const groups = createSuspectGroups(store, groupRows);
      const expected = new Map<string, unknown[]>();
      for (const [ordinal, { id, exportIndex, note }] of suspects.entries()) {
        const bytes = Buffer.from(`r${id},u1,melon,2022-10-14,2022-10-31,${note}`);
        const cells = createRow();
        scanRows(bytes, LAYOUT.delimiter, cells, () => {});
        // Another record may have the same print.
        groups.add(bytes, cells, { ordinal, exportIndex, line: ordinal + 2 }, id % 7);
        expected.set(`r${id}`, [...(expected.get(`r${id}`) ?? []), { ordinal, exportIndex, note }]);
      }
      const found = [...groups.records()].map((rows) =>
        rows.map(({ ordinal, exportIndex, content }) => ({ ordinal, exportIndex, note: noteIn(content) })),
      );
      groups.close();
      const byFirst = (records: readonly unknown[]) => records.map((record) => JSON.stringify(record)).sort();
      expect(byFirst(found)).toEqual(byFirst([...expected.values()]));
      expect(readdirSync(scratch)).toEqual([]);
    }),
    runs(100),
  );
});

function noteIn(content: string): string {
  return [LONG, "n"].find((note) => content.includes(`\0${note}\0`)) ?? "";
}
