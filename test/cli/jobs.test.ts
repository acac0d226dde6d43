/**
 * The same bytes with any number of threads, from files, gzip and pipes, on exports large enough that threads start;
 * and what is in them is what csv-parse and plain maps say.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { runBinary } from "../support/binary.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { contentsOf, treeOf } from "../support/tree.ts";

const AS_OF = "--as-of 2022-10-21T11:00:00+09:00";
const COLUMNS = ["rental_id", "user_id", "service", "started_at", "expires_at", "note"];
const MIB = 1024 * 1024;
/** Five plans of many megabytes, on a machine that may have other things to do. */
const PATIENCE_MS = 240_000;

/** Two layers on one end, and limits: rows meet each other, and some are decided again without a layer. */
const POLICY = `
policy: two-layers
revision: 1
zone: Asia/Seoul
limits:
  - { per: user, layer: extra, records: 3 }
layers:
  - layer: usual
    rules:
      - { rule: hours, for: { record: rental, service: kakaopage }, if: { held: during-outage }, give: { extend: 96 hours } }
  - layer: extra
    rules:
      - { rule: days, for: { record: rental, service: kakaopage }, if: { held: during-outage }, give: { extend: 1 day } }
`;

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** mulberry32: small, seeded, the same everywhere. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Lines as no exporter would mix them: quotes, line feeds in quotes, blank lines, long rows, repeats near and far. */
function hostileExport(seed: number, rows: number): string {
  const random = createRandom(seed);
  const notes = [
    () => "",
    () => `note ${"x".repeat(random(900))}`,
    () => `"two\nlines, and a ""quote"" ${"y".repeat(random(1100))}"`,
    () => `"${"\n".repeat(random(5))}"`,
    () => `"\u{d55c}\u{ad6d}\u{c5b4} ${"z".repeat(random(300))}"`,
  ];
  const kept: string[] = [];
  const lines: string[] = [];
  for (let index = 0; index < rows; index += 1) {
    const fate = random(400);
    const [old] = fate < 4 && kept.length > 0 ? kept.splice(random(kept.length), 1) : [];
    if (old !== undefined) {
      // The whole row again, or with another user.
      lines.push(fate < 2 ? old : old.replace(",user-", ",other-"));
      continue;
    }
    const service = random(4) === 0 ? "kakaopage" : "melon";
    const ends = fate === 5 ? "soon" : `2022-10-${20 + random(12)}T10:${10 + random(50)}:00+09:00`;
    const user = fate === 6 ? "" : `user-${random(rows / 20)}`;
    const id = fate === 7 ? "" : `rental-${seed}-${index}`;
    const note = notes[random(notes.length)]?.() ?? "";
    const row = [id, user, service, `2022-10-0${1 + random(9)} 09:30`, ends, note].join(",");
    if (random(50) === 0 && id !== "") kept.push(row);
    lines.push(fate === 8 ? `${row},one too many` : row);
    if (fate === 9) lines.push("");
  }
  return [COLUMNS.join(","), ...lines].join("\n");
}

/** Rows by csv-parse. It counts a CRLF in quotes as two lines, so the lines are counted from the bytes it has read. */
function parsePlainly(text: string): readonly Row[] {
  const options = { bom: true, info: true, skip_empty_lines: true, relax_column_count: true } as const;
  const found = parse(text, options) as unknown as { record: string[]; info: { bytes: number } }[];
  const bytes = Buffer.from(text);
  let counted = 0;
  let lines = 0;
  return found
    .map(({ record, info }) => {
      for (; counted < info.bytes; counted += 1) if (bytes[counted] === 0x0a) lines += 1;
      const inQuotes = record.reduce((count, cell) => count + cell.split("\n").length - 1, 0);
      return { line: lines + (bytes[info.bytes - 1] === 0x0a ? 0 : 1) - inQuotes, cells: record };
    })
    .slice(1);
}

