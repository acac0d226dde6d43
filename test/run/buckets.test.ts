/**
 * Every row ends in exactly one bucket, whatever the exports look like: generated exports in every dialect, with rows
 * that repeat, contradict each other or cannot be read, against a plain count with maps.
 */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Summary } from "../../src/report/summary.ts";
import { runs } from "../domain/runs.ts";
import { csvLine, inQuotes } from "../support/csv-line.ts";
import { endOfPlan, RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

const COLUMNS = ["rental_id", "user_id", "service", "started_at", "expires_at", "note"] as const;
type Column = (typeof COLUMNS)[number];
type Row = { readonly [column in Column]: string } & { readonly shape: "whole" | "short" | "long" };

interface Export {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly byteOrderMark: boolean;
  readonly quoted: boolean;
  readonly finalLineEnd: boolean;
  readonly packed: boolean;
}

type Bucket = "compensated" | "unaffected" | "rejected" | "duplicate";

const row: fc.Arbitrary<Row> = fc.record({
  rental_id: fc.constantFrom("r1", "r2", "r3", "r4", "0r1", "R1", ""),
  user_id: fc.constantFrom("u1", "u1", "u1", "u2", ""),
  service: fc.constantFrom("kakaopage", "kakaopage", "kakaopage", "melon", ""),
  started_at: fc.constantFrom("2022-10-01", "2022-10-01", "2022-10-14T10:00", "never", ""),
  expires_at: fc.constantFrom("2022-10-31", "2022-10-31", "2022-10-10", "2022-09-30", "soon", ""),
  note: fc.constantFrom("", "", "n", 'a "quoted" word', "two\nlines", "comma, and; more|\tmore"),
  shape: fc.constantFrom("whole", "whole", "whole", "whole", "whole", "whole", "short", "long"),
});

const anExport: fc.Arbitrary<Export> = fc.record({
  rows: fc.array(row, { maxLength: 12 }),
  columns: fc.shuffledSubarray([...COLUMNS], { minLength: COLUMNS.length }),
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  byteOrderMark: fc.boolean(),
  quoted: fc.boolean(),
  finalLineEnd: fc.boolean(),
  packed: fc.boolean(),
});

/** Rows that repeat within and across exports, as they are and with one cell changed. */
const someExports: fc.Arbitrary<readonly Export[]> = fc
  .tuple(
    fc.array(anExport, { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 6 }),
  )
  .map(([exports, copies]) => {
    const all = exports.flatMap(({ rows }) => rows);
    const rows = exports.map((each) => [...each.rows]);
    for (const [from, into, changed] of copies) {
      const original = all[from % Math.max(all.length, 1)];
      if (original === undefined) continue;
      rows[into % rows.length]?.push(changed ? { ...original, note: `${original.note}!` } : original);
    }
    return exports.map((each, index) => ({ ...each, rows: rows[index] ?? [] }));
  });

describe("every row is in exactly one bucket", () => {
  test("per export and in total, and every written row names its line", async () => {
    await fc.assert(
      fc.asyncProperty(someExports, async (exports) => {
        const story = await smallCase({});
        const names = exports.map((each, index) => writeExport(each, index, story));
        const { exit } = await story.run(`plan ${RULES} --out plan ${names.join(" ")}`);
        expect(exit).toBe(endOfPlan(story).exit);

        const summary = story.summary("plan");
        const expected = countPlainly(exports);
        for (const [index, rows] of expected.entries()) {
          expect(summary.exports[index], names[index]).toMatchObject(bucketsOf(rows));
        }
        expect(summary.totals).toEqual({ review: 0, already_compensated: 0, ...bucketsOf(expected.flat()) });
        expect(sumOf(summary)).toBe(summary.totals.read);
        expect(writtenIn(exports, story)).toEqual({
          compensated: placesOf(expected, "compensated"),
          rejected: placesOf(expected, "rejected"),
        });
      }),
      runs(150),
    );
  });
});

interface Counted {
  readonly line: number;
  readonly bucket: Bucket;
}

/** What ought to become of every row, told by comparing every row with all others. */
function countPlainly(exports: readonly Export[]): readonly (readonly Counted[])[] {
  const named = exports.flatMap(({ rows }) => rows).filter(hasName);
  const seen = new Set<string>();
  return exports.map(({ rows, columns }) => {
    let line = 2;
    return rows.map((each) => {
      const at = line;
      line += cellsOf(each, columns).join().split("\n").length;
      return { line: at, bucket: bucketOf(each, named, seen) };
    });
  });
}

function bucketOf(each: Row, named: readonly Row[], seen: Set<string>): Bucket {
  if (!hasName(each)) return "rejected";
  if (seen.has(contentOf(each))) return "duplicate";
  seen.add(contentOf(each));
  const namesakes = named.filter(({ rental_id: id, service }) => id === each.rental_id && service === each.service);
  const contradicted = namesakes.some((other) => contentOf(other) !== contentOf(each));
  if (contradicted || isFaulty(each)) return "rejected";
  return each.service === "kakaopage" && each.expires_at === "2022-10-31" ? "compensated" : "unaffected";
}

function hasName({ rental_id: id, service, shape }: Row): boolean {
  return shape === "whole" && id !== "" && service !== "";
}

function isFaulty({ user_id: user, started_at: starts, expires_at: ends }: Row): boolean {
  const endsFirst = starts === "2022-10-14T10:00" && (ends === "2022-10-10" || ends === "2022-09-30");
  return user === "" || starts === "never" || ends === "soon" || endsFirst;
}

function contentOf(each: Row): string {
  return JSON.stringify(COLUMNS.map((column) => each[column]));
}

function bucketsOf(rows: readonly Counted[]): { readonly [bucket in Bucket | "read"]: number } {
  const count = (wanted: Bucket) => rows.filter(({ bucket }) => bucket === wanted).length;
  return {
    read: rows.length,
    compensated: count("compensated"),
    unaffected: count("unaffected"),
    rejected: count("rejected"),
    duplicate: count("duplicate"),
  };
}

function sumOf({ totals: { read: _, ...buckets } }: Summary): number {
  return Object.values(buckets).reduce((sum, count) => sum + count, 0);
}

function placesOf(counted: readonly (readonly Counted[])[], wanted: Bucket): readonly string[] {
  return counted.flatMap((rows, index) =>
    rows.filter(({ bucket }) => bucket === wanted).map(({ line }) => `export-${index}.csv:${line}`),
  );
}

function writtenIn(exports: readonly Export[], story: SmallCase): { readonly [bucket: string]: readonly string[] } {
  const adjusted = story.rows("plan/adjusted-expiry.csv");
  const rejected = exports.flatMap(({ delimiter }, index) => {
    const file = `rejects/export-${index}.csv`;
    if (!treeOf(story.path("plan")).includes(file)) return [];
    return story.rows(`plan/${file}`, delimiter).map((each) => `export-${index}.csv:${each.get("_line")}`);
  });
  return { compensated: adjusted.map((each) => `${each.get("source")}:${each.get("line")}`), rejected };
}

/** Writes an export and returns its name. Its header is never quoted. */
function writeExport({ rows, columns, ...dialect }: Export, index: number, story: SmallCase): string {
  const { delimiter, lineEnd, byteOrderMark, quoted, finalLineEnd, packed } = dialect;
  const lines = rows.map((each) => {
    const cells = cellsOf(each, columns);
    return quoted ? cells.map(inQuotes).join(delimiter) : csvLine(cells, delimiter);
  });
  const text = [columns.join(delimiter), ...lines].join(lineEnd) + (finalLineEnd ? lineEnd : "");
  const bytes = Buffer.from((byteOrderMark ? "\ufeff" : "") + text);
  const name = `export-${index}.csv${packed ? ".gz" : ""}`;
  story.write(name, packed ? gzipSync(bytes) : bytes);
  return name;
}

function cellsOf(each: Row, columns: readonly Column[]): readonly string[] {
  const cells = columns.map((column) => each[column]);
  if (each.shape === "short") return cells.slice(0, -1);
  return each.shape === "long" ? [...cells, "more"] : cells;
}
