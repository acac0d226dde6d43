/**
 * Rows that are like a row that was decided before are decided by its precedent. They have to come to what deciding each of them
 * comes to: the same codes, the same entries, the same output rows; also where a mapping says how their times are written.
 *
 * `RECORDS=200000 SEED=7 npx vitest run test/oracle/precedents` looks at more, from another seed.
 */
import { describe, expect, test } from "vitest";
import { instantAt } from "../../src/domain/instant.ts";
import type { TimeForm } from "../../src/domain/time-form.ts";
import { csvText } from "../../src/input/csv-writer.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { endFields } from "../../src/rules/fields.ts";
import { createRowDecider } from "../../src/run/decide/decide-rows.ts";
import type { DecidedRows, Setup } from "../../src/run/rows/job.ts";
import { OUTCOME_COLUMNS } from "../../src/run/rows/outcomes.ts";
import { createBlockScanner } from "../../src/run/scan/scan-block.ts";
import { formOf } from "../domain/forms.ts";
import type { Kind, Row } from "./language.ts";
import { createDice, type Dice } from "./samples/dice.ts";
import { sampleOf, yamlOf } from "./samples/sample.ts";

const SEED = Number(process.env.SEED ?? 20221015);
const RECORDS = Number(process.env.RECORDS ?? 10_000);
const ROWS = 20;
/** So many records are made of every row of a sample, most of them at other times. */
const MIXTURES = 10;
const PER_TEST = 50;
const PATIENCE_MS = 240_000;
const COMMA = 0x2c;
/** No layer is left out; but with layers to leave out every row is decided on its own. */
const ONE_BY_ONE: ReadonlySet<string> = new Set();

/** Rows that got something, over all samples. */
let given = 0;

type Cells = Row["cells"];

/** The time another day, or at another time of day, written in the same shape; some are on edges, a second beside them, or late. */
function moved(text: string, dice: Dice): string {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return text;
  const two = (most: number) => String(dice.between(0, most)).padStart(2, "0");
  if (dice.chance(0.6)) return `${text.slice(0, 8)}${String(dice.between(1, 28)).padStart(2, "0")}${text.slice(10)}`;
  if (text.length < 16) return text;
  if (dice.chance(0.3)) return `${text.slice(0, 11)}23:59${text.slice(16)}`;
  return `${text.slice(0, 11)}${two(23)}:${two(59)}${text.slice(16)}`;
}

function mixtures(rows: readonly Row[], index: number): readonly Cells[] {
  const dice = createDice(SEED, index);
  return rows.flatMap(({ cells }, at) =>
    Array.from({ length: MIXTURES }, (_, mixture): Cells => {
      const other = dice.pick(rows).cells;
      const mixed = Object.entries(cells).map(([column, text]) => {
        if (/_(at|end|by)$/.test(column))
          return [column, dice.chance(0.7) ? moved(text, dice) : (other[column] ?? text)];
        return [column, dice.chance(0.1) ? (other[column] ?? text) : text];
      });
      const id = Object.keys(cells).find((column) => column.endsWith("_id") && column !== "user_id");
      return { ...Object.fromEntries(mixed), ...(id === undefined ? {} : { [id]: `r${at}-${mixture}` }) };
    }),
  );
}

/** Everything that was decided, in a form that can be compared. */
function shown({ codes, outcomes, overlap }: DecidedRows): string {
  const { count, bytes, services, currencies } = outcomes;
  const columns = Object.keys(OUTCOME_COLUMNS) as (keyof typeof OUTCOME_COLUMNS)[];
  const entries = Array.from({ length: count }, (_, at) =>
    columns.map((name) => {
      const { perEntry } = OUTCOME_COLUMNS[name];
      const values = [...outcomes[name].slice(at * perEntry, (at + 1) * perEntry)].map(Number);
      if (name === "service") return services[values[0] ?? 0];
      return name === "currency" ? currencies[values[0] ?? 0] : `${name} ${values.join(" ")}`;
    }),
  );
  const rows = bytes.map((of) => Buffer.from(of).toString());
  return [...rows, ...entries.map((entry) => entry.join()), [...codes].join(" "), JSON.stringify(overlap)].join("\n");
}

function firstDifference(one: string, other: string): string | undefined {
  const [lines, others] = [one.split("\n"), other.split("\n")];
  const at = lines.findIndex((line, index) => line !== others[index]);
  return at < 0 && lines.length === others.length ? undefined : `alone   ${lines[at]}\nbefore  ${others[at]}`;
}

const PATTERNS = [
  "yyyyMMdd",
  "dd.MM.yyyy",
  "M/d/yyyy",
  "yyyy년 MM월 dd일",
  "yyyy/MM/dd HH:mm:ss",
  "dd.MM.yyyy, HH:mm",
  "HH:mm yyyyMMdd",
  "yyyy. M. d. HH:mm",
  "yyyyMMddHHmmss",
  "epoch-seconds",
  "iso",
] as const;

