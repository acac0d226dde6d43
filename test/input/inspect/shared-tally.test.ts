/** A table that two threads count has the facts of a table that one thread counts, whichever columns each of them has. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inspect } from "../../../src/commands/inspect.ts";
import { factsOfColumns } from "../../../src/input/inspect/column-facts.ts";
import { createShareCounter } from "../../../src/input/inspect/count-share.ts";
import { createTableTally, type TableTally, takeShare, tallyBlock } from "../../../src/input/inspect/table-tally.ts";
import { mergeTotals, totalsFacts } from "../../../src/input/inspect/totals-tally.ts";
import { createRow } from "../../../src/input/scanner.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { createTestWorld } from "../../support/test-world.ts";

const NAMES = ["subscription_id", "회원번호", "service", "시작일", "price"];
const CELLS: readonly (readonly string[])[] = [
  ["S-1", "S-2", "S-3", "1.2E+15", "합계", ""],
  ["u-1", "u-2", "", "소계"],
  ["melon", "genie", "Total", "NULL"],
  ["2024-04-10", "03/04/2024", "13/04/2024", "soon", "0000-00-00", ""],
  ["4900", '"4,900"', "₩4,900", "", "합계"],
];

const rows = fc.array(
  fc
    .tuple(...CELLS.map((cells) => fc.constantFrom(...cells)))
    .chain((cells) => fc.constantFrom(cells, cells, cells, cells.slice(0, 3), [...cells, "more"])),
  { minLength: 1, maxLength: 60 },
);

function counted(table: TableTally, blocks: readonly string[]): TableTally {
  for (const block of blocks) tallyBlock(table, Buffer.from(block), createRow());
  return table;
}

function newTable(): TableTally {
  return createTableTally(",".charCodeAt(0), [true, false, false, false, false], 2);
}

describe("a shared table", () => {
  test("comes to the same, whatever the share, and whenever it is handed over", () => {
    const share = fc.subarray([0, 1, 2, 3, 4]);
    const property = fc.property(
      rows,
      fc.nat(7),
      fc.integer({ min: 1, max: 9 }),
      share,
      (all, alone, size, positions) => {
        const lines = all.map((cells) => `${cells.join(",")}\n`);
        const blocks = Array.from({ length: Math.ceil(lines.length / size) }, (_, index) =>
          lines.slice(index * size, (index + 1) * size).join(""),
        );
        const whole = counted(newTable(), blocks);
        const table = counted(newTable(), blocks.slice(0, alone));
        const helper = createShareCounter(structuredClone(takeShare(table, positions)), NAMES);
        for (const block of blocks.slice(alone)) helper.count(Buffer.from(block));
        counted(table, blocks.slice(alone));
        const told = structuredClone(helper.counted());
        const columns = factsOfColumns(table, NAMES).map((facts, index) => facts ?? told.columns[index]);
        expect(columns).toEqual(factsOfColumns(whole, NAMES));
        expect(totalsFacts(mergeTotals(table.totals, told.totals), NAMES)).toEqual(totalsFacts(whole.totals, NAMES));
        expect([table.rows, table.uneven, table.line]).toEqual([whole.rows, whole.uneven, whole.line]);
      },
    );
    fc.assert(property);
  });

  test("keeps the first 1,000 totals of both threads", () => {
    const line = (index: number) => (index % 2 === 0 ? `합계,,,,${index}\n` : `,,,,합계\n`);
    const blocks = [Array.from({ length: 2400 }, (_, index) => line(index)).join(""), "S-1,u,a,b,c\n".repeat(9000)];
    const whole = counted(newTable(), blocks);
    const table = newTable();
    const helper = createShareCounter(takeShare(table, [4]), NAMES);
    for (const block of blocks) helper.count(Buffer.from(block));
    counted(table, blocks);
    const totals = totalsFacts(mergeTotals(table.totals, helper.counted().totals), NAMES);
    expect(totals.length).toBe(1000);
    expect(totals).toEqual(totalsFacts(whole.totals, NAMES));
  });
});

test("a file that is large enough for a second thread is told like by one thread", async () => {
  const cwd = await tempFolder();
  const lines = Array.from({ length: 80_000 }, (_, index) => {
    const day = String((index % 28) + 1).padStart(2, "0");
    return `S-${index % 79_990},user-${(index * 7) % 50_000},service-${index % 12},${day}/09/2022,"${index % 9},900",web shop ${index}\n`;
  });
  writeFileSync(join(cwd, "a.csv"), `구독번호,회원번호,service,시작일,금액,note\n${lines.join("")}합계,,,,1,\n`);
  const told = async (jobs: number) => {
    const world = createTestWorld({ cwd });
    const rest = { json: true, quiet: false, write: undefined, encoding: undefined } as const;
    await inspect({ exports: ["a.csv"], ...rest, showValues: true, jobs }, world);
    return world.printed();
  };
  const alone = await told(1);
  expect(JSON.parse(alone).files[0]).toMatchObject({
    rows: 80_001,
    columns: { 0: { repeats: { ids: { count: 10 } } } },
  });
  expect(await told(2)).toBe(alone);
});
