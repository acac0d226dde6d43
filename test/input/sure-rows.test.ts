/**
 * What the kernel is sure of. It may leave any row to the careful reader, but one that it is sure of must be sound there,
 * with the same period; and of ordinary rows it has to be sure, or everything would be slow.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCurrencyTable } from "../../src/domain/currency.ts";
import { openZone } from "../../src/domain/zone.ts";
import { csvText } from "../../src/input/csv-writer.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { createRecordReader } from "../../src/input/read-record.ts";
import { createRow } from "../../src/input/scanner.ts";
import { createCandidateList, RARE_SERVICE } from "../../src/kernel/candidates.ts";
import { describeExport } from "../../src/kernel/describe-export.ts";
import { VERDICTS } from "../../src/kernel/numbers.ts";
import {
  checkRows,
  collectRows,
  createScanKernel,
  fillRow,
  loadBlock,
  nextBatch,
  passRow,
  printRows,
} from "../../src/kernel/scan-kernel.ts";
import { patienceMs, sampling } from "../support/sampling.ts";
import { type Cells, COLUMNS, PLAIN, type Seen, seenTwice } from "../support/seen-rows.ts";

const COMMA = 0x2c;

/** Rows that teach the kernel all words that the tables use, so that only what a row has wrong can make it unsure. */
const TEACHERS: readonly Partial<Cells>[] = [
  {},
  { auto_renew: "false" },
  { auto_renew: "yes" },
  { currency: "USD" },
  { currency: "" },
];

function seen(change: Partial<Cells>, zone?: string): Seen {
  const found = seenTwice(
    [...TEACHERS, change].map((changed) => ({ ...PLAIN, ...changed })),
    zone === undefined ? {} : { zone },
  );
  expect(found.slice(0, -1).map(({ verdict }) => verdict)).toEqual(TEACHERS.map(() => VERDICTS.someRule));
  const last = found.at(-1);
  if (last === undefined) throw new Error("no row");
  return last;
}

