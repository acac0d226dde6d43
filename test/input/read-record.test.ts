import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCurrencyTable } from "../../src/domain/currency.ts";
import { type Instant, OPEN_ENDED, SINCE_ALWAYS } from "../../src/domain/instant.ts";
import { type ExportRecord, type MoneyColumn, RECORD_KINDS, type RecordKind } from "../../src/domain/record.ts";
import { timeIn } from "../../src/domain/timestamp.ts";
import { openZone } from "../../src/domain/zone.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { createRecordView, showCandidate } from "../../src/input/record-view.ts";
import { RARE_SERVICE } from "../../src/kernel/candidates.ts";
import { formOf } from "../domain/forms.ts";
import { candidatesOf } from "../support/candidates.ts";
import { cellText } from "../support/csv-files.ts";
import { csvLine } from "../support/csv-line.ts";
import { type Cells, type RowSettings, readRow, rowReader } from "../support/export-row.ts";
import { patienceMs, sampling } from "../support/sampling.ts";

const NEW_YORK = "America/New_York";

/** A row of each kind with which nothing is wrong. */
const PLAIN: Readonly<Record<RecordKind, Cells>> = {
  subscription: {
    subscription_id: "s1",
    user_id: "u1",
    service: "melon",
    channel: "web",
    price: "3900",
    currency: "KRW",
    started_at: "2022-10-01",
    expires_at: "2022-10-31",
    next_billing_at: "",
    auto_renew: "",
  },
  rental: {
    rental_id: "r1",
    user_id: "u1",
    service: "kakaopage",
    price: "500",
    currency: "KRW",
    started_at: "2022-10-15T10:00:00+09:00",
    expires_at: "2022-10-18T10:00:00+09:00",
  },
  coupon: {
    coupon_id: "c1",
    user_id: "u1",
    service: "kakao-gift",
    amount: "10000",
    remaining: "4000",
    currency: "KRW",
    started_at: "",
    expires_at: "2022-10-16",
  },
  claim: {
    claim_id: "k1",
    user_id: "u1",
    service: "kakao-t",
    received_at: "2022-10-20 09:30",
    loss_amount: "50000",
    currency: "KRW",
  },
};

/** What is wrong with a plain row after a change, as `code column=value`, or `read` when nothing is. */
function outcome(kind: RecordKind, change: Cells, settings: RowSettings = {}): string {
  const { faults } = readRow(kind, { ...PLAIN[kind], ...change }, settings);
  if (faults === undefined) return "read";
  return faults
    .map(({ code, column, value }) => `${code} ${column}=${value}`)
    .toSorted()
    .join(", ");
}

function record(kind: RecordKind, change: Cells, settings: RowSettings = {}): ExportRecord {
  const read = readRow(kind, { ...PLAIN[kind], ...change }, settings);
  if (read.faults !== undefined) throw new Error(`not a record: ${JSON.stringify(read.faults)}`);
  return read.record;
}

function shown(at: Instant): string {
  if (at === SINCE_ALWAYS) return "always";
  return at === OPEN_ENDED ? "open" : new Date(at).toISOString().replace(/:00\.000Z$/, "Z");
}

function period(kind: RecordKind, change: Cells, settings: RowSettings = {}): string {
  const { starts, ends, endColumn } = record(kind, change, settings);
  return `${shown(starts)} to ${shown(ends)} by ${endColumn}`;
}

function amount(change: Cells, column: MoneyColumn = "price", settings: RowSettings = {}): string {
  const money = record("subscription", change, settings).money(column);
  return money === undefined ? "none" : `${money.minor} ${money.currency}`;
}

describe("reads a plain row", () => {
  test.for(["subscription", "rental", "coupon", "claim"] as const)("of a %s", (kind) => {
    expect(outcome(kind, {})).toBe("read");
    const read = record(kind, {});
    expect(read).toMatchObject({ kind, service: PLAIN[kind].service });
    expect(read.id()).toBe(PLAIN[kind][`${kind}_id`]);
  });
});

describe("rejects an empty identity", () => {
  test.for([
    ["subscription", { subscription_id: "" }, "id-empty subscription_id="],
    ["rental", { rental_id: "" }, "id-empty rental_id="],
    ["coupon", { coupon_id: "" }, "id-empty coupon_id="],
    ["claim", { claim_id: "" }, "id-empty claim_id="],
    ["subscription", { user_id: "" }, "user-empty user_id="],
    ["rental", { user_id: "" }, "user-empty user_id="],
    ["coupon", { user_id: "" }, "user-empty user_id="],
    ["claim", { user_id: "" }, "read"],
    ["subscription", { service: "" }, "service-empty service="],
    ["rental", { service: "" }, "service-empty service="],
    ["coupon", { service: "" }, "service-empty service="],
    ["claim", { service: "" }, "service-empty service="],
  ] as const)("%s %j", ([kind, change, expected]) => {
    expect(outcome(kind, change)).toBe(expected);
  });
});

