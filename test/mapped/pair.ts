/**
 * The same records twice, by chance: as a canonical export, and as a file of another system with the mapping that says what the
 * file means. Both are printed here; the program is not asked.
 */
import { gzipSync } from "node:zlib";
import { stringify } from "yaml";
import type { Kind, Policy, Row } from "../oracle/language.ts";
import { createDice, type Dice } from "../oracle/samples/dice.ts";
import { sampleOf, yamlOf } from "../oracle/samples/sample.ts";
import { CURRENCIES, SERVICES, VALUES } from "../oracle/samples/words.ts";
import { type AmountColumn, amountColumn, type CellTexts, missingBy, type WordColumn, wordColumn } from "./cells.ts";
import { encodingBy, type FileEncoding, foreignText, PLAIN_ENCODING } from "./encodings.ts";
import { type Dialect, dialectBy, type FileRow, type FileText, fileText, jsonLines } from "./layout.ts";
import { FIXED_ZONES, type FixedZone, type TimeColumn, timeColumn } from "./time-columns.ts";

/** Pairs that are decided by the same rules. No two of their records have the same id. */
export interface Group {
  readonly policy: string;
  readonly outage: string;
  readonly asOf: number;
  readonly pairs: readonly Pair[];
}

export interface Pair {
  readonly canonical: string;
  /** The name of the file. */
  readonly name: string;
  readonly mapped: Buffer;
  readonly mapping: string;
  readonly rows: readonly PairRow[];
  readonly leftOut: number;
  readonly times: ReadonlyMap<string, TimeColumn>;
  /** Whether a date lies in another zone than the policy's, so that lengths between dates are told in hours. */
  readonly hasOwnZone: boolean;
  /** What is in the file and its mapping, in words. */
  readonly traits: readonly string[];
}

export interface PairRow {
  readonly canonicalLine: number;
  readonly line: number;
  /** The cells of times, by our names. */
  readonly times: ReadonlyMap<string, CellTexts>;
}

const IDS: { readonly [kind in Kind]: string } = {
  subscription: "subscription_id",
  rental: "rental_id",
  coupon: "coupon_id",
  claim: "claim_id",
};
const TIMES: { readonly [column: string]: "start" | "end" | "charge" } = {
  started_at: "start",
  received_at: "start",
  expires_at: "end",
  next_billing_at: "charge",
  trial_end: "end",
  pickup_by: "end",
};
const MONEY = ["price", "amount", "remaining", "loss_amount"];
const WORDS: { readonly [column: string]: readonly string[] } = {
  ...VALUES,
  service: [...SERVICES, "delta"],
  currency: Object.keys(CURRENCIES),
  auto_renew: ["true", "1", "yes", "Y", "false", "0", "no", "N", "F", "No"],
};
const CONSTANTS = ["service", "currency", "channel", "status", "platform", "category"];
const MOST_ROWS = 12;

/** One column of ours, and what it is in the file. */
interface Column {
  readonly name: string;
  /** The name in the file; undefined for a constant. */
  readonly header: string | undefined;
  readonly keys: { readonly [key: string]: unknown };
  readonly missing: readonly string[];
  readonly time: TimeColumn | undefined;
  readonly amount: AmountColumn | undefined;
  readonly word: WordColumn | undefined;
  readonly constant: string | undefined;
}

interface Making {
  readonly dice: Dice;
  readonly name: string;
  readonly encoding: FileEncoding;
  readonly zone: string;
  readonly fixed: FixedZone | undefined;
  readonly mayEndBefore: boolean;
  /** Texts for an empty cell in all columns. */
  readonly missing: readonly string[];
  readonly isJson: boolean;
}

/** @param count how many pairs. The same group for the same seed and index, on any machine. */
export function groupOf(seed: number, index: number, count: number): Group {
  const dice = createDice(seed ^ 0x5eed, index);
  const sample = sampleOf(seed, index, count * MOST_ROWS);
  const mayEndBefore = dice.chance(0.15);
  const policy = mayEndBefore ? plainPolicy(dice, sample.policy.zone) : sample.policy;
  const rules = { zone: policy.zone, mayEndBefore };
  const pairs = Array.from({ length: count }, (_, at) => {
    const own = createDice(seed ^ 0x9a1e5, index * 1000 + at);
    const rows = sample.rows.slice(at * MOST_ROWS, (at + 1) * MOST_ROWS).slice(0, own.between(2, MOST_ROWS));
    return pairOf(own, `e${at}`, rows, rules);
  });
  return { policy: yamlOf(policy), outage: yamlOf(sample.outage), asOf: sample.asOf, pairs };
}

