/**
 * The recipes of docs/RECIPES.md, run with the databases themselves: a table is exported, planned, applied and loaded by
 * what the page says, and every row is then as the outputs say. A database that is not installed leaves its tests out.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database, Server } from "./database.ts";
import { MARIADB } from "./mariadb.ts";
import { madeUpMembers } from "./members.ts";
import { POSTGRESQL } from "./postgresql.ts";
import { SQLITE_FILE } from "./sqlite.ts";
import {
  type Beginning,
  endsAfter,
  entriesOf,
  followRecipe,
  outputRows,
  plannedWorkplace,
  runFolder,
  TAKE_BACK,
  type Workplace,
} from "./workplace.ts";

const DATABASES: readonly Database[] = [POSTGRESQL, MARIADB, SQLITE_FILE];

/** Loads, and holds that it stops with the text and leaves everything as it was. */
async function expectStop(place: Workplace, run: number, text: RegExp): Promise<void> {
  const before = await place.state();
  const { exit, err } = await place.load(run, "unproved");
  expect([exit === 0, err]).toEqual([false, expect.stringMatching(text)]);
  expect(await place.state()).toEqual(before);
}

function edit(place: Workplace, run: number, file: string, change: (text: string) => string): void {
  const path = join(runFolder(place, run), file);
  const text = readFileSync(path, "utf8");
  expect(change(text)).not.toBe(text);
  writeFileSync(path, change(text));
}

const withoutLastLine = (text: string) => text.replace(/[^\n]*\n$/, "");

/** What is wrong, what is done to the files or the table before run 1 is loaded, and what the load says. */
const STOPS: readonly (readonly [string, (place: Workplace, database: Database) => unknown, RegExp])[] = [
  ["a record changed after the export", changeOne, /records changed after the export/],
  [
    "a record changes during the load",
    (place, { changeWhileLoading }) => place.query(changeWhileLoading(movedId(place))),
    /records were moved/,
  ],
  ["a record is gone", removeOne, /records changed after the export/],
  ["the ends are cut short", (place) => edit(place, 1, "adjusted-expiry.csv", withoutLastLine), /do not have the rows/],
  [
    "the last row is cut off",
    (place) => edit(place, 1, "adjusted-expiry.csv", (text) => text.replace(/,[^,]*,[^,]*\n$/, "")),
    /do not have the rows|missing data for column "line"/,
  ],
  [
    "the credits are cut short",
    (place) => edit(place, 1, "refund-credit.csv", withoutLastLine),
    /do not have the rows/,
  ],
  [
    "an end of another column",
    (place) => edit(place, 1, "adjusted-expiry.csv", (text) => text.replace(",expires_at,", ",next_billing_at,")),
    /other records or columns/,
  ],
  [
    "an end of another kind",
    (place) => edit(place, 1, "adjusted-expiry.csv", (text) => text.replace(",subscription,", ",rental,")),
    /other records or columns/,
  ],
  [
    "the ends of one record do not follow from each other",
    (place) => edit(place, 1, "adjusted-expiry.csv", breakChain),
    /changed after the export|were moved|unique|duplicate/i,
  ],
  [
    "the files of a plan",
    (place) => edit(place, 1, "manifest.json", (text) => text.replace(/,\s*"run": \{[^}]*\}/, "")),
    /manifest\.json is of no run/,
  ],
  [
    "the ledger refuses an entry, behind the ends",
    (place, { refuseCredits }) => place.query(refuseCredits),
    /refuse|check|constraint/i,
  ],
];

function movedId(place: Workplace): string {
  return outputRows(place, 1, "adjusted-expiry.csv").at(-1)?.record_id ?? "";
}

async function changeOne(place: Workplace, { moveByAnHour }: Database): Promise<void> {
  await place.query(moveByAnHour(movedId(place)));
}

async function removeOne(place: Workplace): Promise<void> {
  await place.query(`DELETE FROM subscriptions WHERE id = ${movedId(place)};\n`);
}

/** The second end of a record then begins an hour behind where the first one ended. */
function breakChain(text: string): string {
  const lines = text.split("\n");
  const second = lines.findIndex((line) => line.includes(",one-more-day,"));
  const line = lines[second] ?? "";
  return lines.with(second, line.replace(/([T ])00:/, "$101:")).join("\n");
}