describe("rejects a word for nothing where an id is meant", () => {
  const words = ["null", "(null)", "<null>", "\\N", "n/a", "#n/a", "none", "undefined", "nan", "-", "--"];
  const inAnyLetters = words.flatMap((word) => [
    word,
    word.toUpperCase(),
    word.slice(0, 1).toUpperCase() + word.slice(1),
  ]);

  test.for([...new Set(inAnyLetters)])("%j", (word) => {
    for (const kind of RECORD_KINDS) {
      expect(outcome(kind, { [`${kind}_id`]: word })).toBe(`id-placeholder ${kind}_id=${word}`);
      expect(outcome(kind, { user_id: word })).toBe(`id-placeholder user_id=${word}`);
    }
  });

  test("in both, with what else is wrong", () => {
    expect(outcome("rental", { rental_id: "NULL", user_id: "NULL", service: "" })).toBe(
      "id-placeholder rental_id=NULL, id-placeholder user_id=NULL, service-empty service=",
    );
  });

  test.for([
    "null1",
    "nulls",
    "nul",
    "---",
    "n.a",
    "(nul)",
    "undefined1",
    "undefine",
    " null",
    "null ",
    "na",
    "\\",
    "<nul>",
  ])("but not %j", (id) => {
    expect(outcome("rental", { rental_id: id, user_id: id })).toBe("read");
  });

  test("nor where something else is meant", () => {
    expect(outcome("subscription", { channel: "null", plan: "-", service: "none" })).toBe("read");
  });
});

describe("rejects a time that is none", () => {
  test.for([
    ["subscription", "started_at"],
    ["subscription", "expires_at"],
    ["subscription", "next_billing_at"],
    ["rental", "started_at"],
    ["rental", "expires_at"],
    ["coupon", "started_at"],
    ["coupon", "expires_at"],
    ["claim", "received_at"],
  ] as const)("%s %s", ([kind, column]) => {
    expect(outcome(kind, { [column]: "2022-02-30" })).toBe(`time-invalid ${column}=2022-02-30`);
    expect(outcome(kind, { [column]: "" })).toBe("read");
  });

  test.for([
    ["a blank", " "],
    ["spaces around it", " 2022-10-15"],
    ["another order", "15.10.2022"],
    ["slashes", "2022/10/15"],
    ["no separators", "20221015"],
    ["a number of seconds", "1665792000"],
    ["a spreadsheet's number", "44849"],
    ["no such hour", "2022-10-15T24:00"],
    ["no such month", "2022-13-01"],
    ["no leap day", "2021-02-29"],
    ["ten decimals", "2022-10-15T10:00:00.0000000000"],
    ["a word", "never"],
    ["quotes", '2022-10-15"'],
  ] as const)("%s", ([, text]) => {
    expect(outcome("rental", { expires_at: text })).toBe(`time-invalid expires_at=${text}`);
  });

  test("also in a column that rules change", () => {
    const change = { watch_until: "soon" };
    expect(outcome("rental", change)).toBe("read");
    expect(outcome("rental", change, { fields: ["watch_until"] })).toBe("time-invalid watch_until=soon");
  });
});

describe("reads times in the form of their column", () => {
  const day = formOf("yyyyMMdd");
  const before = formOf("yyyyMMdd", { through: "before" });
  const american = formOf(["M/d/yyyy", "d/M/yyyy"]);

  test.for([
    [
      "a last day",
      { expires_at: day },
      { expires_at: "20221018" },
      "2022-10-15T01:00Z to 2022-10-18T15:00Z by expires_at",
    ],
    [
      "the day after it",
      { expires_at: before },
      { expires_at: "20221018" },
      "2022-10-15T01:00Z to 2022-10-17T15:00Z by expires_at",
    ],
    [
      "both times",
      { started_at: american, expires_at: day },
      { started_at: "10/15/2022", expires_at: "20221018" },
      "2022-10-14T15:00Z to 2022-10-18T15:00Z by expires_at",
    ],
    [
      "the day of the start, before which it ends",
      { started_at: day, expires_at: before },
      { started_at: "20221018", expires_at: "20221018" },
      "2022-10-17T15:00Z to 2022-10-17T15:00Z by expires_at",
    ],
  ] as const)("%s", ([, forms, cells, expected]) => {
    expect(period("rental", cells, { forms })).toBe(expected);
  });

  test.for([
    [
      "ISO 8601 where the form has other letters",
      { expires_at: day },
      "2022-10-18",
      "time-invalid expires_at=2022-10-18",
    ],
    ["two patterns", { expires_at: american }, "11/12/2022", "time-two-ways expires_at=11/12/2022"],
    [
      "an end before the start, because the day itself does not count",
      { expires_at: before },
      "20221015",
      "ends-before-start expires_at=20221015",
    ],
  ] as const)("rejects %s", ([, forms, text, expected]) => {
    expect(outcome("rental", { expires_at: text }, { forms })).toBe(expected);
  });
});