/** @param name of the file, without its ending. */
function pairOf(dice: Dice, name: string, rows: readonly Row[], rules: Pick<Making, "zone" | "mayEndBefore">): Pair {
  const { kind } = dice.pick(rows);
  const isJson = dice.chance(0.08);
  const encoding = isJson ? PLAIN_ENCODING : encodingBy(dice);
  const fixed = dice.chance(0.25) ? dice.pick(FIXED_ZONES) : undefined;
  const making: Making = { dice, name, encoding, ...rules, fixed, missing: missingBy(dice), isJson };
  const own = rows.filter((row) => row.kind === kind);
  const records = repeated(
    dice,
    own.map((row) => withOddTexts(making, row)),
  );
  const columns = columnsBy(making, records);
  const extras = Array.from(
    { length: dice.pick([0, 0, 1, 2]) },
    (_, at) => `${foreignText(dice, encoding, 2)} more ${at}`,
  );
  const made = rowsOf(making, columns, extras, records);
  const file = fileOf(making, columns, extras, made);
  const canonical = canonicalText(columns, extras, made);
  return {
    canonical: canonical.text,
    name: file.name,
    mapped: file.bytes,
    mapping: mappingText(kind, making, columns, file),
    rows: made.map(({ times }, at) => ({ canonicalLine: canonical.lines[at] ?? 0, line: file.lines[at] ?? 0, times })),
    leftOut: file.leftOut,
    times: new Map(columns.flatMap((each) => (each.time === undefined ? [] : [[each.name, each.time] as const]))),
    hasOwnZone: fixed !== undefined,
    traits: traitsOf(making, columns, file),
  };
}

/** Rules that give the same of a date that does not count any more and of its midnight. */
function plainPolicy(dice: Dice, zone: string): Policy {
  const lengths = ["1 day", "3 days", "2 weeks", "15 hours", "25 hours", "1 month", "90 minutes"];
  const rules = (["subscription", "rental", "coupon", "claim"] as const).flatMap((kind) => {
    const isClaim = kind === "claim";
    const give = () => (isClaim || dice.chance(0.2) ? { credit: "5000 KRW" } : { extend: dice.pick(lengths) });
    const held = isClaim ? {} : dice.maybe(0.6, () => ({ if: { held: "during-outage" as const } }));
    return [
      { rule: `${kind}-1`, for: { record: kind, service: dice.some(SERVICES) }, ...held, give: give() },
      { rule: `${kind}-2`, for: { record: kind }, give: give() },
    ];
  });
  return { policy: "plain", revision: "1", zone, rules };
}

const ODD = [" ", '"', ",", ";", "'", "\\", "\n", "\r\n", "\t", "|", "%", "x", "0"];

function oddText({ dice, encoding }: Making): string {
  const length = dice.between(1, 4);
  return Array.from({ length }, () => (dice.chance(0.5) ? dice.pick(ODD) : foreignText(dice, encoding, 1))).join("");
}

function withOddTexts(making: Making, { kind, cells }: Row): Row["cells"] {
  const { dice } = making;
  const odd = (text = "") => (dice.chance(0.08) ? text + oddText(making) : text);
  return {
    ...Object.fromEntries(Object.entries(cells).map(([column, text]) => [column, ascii(text)])),
    user_id: odd(cells.user_id),
    [IDS[kind]]: odd(cells[IDS[kind]]),
    ...("plan" in cells ? { plan: odd(cells.plan) } : {}),
  };
}

/** Amounts of the samples that no encoding but Unicode has. */
function ascii(text: string): string {
  return text.replaceAll("₩", "W");
}

type Cells = Row["cells"];

interface Repeated {
  readonly cells: Cells;
  /** The record that it repeats, whose times have to be written alike. */
  readonly of: number | undefined;
}

