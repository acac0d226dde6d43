/**
 * Any mistakes that do not depend on each other are told in one round, each once, in file order, whatever their kind: unknown
 * keys, values of the wrong form, values that mean nothing, parts that do not fit together, what YAML allows and we do not.
 *
 * A mistake is another way to write one line of a good file. `§` stands before each word that is complained about.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMapping } from "../../src/policy/read-mapping.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { runs } from "../domain/runs.ts";
import { complaintsOf, marked } from "./marked.ts";

/** The line of the good file, the wrong line in its place, and what is said of each mark. */
type Mistake = readonly [good: string, wrong: string, ...messages: string[]];

const FILE = "file.yaml";

const POLICY = `policy: paid
revision: r1
zone: Asia/Seoul
overlap: sum
units:
  PTS: { decimals: 0 }
columns:
  tier: [gold, silver]
limits:
  - { per: user, records: 3 }
  - { per: record, extend: 9 days }
  - { per: run, credit: 100 KRW }
layers:
  - layer: time
    hit: first
    rules:
      - rule: one
        why: because
        for: { record: [rental, coupon], tier: gold }
        unless: { price: { at-least: 100 } }
        if: { held-on: 2022-10-16, lost: { more-than: 1 hour } }
        give: { extend: { by: 3 days, from: ends } }
      - rule: two
        for: { record: subscription }
        give: { credit: { share: 72 hours, of: price, over: month, round: up } }
      - rule: three
        for: { record: coupon }
        give: { grant: 10 PTS }
  - layer: money
    rules:
      - rule: four
        for: { record: claim }
        give:
          credit:
            tiers:
              by: lost
              steps:
                - { at-most: 1 hour, give: 100 KRW }
                - { at-most: 2 hours, give: { percent: 5, round: up } }
                - { above: 2 hours, give: { review: true } }
`;

const POLICY_MISTAKES: readonly Mistake[] = [
  ["policy: paid", "§name: paid", 'unknown key "name"; did you mean "policy"?'],
  ["revision: r1", "§revision: [r1]", '"revision" must be a single value, not a list'],
  [
    "zone: Asia/Seoul",
    "§timezone: §KST",
    'unknown key "timezone"; did you mean "zone"?',
    '"KST" is not a time zone; write Asia/Seoul',
  ],
  ["overlap: sum", "overlap: §add", '"overlap" cannot be "add"; it is one of refuse, sum'],
  ["  PTS: { decimals: 0 }", "  PTS: { decimals: §9 }", '"9" is not a number of decimals from 0 to 6'],
  ["  tier: [gold, silver]", "  tier: [gold, silver, §{ a: b }]", '"tier" must be a single value, not a block of keys'],
  ["  - { per: user, records: 3 }", "  - { per: user, records: §0 }", '"0" is not a number of records above zero'],
  [
    "  - { per: record, extend: 9 days }",
    "  - { per: §rule, extend: §9 }",
    '"per" cannot be "rule"; it is one of record, user, run',
    '"9" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
  ],
  [
    "  - { per: run, credit: 100 KRW }",
    "  - { per: run, layer: §tim, credit: §100 KRX }",
    'there is no layer "tim"; did you mean "time"?',
    '"KRX" is neither an ISO 4217 currency nor a declared unit; did you mean "KRW"?',
  ],
  [
    "    hit: first",
    "    §hits: §last",
    'unknown key "hits"; did you mean "hit"?',
    '"hit" cannot be "last"; it is one of first, unique, best',
  ],
  [
    "      - rule: one",
    "      - rule: §one/one",
    '"one/one" cannot be a name; use letters, digits, ".", "_" and "-", at most 100',
  ],
  ["        why: because", '        §why: ""', '"why" must not be empty'],
  [
    "        for: { record: [rental, coupon], tier: gold }",
    "        for: { record: [rental, §vod], tier: §bronze, §chanel: web }",
    '"vod" is not a kind of record; it is one of subscription, rental, coupon, claim',
    '"bronze" is not among the values declared for tier',
    'is "chanel" meant to be "channel"? If it is a column of yours, list its values under columns',
  ],
  [
    "        unless: { price: { at-least: 100 } }",
    "        §except: { price: { §min: §many } }",
    'unknown key "except"; did you mean "unless"?',
    'unknown key "min"; did you mean "at-least"?',
    '"many" is not a number; write digits, such as 10 or 2.5',
  ],
  [
    "        if: { held-on: 2022-10-16, lost: { more-than: 1 hour } }",
    "        §when: { held-on: §2022-02-30, lost: { more-than: §1 day }, §helt: §x }",
    'unknown key "when"; did you mean "if"?',
    '"2022-02-30" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
    '"1 day" is a calendar step, whose length depends on the calendar; write it in hours or minutes',
    'unknown key "helt"; did you mean "held"?',
    '"held" cannot be "x"; it is one of during-outage, throughout-outage',
  ],
  [
    "        give: { extend: { by: 3 days, from: ends } }",
    "        give: { extend: { by: §0 days, from: §tomorrow, §field: [] }, credit: §§1 }",
    '"0 days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
    '"from" cannot be "tomorrow"; it is one of ends, outage-end, later, as-of, latest',
    '"field" must be a single value, not a list',
    "a rule gives one benefit, and this one already gives extend",
    '"1" has no currency; write it as 1500 KRW',
  ],
  ["      - rule: three", "      - rule: §two", 'there is a rule "two" already; every name stands once'],
  [
    "        for: { record: subscription }",
    "        for: { record: &x §subscription }",
    'the anchor "&x" is not allowed',
  ],
  [
    "        give: { credit: { share: 72 hours, of: price, over: month, round: up } }",
    "        give: { credit: { share: §1 month, of: §cost, over: §year, §rounding: §later, per: §1 hour } }",
    '"1 month" has no fixed length; write it in days or hours',
    '"of" cannot be "cost"; it is one of price, amount, remaining, loss_amount',
    '"year" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
    'unknown key "rounding"; did you mean "round"?',
    '"round" cannot be "later"; it is one of up, down, half-up, half-even',
    "per does not go with share",
  ],
  [
    "        give: { grant: 10 PTS }",
    "        give: { grant: §10 PTX }",
    '"PTX" is neither an ISO 4217 currency nor a declared unit; did you mean "PTS"?',
  ],
  [
    "  - layer: money",
    "  - layer: money\n    §layer: money",
    "this key stands in its block already; every key stands once",
  ],
  ["        for: { record: claim }", "        §for: [claim]", '"for" must be a block of keys, not a list'],
  [
    "                - { at-most: 1 hour, give: 100 KRW }",
    "                - { §atmost: §1 hours ago, give: §100 }",
    'unknown key "atmost"; did you mean "at-most"?',
    '"1 hours ago" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
    '"100" has no currency; write it as 1500 KRW',
  ],
  [
    "                - { at-most: 2 hours, give: { percent: 5, round: up } }",
    "                - { at-most: 2 hours, give: { percent: §x, round: §upp } }",
    '"x" is not a number; write digits, such as 10 or 2.5',
    '"round" cannot be "upp"; did you mean "up"?',
  ],
  [
    "                - { above: 2 hours, give: { review: true } }",
    "                - §{ above: 3 hours, give: { review: §maybe } }",
    "leaves a gap to the tier before it",
    '"review" cannot be "maybe"; it is true, or a block with because',
  ],
];