describe("rejects a time that the clocks of the zone skip or show twice", () => {
  test.for([
    ["just before the skipped hour", "2022-03-13T01:59", "read"],
    ["at its first minute", "2022-03-13T02:00", "time-ambiguous started_at=2022-03-13T02:00"],
    ["at its last minute", "2022-03-13T02:59", "time-ambiguous started_at=2022-03-13T02:59"],
    ["just after it", "2022-03-13T03:00", "read"],
    ["just before the repeated hour", "2022-11-06T00:59", "read"],
    ["at its first minute", "2022-11-06T01:00", "time-ambiguous started_at=2022-11-06T01:00"],
    ["at its last minute", "2022-11-06T01:59", "time-ambiguous started_at=2022-11-06T01:59"],
    ["just after it", "2022-11-06T02:00", "read"],
    ["with an offset", "2022-11-06T01:30-04:00", "read"],
    ["a date alone", "2022-11-06", "read"],
  ] as const)("%s, %s", ([, started_at, expected]) => {
    const change = { started_at, expires_at: "2023-01-31" };
    expect(outcome("rental", change, { zone: NEW_YORK })).toBe(expected);
    expect(outcome("rental", change)).toBe("read");
  });
});

describe("rejects an end before the start", () => {
  test.for([
    ["at the same instant", "2022-10-15T10:00", "2022-10-15T10:00", "read"],
    ["a millisecond earlier", "2022-10-15T10:00", "2022-10-15T09:59:59.999", "rejected"],
    ["at the same instant with other offsets", "2022-10-15T10:00", "2022-10-15T01:00Z", "read"],
    ["earlier by its offset alone", "2022-10-15T10:00", "2022-10-15T10:00+10:00", "rejected"],
    ["on the same day", "2022-10-15", "2022-10-15", "read"],
    ["through the day that ends as the period starts", "2022-10-15", "2022-10-14", "read"],
    ["through a day before that", "2022-10-15", "2022-10-13", "rejected"],
    ["on the day of a later start", "2022-10-15T23:59", "2022-10-15", "read"],
    ["without a start", "", "1999-12-31", "read"],
    ["without an end", "2022-10-15", "", "read"],
  ] as const)("%s", ([, started_at, expires_at, expected]) => {
    const rejected = `ends-before-start expires_at=${expires_at}`;
    expect(outcome("rental", { started_at, expires_at })).toBe(expected === "read" ? "read" : rejected);
  });

  test("in the column that ends the period", () => {
    const change = { started_at: "2022-10-01", expires_at: "2022-10-31", next_billing_at: "2022-09-01" };
    expect(outcome("subscription", change)).toBe("ends-before-start next_billing_at=2022-09-01");
    expect(outcome("subscription", { ...change, auto_renew: "no" })).toBe("read");
  });
});

describe("chooses what ends a subscription", () => {
  const EXPIRES = "2022-09-30T15:00Z to 2022-10-31T15:00Z by expires_at";
  const RENEWS = "2022-09-30T15:00Z to 2022-11-29T15:00Z by next_billing_at";
  const both = { expires_at: "2022-10-31", next_billing_at: "2022-11-30" };

  test.for([
    ["the next billing when it is filled", {}, RENEWS],
    ["the expiry when it is not", { next_billing_at: "" }, EXPIRES],
    ["the next billing when it alone is filled", { expires_at: "" }, RENEWS],
    ["nothing when neither is", { expires_at: "", next_billing_at: "" }, "2022-09-30T15:00Z to open by expires_at"],
    ["the expiry when it does not renew", { auto_renew: "false" }, EXPIRES],
    ["the next billing when it does not renew and has no expiry", { auto_renew: "false", expires_at: "" }, RENEWS],
    [
      "nothing when it does not renew and neither is filled",
      { auto_renew: "false", expires_at: "", next_billing_at: "" },
      "2022-09-30T15:00Z to open by expires_at",
    ],
  ] as const)("%s", ([, change, expected]) => {
    expect(period("subscription", { ...both, ...change })).toBe(expected);
  });

  test.for(["true", "TRUE", "True", "1", "yes", "Yes", "y", "Y", "t", "T", ""])("%j renews", (auto_renew) => {
    expect(period("subscription", { ...both, auto_renew })).toBe(RENEWS);
  });

  test.for(["false", "FALSE", "False", "0", "no", "No", "N", "n", "f", "F"])("%j does not renew", (auto_renew) => {
    expect(period("subscription", { ...both, auto_renew })).toBe(EXPIRES);
  });

  test.for(["2", "-1", "00", "on", "off", " true", "no ", "null", "Ｎ", "예"])("%j is no flag", (auto_renew) => {
    expect(outcome("subscription", { ...both, auto_renew })).toBe(`flag-invalid auto_renew=${auto_renew}`);
  });

  test("a flag is checked whether or not it decides anything", () => {
    const flag = { auto_renew: "maybe" };
    expect(outcome("subscription", { ...flag, next_billing_at: "" })).toBe("flag-invalid auto_renew=maybe");
  });

  test("the expiry in an export without the other column", () => {
    const { next_billing_at, ...cells } = PLAIN.subscription;
    expect(next_billing_at).toBe("");
    expect(readRow("subscription", { ...cells, auto_renew: "yes" }).record.endColumn).toBe("expires_at");
  });

  test("the next billing in an export without a flag", () => {
    const { auto_renew, ...cells } = PLAIN.subscription;
    expect(auto_renew).toBe("");
    expect(readRow("subscription", { ...cells, ...both }).record.endColumn).toBe("next_billing_at");
  });
});