/** Some records a second time, some of them with another user: both are rejects then. */
function repeated(dice: Dice, records: readonly Cells[]): readonly Repeated[] {
  return records.flatMap((cells, at): Repeated[] => {
    const first = { cells, of: undefined };
    if (dice.chance(0.9)) return [first];
    return [first, { cells: dice.chance(0.6) ? cells : { ...cells, user_id: `${cells.user_id}-2` }, of: at }];
  });
}

function columnsBy(making: Making, records: readonly Repeated[]): readonly Column[] {
  const { dice, encoding } = making;
  const names = Object.keys(records[0]?.cells ?? {});
  const columns = names.map((name, at): Column => {
    const role = TIMES[name];
    const missing = dice.chance(0.1) ? missingBy(dice) : making.missing;
    const time = role === undefined ? undefined : timeColumn({ ...making, role, isKorean: encoding.isKorean });
    const amount = MONEY.includes(name) ? amountColumn(dice, encoding) : undefined;
    const words = WORDS[name];
    const word = words !== undefined && dice.chance(0.6) ? wordColumn(dice, words, encoding, missing) : undefined;
    const constant =
      CONSTANTS.includes(name) && dice.chance(0.08) ? records.find(({ cells }) => cells[name])?.cells[name] : undefined;
    if (constant !== undefined)
      return {
        name,
        header: undefined,
        keys: { always: constant },
        missing: [],
        time: undefined,
        amount: undefined,
        word: undefined,
        constant,
      };
    const keys = {
      ...time?.keys,
      ...amount?.keys,
      ...word?.keys,
      ...(missing === making.missing ? {} : { missing: ["", ...missing] }),
    };
    const header = dice.chance(0.2)
      ? name
      : `${foreignText(dice, encoding, dice.between(1, 3))}${dice.pick(["", " ", "-"])}${at}`;
    return { name, header, keys, missing, time, amount, word, constant };
  });
  return shuffled(dice, columns);
}

function shuffled<T>(dice: Dice, list: readonly T[]): readonly T[] {
  return list
    .map((each) => [dice.below(1_000_000), each] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, each]) => each);
}

const NOTHING: CellTexts = { canonical: "", mapped: "" };

interface MadeRow {
  /** The cells of our columns, those of the further columns behind them. */
  readonly canonical: readonly string[];
  readonly mapped: readonly string[];
  readonly times: ReadonlyMap<string, CellTexts>;
}

function rowsOf(
  making: Making,
  columns: readonly Column[],
  extras: readonly string[],
  records: readonly Repeated[],
): readonly MadeRow[] {
  const { dice } = making;
  const made: MadeRow[] = [];
  const firsts: MadeRow[] = [];
  for (const { cells, of } of records) {
    const first = of === undefined ? undefined : firsts[of];
    const texts = columns.map((column, at): CellTexts => {
      const text = cells[column.name] ?? "";
      if (first !== undefined && column.time !== undefined)
        return { canonical: first.canonical[at] ?? "", mapped: first.mapped[at] ?? "" };
      return withMissing(dice, column.missing, cellOf(dice, column, text));
    });
    const further = extras.map((_, at): CellTexts => {
      const before = columns.length + at;
      if (first !== undefined) return { canonical: first.canonical[before] ?? "", mapped: first.mapped[before] ?? "" };
      const text = dice.chance(0.5) ? "" : oddText(making);
      return withMissing(dice, making.missing, { canonical: text, mapped: text });
    });
    const all = [...texts, ...further];
    const times = columns.flatMap(({ name, time }, at) =>
      time === undefined ? [] : [[name, texts[at] ?? NOTHING] as const],
    );
    const row = {
      canonical: all.map(({ canonical }) => canonical),
      mapped: all.map(({ mapped }) => mapped),
      times: new Map(times),
    };
    made.push(row);
    if (of === undefined) firsts.push(row);
  }
  return made;
}

function cellOf(dice: Dice, { time, amount, word, constant }: Column, text: string): CellTexts {
  if (constant !== undefined) return { canonical: constant, mapped: "" };
  if (time !== undefined) {
    if (dice.chance(0.01)) return time.bad();
    return text === "" ? { canonical: "", mapped: "" } : time.cell(text);
  }
  return (amount ?? word)?.cell(text) ?? { canonical: text, mapped: text };
}

