/** Ids that stand in two key files are found, however many slices the files are read in. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createIdList, sortIds } from "../../src/book/keys.ts";
import { findRepeatedIds } from "../../src/book/repeated-ids.ts";
import { runs } from "../domain/runs.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("as counting them would", async () => {
  const folder = await tempFolder();
  // The first bytes are from few values, so that slices begin and end between equal ones.
  const id = fc
    .tuple(fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff), fc.nat(40))
    .map(([first, rest]) => `${first.toString(16).padStart(8, "0")}${rest.toString(16).padStart(24, "0")}`);
  const run = fc.uniqueArray(id, { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(run, { maxLength: 5 }), fc.integer({ min: 1, max: 50 }), (all, idsAtOnce) => {
      const files = all.map((ids, index) => {
        const list = createIdList();
        for (const hex of ids) list.add(Buffer.from(hex, "hex"), 0);
        const path = join(folder, `keys-${index}`);
        writeFileSync(path, sortIds(list));
        return { path, ids: ids.length };
      });
      const counts = new Map<string, number>();
      for (const hex of all.flat()) counts.set(hex, (counts.get(hex) ?? 0) + 1);
      const repeated = [...counts].filter(([, count]) => count > 1).map(([hex]) => hex);
      const found = findRepeatedIds(files, 1000, idsAtOnce);
      expect([...new Set(found)].sort()).toEqual(repeated.sort());
      expect(findRepeatedIds(files, 2, idsAtOnce).length).toBe(Math.min(2, found.length));
    }),
    runs(300),
  );
});