describe("reads periods", () => {
  test.for([
    [
      "from the day's start through the day's end",
      "rental",
      { started_at: "2022-10-15", expires_at: "2022-10-15" },
      "2022-10-14T15:00Z to 2022-10-15T15:00Z by expires_at",
    ],
    [
      "up to an instant",
      "rental",
      { expires_at: "2022-10-18 10:00" },
      "2022-10-15T01:00Z to 2022-10-18T01:00Z by expires_at",
    ],
    [
      "with the offset that was written",
      "rental",
      { expires_at: "2022-10-18T10:00Z" },
      "2022-10-15T01:00Z to 2022-10-18T10:00Z by expires_at",
    ],
    ["since always", "coupon", {}, "always to 2022-10-16T15:00Z by expires_at"],
    ["open-ended", "coupon", { expires_at: "" }, "always to open by expires_at"],
    ["of a claim, from when it was received", "claim", {}, "2022-10-20T00:30Z to open by expires_at"],
  ] as const)("%s", ([, kind, change, expected]) => {
    expect(period(kind, change)).toBe(expected);
  });

  test("in the policy's zone", () => {
    const dates = { started_at: "2022-03-13", expires_at: "2022-03-13" };
    // The day that New York springs forward has 23 hours.
    expect(period("rental", dates, { zone: NEW_YORK })).toBe("2022-03-13T05:00Z to 2022-03-14T04:00Z by expires_at");
  });
});

describe("leaves columns of other kinds alone", () => {
  test.for([
    ["rental", { next_billing_at: "2023-01-31" }, "2022-10-15T01:00Z to 2022-10-18T01:00Z by expires_at"],
    ["coupon", { next_billing_at: "2023-01-31" }, "always to 2022-10-16T15:00Z by expires_at"],
    ["rental", { received_at: "2022-01-01" }, "2022-10-15T01:00Z to 2022-10-18T01:00Z by expires_at"],
    ["claim", { started_at: "2022-01-01" }, "2022-10-20T00:30Z to open by expires_at"],
  ] as const)("%s %j", ([kind, foreign, expected]) => {
    const { record: read } = readRow(kind, { ...foreign, ...PLAIN[kind] });
    expect(`${shown(read.starts)} to ${shown(read.ends)} by ${read.endColumn}`).toBe(expected);
  });

  test.for([
    ["rental", { auto_renew: "maybe" }],
    ["rental", { amount: "many" }],
    ["claim", { price: "1,000" }],
  ] as const)("%s %j is not checked", ([kind, foreign]) => {
    expect(outcome(kind, foreign)).toBe("read");
  });
});

describe("reads amounts", () => {
  test.for([
    ["of a currency without decimals", "3900", "KRW", "3900 KRW"],
    ["of nothing", "0", "KRW", "0 KRW"],
    ["with leading zeros", "0003900", "KRW", "3900 KRW"],
    ["with zeros where there are no decimals", "3900.00", "KRW", "3900 KRW"],
    ["with fifteen surplus zeros", "3900.000000000000000", "KRW", "3900 KRW"],
    ["of a currency with two decimals", "3.87", "USD", "387 USD"],
    ["with fewer decimals than it has", "3.8", "USD", "380 USD"],
    ["without decimals where it has some", "3", "USD", "300 USD"],
    ["with a surplus zero", "3.870", "USD", "387 USD"],
    ["of a currency with three decimals", "1.234", "BHD", "1234 BHD"],
    ["of a currency with four decimals", "1.2345", "CLF", "12345 CLF"],
    ["of a unit without decimals", "1500", "MELON-CASH", "1500 MELON-CASH"],
    ["of a unit with three decimals", "0.001", "GRAM", "1 GRAM"],
    ["without a currency", "3900", "", "none"],
    ["that is empty", "", "KRW", "none"],
    ["of twelve digits", "999999999999", "KRW", "999999999999 KRW"],
    ["of thirteen digits", "1000000000000", "KRW", "1000000000000 KRW"],
    ["of fifteen digits", "999999999999999", "KRW", "999999999999999 KRW"],
    ["of the most minor units", "10000000000000.00", "USD", "1000000000000000 USD"],
    ["of the most minor units, without decimals", "1000000000000000", "KRW", "1000000000000000 KRW"],
    ["of the most minor units, with zeros around", "0001000000000000000.00", "KRW", "1000000000000000 KRW"],
    ["of the most minor units of a unit", "1000000000000.000", "GRAM", "1000000000000000 GRAM"],
    ["of the most minor units, without a currency", "1000000000000000", "", "none"],
    ["of the most minor units, with decimals of no currency", "1000000000.000000", "", "none"],
  ] as const)("%s", ([, price, currency, expected]) => {
    const units = new Map([
      ["MELON-CASH", 0],
      ["GRAM", 3],
    ]);
    expect(amount({ price, currency }, "price", { units })).toBe(expected);
  });

  test("in every money column of a coupon", () => {
    const read = record("coupon", { amount: "10000", remaining: "0" });
    expect(read.money("amount")?.minor).toBe(10_000n);
    expect(read.money("remaining")?.minor).toBe(0n);
    expect(read.money("price")).toBeUndefined();
  });
});