/** An empty cell is written as any of the texts that stand for one, and such a text is never anything else. */
function withMissing(dice: Dice, missing: readonly string[], { canonical, mapped }: CellTexts): CellTexts {
  if (missing.includes(mapped)) return { canonical: "", mapped };
  return canonical === "" && mapped === "" && dice.chance(0.7) && missing.length > 0
    ? { canonical, mapped: dice.pick(missing) }
    : { canonical, mapped };
}

function canonicalText(columns: readonly Column[], extras: readonly string[], rows: readonly MadeRow[]): FileText {
  const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  let text = `${[...columns.map(({ name }) => name), ...extras].map(quoted).join()}\n`;
  const lines = rows.map(({ canonical }) => {
    const line = text.split("\n").length;
    text += `${canonical.map(quoted).join()}\n`;
    return line;
  });
  return { text, lines };
}

interface MadeFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly lines: readonly number[];
  readonly leftOut: number;
  readonly dialect: Dialect | undefined;
  readonly above: number;
  /** The names of the columns, where the mapping gives them. */
  readonly given: readonly string[] | undefined;
  readonly skip: { readonly [column: string]: unknown } | undefined;
}

function fileOf(
  making: Making,
  columns: readonly Column[],
  extras: readonly string[],
  rows: readonly MadeRow[],
): MadeFile {
  const { dice, name, encoding, isJson } = making;
  const stored = [...columns.map(({ header }) => header), ...extras].flatMap((name, at) =>
    name === undefined ? [] : [{ name, at }],
  );
  const plain = rows.map(({ mapped }) => stored.map(({ at }) => mapped[at] ?? ""));
  const names = stored.map(({ name }) => name);
  const skipping = dice.chance(0.2) ? skippingBy(making, names, plain) : undefined;
  const header = [...names, ...(skipping?.added === undefined ? [] : [skipping.added])];
  const all = skipping?.rows ?? plain.map((cells) => ({ cells, isRecord: true }));
  const hasHeader = isJson || dice.chance(0.88);
  const shared = { leftOut: all.filter(({ isRecord }) => !isRecord).length, skip: skipping?.skip };
  const ownLines = ({ lines }: FileText) => lines.filter((_, at) => all[at]?.isRecord);
  if (isJson) {
    const file = jsonLines(dice, header, all);
    const given = dice.chance(0.2) ? header : undefined;
    return {
      ...shared,
      name: `${name}.jsonl`,
      bytes: Buffer.from(file.text),
      lines: ownLines(file),
      dialect: undefined,
      above: 0,
      given,
    };
  }
  const written = dice.chance(0.15) ? header.map((name) => dice.pick([` ${name}`, `${name} `, name, name])) : header;
  const above = dice.chance(0.15)
    ? Array.from({ length: dice.between(1, 3) }, () => dice.pick(["Report", 'a "title', "x,y;z", "", "2022-10-15"]))
    : [];
  const signs = columns.flatMap(({ amount }) => amount?.signs ?? []);
  const dialect = dialectBy(dice, { rows: [{ cells: header }, ...all], hasHeader, decimals: signs, groups: signs });
  const file = fileText(dice, dialect, { above, header: hasHeader ? written : undefined, rows: all });
  const bytes = encoding.encode(file.text);
  const isPacked = dice.chance(0.06);
  return {
    ...shared,
    name: isPacked ? `${name}.csv.gz` : `${name}.csv`,
    bytes: isPacked ? gzipSync(bytes) : bytes,
    lines: ownLines(file),
    dialect,
    above: above.length,
    given: hasHeader ? undefined : header,
  };
}

interface SkippingRow extends FileRow {
  readonly isRecord: boolean;
}

interface Skipping {
  readonly rows: readonly SkippingRow[];
  readonly skip: { readonly [column: string]: unknown };
  /** A column of the file that only tells which rows are records. */
  readonly added: string | undefined;
}