describe("an ordinary row is sure", () => {
  test.for<[string, Partial<Cells>]>([
    ["as it is", {}],
    ["a day", { expires_at: "2022-11-01" }],
    ["minutes", { expires_at: "2022-11-01T09:30" }],
    ["a space", { expires_at: "2022-11-01 09:30:15" }],
    ["one decimal", { expires_at: "2022-11-01T09:30:15.1" }],
    ["three decimals", { expires_at: "2022-11-01T09:30:15.123" }],
    ["four decimals", { expires_at: "2022-11-01T09:30:15.1239", next_billing_at: "" }],
    ["microseconds and Z", { expires_at: "2022-11-01 09:30:15.961971Z", next_billing_at: "" }],
    ["nanoseconds and an offset", { expires_at: "2022-11-01T09:30:15.999999999-03:30", next_billing_at: "" }],
    ["the last nanosecond of a day", { expires_at: "2022-11-01T23:59:59.999999999", next_billing_at: "" }],
    ["a microsecond into the last minute", { expires_at: "2022-11-01T23:59:00.000001", next_billing_at: "" }],
    ["a nanosecond before the last second", { expires_at: "2022-11-01T23:59:58.999999999", next_billing_at: "" }],
    ["Z", { expires_at: "2022-11-01T09:30:15Z" }],
    ["an offset", { expires_at: "2022-11-01T09:30:15+09:00" }],
    ["an offset behind", { expires_at: "2022-11-01T09:30:15.5-03:30" }],
    ["minutes and Z", { expires_at: "2022-11-01T09:30Z" }],
    ["minutes and an offset", { expires_at: "2022-11-01T09:30+09:00" }],
    ["the last moment of a day", { expires_at: "2022-11-01T23:59:59" }],
    ["29 February", { started_at: "2020-02-29" }],
    ["31 December", { started_at: "2020-12-31" }],
    ["the first year", { started_at: "1900-01-05" }],
    ["the last year", { next_billing_at: "2199-12-25" }],
    ["no end", { expires_at: "", next_billing_at: "" }],
    ["no start", { started_at: "" }],
    ["no flag", { auto_renew: "" }],
    ["another flag", { auto_renew: "N" }],
    ["no price", { price: "" }],
    ["no currency", { currency: "" }],
    ["nine digits", { price: "999999999" }],
    ["decimals", { price: "49.90", currency: "USD" }],
    ["fewer decimals than the currency has", { price: "49.9", currency: "USD" }],
    ["decimals of a unit of the policy", { price: "4.5", currency: "STAR" }],
    ["a currency with three decimals", { price: "4.125", currency: "KWD" }],
    ["decimals without a currency", { price: "4.123456", currency: "" }],
    ["Korean", { subscription_id: "구독-1", service: "멜론" }],
    ["an id of letters alone", { subscription_id: "nullable", user_id: "hannah" }],
    ["an id of a letter", { subscription_id: "n", user_id: "N" }],
    ["quotes", { subscription_id: 's"1"', user_id: "a,b" }],
    ["a service with quotes", { service: 'mel"on"' }],
    [
      "a last day that is the day before its start",
      { started_at: "2022-11-03", expires_at: "2022-11-02", next_billing_at: "" },
    ],
    ["a charge on the day before its end", { expires_at: "2022-11-02", next_billing_at: "2022-11-01" }],
    ["no flag, and a charge alone", { auto_renew: "false", expires_at: "", next_billing_at: "2022-11-01" }],
    ["the last minute of a day", { expires_at: "2022-11-01T23:59" }],
    ["the last minute of a day, with seconds", { expires_at: "2022-11-01T23:59:00", next_billing_at: "" }],
    ["a second into the last minute", { expires_at: "2022-11-01T23:59:01", next_billing_at: "" }],
    ["a second before the last minute", { expires_at: "2022-11-01T23:58:59", next_billing_at: "" }],
    ["a moment before the last second", { expires_at: "2022-11-01T23:59:58.999", next_billing_at: "" }],
    ["the last millisecond of a day", { expires_at: "2022-11-01T23:59:59.999", next_billing_at: "" }],
    ["the last minute of a day elsewhere", { expires_at: "2022-11-01T23:59-03:30", next_billing_at: "" }],
    ["a charge in the last minute of a day", { expires_at: "", next_billing_at: "2022-11-01T23:59Z" }],
    ["a start in the last minute of a day", { started_at: "2022-10-01T23:59" }],
    ["a start and an end at once", { started_at: "2022-10-01T09:00", next_billing_at: "2022-10-01T09:00:00" }],
  ])("%s", ([, change]) => {
    const { verdict, isSound, period, read } = seen(change);
    expect({ verdict, isSound }).toEqual({
      verdict: (change.service ?? "melon") === "melon" ? VERDICTS.someRule : VERDICTS.done,
      isSound: true,
    });
    if (verdict === VERDICTS.someRule) expect(period).toEqual(read);
  });
});