/** How a column of times is written, and the pattern of its cells. */
interface Writing {
  readonly form: TimeForm;
  readonly pattern: (typeof PATTERNS)[number];
}

function writingBy(dice: Dice): Writing {
  const pattern = dice.pick(PATTERNS);
  const through = dice.chance(0.2) ? "before" : "day";
  return { pattern, form: formOf(pattern, { through, midnight: dice.chance(0.1) ? "day" : "moment" }) };
}

/** A time in ISO 8601 as a pattern has it, as far as it has it; in UTC where it is a number. A text that is no time stays. */
function written(text: string, { pattern }: Writing): string {
  const [, year, month, day, hour = "00", minute = "00", second = "00"] =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined || pattern === "iso") return text;
  if (pattern === "epoch-seconds")
    return String(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) / 1000);
  const numbers = { y: year, M: month, d: day, H: hour, m: minute, s: second };
  return pattern.replace(/([yMdHms])\1*/g, (run, letter: keyof typeof numbers) =>
    run.length === 1 ? String(Number(numbers[letter])) : numbers[letter],
  );
}

/** The same records with their times in forms; columns of one kind may have several. */
function inForms(cells: readonly Cells[], dice: Dice) {
  const columns = [...new Set(cells.flatMap((row) => Object.keys(row)))];
  const forms = new Map(
    columns.filter((column) => /_(at|end|by)$/.test(column)).map((name) => [name, writingBy(dice)]),
  );
  const rewritten = cells.map(
    (row): Cells =>
      Object.fromEntries(
        Object.entries(row).map(([column, text]) => {
          const writing = forms.get(column);
          return [column, writing === undefined ? text : written(text, writing)];
        }),
      ),
  );
  return { cells: rewritten, forms };
}

function differencesOf(
  setup: Setup,
  kind: Kind,
  { cells, forms }: { readonly cells: readonly Cells[]; readonly forms?: ReadonlyMap<string, Writing> },
): readonly string[] {
  const columns = [...new Set(cells.flatMap((row) => Object.keys(row)))];
  const plain = layoutOf(
    { kind, delimiter: COMMA, columns, length: 0, line: 1, byteOrderMark: false },
    endFields(setup.policy),
  );
  const layout = { ...plain, times: plain.times.map((time) => ({ ...time, form: forms?.get(time.name)?.form })) };
  const text = csvText(
    cells.map((row) => columns.map((column) => row[column] ?? "")),
    ",",
  );
  const job = { source: "made.csv", exportIndex: 0, layout, bytes: Buffer.from(text) };
  const { candidates, damage } = createBlockScanner(setup)(job);
  expect(damage).toBeUndefined();
  const rows = { ...job, firstLine: 2, candidates };
  const alone = shown(createRowDecider(setup)({ ...rows, without: ONE_BY_ONE }));
  const decide = createRowDecider(setup);
  given += decide(rows).outcomes.count;
  // The first time taught what the second time knows.
  return [createRowDecider(setup)(rows), decide(rows)].flatMap(
    (decided) => firstDifference(alone, shown(decided)) ?? [],
  );
}

function differencesIn(index: number): readonly string[] {
  const sample = sampleOf(SEED, index, ROWS);
  const policyText = yamlOf(sample.policy);
  const outageText = yamlOf(sample.outage);
  const setup = {
    policy: readPolicy(policyText, "policy.yaml").policy,
    outage: readOutage(outageText, "outage.yaml"),
    asOf: instantAt(sample.asOf),
  };
  return [...new Set(sample.rows.map(({ kind }) => kind))]
    .flatMap((kind) => {
      const rows = sample.rows.filter((row) => row.kind === kind);
      const cells = mixtures(rows, index);
      return [{ cells }, inForms(cells, createDice(SEED, index))].flatMap((one) => differencesOf(setup, kind, one));
    })
    .map((found) => [`SEED=${SEED}, sample ${index}`, policyText, outageText, found].join("\n"));
}

const samples = Math.ceil(RECORDS / ROWS / MIXTURES);
const batches = Array.from({ length: Math.ceil(samples / PER_TEST) }, (_, batch) => batch * PER_TEST);

describe(`deciding ${RECORDS} records by precedent, seed ${SEED}`, () => {
  test.for(batches)("agrees with deciding each, from sample %i on", { timeout: PATIENCE_MS }, (from) => {
    const indexes = Array.from({ length: Math.min(PER_TEST, samples - from) }, (_, at) => from + at);
    expect(indexes.flatMap(differencesIn).slice(0, 3).join("\n\n")).toBe("");
  });

  test("gave something to a good part of them", () => {
    expect(given).toBeGreaterThan(RECORDS / 10);
  });
});