const OUTAGE = `outage: fire
title: a fire
zone: Asia/Seoul
window: 2022-10-15T15:30/2022-10-20T23:00
services:
  melon: 2022-10-15T15:30/2022-10-19T23:00
  daum:
    - window: 2022-10-15T15:30/2022-10-16T23:00
      where: { platform: pc }
    - 2022-10-17T15:30/2022-10-18T23:00
exclude:
  - 2022-10-16T02:00/2022-10-16T04:00
source: notice
`;

const OUTAGE_MISTAKES: readonly Mistake[] = [
  [
    "outage: fire",
    "§name: §a fire",
    'unknown key "name"; did you mean "outage"?',
    '"a fire" cannot be a name; use letters, digits, ".", "_" and "-", at most 100',
  ],
  ["title: a fire", "§title: { en: a fire }", '"title" must be a single value, not a block of keys'],
  ["zone: Asia/Seoul", "zone: §Seoul", '"Seoul" is not a time zone; did you mean "Asia/Seoul"?'],
  [
    "window: 2022-10-15T15:30/2022-10-20T23:00",
    "window: §2022-10-20T15:30/2022-10-15T23:00",
    '"2022-10-20T15:30/2022-10-15T23:00" ends before it starts',
  ],
  ["  melon: 2022-10-15T15:30/2022-10-19T23:00", "  §melon: []", '"melon" must not be empty'],
  [
    "    - window: 2022-10-15T15:30/2022-10-16T23:00",
    "    - §start: §2022-10-15T15:30",
    'unknown key "start"; did you mean "window"?',
    '"2022-10-15T15:30" is not an interval; write it as 2022-10-15T15:30/2022-10-20T23:00',
  ],
  [
    "      where: { platform: pc }",
    "      where: { §platform: { is: pc } }",
    '"platform" must be a single value, not a block of keys',
  ],
  [
    "    - 2022-10-17T15:30/2022-10-18T23:00",
    "    - §2022-10-17T15:30/2022-10-17T15:30",
    '"2022-10-17T15:30/2022-10-17T15:30" has no length',
  ],
  ["exclude:", "§maintenance:", 'unknown key "maintenance"; did you mean "exclude"?'],
  [
    "  - 2022-10-16T02:00/2022-10-16T04:00",
    "  - §2022-10-16T02:00/2022-10-16T25:00",
    '"2022-10-16T25:00" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
  ],
  [
    "source: notice",
    "§colour: red",
    'unknown key "colour"; the keys here are outage, title, zone, window, services, exclude, source',
  ],
];