describe("a faulty row never is", () => {
  test.for<[string, Partial<Cells>]>([
    ["no id", { subscription_id: "" }],
    ["no user", { user_id: "" }],
    ["no service", { service: "" }],
    ["an unknown currency", { currency: "KRX" }],
    ["an unknown flag", { auto_renew: "maybe" }],
    ["a price in words", { price: "free" }],
    ["a negative price", { price: "-1" }],
    ["a price with a comma", { price: "4,900" }],
    ["a price that ends with its point", { price: "49.", currency: "USD" }],
    ["a price that begins with it", { price: ".5", currency: "USD" }],
    ["two points", { price: "1.2.3", currency: "USD" }],
    ["finer than the currency", { price: "49.99" }],
    ["finer than any", { price: "1.1234567", currency: "" }],
    ["30 February", { expires_at: "2022-02-30" }],
    ["29 February of another year", { expires_at: "2100-02-29" }],
    ["31 April", { expires_at: "2022-04-31" }],
    ["31 November", { expires_at: "2022-11-31" }],
    ["month 13", { expires_at: "2022-13-01" }],
    ["month 0", { expires_at: "2022-00-01" }],
    ["day 0", { expires_at: "2022-11-00" }],
    ["hour 24", { expires_at: "2022-11-01T24:00:00" }],
    ["minute 60", { expires_at: "2022-11-01T09:60:00" }],
    ["second 60", { expires_at: "2022-11-01T09:00:60" }],
    ["decimals of a minute", { expires_at: "2022-11-01T09:30.5" }],
    ["decimals of a minute and an offset", { expires_at: "2022-11-01T09:30.5+09:00" }],
    ...[
      "null",
      "NULL",
      "Null",
      "(null)",
      "<NULL>",
      "\\N",
      "\\n",
      "n/a",
      "#N/A",
      "None",
      "undefined",
      "UNDEFINED",
      "NaN",
      "-",
      "--",
    ].flatMap((word): [string, Partial<Cells>][] => [
      [`the id ${word}`, { subscription_id: word }],
      [`the user ${word}`, { user_id: word }],
    ]),
    ["a dash for a colon", { expires_at: "2022-11-01T09-30" }],
    ["half a minute", { expires_at: "2022-11-01T09:3" }],
    ["half a second", { expires_at: "2022-11-01T09:30:1" }],
    ["a second without a number", { expires_at: "2022-11-01T09:30:" }],
    ["a point without decimals", { expires_at: "2022-11-01T09:30:15." }],
    ["ten decimals", { expires_at: "2022-11-01T09:30:15.1234567890" }],
    ["nine decimals and a letter", { expires_at: "2022-11-01T09:30:15.123456789x" }],
    ["microseconds and a letter", { expires_at: "2022-11-01T09:30:15.123456x" }],
    ["offset hour 24", { expires_at: "2022-11-01T09:30:15+24:00" }],
    ["offset minute 60", { expires_at: "2022-11-01T09:30:15+09:60" }],
    ["minus no offset", { expires_at: "2022-11-01T09:30:15-00:00" }],
    ["letters after Z", { expires_at: "2022-11-01T09:30:15ZZ" }],
    ["a lower t", { expires_at: "2022-11-01t09:30:15" }],
    ["slashes", { expires_at: "2022/11/01" }],
    ["other digits", { expires_at: "2022-1:-01" }],
    ["a colon for a digit", { expires_at: "2022-11-0:" }],
    ["a slash for a digit", { expires_at: "2022-11-0/" }],
    ["blanks", { expires_at: " 2022-11-01" }],
    ["an end before its start", { next_billing_at: "2022-10-01T08:59:59" }],
    ["an end before its start by a millisecond", { next_billing_at: "2022-10-01T08:59:59.999" }],
    ["an end before its start in another offset", { next_billing_at: "2022-10-01T09:59:59+10:00" }],
    [
      "an end that is the day before the one before its start",
      { started_at: "2022-11-03", next_billing_at: "2022-11-01" },
    ],
    ["an expiry before its start, not ending", { auto_renew: "false", expires_at: "2022-10-01T08:59:59" }],
  ])("%s", ([, change]) => {
    expect(seen(change)).toMatchObject({ verdict: VERDICTS.unsure, isSound: false });
  });

  test.for([
    ["America/New_York", "2022-03-13T02:30:00"],
    ["America/New_York", "2022-11-06T01:30:00"],
    ["Asia/Seoul", "1988-05-08T02:30:00"],
  ] as const)("a wall time that does not exist or exists twice: %s %s", ([zone, expires_at]) => {
    expect(seen({ expires_at, next_billing_at: "2199-01-01" }, zone)).toMatchObject({
      verdict: VERDICTS.unsure,
      isSound: false,
    });
  });
});