describe.for(DATABASES.map((database) => [`${database.title}${database.leftOut}`, database] as const))(
  "%s",
  { timeout: 120_000 },
  ([, database]) => {
    const runs = database.leftOut === "" ? test : test.skip;
    const members = madeUpMembers(database.grain);
    let server: Server;
    let beginning: Beginning;
    const prepare = () => plannedWorkplace(beginning);

    beforeAll(async () => {
      if (database.leftOut !== "") return;
      server = await database.start();
      beginning = await followRecipe(database, server);
    }, 120_000);
    afterAll(async () => {
      beginning?.remove();
      await server?.end();
    }, 60_000);

    runs("a run is loaded row by row, and a second load changes nothing", async () => {
      const place = await prepare();
      const before = await place.state();
      const moves = outputRows(place, 1, "adjusted-expiry.csv");
      expect(before).toMatchObject({ ends: { length: members.length }, ledger: [], loaded: [] });
      // Some records have two rows, one from each layer.
      expect(new Set(moves.map((row) => row.record_id)).size).toBeLessThan(moves.length);
      expect(await place.load(1)).toMatchObject({ exit: 0 });

      const after = await place.state();
      expect(after.ends).toEqual(endsAfter(before.ends, moves));
      expect(after.ends.filter((line) => !before.ends.includes(line))).toHaveLength(17);
      expect(after.ledger).toEqual(entriesOf(place, 1));
      expect(after.loaded).toHaveLength(after.ledger.length + moves.length);

      const { exit, out, err } = await place.load(1);
      expect([exit, out + err]).toEqual([0, expect.stringContaining("run 1 is loaded already: nothing was done")]);
      expect(await place.state()).toEqual(after);
    });

    runs("three and four days are what records get, to the microsecond where there are any", async () => {
      const place = await prepare();
      await place.load(1);
      const { ends } = await place.state();
      // 46 is a book until 20 October, 91 is music until 29 October.
      const expected = members
        .filter(({ id }) => ["46", "91"].includes(id))
        .map(({ id, ends: end }) => `${id}\t${BigInt(end ?? 0) + (id === "46" ? 3n : 4n) * 86_400_000_000n}`);
      expect(ends.filter((line) => /^(46|91)\t/.test(line))).toEqual(expected);
    });

    runs.for(STOPS)("nothing is done where %s", async ([, spoil, text]) => {
      const place = await prepare();
      await spoil(place, database);
      await expectStop(place, 1, text);
    });

    runs("files that do not verify are not loaded", async () => {
      const place = await prepare();
      edit(place, 1, "refund-credit.csv", (text) => text.replace(",500,POINT", ",900,POINT"));
      const before = await place.state();
      expect(await place.load(1)).toMatchObject({ exit: 1 });
      expect(await place.state()).toEqual(before);
    });

    runs("after a change in between, what is taken back and planned again is loaded as the next run", async () => {
      const place = await prepare();
      await place.query(database.moveByAnHour(movedId(place)));
      const before = await place.state();
      await expectStop(place, 1, /records changed after the export/);
      expect(await place.type(TAKE_BACK)).toMatchObject({ exit: 0 });
      // What was never loaded cannot be taken back.
      await expectStop(place, 2, /is taken back and does not stand/);
      await place.planAgain();
      expect(await place.load(3)).toMatchObject({ exit: 0 });
      const after = await place.state();
      expect(after.ends).toEqual(endsAfter(before.ends, outputRows(place, 3, "adjusted-expiry.csv")));
      expect(after.ledger).toEqual(entriesOf(place, 3));
      await expectStop(place, 1, /stands already/);
    });

    runs("a counter-run puts every end back, and the ledger comes to nothing", async () => {
      const place = await prepare();
      const before = await place.state();
      await place.load(1);
      expect(await place.type(TAKE_BACK)).toMatchObject({ exit: 0 });
      expect(await place.load(2)).toMatchObject({ exit: 0 });
      const after = await place.state();
      expect(after.ends).toEqual(before.ends);
      expect(after.ledger).toEqual([...entriesOf(place, 1), ...entriesOf(place, 2)].sort());
      expect(
        await place.query(
          "SELECT currency FROM compensation_ledger GROUP BY currency HAVING ABS(SUM(amount)) > 0.001;\n",
        ),
      ).toEqual([]);
      for (const run of [1, 2]) expect(await place.load(run)).toMatchObject({ exit: 0 });
      expect(await place.state()).toEqual(after);
      // What was taken back can be given again.
      await place.planAgain();
      expect(await place.load(3)).toMatchObject({ exit: 0 });
      expect((await place.state()).ends).toEqual(endsAfter(before.ends, outputRows(place, 3, "adjusted-expiry.csv")));
    });

    runs("two loads at the same time give once", async () => {
      const place = await prepare();
      const before = await place.state();
      const [one, other] = await Promise.all([place.load(1), place.load(1)]);
      expect([one.exit, other.exit]).toContain(0);
      const after = await place.state();
      expect(after.ends).toEqual(endsAfter(before.ends, outputRows(place, 1, "adjusted-expiry.csv")));
      expect(after.ledger).toEqual(entriesOf(place, 1));
    });

    runs("rows that are exported twice are duplicates, and give once", async () => {
      const place = await prepare();
      const exported = readFileSync(join(place.folder, "exports/subscriptions.csv"), "utf8");
      writeFileSync(join(place.folder, "exports/yesterday.csv"), exported);
      const { exit, out } = await place.type(
        "compensate plan --outage outage.yaml --policy policy.yaml --book other --out twice exports/",
      );
      expect([exit, out]).toEqual([0, expect.stringContaining("200 duplicates")]);
      const [once, twice] = ["compensations/0001", "twice"].map((folder) =>
        readFileSync(join(place.folder, folder, "adjusted-expiry.csv"), "utf8"),
      );
      expect(twice).toBe(once);
    });
  },
);