describe("rejects amounts", () => {
  test.for([
    ["with a grouping mark", "3,900", "KRW"],
    ["with a grouping space", "3 900", "KRW"],
    ["with a decimal comma", "3,87", "USD"],
    ["with a sign", "-3900", "KRW"],
    ["with a plus", "+3900", "KRW"],
    ["with an exponent", "1e3", "KRW"],
    ["in hexadecimal", "0x10", "KRW"],
    ["in full-width digits", "３９００", "KRW"],
    ["with the currency's mark", "₩3900", "KRW"],
    ["with the currency", "3900 KRW", "KRW"],
    ["with spaces around", " 3900", "KRW"],
    ["that are blank", " ", "KRW"],
    ["that start with the point", ".5", "USD"],
    ["that end with the point", "5.", "USD"],
    ["with two points", "1.2.3", "USD"],
    ["that are no number", "NaN", "KRW"],
    ["with a decimal where there are none", "3900.5", "KRW"],
    ["with one decimal too many", "3.875", "USD"],
    ["with a decimal after zeros", "3.8701", "USD"],
    ["with one decimal too many for three", "1.2345", "BHD"],
    ["with one decimal too many for a unit", "0.0001", "GRAM"],
    ["one above the most, without decimals", "1000000000000001", "KRW"],
    ["one above the most, without a currency", "1000000000000001", ""],
    ["one above the most, with decimals of no currency", "1000000000.000001", ""],
    ["one above the most of a unit", "1000000000000.001", "GRAM"],
    ["with seven decimals, without a currency", "1.0000001", ""],
    ["of twenty digits", "12345678901234567890", "KRW"],
    ["one above the most minor units", "10000000000000.01", "USD"],
  ] as const)("%s", ([, price, currency]) => {
    const units = new Map([["GRAM", 3]]);
    expect(outcome("subscription", { price, currency }, { units })).toBe(`price-invalid price=${price}`);
  });

  test.for([
    ["subscription", "price"],
    ["rental", "price"],
    ["coupon", "amount"],
    ["coupon", "remaining"],
    ["claim", "loss_amount"],
  ] as const)("of a %s in %s", ([kind, column]) => {
    expect(outcome(kind, { [column]: "many" })).toBe(`price-invalid ${column}=many`);
    expect(outcome(kind, { [column]: "" })).toBe("read");
  });

  test("without a currency only where no currency would do", () => {
    expect(outcome("rental", { price: "3.875", currency: "" })).toBe("read");
    expect(outcome("rental", { price: "3.8750001", currency: "" })).toBe("price-invalid price=3.8750001");
    expect(outcome("rental", { price: "many", currency: "" })).toBe("price-invalid price=many");
  });

  test.for([
    ["KRW", "999999999999", "read"],
    ["USD", "10000000000000", "read"],
    ["USD", "10000000000001", "rejected"],
    ["CLF", "100000000000", "read"],
    ["CLF", "100000000001", "rejected"],
    ["DUST", "1000000000", "read"],
    ["DUST", "1000000001", "rejected"],
  ] as const)("by the same limit with and without a point: %s %s is %s", ([currency, digits, expected]) => {
    for (const price of [digits, `${digits}.0`]) {
      const rejected = `price-invalid price=${price}`;
      const found = outcome("rental", { price, currency }, { units: new Map([["DUST", 6]]) });
      expect(found).toBe(expected === "read" ? "read" : rejected);
    }
  });
});