const cells = fc.record({
  subscription_id: fc.constantFrom("s1", "s1", "s1", "", 's"1'),
  user_id: fc.constantFrom("u1", "u1", "u1", "u1", ""),
  service: fc.constantFrom("melon", "kakao-t", "멜론", "", "a-service-with-a-name-that-is-longer-than-any-kept"),
  price: fc.oneof(
    fc.constantFrom("", "4900", "49.90", "1e3", "0"),
    fc.string({ unit: fc.constantFrom(..."019.-"), maxLength: 12 }),
  ),
  currency: fc.constantFrom("KRW", "USD", "KWD", "STAR", "HRK", "", "WON", "krw"),
  started_at: fc.oneof(anyTime(), anyTime(), fc.constant("")),
  expires_at: fc.oneof(anyTime(), fc.constant("")),
  next_billing_at: fc.oneof(anyTime(), fc.constant(""), fc.constant("")),
  auto_renew: fc.constantFrom("true", "false", "", "Y", "no", "maybe"),
});

/** Times of every form, near what is allowed and near changes of clocks. */
function anyTime(): fc.Arbitrary<string> {
  const two = (from: number, to: number) =>
    fc.integer({ min: from, max: to }).map((value) => String(value).padStart(2, "0"));
  const year = fc.constantFrom("1899", "1900", "1988", "2021", "2022", "2022", "2199", "2200", "0001");
  const day = fc.tuple(year, two(0, 13), two(0, 32)).map((parts) => parts.join("-"));
  const change = fc.constantFrom("2022-03-13", "2022-11-06", "2022-10-30", "2022-03-27", "1988-05-08", "1908-04-01");
  const clock = fc.oneof(
    fc.constantFrom("", "", "00:00", "24:00", "23:59:59"),
    fc.tuple(two(0, 25), two(0, 61)).map((parts) => parts.join(":")),
    fc.tuple(two(0, 25), two(0, 61), two(0, 61)).map((parts) => parts.join(":")),
    fc
      .tuple(two(0, 25), two(0, 61), two(0, 61), fc.stringMatching(/^[0-9]{0,11}$/))
      .map(([h, m, s, f]) => `${h}:${m}:${s}.${f}`),
  );
  const offset = fc.constantFrom(
    "",
    "",
    "",
    "Z",
    "+09:00",
    "-03:30",
    "+0900",
    "+09",
    "-00:00",
    "+24:00",
    "+09:60",
    "z",
    " ",
  );
  return fc
    .tuple(fc.oneof(day, change), fc.constantFrom("T", "T", " ", "t", ""), clock, offset)
    .map(([date, mark, time, behind]) => (time === "" ? date : `${date}${mark}${time}`) + behind);
}

const ZONES = ["Asia/Seoul", "America/New_York", "Europe/Lisbon", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];

test.for(ZONES.map((zone) => [zone] as const))(
  "whatever the rows hold, what is sure is sound and has the period that the careful reader has, in %s",
  { timeout: patienceMs },
  ([zone]) => {
    const counts = { sure: 0, sound: 0, rows: 0 };
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 20 }), (rows) => {
        for (const [index, { verdict, isSound, period, read }] of seenTwice(rows, { zone }).entries()) {
          counts.rows += 1;
          if (isSound) counts.sound += 1;
          if (verdict === VERDICTS.unsure) continue;
          counts.sure += 1;
          expect({ isSound, isRuled: verdict === VERDICTS.someRule }).toEqual({
            isSound: true,
            isRuled: rows[index]?.service === "melon",
          });
          if (verdict === VERDICTS.someRule) expect(period).toEqual(read);
        }
      }),
      sampling(0.1),
    );
    expect(counts.sound).toBeGreaterThan(counts.rows / 50);
    expect(counts.sure).toBeGreaterThan(counts.sound / 3);
  },
);

test("money that had ended before the outage is never sure, also after a row that was over in time", () => {
  const inTime = { ...PLAIN, currency: "HRK", next_billing_at: "2022-12-31" };
  const seen = seenTwice([inTime, { ...inTime, next_billing_at: "2023-01-02" }]);
  expect(seen.map(({ verdict, isSound }) => ({ verdict, isSound }))).toEqual([
    { verdict: VERDICTS.unsure, isSound: true },
    { verdict: VERDICTS.unsure, isSound: false },
  ]);
});

