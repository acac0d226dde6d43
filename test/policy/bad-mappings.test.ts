/** Every mistake that the author of a mapping can make is one complaint, under the wrong word. Patterns of times have their own file. */
import { describe, expect, test } from "vitest";
import { readMapping } from "../../src/policy/read-mapping.ts";
import { complaintsOf, failureOf, marked, wordsUnderCarets } from "./marked.ts";

/** What it is called, what is written, and the message of each complaint in file order. */
type Row = readonly [name: string, written: string, ...messages: string[]];

const FILE = "mapping.yaml";

function expectComplaints(written: string, messages: readonly string[]): void {
  const { text, places } = marked(written);
  const expected = messages.map((message, index) => `${places[index]} ${message}`);
  expect(complaintsOf(() => readMapping(text, FILE), FILE)).toEqual(expected);
}

/** @param keys lines of a mapping of one export, of subscriptions unless they say otherwise. */
function expectInFile([, keys, ...messages]: Row): void {
  const record = /^§*record:/m.test(keys) ? [] : ["record: subscription"];
  expectComplaints(["mapping: m", ...record, keys].join("\n"), messages);
}

/** @param column a line of `columns`. */
function expectInColumn([, column, ...messages]: Row): void {
  expectComplaints(`mapping: m\nrecord: subscription\ncolumns:\n  ${column}`, messages);
}

/** Only words can be left to a person. */
function noReview(column: string, held: string): string {
  return `review asks a person what a word means, and ${column} holds ${held}; write else: keep or else: reject`;
}