/** Line and fate of every row that is given something or rejected, and how many are duplicates. */
function fatesPlainly(exports: readonly { readonly name: string; readonly text: string }[]) {
  const rows = exports.flatMap(({ name, text }) => parsePlainly(text).map((row) => ({ name, ...row })));
  const isNamed = ({ cells }: Row) => cells.length === COLUMNS.length && cells[0] !== "" && cells[2] !== "";
  const contents = new Map<string, Set<string>>();
  const identityOf = ({ cells }: Row) => JSON.stringify([cells[0], cells[2]]);
  for (const row of rows.filter(isNamed)) {
    const known = contents.get(identityOf(row)) ?? new Set();
    contents.set(identityOf(row), known.add(JSON.stringify(row.cells)));
  }
  const seen = new Set<string>();
  const given: string[] = [];
  const rejected: string[] = [];
  let duplicates = 0;
  for (const row of rows) {
    const place = `${row.name}:${row.line}`;
    const content = JSON.stringify(row.cells);
    const isFaulty = !isNamed(row) || row.cells[1] === "" || row.cells[4] === "soon";
    if (isNamed(row) && seen.has(content)) duplicates += 1;
    else if (isFaulty || (contents.get(identityOf(row))?.size ?? 0) > 1) rejected.push(place);
    else if (row.cells[2] === "kakaopage") given.push(place);
    if (isNamed(row)) seen.add(content);
  }
  return { read: rows.length, given, rejected, duplicates };
}

function fatesIn(story: SmallCase, plan: string) {
  const rejects = treeOf(story.path(plan)).filter((path) => /^rejects\/.+/.test(path));
  const { totals } = story.summary(plan);
  return {
    read: totals.read,
    given: [
      ...new Set(story.rows(`${plan}/adjusted-expiry.csv`).map((row) => `${row.get("source")}:${row.get("line")}`)),
    ],
    rejected: rejects.flatMap((path) =>
      story.rows(`${plan}/${path}`).map((row) => `${path.slice("rejects/".length)}:${row.get("_line")}`),
    ),
    duplicates: totals.duplicate,
  };
}

function differing(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path));
}

/** They say where the bytes came from. */
const ORIGINS = ["manifest.json", "summary.html"];