test("a service keeps its number, and one that is not kept has none", () => {
  const services = Array.from({ length: 3000 }, (_, index) => `service-${index}`);
  const rows = services.map((service) => ({ ...PLAIN, service }));
  const bytes = Buffer.from(
    csvText(
      [...rows, ...rows].map((row) => COLUMNS.map((column) => row[column])),
      ",",
    ),
  );
  const header = {
    kind: "subscription",
    delimiter: COMMA,
    columns: COLUMNS,
    length: 0,
    line: 1,
    byteOrderMark: false,
  } as const;
  const layout = layoutOf(header, new Set());
  const reader = createRecordReader(layout, {
    zone: openZone("Asia/Seoul"),
    currencies: createCurrencyTable(new Map()),
  });
  const kernel = createScanKernel(openZone("Asia/Seoul"));
  const row = createRow();
  describeExport(kernel, layout);
  loadBlock(kernel, bytes, COMMA);
  const numbers = new Map<number, Set<string>>();
  while (nextBatch(kernel)) {
    const verdicts = [...checkRows(kernel)];
    const found: string[] = [];
    for (const [index, verdict] of verdicts.entries()) {
      fillRow(kernel, index, row);
      reader.read(bytes, row);
      found.push(reader.record.service);
      if (verdict !== VERDICTS.unsure) continue;
      reader.teach(kernel, true);
      passRow(kernel, index, reader.period());
    }
    const list = createCandidateList();
    collectRows(kernel, 0, list);
    const candidates = list.take();
    expect(candidates.count).toBe(verdicts.length);
    for (let at = 0; at < candidates.count; at += 1) {
      const named = numbers.get(candidates.service[at] ?? 0) ?? new Set();
      numbers.set(candidates.service[at] ?? 0, named.add(found[at] ?? ""));
    }
  }
  const rare = numbers.get(RARE_SERVICE)?.size ?? 0;
  numbers.delete(RARE_SERVICE);
  for (const named of numbers.values()) expect(named.size).toBe(1);
  expect(numbers.size + rare).toBe(3000);
  expect(rare).toBeGreaterThan(0);
});

test("an export with more times than the kernel has room for is never sure, and its rows are told apart all the same", () => {
  const fields = Array.from({ length: 65 }, (_, index) => `end_${index}`);
  const columns = [...COLUMNS, ...fields];
  const header = { kind: "subscription", delimiter: COMMA, columns, length: 0, line: 1, byteOrderMark: false } as const;
  const kernel = createScanKernel(openZone("Asia/Seoul"));
  describeExport(kernel, layoutOf(header, new Set(fields)));
  const line = (id: string) => [id, ...Object.values(PLAIN).slice(1), ...fields.map(() => "2022-11-01")].join(",");
  loadBlock(kernel, Buffer.from(`${line("s1")}\n${line("s2")}\n${line("s1")}\n`), COMMA);
  expect(nextBatch(kernel)).toBe(true);
  const prints = [...printRows(kernel)];
  expect(prints.slice(6)).toEqual(prints.slice(0, 3));
  expect(prints.slice(3, 6)).not.toEqual(prints.slice(0, 3));
  expect([...checkRows(kernel)]).toEqual([VERDICTS.unsure, VERDICTS.unsure, VERDICTS.unsure]);
});

test("a claim may be without a user, and not with a word for one", () => {
  const columns = ["claim_id", "service", "user_id", "received_at"];
  const layout = layoutOf(
    { kind: "claim", delimiter: COMMA, columns, length: 0, line: 1, byteOrderMark: false },
    new Set(),
  );
  const zone = openZone("Asia/Seoul");
  const reader = createRecordReader(layout, { zone, currencies: createCurrencyTable(new Map()) });
  const kernel = createScanKernel(zone);
  const row = createRow();
  const users = ["u1", "", "NULL", "-", "n/a", ""];
  const bytes = Buffer.from(users.map((user, index) => `c${index},melon,${user},2022-10-15\n`).join(""));
  describeExport(kernel, layout);
  loadBlock(kernel, bytes, COMMA);
  expect(nextBatch(kernel)).toBe(true);
  fillRow(kernel, 0, row);
  expect(reader.read(bytes, row)).toBeUndefined();
  reader.teach(kernel, false);
  const { done, unsure } = VERDICTS;
  expect([...checkRows(kernel)]).toEqual([done, done, unsure, unsure, unsure, done]);
});

