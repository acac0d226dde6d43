/**
 * Every mistake that the author of a policy can make is one complaint, under the wrong word. What is wrong as YAML is in
 * `bad-yaml.test.ts`.
 */
import { describe, expect, test } from "vitest";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { complaintsOf, failureOf, marked, wordsUnderCarets } from "./marked.ts";
import { type PolicyParts, policyText } from "./written.ts";

/** What it is called, what is written instead, and the message of each complaint in file order. */
type Row = readonly [name: string, parts: PolicyParts, ...messages: string[]];

const FILE = "policy.yaml";

function expectComplaints([, parts, ...messages]: Row): void {
  const { text, places } = marked(policyText(parts));
  const expected = messages.map((message, index) => `${places[index]} ${message}`);
  expect(complaintsOf(() => readPolicy(text, FILE), FILE)).toEqual(expected);
}

describe("complains, under the wrong word, about", () => {
  describe("the head of a policy", () => {
    test.for<Row>([
      [
        "an unknown key",
        { top: "§extras: x" },
        'unknown key "extras"; the keys here are policy, revision, zone, overlap, units, columns, limits, hit, rules, layers',
      ],
      ["a key that is nearly right", { top: "§revison: x" }, 'unknown key "revison"; did you mean "revision"?'],
      [
        "a key in the wrong case",
        { top: "§Units: { X: { decimals: 0 } }" },
        'unknown key "Units"; did you mean "units"?',
      ],
      [
        "a zone that does not exist",
        { zone: "§Asia/Soul" },
        '"Asia/Soul" is not a time zone; did you mean "Asia/Seoul"?',
      ],
      ["a zone that is an abbreviation", { zone: "§KST" }, '"KST" is not a time zone; write Asia/Seoul'],
      [
        "an overlap that is none of the two",
        { top: "overlap: §add" },
        '"overlap" cannot be "add"; it is one of refuse, sum',
      ],
      ["an empty list of rules", { rules: "§rules: []" }, '"rules" must not be empty'],
      [
        "a block where the list of rules is meant",
        { rules: "§rules: { rule: base }" },
        '"rules" must be a list, not a block of keys',
      ],
      ["nothing where the list of rules is meant", { rules: "§rules:" }, '"rules" must be a list, not empty'],
      ["a word where a rule is meant", { rules: "rules:\n  - §base" }, '"rules" must be a block of keys, not "base"'],
      ["a list where a rule is meant", { rules: "rules:\n  - §[base]" }, '"rules" must be a block of keys, not a list'],
      ["an empty rule", { rules: "rules:\n  - §§§{}" }, '"rule" is missing', '"for" is missing', '"give" is missing'],
      ["a rule that is only a name", { rules: "rules:\n  - §§rule: base" }, '"for" is missing', '"give" is missing'],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("layers and names", () => {
    test.for<Row>([
      [
        "rules and layers both",
        {
          top: "layers: [{ layer: a, rules: [{ rule: x, for: {}, give: nothing }] }]",
          rules: "§rules: [{ rule: y, for: {}, give: nothing }]",
        },
        "a policy has rules or layers, not both",
      ],
      ["an empty list of layers", { rules: "§layers: []" }, '"layers" must not be empty'],
      [
        "a layer without a name",
        { rules: "layers:\n  - §rules: [{ rule: x, for: {}, give: nothing }]" },
        '"layer" is missing',
      ],
      ["a layer without rules", { rules: "layers:\n  - §layer: a" }, '"rules" is missing'],
      [
        "a layer with an empty list of rules",
        { rules: "layers:\n  - { layer: a, §rules: [] }" },
        '"rules" must not be empty',
      ],
      [
        "a layer whose name cannot be one",
        { rules: "layers: [{ layer: §a/b, rules: [{ rule: x, for: {}, give: nothing }] }]" },
        '"a/b" cannot be a name; use letters, digits, ".", "_" and "-", at most 100',
      ],
      [
        "a layer twice",
        {
          rules:
            "layers:\n  - { layer: a, rules: [{ rule: x, for: {}, give: nothing }] }\n  - { layer: §a, rules: [{ rule: y, for: {}, give: nothing }] }",
        },
        'there is a layer "a" already; every name stands once',
      ],
      [
        "an unknown key in a layer",
        { rules: "layers: [{ layer: a, §hits: first, rules: [{ rule: x, for: {}, give: nothing }] }]" },
        'unknown key "hits"; did you mean "hit"?',
      ],
      [
        "a rule twice",
        { rules: "rules:\n  - { rule: x, for: {}, give: nothing }\n  - { rule: §x, for: {}, give: nothing }" },
        'there is a rule "x" already; every name stands once',
      ],
      [
        "a rule three times",
        {
          rules:
            "rules:\n  - { rule: x, for: {}, give: nothing }\n  - { rule: §x, for: {}, give: nothing }\n  - { rule: §x, for: {}, give: nothing }",
        },
        'there is a rule "x" already; every name stands once',
        'there is a rule "x" already; every name stands once',
      ],
      [
        "a rule twice in different layers",
        {
          rules:
            "layers:\n  - { layer: a, rules: [{ rule: x, for: {}, give: nothing }] }\n  - { layer: b, rules: [{ rule: §x, for: {}, give: nothing }] }",
        },
        'there is a rule "x" already; every name stands once',
      ],
      [
        "a rule twice of which the first gives something impossible",
        {
          rules:
            "rules:\n  - { rule: x, for: {}, give: { extend: §0 days } }\n  - { rule: §x, for: {}, give: nothing }",
        },
        '"0 days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
        'there is a rule "x" already; every name stands once',
      ],
      [
        "a rule whose name cannot be one",
        { rule: "§-x" },
        '"-x" cannot be a name; use letters, digits, ".", "_" and "-", at most 100',
      ],
      [
        "a rule whose name is too long",
        {
          rule: "§xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        },
        '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" cannot be a name; use letters, digits, ".", "_" and "-", at most 100',
      ],
      ["a rule without for", { rules: "rules:\n  - §rule: x\n    give: nothing" }, '"for" is missing'],
      ["a rule without give", { rules: "rules:\n  - §rule: x\n    for: {}" }, '"give" is missing'],
      [
        "an unknown key in a rule",
        { rules: "rules:\n  - rule: x\n    for: {}\n    §when: §always\n    give: nothing" },
        'unknown key "when"; did you mean "if"?',
        '"if" must be a block of keys, not "always"',
      ],
      [
        "a key of a rule that is nearly right",
        { rules: "rules:\n  - rule: x\n    for: {}\n    §unles: { status: used }\n    give: nothing" },
        'unknown key "unles"; did you mean "unless"?',
      ],
      [
        "an empty why",
        { rules: 'rules:\n  - rule: x\n    §why: ""\n    for: {}\n    give: nothing' },
        '"why" must not be empty',
      ],
      [
        "hit beside layers",
        { top: "hit: §best", rules: "layers: [{ layer: a, rules: [{ rule: x, for: {}, give: nothing }] }]" },
        "belongs into each layer",
      ],
      [
        "a hit that is nearly right",
        { top: "hit: §firts" },
        '"hit" cannot be "firts"; it is one of first, unique, best',
      ],
      ["a hit that is none", { top: "hit: §all" }, '"hit" cannot be "all"; it is one of first, unique, best'],
      [
        "a hit in a rule",
        { rules: "rules:\n  - rule: x\n    §hit: best\n    for: {}\n    give: nothing" },
        'unknown key "hit"; the keys here are rule, why, for, unless, if, give',
      ],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("whom a rule is for", () => {
    test.for<Row>([
      ["a word where the block is meant", { for: "§rental" }, '"for" must be a block of keys, not "rental"'],
      [
        "an unknown kind",
        { for: "{ record: §vod }" },
        '"vod" is not a kind of record; it is one of subscription, rental, coupon, claim',
      ],
      [
        "a kind in the plural",
        { for: "{ record: §rentals }" },
        '"rentals" is not a kind of record; did you mean "rental"?',
      ],
      [
        "one unknown kind of several",
        { for: "{ record: [rental, §coupons] }" },
        '"coupons" is not a kind of record; did you mean "coupon"?',
      ],
      [
        "a comparison of the kind",
        { for: "{ §record: { not: rental } }" },
        '"record" takes a kind or a list of kinds: subscription, rental, coupon, claim',
      ],
      ["an empty value", { for: '{ §service: "" }' }, '"service" must not be empty'],
      ["a column without a value", { for: "{ service: kakaopage, §status: }" }, '"status" must not be empty'],
      ["an empty list", { for: "{ §service: [] }" }, '"service" must not be empty'],
      ["an empty value in a list", { for: '{ service: [a, §""] }' }, '"service" must not be empty'],
      ["a list in a list", { for: "{ service: [a, §[b]] }" }, '"service" must be a single value, not a list'],
      [
        "a block in a list",
        { for: "{ service: [a, §{ b: c }] }" },
        '"service" must be a single value, not a block of keys',
      ],
      [
        "an empty comparison",
        { for: "{ §status: {} }" },
        "says nothing; write a value, a list, or a comparison such as not",
      ],
      [
        "an unknown comparison",
        { for: "{ price: { §atleast: 3 } }" },
        'unknown key "atleast"; did you mean "at-least"?',
      ],
      [
        "a comparison that nothing resembles",
        { for: "{ price: { §matches: 3 } }" },
        'unknown key "matches"; the keys here are at-least, more-than, at-most, less-than, not, listed-in, empty',
      ],
      [
        "a comparison with a word",
        { for: "{ price: { at-least: §much } }" },
        '"much" is not a number; write digits, such as 10 or 2.5',
      ],
      [
        "a comparison with a negative number",
        { for: "{ price: { at-least: §-1 } }" },
        '"-1" is not a number; write digits, such as 10 or 2.5',
      ],
      [
        "a comparison with a grouped number",
        { for: '{ price: { at-most: §"1,000" } }' },
        '"1,000" is not a number; write digits, such as 10 or 2.5',
      ],
      [
        "a comparison with a list",
        { for: "{ price: { §at-most: [1, 2] } }" },
        '"at-most" must be a single value, not a list',
      ],
      [
        "empty with another word than true or false",
        { for: "{ status: { empty: §yes } }" },
        '"empty" cannot be "yes"; it is one of true, false',
      ],
      ["an empty list after not", { for: "{ status: { §not: [] } }" }, '"not" must not be empty'],
      [
        "a block after not",
        { for: "{ status: { §not: { status: used } } }" },
        '"not" must be a single value, not a block of keys',
      ],
      [
        "a column that is nearly a known one",
        { for: "{ §chanel: web }" },
        'is "chanel" meant to be "channel"? If it is a column of yours, list its values under columns',
      ],
      [
        "a column that is nearly a known one, in unless",
        { unless: "{ §statu: used }" },
        'is "statu" meant to be "status"? If it is a column of yours, list its values under columns',
      ],
      [
        "the same column in the wrong case",
        { for: "{ §Status: used }" },
        'is "Status" meant to be "status"? If it is a column of yours, list its values under columns',
      ],
      [
        "a value that the policy does not declare",
        { top: "columns: { tier: [gold, silver] }", for: "{ tier: §gould }" },
        '"gould" is not among the values declared for tier; did you mean "gold"?',
      ],
      [
        "a value that the policy does not declare, after not",
        { top: "columns: { tier: [gold, silver] }", for: "{ tier: { not: §bronze } }" },
        '"bronze" is not among the values declared for tier',
      ],
      ["a declared column without values", { top: "columns: { §tier: [] }" }, '"tier" must not be empty'],
      [
        "a declared column with a single value",
        { top: "columns: { tier: §gold }" },
        '"tier" must be a list, not "gold"',
      ],
      ["declared columns as a list", { top: "§columns: [tier]" }, '"columns" must be a block of keys, not a list'],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("what must hold in time", () => {
    test.for<Row>([
      [
        "held on a day of another offset",
        { if: "{ held-on: §2022-10-16+01:00 }" },
        '"2022-10-16+01:00" is a day with an offset; a day is one of Asia/Seoul, or write its hour',
      ],
      ["a word where the block is meant", { if: "§held" }, '"if" must be a block of keys, not "held"'],
      [
        "an unknown condition",
        { if: "{ §holds: during-outage }" },
        'unknown key "holds"; the keys here are held, ended, began, held-on, field, lost, down',
      ],
      [
        "a condition that is nearly right",
        { if: "{ §hold: during-outage }" },
        'unknown key "hold"; did you mean "held"?',
      ],
      [
        "held in something else",
        { if: "{ held: §during-outages }" },
        '"held" cannot be "during-outages"; did you mean "during-outage"?',
      ],
      [
        "ended throughout",
        { if: "{ ended: §throughout-outage }" },
        '"ended" cannot be "throughout-outage"; it is during-outage',
      ],
      ["began before", { if: "{ began: §before-outage }" }, '"began" cannot be "before-outage"; it is during-outage'],
      [
        "held on a day that does not exist",
        { if: "{ held-on: §2022-02-30 }" },
        '"2022-02-30" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "held on a wall time that was skipped",
        { zone: "America/New_York", if: "{ held-on: §2022-03-13T02:30 }" },
        '"2022-03-13T02:30" does not exist in America/New_York, or exists twice; add its offset',
      ],
      [
        "held on a wall time that came twice",
        { zone: "America/New_York", if: "{ held-on: §2022-11-06T01:30 }" },
        '"2022-11-06T01:30" does not exist in America/New_York, or exists twice; add its offset',
      ],
      [
        "held at a moment that is finer than the tool counts",
        { if: "{ held-on: §2022-10-15T15:30:00.123456Z }" },
        '"2022-10-15T15:30:00.123456Z" is finer than a millisecond; cut it to three decimals',
      ],
      [
        "held on a word",
        { if: "{ held-on: §yesterday }" },
        '"yesterday" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      ["a loss without a comparison", { if: "{ lost: §2 hours }" }, '"lost" must be a block of keys, not "2 hours"'],
      [
        "a loss compared with a calendar step",
        { if: "{ lost: { at-least: §1 day } }" },
        '"1 day" is a calendar step, whose length depends on the calendar; write it in hours or minutes',
      ],
      [
        "a loss compared with months",
        { if: "{ lost: { at-least: §1 month } }" },
        '"1 month" is a calendar step, whose length depends on the calendar; write it in hours or minutes',
      ],
      [
        "a loss compared with a number",
        { if: "{ lost: { at-least: §2 } }" },
        '"2" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "a loss compared with nothing",
        { if: "{ lost: { at-least: §0 hours } }" },
        '"0 hours" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "a downtime compared with a negative length",
        { if: "{ down: { more-than: §-3 hours } }" },
        '"-3 hours" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "a downtime compared in an unknown way",
        { if: "{ down: { §least: 3 hours } }" },
        'unknown key "least"; the keys here are at-least, more-than, at-most, less-than',
      ],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("what it gives", () => {
    test.for<Row>([
      ["a word that is not nothing", { give: "§nothin" }, '"give" cannot be "nothin"; did you mean "nothing"?'],
      ["an unknown benefit", { give: "{ §refund: 1500 KRW }" }, 'unknown key "refund"; did you mean "credit"?'],
      [
        "a benefit that is nearly right",
        { give: "{ §extned: 3 days }" },
        'unknown key "extned"; did you mean "extend"?',
      ],
      [
        "two benefits",
        { give: "{ extend: 3 days, credit: §1500 KRW }" },
        "a rule gives one benefit, and this one already gives extend",
      ],
      [
        "a second benefit under another name",
        { give: "{ extend: 3 days, §until: 5 }" },
        'unknown key "until"; did you mean "move"? It cannot stand beside extend',
      ],
      [
        "two benefits, both under other names",
        { give: "{ §refund: 1500 KRW, §until: 5 }" },
        'unknown key "refund"; did you mean "credit"?',
        'unknown key "until"; did you mean "move"? It cannot stand beside credit',
      ],
      [
        "three benefits",
        { give: "{ review: §true, credit: §1500 KRW, move: 2022-10-17 }" },
        "a rule gives one benefit, and this one already gives move",
        "a rule gives one benefit, and this one already gives move",
      ],
      [
        "review that is false",
        { give: "{ review: §false }" },
        '"review" cannot be "false"; it is true, or a block with because',
      ],
      [
        "review that is another word",
        { give: "{ review: §yes }" },
        '"review" cannot be "yes"; it is true, or a block with because',
      ],
      ["review with an empty reason", { give: '{ review: { §because: "" } }' }, '"because" must not be empty'],
      [
        "review with an unknown key",
        { give: "{ review: { §reason: x } }" },
        'unknown key "reason"; did you mean "because"?',
      ],
      ["review with an empty block", { give: "{ §review: {} }" }, '"because" is missing'],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("a later end", () => {
    test.for<Row>([
      [
        "no unit",
        { give: "{ extend: §3 }" },
        '"3" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "an unknown unit",
        { give: "{ extend: §3 fortnights }" },
        '"3 fortnights" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "a unit cut short",
        { give: "{ extend: §3 d }" },
        '"3 d" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "no blank before the unit",
        { give: "{ extend: §3days }" },
        '"3days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "a unit in the wrong case",
        { give: "{ extend: §3 Days }" },
        '"3 Days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "no length",
        { give: "{ extend: §0 days }" },
        '"0 days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "no length in ISO 8601",
        { give: "{ extend: §P0D }" },
        '"P0D" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "a negative length",
        { give: "{ extend: §-3 days }" },
        '"-3 days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "a negative length in ISO 8601",
        { give: "{ extend: §-P3D }" },
        '"-P3D" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "a fraction of a unit",
        { give: "{ extend: §1.5 days }" },
        '"1.5 days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "a fraction in ISO 8601",
        { give: "{ extend: §PT1.5H }" },
        '"PT1.5H" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "ISO 8601 without a unit",
        { give: "{ extend: §P3 }" },
        '"P3" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "ISO 8601 that ends with T",
        { give: "{ extend: §P3DT }" },
        '"P3DT" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "more digits than anyone means",
        { give: "{ extend: §1000000 days }" },
        '"1000000 days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "two lengths",
        { give: "{ extend: §3 days 4 hours }" },
        '"3 days 4 hours" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "digits of another script",
        { give: "{ extend: §३ days }" },
        '"३ days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      ["empty", { give: '{ §extend: "" }' }, '"extend" must not be empty'],
      ["a list", { give: "{ §extend: [3 days] }" }, '"extend" must be a single value, not a list'],
      ["a full form without by", { give: "{ §extend: { from: ends } }" }, '"by" is missing'],
      [
        "an unknown origin",
        { give: "{ extend: { by: 3 days, from: §outage-ends } }" },
        '"from" cannot be "outage-ends"; did you mean "outage-end"?',
      ],
      [
        "an origin that nothing resembles",
        { give: "{ extend: { by: 3 days, from: §tomorrow } }" },
        '"from" cannot be "tomorrow"; it is one of ends, outage-end, later, as-of, latest',
      ],
      [
        "an unknown key",
        { give: "{ extend: { by: 3 days, §atmost: 4 days } }" },
        'unknown key "atmost"; did you mean "at-most"?',
      ],
      [
        "a negative ceiling",
        { give: "{ extend: { by: 3 days, at-most: §-4 days } }" },
        '"-4 days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      ["an empty field", { give: '{ extend: { by: 3 days, §field: "" } }' }, '"field" must not be empty'],
      [
        "by something that cannot be measured",
        { give: "{ extend: { by: §downtime } }" },
        '"downtime" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      ["measured of nothing", { give: "{ extend: { §by: { times: 2 } } }" }, '"of" is missing'],
      [
        "measured of something else",
        { give: "{ extend: { by: { times: 2, of: §down } } }" },
        '"of" cannot be "down"; it is one of lost, outage',
      ],
      [
        "times nothing",
        { give: "{ extend: { by: { times: §0, of: lost } } }" },
        '"0" is nothing; it must be above zero',
      ],
      [
        "times a negative number",
        { give: "{ extend: { by: { times: §-2, of: lost } } }" },
        '"-2" is not a number; write digits, such as 10 or 2.5',
      ],
      [
        "times a word",
        { give: "{ extend: { by: { times: §twice, of: lost } } }" },
        '"twice" is not a number; write digits, such as 10 or 2.5',
      ],
      [
        "up to a calendar step",
        { give: "{ extend: { by: { of: lost, up-to: §1 day } } }" },
        '"1 day" is a calendar step, whose length depends on the calendar; write it in hours or minutes',
      ],
      [
        "up to no time",
        { give: "{ extend: { by: { of: lost, up-to: §0 hours } } }" },
        '"0 hours" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "plus no time",
        { give: "{ extend: { by: { of: lost, plus: §0 days } } }" },
        '"0 days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "an unknown key beside a measure",
        { give: "{ extend: { by: { of: lost, §minus: 1 hour } } }" },
        'unknown key "minus"; the keys here are times, of, plus, up-to',
      ],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("a given end and a new validity", () => {
    test.for<Row>([
      [
        "moved to a day that does not exist",
        { give: "{ move: §2022-02-30 }" },
        '"2022-02-30" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "moved to 29 February of a common year",
        { give: "{ move: §2022-02-29 }" },
        '"2022-02-29" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "moved to an hour that does not exist",
        { give: "{ move: §2022-10-17T24:30 }" },
        '"2022-10-17T24:30" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "moved to a wall time that was skipped",
        { zone: "America/New_York", give: "{ move: { to: §2022-03-13T02:30 } }" },
        '"2022-03-13T02:30" does not exist in America/New_York, or exists twice; add its offset',
      ],
      [
        "moved to a word",
        { give: "{ move: §later }" },
        '"later" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "moved to another order of the date",
        { give: "{ move: §17/10/2022 }" },
        '"17/10/2022" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "moved to a day of another offset",
        { give: "{ move: §2022-10-17Z }" },
        '"2022-10-17Z" is a day with an offset; a day is one of Asia/Seoul, or write its hour',
      ],
      [
        "a field that is no end",
        { give: "{ extend: { by: 3 days, field: §started_at } }" },
        '"started_at" is no end; it is expires_at, next_billing_at or a column of yours',
      ],
      [
        "a field that is no time",
        { give: "{ move: { to: 2022-10-17, field: §price } }" },
        '"price" is no end; it is expires_at, next_billing_at or a column of yours',
      ],
      [
        "a field that is nearly a known one",
        { give: "{ extend: { by: 3 days, field: §expires_att } }" },
        'is "expires_att" meant to be "expires_at"? If it is a column of yours, list its values under columns',
      ],
      ["moved to nothing", { give: "{ §move: { field: x } }" }, '"to" is missing'],
      [
        "moved with an unknown key",
        { give: "{ move: { to: 2022-10-17, §from: ends } }" },
        'unknown key "from"; the keys here are to, field',
      ],
      [
        "reissued without a length",
        { give: "{ reissue: §soon }" },
        '"soon" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      ["reissued without valid", { give: "{ §reissue: { from: as-of } }" }, '"valid" is missing'],
      [
        "reissued from an unknown origin",
        { give: "{ reissue: { valid: 7 days, from: §later } }" },
        '"from" cannot be "later"; it is one of as-of, outage-end, ends',
      ],
      [
        "restored for no time",
        { give: "{ restore: { valid: §0 days } }" },
        '"0 days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "restored with an unknown key",
        { give: "{ restore: { valid: 7 days, §form: ends } }" },
        'unknown key "form"; did you mean "from"?',
      ],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("an amount", () => {
    test.for<Row>([
      ["no currency", { give: "{ credit: §1500 }" }, '"1500" has no currency; write it as 1500 KRW'],
      [
        "the currency first",
        { give: "{ credit: §KRW 1500 }" },
        '"1500" is neither an ISO 4217 currency nor a declared unit; declare it under units if it is one of yours',
      ],
      [
        "the currency without a blank",
        { give: "{ credit: §1500KRW }" },
        '"1500KRW" has no currency; write it as 1500 KRW',
      ],
      ["a sign of a currency", { give: "{ credit: §₩1500 }" }, '"₩1500" has no currency; write it as 1500 KRW'],
      [
        "an unknown currency",
        { give: "{ credit: §1500 KRX }" },
        '"KRX" is neither an ISO 4217 currency nor a declared unit; did you mean "KRW"?',
      ],
      [
        "a currency in the wrong case",
        { give: "{ credit: §1500 krw }" },
        '"krw" is neither an ISO 4217 currency nor a declared unit; did you mean "KRW"?',
      ],
      ["nothing", { give: "{ credit: §0 KRW }" }, '"0 KRW" is no amount; it must be above zero'],
      [
        "one more than the most",
        { give: "{ credit: §1000000000000001 KRW }" },
        '"1000000000000001 KRW" is more than 1000000000000000 KRW, which is the most that an amount may be',
      ],
      [
        "a cent more than the most",
        { give: "{ credit: §10000000000000.01 USD }" },
        '"10000000000000.01 USD" is more than 10000000000000.00 USD, which is the most that an amount may be',
      ],
      ["nothing, with decimals", { give: "{ credit: §0.00 USD }" }, '"0.00 USD" is no amount; it must be above zero'],
      [
        "a negative amount",
        { give: "{ credit: §-5 KRW }" },
        '"-5 KRW" is not an amount of KRW; write digits, with no more decimals than it has',
      ],
      [
        "a grouped amount",
        { give: '{ credit: §"1,500 KRW" }' },
        '"1,500 KRW" is not an amount of KRW; write digits, with no more decimals than it has',
      ],
      [
        "more decimals than the currency has",
        { give: "{ credit: §0.5 KRW }" },
        '"0.5 KRW" is not an amount of KRW; write digits, with no more decimals than it has',
      ],
      [
        "an exponent",
        { give: "{ credit: §1E3 KRW }" },
        '"1E3 KRW" is not an amount of KRW; write digits, with no more decimals than it has',
      ],
      [
        "two amounts",
        { give: "{ credit: §1500 KRW 5 USD }" },
        '"1500 KRW 5 USD" is not an amount of KRW; write digits, with no more decimals than it has',
      ],
      [
        "an empty block",
        { give: "{ §credit: {} }" },
        "needs share, percent, each or tiers, or write the amount itself, such as 1500 KRW",
      ],
      ["a list", { give: "{ §credit: [1500 KRW] }" }, '"credit" must be a single value, not a list'],
      [
        "bounds alone",
        { give: "{ §credit: { at-most: 5 KRW } }" },
        "needs share, percent, each or tiers, or write the amount itself, such as 1500 KRW",
      ],
      [
        "a unit where a currency is meant",
        { top: "units: { CASH: { decimals: 0 } }", give: "{ credit: §1500 CASH }" },
        "CASH is a unit, not a currency; give it with grant",
      ],
      [
        "a unit computed where a currency is meant",
        { top: "units: { CASH: { decimals: 0 } }", give: "{ §credit: { percent: 10, round: up, in: CASH } }" },
        "CASH is a unit, not a currency; give it with grant",
      ],
      [
        "a unit that is not declared",
        { give: "{ grant: §1500 CASH }" },
        '"CASH" is neither an ISO 4217 currency nor a declared unit; declare it under units if it is one of yours',
      ],
      [
        "a unit that is nearly declared",
        { top: "units: { MELON-CASH: { decimals: 0 } }", give: "{ grant: §1500 MELON-CSH }" },
        '"MELON-CSH" is neither an ISO 4217 currency nor a declared unit; did you mean "MELON-CASH"?',
      ],
      [
        "paid in a unit that is not declared",
        { give: "{ grant: { percent: 10, round: up, in: §CASH } }" },
        '"CASH" is neither an ISO 4217 currency nor a declared unit; declare it under units',
      ],
      [
        "an unknown key",
        { give: "{ credit: { percent: 10, §rouund: up } }" },
        'unknown key "rouund"; did you mean "round"?',
      ],
      [
        "a share without over and round",
        { give: "{ §§credit: { share: 72 hours, of: price } }" },
        "share needs over: what the price is for, such as billing-period, month or 30 days",
        "round is missing: say up, down, half-up or half-even",
      ],
      [
        "a share without round",
        { give: "{ §credit: { share: 72 hours, of: price, over: 30 days } }" },
        "round is missing: say up, down, half-up or half-even",
      ],
      [
        "a share without over",
        { give: "{ §credit: { share: 72 hours, of: price, round: up } }" },
        "share needs over: what the price is for, such as billing-period, month or 30 days",
      ],
      [
        "a share of months",
        { give: "{ credit: { share: §1 month, over: 30 days, round: up } }" },
        '"1 month" has no fixed length; write it in days or hours',
      ],
      [
        "a share of an ISO year",
        { give: "{ credit: { share: §P1Y, over: 30 days, round: up } }" },
        '"P1Y" has no fixed length; write it in days or hours',
      ],
      [
        "a share of no time",
        { give: "{ credit: { share: §0 hours, over: 30 days, round: up } }" },
        '"0 hours" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "a share plus months",
        { give: "{ credit: { share: { of: lost, plus: §1 month }, over: 30 days, round: up } }" },
        '"1 month" has no fixed length; write it in days or hours',
      ],
      [
        "a share over months",
        { give: "{ credit: { share: 72 hours, over: §1 month, round: up } }" },
        '"1 month" has no fixed length; write it in days or hours',
      ],
      [
        "a share over a word",
        { give: "{ credit: { share: 72 hours, over: §period, round: up } }" },
        '"period" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "a share of an unknown column",
        { give: "{ credit: { share: 72 hours, of: §prize, over: month, round: up } }" },
        '"of" cannot be "prize"; did you mean "price"?',
      ],
      [
        "rounded in an unknown direction",
        { give: "{ credit: { percent: 10, round: §halfup } }" },
        '"round" cannot be "halfup"; did you mean "half-up"?',
      ],
      [
        "rounded to nothing",
        { give: "{ credit: { percent: 10, round: up, to: §0 KRW } }" },
        '"0 KRW" is no amount; it must be above zero',
      ],
      [
        "rounded to a number",
        { give: "{ credit: { percent: 10, round: up, to: §10 } }" },
        '"10" has no currency; write it as 1500 KRW',
      ],
      [
        "a percentage without round",
        { give: "{ §credit: { percent: 10 } }" },
        "round is missing: say up, down, half-up or half-even",
      ],
      ["no per cent", { give: "{ credit: { percent: §0, round: up } }" }, '"0" is nothing; it must be above zero'],
      [
        "a negative percentage",
        { give: "{ credit: { percent: §-10, round: up } }" },
        '"-10" is not a number; write digits, such as 10 or 2.5',
      ],
      [
        "a percentage with its sign",
        { give: '{ credit: { percent: §"10%", round: up } }' },
        '"10%" is not a number; write digits, such as 10 or 2.5',
      ],
      [
        "a share and a percentage",
        { give: "{ credit: { share: 3 hours, percent: §10, over: month, round: up } }" },
        "an amount is computed in one way, and share is one already",
      ],
      [
        "over beside a percentage",
        { give: "{ credit: { percent: 10, over: §month, round: up } }" },
        "over does not go with percent",
      ],
      [
        "per beside a share",
        { give: "{ credit: { share: 3 hours, over: month, per: §1 hour, round: up } }" },
        "per does not go with share",
      ],
      [
        "each without per, by and round",
        { give: "{ §§§credit: { each: 100 KRW } }" },
        "each needs per: the time it is for, such as 1 hour",
        "each needs by: lost or down",
        "round is missing: say up, down, half-up or half-even",
      ],
      [
        "each per calendar step",
        { give: "{ credit: { each: 100 KRW, per: §1 day, by: lost, round: up } }" },
        '"1 day" is a calendar step, whose length depends on the calendar; write it in hours or minutes',
      ],
      [
        "each by something that cannot be counted",
        { give: "{ credit: { each: 100 KRW, per: 1 hour, by: §outage, round: up } }" },
        '"by" cannot be "outage"; it is one of lost, down',
      ],
      [
        "each of a price",
        { give: "{ credit: { each: 100 KRW, per: 1 hour, by: lost, of: §price, round: up } }" },
        "of does not go with each",
      ],
      [
        "a floor above the ceiling",
        { give: "{ credit: { percent: 10, round: up, at-most: 5 KRW, at-least: §6 KRW } }" },
        "is more than at-most",
      ],
      [
        "a floor of nothing",
        { give: "{ credit: { percent: 10, round: up, at-least: §0 KRW } }" },
        '"0 KRW" is no amount; it must be above zero',
      ],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("tiers", () => {
    test.for<Row>([
      ["no steps", { give: "{ credit: { §tiers: { by: lost } } }" }, '"steps" is missing'],
      [
        "an empty list of steps",
        { give: "{ credit: { tiers: { by: lost, §steps: [] } } }" },
        '"steps" must not be empty',
      ],
      [
        "not by anything",
        { give: "{ credit: { §tiers: { steps: [{ at-most: 1 hour, give: 5 KRW }] } } }" },
        '"by" is missing',
      ],
      [
        "something beside them",
        { give: "{ credit: { tiers: { by: lost, steps: [{ at-most: 1 hour, give: 5 KRW }] }, round: §up } }" },
        "belongs into the steps; nothing else stands beside tiers",
      ],
      [
        "a step without give",
        { give: "{ credit: { tiers: { by: lost, steps: [§{ at-most: 1 hour }] } } }" },
        '"give" is missing',
      ],
      [
        "a step without an edge",
        { give: "{ credit: { tiers: { by: lost, steps: [§{ give: 5 KRW }] } } }" },
        "has no edge; write at-most, below, at-least or above",
      ],
      [
        "a step without anything",
        { give: "{ credit: { tiers: { by: lost, steps: [§§{}] } } }" },
        '"give" is missing',
        "has no edge; write at-most, below, at-least or above",
      ],
      [
        "a step with an unknown edge",
        { give: "{ credit: { tiers: { by: lost, steps: [{ §up-to: 1 hour, give: 5 KRW }] } } }" },
        'unknown key "up-to"; did you mean "at-most"?',
      ],
      [
        "two upper edges",
        { give: "{ credit: { tiers: { by: lost, steps: [{ at-most: 1 hour, below: §2 hours, give: 5 KRW }] } } }" },
        "says the same as at-most; keep one",
      ],
      [
        "two lower edges",
        { give: "{ credit: { tiers: { by: lost, steps: [{ at-least: 1 hour, above: §2 hours, give: 5 KRW }] } } }" },
        "says the same as at-least; keep one",
      ],
      [
        "an edge in days of a length",
        { give: "{ credit: { tiers: { by: down, steps: [{ at-most: §1 day, give: 5 KRW }] } } }" },
        '"1 day" is a calendar step, whose length depends on the calendar; write it in hours or minutes',
      ],
      [
        "an edge of a length without a unit",
        { give: "{ credit: { tiers: { by: down, steps: [{ at-most: §3, give: 5 KRW }] } } }" },
        '"3" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "an edge of a column with a unit",
        { give: "{ credit: { tiers: { by: price, steps: [{ at-most: §3 KRW, give: 5 KRW }] } } }" },
        '"3 KRW" is not a number; write digits, such as 10 or 2.5',
      ],
      [
        "a negative edge of a column",
        { give: "{ credit: { tiers: { by: price, steps: [{ at-most: §-3, give: 5 KRW }] } } }" },
        '"-3" is not a number; write digits, such as 10 or 2.5',
      ],
      [
        "a step that ends before it begins",
        { give: "{ credit: { tiers: { by: price, steps: [§{ at-least: 3, at-most: 2, give: 5 KRW }] } } }" },
        "ends before it begins",
      ],
      [
        "a step of one value that is not in it",
        { give: "{ credit: { tiers: { by: price, steps: [§{ at-least: 3, below: 3, give: 5 KRW }] } } }" },
        "ends before it begins",
      ],
      [
        "a gap",
        {
          give: "{ credit: { tiers: { by: price, steps: [{ at-most: 3, give: 5 KRW }, §{ at-least: 4, give: 6 KRW }] } } }",
        },
        "leaves a gap to the tier before it",
      ],
      [
        "a gap of one value",
        {
          give: "{ credit: { tiers: { by: price, steps: [{ below: 3, give: 5 KRW }, §{ above: 3, give: 6 KRW }] } } }",
        },
        "leaves a gap to the tier before it",
      ],
      [
        "an overlap",
        {
          give: "{ credit: { tiers: { by: price, steps: [{ at-most: 3, give: 5 KRW }, §{ at-least: 2, give: 6 KRW }] } } }",
        },
        "overlaps the tier before it",
      ],
      [
        "an overlap of one value",
        {
          give: "{ credit: { tiers: { by: price, steps: [{ at-most: 3, give: 5 KRW }, §{ at-least: 3, give: 6 KRW }] } } }",
        },
        "overlaps the tier before it",
      ],
      [
        "a step after one without an end",
        {
          give: "{ credit: { tiers: { by: price, steps: [{ at-least: 3, give: 5 KRW }, §{ above: 5, give: 6 KRW }] } } }",
        },
        "can never be reached: the tier before it has no end",
      ],
      [
        "the same upper edge twice",
        {
          give: "{ credit: { tiers: { by: price, steps: [{ at-most: 3, give: 5 KRW }, §{ at-most: 3, give: 6 KRW }] } } }",
        },
        "does not lie above the tier before it",
      ],
      [
        "steps in descending order",
        {
          give: "{ credit: { tiers: { by: price, steps: [{ at-most: 3, give: 5 KRW }, §{ at-most: 2, give: 6 KRW }] } } }",
        },
        "does not lie above the tier before it",
      ],
      [
        "a step whose only value the one before has",
        {
          give: "{ credit: { tiers: { by: price, steps: [{ at-most: 3, give: 5 KRW }, §{ below: 3, give: 6 KRW }] } } }",
        },
        "does not lie above the tier before it",
      ],
      [
        "a step that extends",
        { give: "{ credit: { tiers: { by: lost, steps: [{ at-most: 1 hour, give: { §extend: 3 days } }] } } }" },
        'unknown key "extend"; the keys here are review, percent, of, round, to, in, at-most, at-least, more-than',
      ],
      [
        "a step that gives a number",
        { give: "{ credit: { tiers: { by: lost, steps: [{ at-most: 1 hour, give: §5 }] } } }" },
        '"5" has no currency; write it as 1500 KRW',
      ],
      [
        "a step that gives a unit as a credit",
        {
          top: "units: { CASH: { decimals: 0 } }",
          give: "{ credit: { tiers: { by: lost, steps: [{ at-most: 1 hour, give: §5 CASH }] } } }",
        },
        "CASH is a unit, not a currency; give it with grant",
      ],
      [
        "a step that computes without round",
        { give: "{ credit: { tiers: { by: lost, steps: [{ at-most: 1 hour, §give: { percent: 10 } }] } } }" },
        '"round" is missing',
      ],
      [
        "a step with no per cent",
        { give: "{ credit: { tiers: { by: lost, steps: [{ at-most: 1 hour, give: { percent: §0, round: up } }] } } }" },
        '"0" is nothing; it must be above zero',
      ],
      [
        "a step with an empty review",
        { give: "{ credit: { tiers: { by: lost, steps: [{ at-most: 1 hour, give: { §review: {} } }] } } }" },
        '"because" is missing',
      ],
      [
        "by a column that is nearly a known one",
        { give: "{ credit: { tiers: { by: §loss_amont, steps: [{ at-most: 3, give: 5 KRW }] } } }" },
        'is "loss_amont" meant to be "loss_amount"? If it is a column of yours, list its values under columns',
      ],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("limits", () => {
    test.for<Row>([
      [
        "a block where the list is meant",
        { top: "§limits: { per: user, records: 1 }" },
        '"limits" must be a list, not a block of keys',
      ],
      ["nothing to limit", { top: "limits: [§{ per: user }]" }, "limits nothing; write records, credit or extend"],
      ["not per anything", { top: "limits: [§{ records: 1 }]" }, '"per" is missing'],
      [
        "per something else",
        { top: "limits: [{ per: §customer, records: 1 }]" },
        '"per" cannot be "customer"; it is one of record, user, run',
      ],
      [
        "two ceilings",
        { top: "limits: [{ per: user, records: 1, credit: §5 KRW }]" },
        "a limit is one ceiling, and this one is on records",
      ],
      [
        "an unknown key",
        { top: "limits: [{ per: user, §record: 1 }]" },
        'unknown key "record"; did you mean "records"?',
      ],
      ["no records", { top: "limits: [{ per: user, records: §0 }]" }, '"0" is not a number of records above zero'],
      [
        "a negative number of records",
        { top: "limits: [{ per: user, records: §-1 }]" },
        '"-1" is not a number of records above zero',
      ],
      [
        "a fraction of a record",
        { top: "limits: [{ per: user, records: §1.5 }]" },
        '"1.5" is not a number of records above zero',
      ],
      [
        "more records than there are",
        { top: "limits: [{ per: user, records: §1000000000 }]" },
        '"1000000000" is not a number of records above zero',
      ],
      ["no money", { top: "limits: [{ per: run, credit: §0 KRW }]" }, '"0 KRW" is no amount; it must be above zero'],
      [
        "an unknown currency",
        { top: "limits: [{ per: run, credit: §5 KRX }]" },
        '"KRX" is neither an ISO 4217 currency nor a declared unit; did you mean "KRW"?',
      ],
      [
        "an extension per user",
        { top: "limits: [{ per: user, extend: §3 days }]" },
        "only per: record can hold an extension",
      ],
      [
        "an extension per run",
        { top: "limits: [{ per: run, extend: §3 days }]" },
        "only per: record can hold an extension",
      ],
      [
        "no extension",
        { top: "limits: [{ per: record, extend: §0 days }]" },
        '"0 days" is not a length of time; write a whole number above zero, such as 3 days or 72 hours',
      ],
      [
        "records per record",
        { top: "limits: [{ per: record, records: §1 }]" },
        "a record is one record; use per: user or per: run",
      ],
      [
        "a layer that does not exist",
        {
          top: "limits: [{ per: user, layer: §aplogy, records: 1 }]",
          rules: "layers: [{ layer: apology, rules: [{ rule: x, for: {}, give: nothing }] }]",
        },
        'there is no layer "aplogy"; did you mean "apology"?',
      ],
      [
        "a layer where there are none",
        { top: "limits: [{ per: user, layer: §apology, records: 1 }]" },
        'there is no layer "apology"',
      ],
      [
        "a layer per record",
        {
          top: "limits: [{ per: record, layer: §a, credit: 5 KRW }]",
          rules: "layers: [{ layer: a, rules: [{ rule: x, for: {}, give: nothing }] }]",
        },
        "a ceiling per record holds for all layers together",
      ],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("units", () => {
    test.for<Row>([
      ["a list where the block is meant", { top: "§units: [CASH]" }, '"units" must be a block of keys, not a list'],
      ["no decimals", { top: "units: { §CASH: {} }" }, '"decimals" is missing'],
      ["decimals beside the unit", { top: "units: { CASH: §0 }" }, '"CASH" must be a block of keys, not "0"'],
      ["seven decimals", { top: "units: { CASH: { decimals: §7 } }" }, '"7" is not a number of decimals from 0 to 6'],
      [
        "negative decimals",
        { top: "units: { CASH: { decimals: §-1 } }" },
        '"-1" is not a number of decimals from 0 to 6',
      ],
      [
        "decimals with a zero before",
        { top: "units: { CASH: { decimals: §02 } }" },
        '"02" is not a number of decimals from 0 to 6',
      ],
      [
        "decimals in words",
        { top: "units: { CASH: { decimals: §two } }" },
        '"two" is not a number of decimals from 0 to 6',
      ],
      [
        "an unknown key",
        { top: "units: { CASH: { decimals: 0, §name: Cash } }" },
        'unknown key "name"; the key here is decimals',
      ],
      ["a currency", { top: "units: { §KRW: { decimals: 0 } }" }, "KRW is an ISO 4217 currency already"],
      [
        "a currency in small letters",
        { top: "units: { §krw: { decimals: 0 } }" },
        "KRW is an ISO 4217 currency already",
      ],
      [
        "a name with a blank",
        { top: "units: { §MELON CASH: { decimals: 0 } }" },
        '"MELON CASH" cannot be a name; use letters, digits, ".", "_" and "-", at most 100',
      ],
    ])("%s", (row) => expectComplaints(row));
  });
});

describe("what has no word to stand under is placed at the key, or at the block that lacks it:", () => {
  test.for<readonly [string, string, ...string[]]>([
    [
      "a policy without a name",
      "revision: r\nzone: Asia/Seoul\nrules: [{ rule: x, for: {}, give: nothing }]",
      '1:1 "policy" is missing',
    ],
    [
      "a policy without a revision",
      "policy: p\nzone: Asia/Seoul\nrules: [{ rule: x, for: {}, give: nothing }]",
      '1:1 "revision" is missing',
    ],
    [
      "a policy without a zone",
      "policy: p\nrevision: r\nrules: [{ rule: x, for: {}, give: nothing }]",
      '1:1 "zone" is missing',
    ],
    [
      "nothing but a name",
      "policy: p",
      '1:1 "revision" is missing',
      '1:1 "zone" is missing',
      "1:1 the policy has no rules; write rules: or layers:",
    ],
    [
      "a policy without rules",
      "policy: p\nrevision: r\nzone: UTC",
      "1:1 the policy has no rules; write rules: or layers:",
    ],
    ["a policy that is a list", "- policy: p", "1:1 the file must be a block of keys, not a list"],
    ["a policy that is a word", "policy", '1:1 the file must be a block of keys, not "policy"'],
    ["an empty name", policyText({ policy: "" }), '1:1 "policy" must not be empty'],
    ["an empty name in quotes", policyText({ policy: '""' }), '1:1 "policy" must not be empty'],
    ["a list as the name", policyText({ policy: "[a, b]" }), '1:1 "policy" must be a single value, not a list'],
    [
      "a block as the revision",
      policyText({ revision: "{ a: b }" }),
      '2:1 "revision" must be a single value, not a block of keys',
    ],
    ["an empty zone", policyText({ zone: "" }), '3:1 "zone" must not be empty'],
    ["a rule with an empty name", policyText({ rule: "" }), '5:5 "rule" must not be empty'],
    ["a list of selectors", policyText({ for: "[rental]" }), '6:5 "for" must be a block of keys, not a list'],
    [
      "an empty block of benefits",
      policyText({ give: "{}" }),
      "7:5 gives nothing; write one of extend, move, reissue, restore, credit, grant, review, or give: nothing",
    ],
  ])("%s", ([, text, ...expected]) => {
    expect(complaintsOf(() => readPolicy(text, FILE), FILE)).toEqual(expected);
  });

  test.for([
    ["", "7:5"],
    ["[{ extend: 3 days }]", "7:5"],
    ["something", "7:11"],
  ] as const)("give: %s, which is told what may stand there", ([give, place]) => {
    const [complaint, ...more] = complaintsOf(() => readPolicy(policyText({ give }), FILE), FILE);
    expect(more).toEqual([]);
    expect(complaint).toMatch(new RegExp(`^${place} .*extend.*credit`));
  });
});

describe("a mistake that is easily made", () => {
  test.for<readonly [string, PolicyParts]>([
    ["a block that says nothing about anyone", { for: "{}" }],
    ["a column of one's own", { for: "{ platform: ios }" }],
    [
      "a column of one's own that is nearly a known one, once it is declared",
      { top: "columns: { chanel: [5] }", for: "{ chanel: 5 }" },
    ],
    ["a short column that is nearly a known one", { for: "{ tpe: x }" }],
    ["a policy name in words", { policy: "Kakao's paid services" }],
    ["a word that only looks like a boolean", { for: "{ status: no }" }],
    ["a number with leading zeros", { for: "{ item_id: 0012 }" }],
    [
      "a flat tier of one value",
      { give: "{ credit: { tiers: { by: price, steps: [{ at-least: 3, at-most: 3, give: 5 KRW }] } } }" },
    ],
    [
      "tiers that touch",
      {
        give: "{ credit: { tiers: { by: price, steps: [{ below: 3, give: 5 KRW }, { at-least: 3, give: 6 KRW }] } } }",
      },
    ],
    [
      "a floor as high as the ceiling",
      { give: "{ credit: { percent: 10, round: up, at-most: 5 KRW, at-least: 5 KRW } }" },
    ],
    ["a wall time that was skipped elsewhere", { if: "{ held-on: 2022-03-13T02:30 }" }],
    [
      "a wall time that was skipped, with its offset",
      { zone: "America/New_York", if: "{ held-on: 2022-03-13T02:30-05:00 }" },
    ],
    ["a unit with six decimals", { top: "units: { GOLD: { decimals: 6 } }", give: "{ grant: 0.000001 GOLD }" }],
    ["the longest name", { rule: "x".repeat(100) }],
  ])("is no mistake: %s", ([, parts]) => {
    expect(complaintsOf(() => readPolicy(policyText(parts), FILE), FILE)).toEqual([]);
  });
});

describe("names that objects already have", () => {
  test.for(["constructor", "toString", "hasOwnProperty", "prototype"])("%s is an unknown key as any other", (key) => {
    const { text, places } = marked(policyText({ top: `§${key}: { a: b }`, give: `{ §${key}: 3 days }` }));
    const [first, second] = complaintsOf(() => readPolicy(text, FILE), FILE);
    const inRule = complaintsOf(() => readPolicy(marked(policyText({ give: `{ ${key}: 3 days }` })).text, FILE), FILE);
    const head = "policy, revision, zone, overlap, units, columns, limits, hit, rules, layers";
    const benefits = "extend, move, reissue, restore, credit, grant, review";
    expect([first, second]).toEqual([
      `${places[0]} unknown key "${key}"; the keys here are ${head}`,
      `${places[1]} unknown key "${key}"; the keys here are ${benefits}`,
    ]);
    expect(inRule).toEqual([`7:13 unknown key "${key}"; the keys here are ${benefits}`]);
  });

  test.for(["constructor", "toString", "prototype"])("%s is a column and a value as any other", (name) => {
    const text = policyText({
      top: `columns: { ${name}: [${name}, x] }`,
      for: `{ service: ${name}, ${name}: ${name} }`,
      unless: `{ ${name}: { not: [${name}] } }`,
    });
    const { policy } = readPolicy(text, FILE);
    const [rule] = policy.layers.flatMap(({ rules }) => rules);
    const tests = (selectors: NonNullable<typeof rule>["for"] = []) =>
      selectors.map(({ column, tests: [one] }) => [column, one?.kind]);
    expect([...policy.declaredValues.keys()]).toEqual([name]);
    expect(rule?.services).toEqual(new Set([name]));
    expect(tests(rule?.for)).toEqual([[name, "any-of"]]);
    expect(tests(rule?.unless)).toEqual([[name, "none-of"]]);
  });

  test.for<Row>([
    ["a column in for", { for: "{ service: melon, §__proto__: x }" }, '"__proto__" cannot be a key'],
    ["a column in unless", { unless: "{ §__proto__: x }" }, '"__proto__" cannot be a key'],
    ["a declared column", { top: "columns: { §__proto__: [x] }" }, '"__proto__" cannot be a key'],
    ["a unit", { top: "units: { §__proto__: { decimals: 0 } }" }, '"__proto__" cannot be a key'],
  ])("__proto__ is never lost: %s", (row) => expectComplaints(row));

  test("__proto__ is a value as any other", () => {
    const { policy } = readPolicy(policyText({ for: "{ service: __proto__, channel: __proto__ }" }), FILE);
    const [rule] = policy.layers.flatMap(({ rules }) => rules);
    expect(rule?.services).toEqual(new Set(["__proto__"]));
    expect(rule?.for.flatMap(({ tests }) => tests)).toEqual([{ kind: "any-of", values: new Set(["__proto__"]) }]);
  });

  test.for(["constructor", "toString"])("%s is a unit as any other", (name) => {
    const text = policyText({ top: `units: { ${name}: { decimals: 0 } }` });
    expect(complaintsOf(() => readPolicy(text, FILE), FILE)).toEqual([]);
  });

  test.for(["__proto__", "constructor", "toString"])("%s is no benefit, kind, direction, currency or layer", (name) => {
    const tries: readonly PolicyParts[] = [
      { give: name },
      { for: `{ record: ${name} }` },
      { if: `{ held: ${name} }` },
      { top: `hit: ${name}` },
      { give: `{ credit: 5 ${name} }` },
      { give: `{ credit: { percent: 5, round: ${name} } }` },
      { give: `{ credit: { percent: 5, round: up, in: ${name} } }` },
      { give: `{ extend: 3 ${name} }` },
      { top: `limits: [{ per: user, layer: ${name}, records: 1 }]` },
      { zone: name },
    ];
    const counts = tries.map((parts) => complaintsOf(() => readPolicy(policyText(parts), FILE), FILE).length);
    expect(counts).toEqual(tries.map(() => 1));
  });
});

describe("several faults", () => {
  const { text, places } = marked(`policy: p
revision: r1
zone: §Asia/Soul
units: { KRW: { decimals: §9 } }
limits: [{ per: user, records: §0 }]
rules:
  - rule: one
    for: { record: §rentals }
    give: { §extned: 3 days }
  - rule: two
    for: { service: melon }
    if: { held-on: §2022-02-30 }
    give: { credit: §1500 KRX }
  - rule: §two
    for: { §chanel: web }
    give: { extend: §0 days }
  - rule: four
    §form: {}
    give: nothing
`);
  const failure = failureOf(() => readPolicy(text, FILE));
  const found = complaintsOf(() => readPolicy(text, FILE), FILE).map((line) => line.split(" ")[0] ?? "");

  test("are reported at once, those of every rule, in file order", () => {
    // Besides what is marked, KRW cannot be a unit.
    expect(found).toEqual([places[0], "4:10", ...places.slice(1)]);
  });

  test("are counted, and each shows its line with a caret under the wrong word", () => {
    expect(failure?.message).toContain("12 problems");
    const words = [
      "Asia/Soul",
      "KRW:",
      "9",
      "0",
      "rentals",
      "extned:",
      "2022-02-30",
      "1500",
      "two",
      "chanel:",
      "0",
      "form:",
    ];
    expect(failure === undefined ? [] : wordsUnderCarets(failure)).toEqual(words);
  });
});

test("a single problem gives its place to the failure itself", () => {
  const failure = failureOf(() => readPolicy(policyText({ zone: "Asia/Soul" }), FILE));
  expect(failure?.place).toEqual({ file: FILE, line: 3, column: 7 });
  expect([failure?.code, failure?.exit]).toEqual(["policy-invalid", 4]);
});