describe("complains, under the wrong word, about", () => {
  describe("the file", () => {
    test.for<Row>([
      ["an empty file", "§", "the file is empty; it begins with mapping:"],
      ["a list", "§- mapping: m", "the file must be a block of keys, not a list"],
      ["a name alone", "§mapping: m", "the mapping describes no export; write exports:, or record: and columns:"],
      ["no name", "§record: rental", '"mapping" is missing'],
      [
        "a name that cannot be one",
        "mapping: §a/b\nrecord: rental",
        '"a/b" cannot be a name; use letters, digits, ".", "_" and "-", at most 100',
      ],
      [
        "an unknown key",
        "mapping: m\nrecord: rental\n§policy: x",
        'unknown key "policy"; the keys here are mapping, exports, match, record, encoding, delimiter, quote, escape, before-header, header, sheet, missing, skip, rows, newer, ids, zone, columns',
      ],
      [
        "a key that is nearly right",
        "mapping: m\nrecord: rental\n§colums: { price: a }",
        'unknown key "colums"; did you mean "columns"?',
      ],
      ["no kind", "§mapping: m\nencoding: cp949", '"record" is missing'],
      [
        "a kind that there is not",
        "mapping: m\nrecord: §subscripton",
        '"record" cannot be "subscripton"; did you mean "subscription"?',
      ],
      [
        "a kind unlike any",
        "mapping: m\nrecord: §order",
        '"record" cannot be "order"; it is one of subscription, rental, coupon, claim',
      ],
      [
        "a key twice",
        "mapping: m\nrecord: rental\n§record: coupon",
        "this key stands in its block already; every key stands once",
      ],
      ["an empty list of exports", "mapping: m\n§exports: []", '"exports" must not be empty'],
      [
        "a block where the list is meant",
        "mapping: m\n§exports: { record: rental }",
        '"exports" must be a list, not a block of keys',
      ],
      [
        "keys of an export beside the list",
        "mapping: m\n§encoding: cp949\n§columns: { price: a }\nexports: [{ record: rental }]",
        "encoding belongs into each of exports",
        "columns belongs into each of exports",
      ],
      ["an export that is a word", "mapping: m\nexports: [§a]", '"exports" must be a block of keys, not "a"'],
      ["an export without a kind", "mapping: m\nexports:\n  - §match: a.csv", '"record" is missing'],
      [
        "an unknown key in an export",
        "mapping: m\nexports: [{ record: rental, §delimeter: ; }]",
        'unknown key "delimeter"; did you mean "delimiter"?',
      ],
    ])("%s", ([, written, ...messages]) => expectComplaints(written, messages));
  });

  describe("which files an export is for", () => {
    const hides =
      "this export fits every file, so those after it are never looked at; write match:, or move it to the end";
    test.for<Row>([
      ["two exports without match", "mapping: m\nexports:\n  - §record: rental\n  - record: coupon", hides],
      [
        "one without match before another",
        "mapping: m\nexports:\n  - §record: rental\n  - { match: a.csv, record: coupon }",
        hides,
      ],
      [
        "one for every file before another",
        'mapping: m\nexports:\n  - §match: "*"\n    record: rental\n  - { match: a.csv, record: coupon }',
        hides,
      ],
      [
        "the same match twice",
        "mapping: m\nexports:\n  - { match: a.csv, record: coupon }\n  - { match: §a.csv, record: rental }",
        'an export above has the match "a.csv" already, and the first one is taken',
      ],
      [
        "a folder in match",
        "mapping: m\nexports: [{ match: §exports/a.csv, record: coupon }]",
        '"exports/a.csv" has a folder in it; match is about the name of the file alone',
      ],
      [
        "a folder of Windows in match",
        "mapping: m\nexports: [{ match: §exports\\a.csv, record: coupon }]",
        '"exports\\\\a.csv" has a folder in it; match is about the name of the file alone',
      ],
    ])("%s", ([, written, ...messages]) => expectComplaints(written, messages));

    test("not about one without match at the end", () => {
      expectComplaints("mapping: m\nexports:\n  - { match: a.csv, record: coupon }\n  - record: rental", []);
    });
  });

  describe("how the file is cut into cells", () => {
    const cannot = 'cannot stand between cells; use a mark such as ",", ";", "|" or "\\t"';
    test.for<Row>([
      ["an unknown encoding", "encoding: §klingon", '"klingon" is no encoding that is read'],
      [
        "an encoding that is nearly one",
        "encoding: §cp948",
        '"cp948" is no encoding that is read; did you mean "cp949"?',
      ],
      ["a delimiter of two characters", 'delimiter: §";;"', '";;" is no single character'],
      [
        "a delimiter that is a word for tab",
        "delimiter: §tab",
        '"tab" is no single character; write "\\t", in double quotes',
      ],
      ["a tab that is no escape", "delimiter: §\\t", '"\\\\t" is no single character; write "\\t", in double quotes'],
      ["a letter as the delimiter", "delimiter: §x", `"x" ${cannot}`],
      ["a digit as the delimiter", "delimiter: §0", `"0" ${cannot}`],
      ["a delimiter that is no ASCII", "delimiter: §，", `"，" ${cannot}`],
      ["a line end as the delimiter", 'delimiter: §"\\n"', `"\\n" ${cannot}`],
      ["a quote as the delimiter", "delimiter: §'\"'", '"\\"" is a quote, and cannot stand between cells, too'],
      ["an apostrophe as the delimiter", `delimiter: §"'"`, `"'" is a quote, and cannot stand between cells, too`],
      ["an empty delimiter", '§delimiter: ""', '"delimiter" must not be empty'],
      [
        "a delimiter that is the decimal sign",
        'delimiter: §","\ncolumns: { price: { number: { decimal: "," } } }',
        '"," is the decimal sign of price; where its cells stand in quotes, leave delimiter out',
      ],
      [
        "a delimiter that is the decimal point",
        "delimiter: §.\ncolumns: { price: { number: { affix: 원 } } }",
        '"." is the decimal sign of price; where its cells stand in quotes, leave delimiter out',
      ],
      [
        "a delimiter that groups digits, without quotes",
        'delimiter: §","\nquote: none\ncolumns: { price: { number: { group: "," } } }',
        '"," stands between groups of digits of price, and quote: none lets no cell hold it',
      ],
      ["a quote that there is not", "quote: §single", '"quote" cannot be "single"; it is one of standard, none'],
      ["a doubled quote as the escape", "escape: §'\"'", "a doubled quote is read without escape"],
      ["an escape of two characters", "escape: §'\\\\'", '"\\\\\\\\" is no single mark, such as "\\\\"'],
      ["a letter as the escape", "escape: §e", '"e" is no single mark, such as "\\\\"'],
      ["an escape that is the delimiter", "delimiter: '|'\nescape: §'|'", '"|" is the delimiter, too'],
      ["a negative number of lines", "before-header: §-1", '"-1" is not a number of lines from 0 to 9999'],
      ["a number of lines that is none", "before-header: §two", '"two" is not a number of lines from 0 to 9999'],
      ["half a line", "before-header: §1.5", '"1.5" is not a number of lines from 0 to 9999'],
      ["more lines than can be", "before-header: §10000", '"10000" is not a number of lines from 0 to 9999'],
      ["an empty header", "§header: []", '"header" must not be empty'],
      ["a header with a name twice", "header: [a, b, §a]", '"a" is in the list already'],
      ["a header with a name twice but for blanks", 'header: [a, §" a "]', '"a" is in the list already'],
      [
        "a header with a name twice in two forms of Unicode",
        "header: [각, §\u1100\u1161\u11a8]",
        '"각" is in the list already',
      ],
      ["a blank name in a header", 'header: [a, §" "]', "a column has a name, and this is blank"],
      [
        "keys of text beside a sheet",
        "sheet: 결제\n§encoding: cp949\n§delimiter: ;\n§quote: none\n§escape: '\\'",
        ...["encoding", "delimiter", "quote", "escape"].map(
          (key) => `${key} is about text, and sheet about a workbook, which is none`,
        ),
      ],
      [
        "a key that does not tell records apart",
        "rows: { key: §user_id, of: line-items }",
        '"user_id" does not tell one subscription from another; the key is subscription_id',
      ],
      [
        "a key with a column too many",
        "rows: { key: [subscription_id, §plan], of: line-items }",
        '"plan" does not tell one subscription from another; the key is subscription_id',
      ],
      [
        "a key that is the id of another kind",
        "rows: { key: §rental_id, of: line-items }",
        '"rental_id" does not tell one subscription from another; the key is subscription_id',
      ],
      [
        "a key that is a slip of the pen",
        "rows: { key: §subscripton_id, of: line-items }",
        '"subscripton_id" does not tell one subscription from another; the key is subscription_id',
      ],
      [
        "a key with the same column twice",
        "rows: { key: [subscription_id, §subscription_id], of: line-items }",
        '"subscription_id" is in the list already',
      ],
      [
        "a key without the id",
        "rows: { key: §service, of: line-items }",
        "the key of a subscription is subscription_id, with or without service",
      ],
      [
        "rows of something else",
        "rows: { key: subscription_id, of: §months }",
        '"of" cannot be "months"; it is line-items',
      ],
      ["rows without a key", "§rows: { of: line-items }", '"key" is missing'],
      ["rows of nothing", "§rows: { key: subscription_id }", '"of" is missing'],
      ["the last file as a slip", "newer: §last_file", 'is "last_file" meant to be "last-file"?'],
      ["the last file in capitals", "newer: §Last-File", 'is "Last-File" meant to be "last-file"?'],
      [
        "a newer row by its id",
        "newer: §subscription_id",
        "subscription_id is the same in all rows of a record, so it tells no newest one",
      ],
      [
        "a key by its name in the file",
        "columns: { subscription_id: 번호 }\nrows: { key: §번호, of: line-items }",
        'key names our columns, and "번호" is subscription_id there; write subscription_id',
      ],
      [
        "a newer row by a name of the file",
        "columns: { changed_at: 변경일 }\nnewer: §변경일",
        'newer names a column of ours, and "변경일" is changed_at there; write changed_at',
      ],
      [
        "a newer row by what is always the same",
        "columns: { changed_at: { always: 1 } }\nnewer: §changed_at",
        "changed_at is always the same, so it tells no newest row",
      ],
      [
        "a newer row by its service",
        "newer: §service",
        "service is the same in all rows of a record, so it tells no newest one",
      ],
      [
        "a newer row by what the header lacks",
        "header: [번호, 회원]\nnewer: §changed_at",
        'header has no "changed_at"',
      ],
      ["a damaged id that is neither", "ids: §lax", '"ids" cannot be "lax"; it is one of warn, strict'],
      ["a zone that is an abbreviation", "zone: §KST", '"KST" is not a time zone; write Asia/Seoul'],
      ["a zone that is nearly one", "zone: §Asia/Soul", '"Asia/Soul" is not a time zone; did you mean "Asia/Seoul"?'],
      ["an empty list of missing", "§missing: []", '"missing" must not be empty'],
      ["nothing that is missing", "§missing:", '"missing" must not be empty'],
    ])("%s", expectInFile);

    test("not about a delimiter that groups digits of quoted cells", () => {
      expectInFile(["", 'delimiter: ","\ncolumns: { price: { number: { group: "," } } }']);
    });
  });

  describe("rows that are left out", () => {
    test.for<Row>([
      [
        "an empty block",
        "§skip: {}",
        "says nothing; write a column of the file and the values of rows that are no records",
      ],
      ["a list", "§skip: [합계]", '"skip" must be a block of keys, not a list'],
      ["an empty list of values", "skip: { §상태: [] }", '"상태" must not be empty'],
      ["an empty block of a column", "skip: { §상태: {} }", "says nothing; write a value, a list, not or empty"],
      ["an unknown test", "skip: { 상태: { §nott: 합계 } }", 'unknown key "nott"; did you mean "not"?'],
      [
        "not and empty at once",
        "skip: { 상태: { not: 합계, §empty: true } }",
        'empty does not go with not; "" among its values is an empty cell',
      ],
      [
        "an empty that is neither",
        "skip: { 상태: { empty: §maybe } }",
        '"empty" cannot be "maybe"; it is one of true, false',
      ],
      [
        "a column of ours that the file calls otherwise",
        "skip: { §status: 합계 }\ncolumns: { status: 상태 }",
        'skip names columns of the file, where status is "상태"',
      ],
      ["a column that the header lacks", "header: [번호, 상태]\nskip: { §회원: 합계 }", 'header has no "회원"'],
      [
        "a column that the header nearly has",
        "header: [ID, STATUS]\nskip: { §STATU: x }",
        'header has no "STATU"; did you mean "STATUS"?',
      ],
    ])("%s", expectInFile);

    test("not about a column of ours that the file may call the same", () => {
      expectInFile(["", "skip: { status: 합계 }\ncolumns: { status: [status, 상태] }"]);
    });
  });

  describe("columns", () => {
    test.for<Row>([
      [
        "a column that is nearly ours",
        "§expire_at: a",
        'is "expire_at" meant to be "expires_at"? A column of yours needs a name that is less like it',
      ],
      [
        "the id of another kind",
        "§rental_id: a",
        '"rental_id" is the id of a rental, and this is a subscription; its id is subscription_id',
      ],
      ["the kind as a column", "§record: a", "record is the kind of all rows; write it beside columns"],
      ["a column mapped twice", "price: a\n  §price: b", "this key stands in its block already; every key stands once"],
      [
        "a column mapped twice in two forms of Unicode",
        "각: a\n  §\u1100\u1161\u11a8: b",
        'there is a column "\u1100\u1161\u11a8" already; every name stands once',
      ],
      [
        "one column of the file for two of ours",
        "started_at: 시작일\n  expires_at: §시작일",
        '"시작일" is started_at already; only a column with values may take it again',
      ],
      [
        "one of several names for two of ours",
        "started_at: [시작, 시작일]\n  §expires_at: [시작일, 만료일]",
        '"시작일" is started_at already; only a column with values may take it again',
      ],
      ["an empty name", '§price: ""', '"price" must not be empty'],
      ["a blank name", 'price: §" "', "a column has a name, and this is blank"],
      ["an empty list of names", "§price: []", '"price" must not be empty'],
      ["a name twice in a list", "price: [a, §a]", '"a" is in the list already'],
      ["an empty block", "§price: {}", "says nothing; write the column's name in the file"],
      ["an unknown key", "price: { §frm: a }", 'unknown key "frm"; did you mean "from"?'],
      ["an empty list in from", "price: { §from: [] }", '"from" must not be empty'],
      ["a list in a list", "price: [§[a]]", '"price" must be a single value, not a list'],
      [
        "always beside from",
        "currency: { always: KRW, §from: 통화 }",
        "from is about cells of the file, and always is in place of them",
      ],
      [
        "always beside values and else",
        "channel: { always: web, §values: { a: b }, §else: keep }",
        "values is about cells of the file, and always is in place of them",
        "else is about cells of the file, and always is in place of them",
      ],
      [
        "an id that is always the same",
        "subscription_id: { always: §S-1 }",
        "subscription_id tells records apart, so it cannot always be the same",
      ],
      [
        "a time that is always none",
        "expires_at: { always: §soon }",
        '"soon" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "a price that is always none",
        "price: { always: §'4,900' }",
        '"4,900" is not a number; write digits, such as 10 or 2.5',
      ],
      [
        "else without values",
        "channel: { from: 결제, §else: review }",
        "else is about words that values does not name, and there is no values",
      ],
      ["a review of ids", "subscription_id: { values: { a: b }, else: §review }", noReview("subscription_id", "ids")],
      ["a review of users", "user_id: { values: { a: b }, else: §review }", noReview("user_id", "ids")],
      [
        "a review of times",
        "expires_at: { values: { a: 2024-01-01 }, else: §review }",
        noReview("expires_at", "times"),
      ],
      [
        "a review of times of one's own",
        "grace_until: { values: { a: 20240101 }, time: yyyyMMdd, else: §review }",
        noReview("grace_until", "times"),
      ],
      ["a review of amounts", "price: { values: { 무료: 0 }, else: §review }", noReview("price", "amounts")],
      [
        "a review of amounts of one's own",
        'fee: { values: { 무료: 0 }, number: { group: "," }, else: §review }',
        noReview("fee", "amounts"),
      ],
      [
        "a review of currencies",
        "currency: { values: { 원: KRW }, else: §review }",
        noReview("currency", "currencies"),
      ],
      [
        "a review of flags",
        "auto_renew: { values: { 사용: true }, else: §review }",
        noReview("auto_renew", "yes or no"),
      ],
      [
        "no words in values",
        "channel: { §values: {} }",
        "says nothing; write the file's words and what each of them means",
      ],
      ["a word for an empty cell", 'channel: { values: { §"": web } }', "an empty cell has no word, and stays empty"],
      ["a word that means nothing", "channel: { values: { §웹: '' } }", '"웹" must not be empty'],
      ["a list where values is a block", "channel: { §values: [웹] }", '"values" must be a block of keys, not a list'],
      [
        "a word that is missing as well",
        'channel: { missing: ["-"], values: { §-: web } }',
        '"-" stands for an empty cell, by missing',
      ],
      ["an empty list of missing", "channel: { §missing: [] }", '"missing" must not be empty'],
    ])("%s", expectInColumn);

    test("a word that is missing in the whole export", () => {
      expectInFile([
        "",
        'missing: "-"\ncolumns: { channel: { values: { §-: web } } }',
        '"-" stands for an empty cell, by missing',
      ]);
    });

    test.for<Row>([
      ["the header lacks", "header: [번호, 만료일]\ncolumns: { expires_at: §결제 }", 'header has no "결제"'],
      [
        "the header nearly has",
        "header: [ID, EXPIRES]\ncolumns: { §expires_at: { from: EXPIRE } }",
        'header has no "EXPIRE"; did you mean "EXPIRES"?',
      ],
      [
        "the header has under both names",
        "header: [a, b]\ncolumns: { §price: [a, b] }",
        'header has both "a" and "b"; name one of them',
      ],
    ])("a column that %s", expectInFile);

    test.for([
      ["two of ours from one, where one has values", "service: { from: 상품, values: { A: melon } }\n  plan: 상품"],
      ["a column of one's own that is like none", "이용권: a"],
      ["a canonical column of another kind", "remaining: 잔액"],
      [
        "the words of another column, missing there alone",
        'plan: { missing: ["-"] }\n  channel: { values: { "-": web } }',
      ],
    ] as const)("not about %s", ([, column]) => expectInColumn(["", column]));
  });

  describe("amounts", () => {
    const numbers = "number is about amounts, and";
    test.for<Row>([
      ["an amount where none is", "service: { §number: { group: ',' } }", `${numbers} service holds none; price may`],
      ["an amount in a time", "expires_at: { §number: { group: ',' } }", `${numbers} expires_at holds none; price may`],
      ["an empty block", "price: { §number: {} }", "says nothing; write group, decimal or affix"],
      ["an unknown key", "price: { number: { §grouping: ',' } }", 'unknown key "grouping"; did you mean "group"?'],
      ["a decimal sign that is none", "price: { number: { decimal: §; } }", '";" is no decimal sign; it is "." or ","'],
      [
        "a group that is the point",
        "price: { number: { group: §. } }",
        '"." is the decimal sign, too; write decimal: "," where that is meant',
      ],
      [
        "a group that is the comma",
        "price: { number: { decimal: ',', group: §',' } }",
        '"," is the decimal sign, too; write decimal: "." where that is meant',
      ],
      [
        "a group of two characters",
        "price: { number: { group: §',,' } }",
        '",," is not a single mark between groups of digits, such as "," or "\'"',
      ],
      [
        "a letter as the group",
        "price: { number: { group: §k } }",
        '"k" is not a single mark between groups of digits, such as "," or "\'"',
      ],
      [
        "a sign as the group",
        "price: { number: { group: §'-' } }",
        '"-" is not a single mark between groups of digits, such as "," or "\'"',
      ],
      [
        "an affix with a digit",
        "price: { number: { affix: [원, §1원] } }",
        '"1원" has a digit in it, and would be taken for a part of the amount',
      ],
      ["an affix that is a sign", "price: { number: { affix: §'-' } }", '"-" is a part of the amount itself'],
      [
        "an affix that is the group",
        "price: { number: { group: ',', affix: §',' } }",
        '"," is a part of the amount itself',
      ],
      ["an affix twice", "price: { number: { affix: [원, §원] } }", '"원" is in the list already'],
      ["an empty list of affixes", "price: { number: { §affix: [] } }", '"affix" must not be empty'],
    ])("%s", expectInColumn);

    test("not about an amount in a column of one's own", () => {
      expectInColumn(["", "deposit: { number: { group: ',', affix: 'Fr.' } }"]);
    });
  });

  describe("times", () => {
    const times = "is about times, and";
    test.for<Row>([
      [
        "a pattern of a column without times",
        "service: { §time: iso }",
        `time ${times} service holds none; started_at and expires_at and next_billing_at do`,
      ],
      [
        "an end of a column without times",
        "price: { §through: day }",
        `through ${times} price holds none; started_at and expires_at and next_billing_at do`,
      ],
      ["an empty list", "expires_at: { §time: [] }", '"time" must not be empty'],
      ["a pattern twice", "expires_at: { time: [iso, yyyyMMdd, §iso] }", '"iso" is in the list already'],
      [
        "two numbers",
        "expires_at: { time: [epoch-seconds, yyyy.MM.dd, §epoch-millis, §excel-days] }",
        "a number fits epoch-millis and epoch-seconds alike; a column has one of them",
        "a number fits excel-days and epoch-seconds alike; a column has one of them",
      ],
      [
        "a name that is nearly one",
        "expires_at: { time: §epoch-second }",
        '"epoch-second" is no pattern; did you mean "epoch-seconds"?',
      ],
      [
        "two faulty patterns",
        "expires_at: { time: [§yyyy-MM, §dd.MM] }",
        '"yyyy-MM" has no day; a day is dd',
        '"dd.MM" has no year; a year is yyyy',
      ],
      [
        "two digits of a year",
        "expires_at: { time: §yyMMdd }",
        '"yyMMdd" has a year of two digits; say which century with century: 2000',
      ],
      [
        "two digits of a year in a list",
        "expires_at: { time: [yyyyMMdd, §yyMMdd] }",
        '"yyMMdd" has a year of two digits; say which century with century: 2000',
      ],
      [
        "a century that is none",
        "expires_at: { time: yyMMdd, century: §20 }",
        '"20" is no century; write its first year, such as 2000',
      ],
      [
        "a century that begins late",
        "expires_at: { time: yyMMdd, century: §2024 }",
        '"2024" is no century; write its first year, such as 2000',
      ],
      [
        "a century of years that have four digits",
        "expires_at: { time: yyyyMMdd, §century: 2000 }",
        "century is about years of two digits, and no pattern has one",
      ],
      [
        "a century of ISO 8601",
        "expires_at: { §century: 2000 }",
        "century is about years of two digits, and no pattern has one",
      ],
      ["through of a start", "started_at: { §through: before }", "through is about an end, and started_at is a start"],
      [
        "through of a charge",
        "next_billing_at: { §through: day }",
        "through is about an end, and a date in next_billing_at is the first day that is not paid for",
      ],
      [
        "through of moments",
        "expires_at: { time: yyyy-MM-dd HH:mm:ss, §through: day }",
        "through is about dates, and no pattern is one; midnight: day reads 00:00:00 as its date",
      ],
      [
        "through of seconds",
        "expires_at: { time: epoch-seconds, §through: day }",
        "through is about dates, and no pattern is one; midnight: day reads 00:00:00 as its date",
      ],
      [
        "a through that is none",
        "expires_at: { through: §after }",
        '"through" cannot be "after"; it is one of day, before',
      ],
      [
        "a midnight that is none",
        "expires_at: { midnight: §true }",
        '"midnight" cannot be "true"; it is one of moment, day',
      ],
      [
        "a twice that is none",
        "expires_at: { twice: §first }",
        '"twice" cannot be "first"; it is one of earlier, later',
      ],
      ["a never that is none", "expires_at: { never: §back }", '"never" cannot be "back"; it is forward'],
    ])("%s", expectInColumn);

    test("through of a claim's start", () => {
      expectInFile([
        "",
        "record: claim\ncolumns: { received_at: { §through: day } }",
        "through is about an end, and received_at is a start",
      ]);
    });

    test.for([
      ["through of moments at midnight", "expires_at: { time: yyyy-MM-dd HH:mm:ss, midnight: day, through: before }"],
      [
        "through where one pattern is a date",
        "expires_at: { time: [yyyy-MM-dd HH:mm:ss, yyyy-MM-dd], through: before }",
      ],
      ["through of ISO 8601", "expires_at: { through: before }"],
      ["through of a spreadsheet's days", "expires_at: { time: excel-days, through: before }"],
      ["a review of words", "channel: { values: { a: b }, else: review }"],
      ["a review of services", "service: { values: { a: b }, else: review }"],
      ["a review of words of one's own", "grade: { values: { a: b }, else: review }"],
      ["times in a column of one's own", "grace_until: { time: yyyyMMdd, through: before }"],
      [
        "the first and the last century",
        "expires_at: { time: yyMMdd, century: 1000 }\n  started_at: { time: yyMMdd, century: 2900 }",
      ],
    ] as const)("not about %s", ([, column]) => expectInColumn(["", column]));
  });
});

test("tells the faults of the file, of each export and of each column at once, in the order of the file", () => {
  const { text, places } = marked(`§extras: x
mapping: m
exports:
  - match: a.csv
    record: §order
    columns:
      price: { §frm: a }
  - §match: b.csv
    columns:
      channel: { §else: keep }
      expires_at: { time: §yyyy }`);
  const failure = failureOf(() => readMapping(text, FILE));
  expect(complaintsOf(() => readMapping(text, FILE), FILE)).toEqual([
    `${places[0]} unknown key "extras"; the keys here are mapping, exports, match, record, encoding, delimiter, quote, escape, before-header, header, sheet, missing, skip, rows, newer, ids, zone, columns`,
    `${places[1]} "record" cannot be "order"; it is one of subscription, rental, coupon, claim`,
    `${places[2]} unknown key "frm"; did you mean "from"?`,
    `${places[3]} "record" is missing`,
    `${places[4]} else is about words that values does not name, and there is no values`,
    `${places[5]} "yyyy" has no month; a month is MM`,
    `${places[5]} "yyyy" has no day; a day is dd`,
  ]);
  expect(failure && wordsUnderCarets(failure)).toEqual(["extras:", "order", "frm:", "match:", "else:", "yyyy", "yyyy"]);
});