describe("knows currencies and units", () => {
  test.for([
    ["an ISO 4217 code", "JPY", "read"],
    ["a unit of the policy", "MELON-CASH", "read"],
    ["none", "", "read"],
    ["a unit of another policy", "CHOCO", "currency-unknown currency=CHOCO"],
    ["a code in small letters", "krw", "read"],
    ["a code in both", "Krw", "read"],
    ["nobody's code in small letters", "won", "currency-unknown currency=won"],
    ["a unit in other letters", "melon-cash", "currency-unknown currency=melon-cash"],
    ["a code with a space", "KRW ", "currency-unknown currency=KRW "],
    ["a mark", "₩", "currency-unknown currency=₩"],
    ["a name that objects have", "constructor", "currency-unknown currency=constructor"],
    ["another one", "__proto__", "currency-unknown currency=__proto__"],
  ] as const)("%s", ([, currency, expected]) => {
    expect(outcome("rental", { currency }, { units: new Map([["MELON-CASH", 0]]) })).toBe(expected);
  });

  test.for([
    ["KRW", "3900 KRW"],
    ["krw", "3900 KRW"],
    ["Usd", "390000 USD"],
    ["kwd", "3900000 KWD"],
  ] as const)("and what %s is", ([currency, expected]) => {
    expect(amount({ currency })).toBe(expected);
  });

  test("small letters have no other decimals than capitals", () => {
    expect(outcome("rental", { price: "3900.5", currency: "krw" })).toBe("price-invalid price=3900.5");
  });

  test("a currency is checked where there is no amount, too", () => {
    expect(outcome("rental", { price: "", currency: "XXQ" })).toBe("currency-unknown currency=XXQ");
  });

  test.for([
    ["an outage just before its end", "HRK", "2022-12-31T23:59:59Z", "2023-06-01T00:00Z", "read"],
    ["one that begins with it", "HRK", "2023-01-01T00:00Z", "2023-06-01T00:00Z", "currency-unknown currency=HRK"],
    ["then a period that ended with it", "HRK", "2023-01-01T00:00Z", "2023-01-01T00:00Z", "read"],
    ["then one a second longer", "HRK", "2023-01-01T00:00Z", "2023-01-01T00:00:01Z", "currency-unknown currency=HRK"],
    ["then one without an end", "HRK", "2023-01-01T00:00Z", "", "currency-unknown currency=HRK"],
    ["in small letters", "hrk", "2023-01-01T00:00Z", "2023-06-01T00:00Z", "currency-unknown currency=hrk"],
    ["no outage at all", "HRK", undefined, "", "read"],
    ["money that lives on", "EUR", "2023-01-01T00:00Z", "", "read"],
    ["levs of a year ago", "BGN", "2025-12-31T23:59:59Z", "", "read"],
    ["levs of today", "BGN", "2026-01-01T00:00Z", "", "currency-unknown currency=BGN"],
  ] as const)("money that has ended, %s", ([, currency, outageBegan, expires_at, expected]) => {
    const began = outageBegan === undefined ? {} : { outageBegan };
    expect(outcome("rental", { currency, price: "3.87", expires_at }, began)).toBe(expected);
  });

  test("an amount in an unknown currency is no amount", () => {
    expect(readRow("rental", { ...PLAIN.rental, currency: "XXQ" }).record.money("price")).toBeUndefined();
  });
});

describe("lists all that is wrong with a row", () => {
  test("of a subscription", () => {
    const change = {
      subscription_id: "",
      user_id: "",
      service: "",
      price: "1,000",
      currency: "won",
      started_at: "yesterday",
      expires_at: "tomorrow",
      next_billing_at: "2022-10-32",
      auto_renew: "maybe",
    };
    expect(outcome("subscription", change).split(", ")).toEqual([
      "currency-unknown currency=won",
      "flag-invalid auto_renew=maybe",
      "id-empty subscription_id=",
      "price-invalid price=1,000",
      "service-empty service=",
      "time-invalid expires_at=tomorrow",
      "time-invalid next_billing_at=2022-10-32",
      "time-invalid started_at=yesterday",
      "user-empty user_id=",
    ]);
  });

  test("of a coupon", () => {
    const change = { started_at: "2022-10-15", expires_at: "2022-10-01", amount: "x", remaining: "y" };
    expect(outcome("coupon", change).split(", ")).toEqual([
      "ends-before-start expires_at=2022-10-01",
      "price-invalid amount=x",
      "price-invalid remaining=y",
    ]);
  });

  test("but does not compare the ends of a period of which one is no time", () => {
    expect(outcome("rental", { started_at: "2099-99-99" })).toBe("time-invalid started_at=2099-99-99");
    expect(outcome("rental", { expires_at: "0000-00-00" })).toBe("time-invalid expires_at=0000-00-00");
  });
});

describe("rejects a row with another number of columns", () => {
  const columns = Object.keys(PLAIN.rental);
  const cells = Object.values(PLAIN.rental);

  test.for([
    ["one too few", cells.slice(1), "6 columns, not 7"],
    ["one too many", [...cells, ""], "8 columns, not 7"],
    ["only one", ["x"], "1 column, not 7"],
    ["more than any export has", Array.from({ length: 3000 }, () => "x"), "3000 columns, not 7"],
  ] as const)("%s", ([, row, value]) => {
    expect(rowReader("rental", columns).read(row)).toEqual([{ code: "column-count", column: "", value }]);
  });

  test("and says nothing about its cells, which may be anybody's", () => {
    expect(rowReader("rental", columns).read(["", "", ""])).toHaveLength(1);
  });
});

describe("rejects a cell that is too long", () => {
  const LONGEST = 64 * 1024;

  test.for([
    ["exactly the longest", "x".repeat(LONGEST), "read"],
    ["one byte longer", "x".repeat(LONGEST + 1), "rejected"],
    ["as long in bytes", `x${"한".repeat((LONGEST - 1) / 3)}`, "read"],
    ["a character longer in bytes", "한".repeat((LONGEST - 1) / 3 + 1), "rejected"],
  ] as const)("%s", ([, note, expected]) => {
    const { faults } = readRow("rental", { ...PLAIN.rental, note });
    expect(faults?.map(({ code, column }) => `${code} ${column}`)).toEqual(
      expected === "read" ? undefined : ["row-too-long note"],
    );
  });

  test("but not a long row of short cells", () => {
    const notes = Array.from({ length: 100 }, (_, index) => [`note${index}`, "x".repeat(LONGEST / 50)]);
    expect(readRow("rental", { ...PLAIN.rental, ...Object.fromEntries(notes) }).faults).toBeUndefined();
  });

  test("and names every one, with whatever else is wrong", () => {
    const long = "x".repeat(LONGEST + 1);
    const { faults } = readRow("rental", { ...PLAIN.rental, rental_id: "", a: long, b: "short", c: long });
    expect(faults?.map(({ code, column }) => `${code} ${column}`).toSorted()).toEqual([
      "id-empty rental_id",
      "row-too-long a",
      "row-too-long c",
    ]);
  });
});