/** Rows that are no records, among those that are. */
function skippingBy(
  { dice, encoding }: Making,
  names: readonly string[],
  rows: readonly (readonly string[])[],
): Skipping {
  const total = `${foreignText(dice, encoding, 2)}!`;
  const at = dice.below(names.length);
  const isOwn = dice.chance(0.5);
  const [real, other, test] = dice.pick([
    ["paid", dice.pick(["", total]), { not: "paid" }],
    ["paid", "", { empty: "true" }],
    ["", total, { empty: "false" }],
    ["paid", total, [total, "Total"]],
  ] as const);
  const withMark = (cells: readonly string[], isRecord: boolean): SkippingRow => {
    if (isOwn) return { isRecord, cells: [...cells, isRecord ? real : other] };
    return { isRecord, cells: isRecord ? cells : cells.map((cell, column) => (column === at ? total : cell)) };
  };
  const all = rows.flatMap((cells) => [
    ...(dice.chance(0.15) ? [withMark(dice.pick(rows), false)] : []),
    withMark(cells, true),
  ]);
  const added = `${foreignText(dice, encoding, 1)} mark`;
  return isOwn
    ? { rows: all, skip: { [added]: test }, added }
    : { rows: all, skip: { [names[at] ?? ""]: dice.pick<unknown>([total, [total, "Total"]]) }, added: undefined };
}

function mappingText(kind: Kind, making: Making, columns: readonly Column[], file: MadeFile): string {
  const { dice, encoding, missing, fixed, zone } = making;
  const { dialect, given, skip, above } = file;
  const own = {
    record: kind,
    ...(dialect === undefined || encoding.name === undefined ? {} : { encoding: encoding.name }),
    ...(dialect?.isDeclared ? { delimiter: dialect.delimiter } : {}),
    ...(dialect?.quote === undefined ? {} : { quote: dialect.quote }),
    ...(dialect?.mark === undefined ? {} : { escape: dialect.mark }),
    ...(above === 0 ? dice.maybe(0.05, () => ({ "before-header": "0" })) : { "before-header": String(above) }),
    ...(given === undefined ? {} : { header: given }),
    ...(missing.length === 0 ? {} : { missing: dice.chance(0.5) ? missing : ["", ...missing] }),
    ...(skip === undefined ? {} : { skip }),
    ...(fixed === undefined ? dice.maybe(0.1, () => ({ zone })) : { zone: fixed.name }),
    columns: Object.fromEntries(columns.flatMap((column) => mappedColumn(dice, column, given !== undefined))),
  };
  if (dice.chance(0.7)) return stringify({ mapping: "m", ...own }, { lineWidth: 0 });
  const exports = [
    { match: "other_*.csv", record: "rental" },
    { match: dice.pick(["e*", "*.csv*", "e*.*"]), ...own },
  ];
  const last = file.name.endsWith(".jsonl") ? [exports[0], { ...exports[1], match: "e*" }] : exports;
  return stringify({ mapping: "m", exports: last }, { lineWidth: 0 });
}

function mappedColumn(dice: Dice, { name, header, keys }: Column, isGiven: boolean): (readonly [string, unknown])[] {
  if (header === undefined) return [[name, keys]];
  const isBare = Object.keys(keys).length === 0;
  if (isBare && header === name && dice.chance(0.7)) return [];
  const names = !isGiven && dice.chance(0.15) ? [header, `${header} (old)`] : header;
  if (isBare && dice.chance(0.7)) return [[name, names]];
  return [[name, { ...(header === name && !isBare && dice.chance(0.5) ? {} : { from: names }), ...keys }]];
}

/** What was tried, by the words of a mapping. */
function traitsOf(
  { encoding, fixed }: Making,
  columns: readonly Column[],
  { name, dialect, given, skip, above }: MadeFile,
): readonly string[] {
  const keys = columns.flatMap((column) =>
    Object.entries(column.keys).map(([key, value]) => (key === "time" ? timeTrait(value) : key)),
  );
  return [
    ...new Set(keys),
    name.replace(/^\w+\./, ""),
    `encoding ${encoding.name}`,
    ...(dialect === undefined
      ? []
      : [
          `delimiter ${dialect.delimiter}`,
          `quote ${dialect.quote}`,
          ...(dialect.mark === undefined ? [] : ["escape"]),
        ]),
    ...(given === undefined ? [] : ["header"]),
    ...(fixed === undefined ? [] : ["zone"]),
    ...(skip === undefined ? [] : ["skip"]),
    ...(above === 0 ? [] : ["before-header"]),
  ];
}

function timeTrait(value: unknown): string {
  return typeof value === "string" && /^(iso|epoch|excel)/.test(value)
    ? value
    : typeof value === "string"
      ? "pattern"
      : "patterns";
}