describe("two exports of several megabytes", () => {
  let first = "";
  let second = "";

  beforeAll(() => {
    first = hostileExport(1, 28_000);
    // The other one has a byte order mark, CRLF, a line end after its last row, and rows of the first one.
    const shared = first.split("\n").slice(1, 400).join("\n");
    second = `\ufeff${hostileExport(2, 14_000)}\n${shared.slice(0, shared.lastIndexOf("\nrental-"))}\n`.replaceAll(
      "\n",
      "\r\n",
    );
    expect(Buffer.byteLength(first)).toBeGreaterThan(8 * MIB);
    expect(Buffer.byteLength(second)).toBeGreaterThan(4 * MIB);
  });

  test(
    "become the same plan, and that is the one that a plain reading gives",
    async () => {
      const story = await smallCase({
        "policy.yaml": POLICY,
        "files/a.csv": first,
        "files/b.csv": second,
        "packed/a.csv.gz": gzipSync(first, { level: 1 }),
        "packed/b.csv.gz": gzipSync(second, { level: 1 }),
      });
      const plan = async (out: string, jobs: number, exports: string) => {
        const line = `plan ${RULES} ${AS_OF} --jobs ${jobs} --quiet --out ${out} ${exports}`;
        expect(await runBinary(line, { cwd: story.folder }), out).toMatchObject({ exit: 0, err: "" });
      };
      for (const jobs of [1, 2, 3, 8]) await plan(`jobs-${jobs}`, jobs, "files");
      await plan("packed-jobs-3", 3, "packed");

      const one = contentsOf(story.path("jobs-1"));
      for (const jobs of [2, 3, 8])
        expect(differing(one, contentsOf(story.path(`jobs-${jobs}`))), `${jobs}`).toEqual([]);
      const [plain, packed] = ["jobs-1", "packed-jobs-3"].map((out) => contentsOf(story.path(out), ORIGINS));
      expect(differing(plain ?? one, packed ?? one)).toEqual([]);

      const expected = fatesPlainly([
        { name: "a.csv", text: first },
        { name: "b.csv", text: second },
      ]);
      expect(expected.duplicates).toBeGreaterThan(300);
      expect(expected.rejected.length).toBeGreaterThan(300);
      expect(expected.given.length).toBeGreaterThan(5000);
      expect(fatesIn(story, "jobs-1")).toEqual(expected);
      // Some rows have lost their second layer to the limit.
      expect(story.rows("jobs-1/adjusted-expiry.csv").length).toBeLessThan(2 * expected.given.length);
    },
    PATIENCE_MS,
  );

  test(
    "come through a pipe as the file that they are, with any number of threads",
    async () => {
      const story = await smallCase({ "policy.yaml": POLICY, "rentals.csv": first });
      const sums = new Map<string, string>();
      for (const [jobs, exports] of [
        [1, "rentals.csv"],
        [1, "-"],
        [2, "-"],
        [8, "-"],
      ] as const) {
        const out = `plan-${jobs}-${sums.size}`;
        const input = exports === "-" ? { input: Buffer.from(first) } : {};
        const line = `plan ${RULES} ${AS_OF} --jobs ${jobs} --quiet --out ${out} ${exports}`;
        expect(await runBinary(line, { cwd: story.folder, ...input }), out).toMatchObject({ exit: 0, err: "" });
        const hash = createHash("sha256");
        const files = [
          "adjusted-expiry.csv",
          "review.csv",
          "rejects/rentals.csv",
          "keys",
          "summary.json",
          "figures.json",
        ];
        for (const file of files) {
          hash.update(readFileSync(story.path(`${out}/${file}`)));
        }
        sums.set(out, hash.digest("hex"));
      }
      expect([...new Set(sums.values())]).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});

/** Every service has an extension of its own. */
const SERVICES = ["kakaopage", "melon", "kakaowebtoon", "serieson", "brunch"];
const POLICY_FOR_ALL = `
policy: for-all
revision: 1
zone: Asia/Seoul
rules:
${SERVICES.map(
  (service, index) =>
    `  - { rule: ${service}, why: all, for: { record: rental, service: ${service} }, give: { extend: ${index + 1} days } }`,
).join("\n")}
`;

test(
  "short rows that all get something, so many that the scanning thread helps, become the same plan",
  async () => {
    const count = 160_000;
    // The services come in one order at the front and in another one later.
    const lines = Array.from({ length: count }, (_, index) => {
      const service = SERVICES[(index < count / 3 ? index : count * 5 - 1 - index) % SERVICES.length];
      return `r${index},user-${index % 999},${service},2022-10-01,2022-10-${20 + (index % 9)} 10:00`;
    });
    const text = ["rental_id,user_id,service,started_at,expires_at", ...lines, ""].join("\n");
    expect(text.length).toBeGreaterThan(8 * MIB);
    const story = await smallCase({ "policy.yaml": POLICY_FOR_ALL, "rentals.csv": text });
    for (const [out, jobs, exports] of [
      ["one", 1, "rentals.csv"],
      ["two", 2, "rentals.csv"],
      ["three", 3, "rentals.csv"],
      ["piped", 3, "-"],
    ] as const) {
      const line = `plan ${RULES} ${AS_OF} --jobs ${jobs} --quiet --out ${out} ${exports}`;
      const ran = await runBinary(line, { cwd: story.folder, input: Buffer.from(exports === "-" ? text : "") });
      expect(ran, out).toMatchObject({ exit: 0, err: "" });
    }
    const one = contentsOf(story.path("one"));
    for (const out of ["two", "three"]) expect(differing(one, contentsOf(story.path(out))), out).toEqual([]);
    const file = (out: string) => readFileSync(story.path(`${out}/adjusted-expiry.csv`), "utf8");
    expect(file("piped") === file("one")).toBe(true);
    const rows = story.rows("one/adjusted-expiry.csv");
    expect(rows).toHaveLength(count);
    const wrong = rows.filter(
      (row) =>
        row.get("rule") !== row.get("service") ||
        !lines[Number(row.get("line")) - 2]?.includes(`,${row.get("service")},`),
    );
    expect(wrong).toEqual([]);
  },
  PATIENCE_MS,
);