describe("keeps cells as they are", () => {
  test.for([
    "00042",
    "12345678901234567890",
    "1E5",
    "0x10",
    "-0",
    "1.0",
    " s1 ",
    "TRUE",
    "2022-10-15",
    "=1+1",
    'a"b',
    "a,b",
    "a\nb",
    "한글",
    "e\u0301",
    "\ufeffx",
    "__proto__",
  ])("%j as an id", (id) => {
    expect(record("rental", { rental_id: id }).id()).toBe(id);
    expect(Buffer.from(record("rental", { rental_id: id }).id())).toEqual(Buffer.from(id));
  });

  test(
    "in every column, whatever they hold",
    () => {
      fc.assert(
        fc.property(fc.array(cellText, { minLength: 1, maxLength: 6 }), (texts) => {
          const extra = Object.fromEntries(texts.map((text, index) => [`extra${index}`, text]));
          const read = record("rental", { ...extra, rental_id: `r${texts[0]}` });
          expect(texts.map((_, index) => read.text(`extra${index}`))).toEqual(texts);
          expect(read.id()).toBe(`r${texts[0]}`);
        }),
        sampling(0.25),
      );
    },
    patienceMs,
  );

  test(
    "and never throws over one",
    () => {
      const anything = fc.oneof(
        cellText,
        fc.constantFrom("2022-10-15", "2022-10-15T10:00", "3900", "3.87", "KRW", "no"),
      );
      const columns = Object.keys(PLAIN.subscription);
      const { read } = rowReader("subscription", columns);
      fc.assert(
        fc.property(fc.array(anything, { minLength: columns.length, maxLength: columns.length }), (cells) => {
          const faults = read(cells);
          expect(faults === undefined || faults.length > 0).toBe(true);
        }),
        sampling(0.25),
      );
    },
    patienceMs,
  );

  test("and has no text for a column that the export lacks", () => {
    const read = record("rental", {});
    expect(["plan", "", "__proto__", "toString"].map((column) => read.text(column))).toEqual(["", "", "", ""]);
    expect(timeIn(read.times.get("next_billing_at"))).toBeUndefined();
  });

  test("with the times in the shape that they were written in", () => {
    const read = record("subscription", { expires_at: "2022-10-31 10:00:00.50+0900", next_billing_at: "" });
    expect(timeIn(read.times.get("expires_at"))?.shape).toEqual({
      separator: "space",
      seconds: true,
      decimals: 2,
      offsetStyle: "+hhmm",
    });
    expect(timeIn(read.times.get("next_billing_at"))).toBeUndefined();
  });
});

test("a row has nothing of the row before it", () => {
  const columns = Object.keys(PLAIN.subscription);
  const full = { ...PLAIN.subscription, next_billing_at: "2022-11-30", auto_renew: "yes" };
  const bare = Object.fromEntries(columns.map((column) => [column, ""]));
  const { record: read, read: readNext } = rowReader("subscription", columns);

  expect(readNext(Object.values(full))).toBeUndefined();
  expect(read.money("price")?.minor).toBe(3900n);
  expect(
    readNext(Object.values({ ...bare, subscription_id: "s2", user_id: "u2", service: "webtoon", price: "500" })),
  ).toBeUndefined();
  expect([read.id(), read.service, read.text("channel")]).toEqual(["s2", "webtoon", ""]);
  expect([read.starts, read.ends, read.endColumn]).toEqual([SINCE_ALWAYS, OPEN_ENDED, "expires_at"]);
  expect([read.money("price"), timeIn(read.times.get("next_billing_at"))]).toEqual([undefined, undefined]);
});