describe("an id that went through a spreadsheet", () => {
  test.for<readonly [string, Partial<Cells>]>([
    ["a rounded id", { subscription_id: "1.23457E+15" }],
    ["a rounded user", { user_id: "1E+12" }],
    ["an id in a formula", { subscription_id: '="00123"' }],
    ["a marked user", { user_id: "'00123" }],
  ])("%s is sure, and unsure where ids are strict", ([, change]) => {
    const rows = [PLAIN, { ...PLAIN, ...change }];
    const [, loose] = seenTwice(rows);
    const [plain, strict] = seenTwice(rows, { ids: "strict" });
    expect([loose?.verdict, loose?.isSound]).toEqual([VERDICTS.someRule, true]);
    expect([plain?.verdict, strict?.verdict, strict?.isSound]).toEqual([VERDICTS.someRule, VERDICTS.unsure, false]);
  });
});

describe("a column that has certain words only", () => {
  const words = { service: ["melon", "멜론"], currency: ["KRW"], price: ["4900"] };
  test.for<readonly [string, Partial<Cells>, boolean]>([
    ["with one of them", { service: "멜론" }, true],
    ["with another one that is known elsewhere", { currency: "USD" }, false],
    ["with the word of another column", { price: "KRW" }, false],
    ["with none", { currency: "" }, true],
    ["with a part of one", { price: "490" }, false],
  ])("%s", ([, change, isSound]) => {
    const ruled = new Set(["melon", "멜론"]);
    const rows = [PLAIN, { ...PLAIN, ...change }].flatMap((row) => [row, row]);
    const [plain, , seen, again] = seenTwice(rows, { words, ruled });
    expect(plain?.verdict).toBe(VERDICTS.someRule);
    for (const each of [seen, again]) {
      expect([each?.isSound, each?.verdict]).toEqual([isSound, isSound ? VERDICTS.someRule : VERDICTS.unsure]);
    }
  });

  test("a word is one of its own column alone", () => {
    const one = { ...PLAIN, user_id: "a", subscription_id: "b" };
    const rows = [
      one,
      { ...one, user_id: "b" },
      { ...one, subscription_id: "a" },
      { ...one, user_id: "b", subscription_id: "a" },
    ];
    const own = { user_id: ["a"], subscription_id: ["b"] };
    const { someRule, unsure } = VERDICTS;
    expect(seenTwice(rows, { words: own }).map(({ verdict }) => verdict)).toEqual([someRule, unsure, unsure, unsure]);
  });

  test("an export with eight of them is checked, and one with nine is not", () => {
    const all = COLUMNS.map((column) => [column, [PLAIN[column]]] as const);
    const seen = [8, 9].map((count) => seenTwice([PLAIN], { words: Object.fromEntries(all.slice(0, count)) }));
    expect(seen.map(([row]) => [row?.isSound, row?.verdict])).toEqual([
      [true, VERDICTS.someRule],
      [true, VERDICTS.unsure],
    ]);
  });

  test("whatever the rows hold, what is sure is sound", { timeout: patienceMs }, () => {
    const counts = { sure: 0, sound: 0 };
    const own = { service: ["melon", "멜론"], currency: ["KRW", "KWD"], auto_renew: ["true", "Y"] };
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 40 }), (rows) => {
        for (const { verdict, isSound } of seenTwice(rows, { words: own })) {
          if (isSound) counts.sound += 1;
          if (verdict === VERDICTS.unsure) continue;
          counts.sure += 1;
          expect(isSound).toBe(true);
        }
      }),
      sampling(0.02),
    );
    expect(counts.sure).toBeGreaterThan(counts.sound / 4);
  });
});