const MAPPING = `mapping: billing
exports:
  - match: a.csv
    record: rental
    encoding: cp949
    before-header: 2
    zone: Asia/Seoul
    columns:
      rental_id: 번호
      price: { from: 금액, number: { group: "," } }
      expires_at: { time: yyyy-MM-dd }
  - match: b.csv
    record: coupon
    delimiter: ";"
    columns:
      coupon_id: { from: id }
      channel: { from: way, values: { 웹: web }, else: review }
`;

const MAPPING_MISTAKES: readonly Mistake[] = [
  ["mapping: billing", "mapping: §a b", '"a b" cannot be a name; use letters, digits, ".", "_" and "-", at most 100'],
  ["  - match: a.csv", "  - §file: a.csv", 'unknown key "file"; did you mean "match"?'],
  [
    "    record: rental",
    "    record: §order",
    '"record" cannot be "order"; it is one of subscription, rental, coupon, claim',
  ],
  [
    "    encoding: cp949",
    "    §charset: §cp94x",
    'unknown key "charset"; did you mean "encoding"?',
    '"cp94x" is no encoding that is read; did you mean "cp949"?',
  ],
  ["    before-header: 2", "    before-header: §two", '"two" is not a number of lines from 0 to 9999'],
  ["    zone: Asia/Seoul", "    zone: §JST", '"JST" is not a time zone; write Asia/Tokyo'],
  ["      rental_id: 번호", '      §rental_id: ""', '"rental_id" must not be empty'],
  [
    '      price: { from: 금액, number: { group: "," } }',
    '      price: { §column: 금액, number: { §thousands: ",", decimal: §x } }',
    'unknown key "column"; did you mean "from"?',
    'unknown key "thousands"; did you mean "group"?',
    '"x" is no decimal sign; it is "." or ","',
  ],
  [
    "      expires_at: { time: yyyy-MM-dd }",
    "      expires_at: { time: §yyyy-MM, century: §20 }",
    '"yyyy-MM" has no day; a day is dd',
    '"20" is no century; write its first year, such as 2000',
  ],
  ["    record: coupon", "    §type: coupon", 'unknown key "type"; did you mean "record"?'],
  ['    delimiter: ";"', "    delimiter: §tab", '"tab" is no single character; write "\\t", in double quotes'],
  [
    "      coupon_id: { from: id }",
    "      coupon_id: { from: id, §form: x }",
    'unknown key "form"; did you mean "from"?',
  ],
  [
    "      channel: { from: way, values: { 웹: web }, else: review }",
    "      channel: { from: way, values: { §웹: [web] }, §else: {} }",
    '"웹" must be a single value, not a list',
    '"else" must be a single value, not a block of keys',
  ],
];

/** The good file with some of the mistakes in it, and what has to be said of it. */
function withMistakes(good: string, mistakes: readonly Mistake[]) {
  const lines = good.split("\n").map((line): readonly [string, ...string[]] => {
    const [, wrong, ...messages] = mistakes.find(([before]) => before === line) ?? [line, line];
    return [wrong, ...messages];
  });
  const { text, places } = marked(lines.map(([line]) => line).join("\n"));
  const expected = lines.flatMap(([, ...messages]) => messages).map((message, index) => `${places[index]} ${message}`);
  return { text, expected };
}

describe.for([
  ["a policy", POLICY, POLICY_MISTAKES, (text: string) => readPolicy(text, FILE)],
  ["an outage", OUTAGE, OUTAGE_MISTAKES, (text: string) => readOutage(text, FILE)],
  ["a mapping", MAPPING, MAPPING_MISTAKES, (text: string) => readMapping(text, FILE)],
] as const)("%s", ([, good, mistakes, read]) => {
  test("is good without mistakes", () => {
    expect(complaintsOf(() => read(good), FILE)).toEqual([]);
  });

  test.for(mistakes)("tells: %s -> %s", (mistake) => {
    const { text, expected } = withMistakes(good, [mistake]);
    expect(complaintsOf(() => read(text), FILE)).toEqual(expected);
  });

  test("tells any of the mistakes in one round, each once, in file order", () => {
    fc.assert(
      fc.property(fc.subarray([...mistakes]), (some) => {
        const { text, expected } = withMistakes(good, some);
        expect(complaintsOf(() => read(text), FILE)).toEqual(expected);
      }),
      runs(150),
    );
  });
});