test("a candidate that is shown has its own texts, times and amounts, in any order", () => {
  const columns = Object.keys(PLAIN.rental);
  const lines = [
    PLAIN.rental,
    { ...PLAIN.rental, rental_id: "r2", service: "webtoon", price: "2.50", currency: "USD", started_at: "2022-10-16" },
    { ...PLAIN.rental, rental_id: "r3", price: "", currency: "", started_at: "" },
  ];
  const csv = lines.map((line) => csvLine(Object.values(line))).join("\n");
  const { candidates, bytes, row } = candidatesOf(csv, columns.length);
  const header = { kind: "rental", columns, delimiter: 0x2c, length: 0, line: 1, byteOrderMark: false } as const;
  const view = createRecordView(layoutOf(header, new Set()), {
    zone: openZone("Asia/Seoul"),
    currencies: createCurrencyTable(new Map()),
  });
  const shownAt = (index: number) => {
    candidates.service.fill(RARE_SERVICE);
    showCandidate(view, bytes, row(index), candidates, index);
    const { record: read } = view;
    const money = read.money("price");
    const starts = timeIn(read.times.get("started_at"))?.instant;
    return [read.id(), read.service, money && `${money.minor} ${money.currency}`, starts && shown(starts)];
  };
  const expected = [
    ["r1", "kakaopage", "500 KRW", "2022-10-15T01:00Z"],
    ["r2", "webtoon", "250 USD", "2022-10-15T15:00Z"],
    ["r3", "kakaopage", undefined, undefined],
  ];
  for (const index of [0, 1, 2, 0, 2, 1]) expect(shownAt(index)).toEqual(expected[index]);
});

test.for([
  [
    "a billing date that cannot be read ends the period all the same",
    "2022-10-01",
    "2022-11-06T01:30",
    ["time-ambiguous"],
  ],
  ["an end that is not the period's cannot lie before its start", "2022-10-01", "2022-11-10", []],
  ["all faults of a row are told", "2022-11-06T01:30", "2022-10-08", ["time-ambiguous", "ends-before-start"]],
] as const)("%s", ([, expires, billing, expected]) => {
  const columns = ["subscription_id", "user_id", "service", "started_at", "expires_at", "next_billing_at"];
  const reader = rowReader("subscription", columns, { zone: "America/New_York" });
  const faults = reader.read(["s1", "u1", "melon", "2022-10-10", expires, billing]) ?? [];
  expect(faults.map(({ code }) => code)).toEqual(expected);
});

describe("a fault in a cell that nobody looks at", () => {
  /** The faults that reject a row, and those that are only noted. */
  function faultsOf(change: Cells, settings: RowSettings, kind: RecordKind = "subscription"): string {
    const { faults, unread } = readRow(kind, { ...PLAIN[kind], ...change }, settings);
    const text = (all: typeof unread) => all.map(({ code, column, value }) => `${code} ${column}=${value}`).join(", ");
    return `${faults === undefined ? "read" : text(faults)}; ${text(unread)}`;
  }

  test.for<readonly [string, Cells, readonly string[] | undefined, string]>([
    ["does not reject the row", { price: "4,900" }, [], "read; price-invalid price=4,900"],
    ["rejects it where the cell is looked at", { price: "4,900" }, ["price"], "price-invalid price=4,900; "],
    ["rejects it where nobody said what is looked at", { price: "4,900" }, undefined, "price-invalid price=4,900; "],
    ["of a currency", { currency: "Won" }, [], "read; currency-unknown currency=Won"],
    ["of a currency, which is looked at", { currency: "Won" }, ["currency"], "currency-unknown currency=Won; "],
    [
      "of both",
      { price: "1.2.3", currency: "Won" },
      [],
      "read; currency-unknown currency=Won, price-invalid price=1.2.3",
    ],
    [
      "of both, one of which is looked at",
      { price: "1.2.3", currency: "Won" },
      ["currency"],
      "currency-unknown currency=Won; ",
    ],
    [
      "is not told where another fault rejects the row",
      { price: "4,900", expires_at: "soon" },
      [],
      "time-invalid expires_at=soon; ",
    ],
    [
      "rejects a row without a service",
      { price: "4,900", service: "" },
      [],
      "service-empty service=, price-invalid price=4,900; ",
    ],
    ["is no matter of times", { expires_at: "soon" }, [], "time-invalid expires_at=soon; "],
    ["is no matter of flags", { auto_renew: "maybe" }, [], "flag-invalid auto_renew=maybe; "],
    ["is no matter of ids", { user_id: "" }, [], "user-empty user_id=; "],
    ["is none in a sound row", {}, [], "read; "],
  ])("%s", ([, change, reads, expected]) => {
    expect(faultsOf(change, reads === undefined ? {} : { reads })).toBe(expected);
  });

  test("is told for each amount alone", () => {
    const change = { amount: "x", remaining: "y" };
    expect(faultsOf(change, { reads: [] }, "coupon")).toBe("read; price-invalid amount=x, price-invalid remaining=y");
    expect(faultsOf(change, { reads: ["remaining", "currency"] }, "coupon")).toBe("price-invalid remaining=y; ");
  });

  test("is of its own row only", () => {
    const { read, unread } = rowReader("rental", Object.keys(PLAIN.rental), { reads: [] });
    expect([read(Object.values({ ...PLAIN.rental, price: "x" })), unread().length]).toEqual([undefined, 1]);
    expect([read(Object.values(PLAIN.rental)), unread()]).toEqual([undefined, []]);
    expect(read(["too", "short"])?.length).toBe(1);
    expect(unread()).toEqual([]);
  });

  test("leaves the amount unknown", () => {
    const read = readRow("subscription", { ...PLAIN.subscription, price: "4,900" }, { reads: [] });
    expect(read.record.money("price")).toBeUndefined();
  });
});
