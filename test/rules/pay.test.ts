import { describe, expect, test } from "vitest";
import { instantAt } from "../../src/domain/instant.ts";
import type { Money } from "../../src/domain/money.ts";
import { pay } from "../../src/rules/pay.ts";
import { type Cells, giveOf, policyOf, record, type Surroundings, shown, situation } from "./ground.ts";

/** What a subscription of 3,900 KRW from 1 October to 1 November gets. */
function paid(give: string, cells: Cells = {}, surroundings: Surroundings = {}): string {
  return shown(given(give, cells, surroundings));
}

function given(give: string, cells: Cells = {}, surroundings: Surroundings = {}): ReturnType<typeof pay> {
  const { zone = "Asia/Seoul", limits } = surroundings;
  const plain = situation(surroundings);
  const left = policyOf(limits === undefined ? {} : { top: `limits: ${limits}` }).limits.flatMap(({ most }) =>
    most.kind === "credit" ? [most.money] : [],
  );
  const one = record("subscription", { next_billing_at: "2022-11-01T00:00", ...cells }, zone);
  const credit = new Map(left.map(({ currency, minor }: Money) => [currency, minor]));
  return pay(giveOf(`{ ${give} }`, ["credit", "grant"], zone), one, {
    ...plain,
    ceilings: { extend: [], credit, price: true },
  });
}

function basisOf(give: string, cells: Cells = {}, surroundings: Surroundings = {}): string {
  const payment = given(give, cells, surroundings);
  return typeof payment === "object" && payment.kind === "payment" ? payment.basis : shown(payment);
}

/** `credit: { share: …, over: …, round: … }`, and whatever else. */
function share(span: string, over: string, rest: string): string {
  return `credit: { share: ${span}, of: price, over: ${over}, ${rest} }`;
}

describe("a flat amount", () => {
  test.for([
    ["is paid as it is", "credit: 1500 KRW", "1500 KRW"],
    ["in another currency than the price's", "credit: 3.50 USD", "3.50 USD"],
    ["in a unit", "grant: 1500 CASH", "1500 CASH"],
    ["in a unit with decimals", "grant: 0.001 GOLD", "0.001 GOLD"],
  ] as const)("%s", ([, give, expected]) => {
    expect(paid(give, { price: "", currency: "" })).toBe(expected);
  });
});

describe("a part of the price that is worked out once", () => {
  const LOST = "credit: { share: { of: lost }, of: price, over: billing-period, round: up }";
  const GIVES = [
    share("72 hours", "billing-period", "round: up"),
    share("3 days", "billing-period", "round: up, at-most: 300 KRW"),
    share("3 days", "30 days", "round: half-up, more-than: 400 KRW"),
    "credit: { percent: 12.5, of: price, round: down }",
    LOST,
  ];
  const STARTS = ["2022-10-01T00:00", "2022-10-01", "2022-10-15T20:00", "2022-09-30T13:37", "2022-11-01T00:00"];
  const PRICES: readonly Money[] = ["3900", "4900", "0"].map((price) => priceOf({ price }));

  function priceOf(cells: Cells): Money {
    const price = record("subscription", cells).money("price");
    if (price === undefined) throw new Error("no price");
    return price;
  }

  test.for(GIVES.map((give) => [give] as const))("comes to what it would anew: %s", ([give]) => {
    const kept = giveOf(`{ ${give} }`, ["credit", "grant"]);
    const around = situation();
    const results = new Set<string>();
    for (let round = 0; round < 2; round += 1) {
      for (const price of PRICES) {
        for (const started_at of STARTS) {
          const cells = { started_at, next_billing_at: "2022-11-01T00:00" };
          const one = { ...record("subscription", cells), money: () => price };
          const found = pay(kept, one, around);
          expect(found).toEqual(pay(giveOf(`{ ${give} }`, ["credit", "grant"]), one, around));
          results.add(JSON.stringify(found, (_, value) => (typeof value === "bigint" ? `${value}` : value)));
        }
      }
    }
    expect(results.size).toBeGreaterThan(2);
  });

  test("also past as many prices and periods as are kept", () => {
    const kept = giveOf(`{ ${share("3 days", "billing-period", "round: half-up")} }`, ["credit", "grant"]);
    const around = situation();
    const plain = record("subscription", { next_billing_at: "2022-11-01T00:00" });
    const [price] = PRICES;
    const around30Days = (index: number) => ({
      ...plain,
      money: () => price,
      starts: instantAt(plain.starts - index * 60_000),
      times: new Map(),
    });
    for (let index = 0; index < 5000; index += 1) {
      const found = pay(kept, around30Days(index), around);
      if (index % 100 > 0) continue;
      expect(found).toEqual(pay({ ...kept }, around30Days(index), around));
      expect(found).toEqual(pay(kept, around30Days(index), around));
    }
  });

  test("is held to what this record may get, whatever another got", () => {
    const kept = giveOf(`{ ${share("3 days", "billing-period", "round: up")} }`, ["credit", "grant"]);
    const [price] = PRICES;
    const one = { ...record("subscription", { next_billing_at: "2022-11-01T00:00" }), money: () => price };
    const limited = { ...situation(), ceilings: { extend: [], credit: new Map([["KRW", 100n]]), price: true } };
    expect([
      shown(pay(kept, one, situation())),
      shown(pay(kept, one, limited)),
      shown(pay(kept, one, situation())),
    ]).toEqual(["378 KRW", "100 KRW capped", "378 KRW"]);
  });
});

test("a period over the hour that clocks show twice has a length, though both of its ends are written alike", () => {
  const cells = {
    started_at: "2022-11-06T01:30:00-04:00",
    next_billing_at: "2022-11-06T01:30:00-05:00",
    currency: "USD",
    price: "2.00",
  };
  const zone = { zone: "America/New_York" };
  expect(paid(share("30 minutes", "billing-period", "round: down"), cells, zone)).toBe("1.00 USD");
  expect(paid(share("1 day", "billing-period", "round: down"), cells, zone)).toBe("2.00 USD capped");
});

describe("a share of the price", () => {
  test.for([
    ["hours over the billing period, up", share("72 hours", "billing-period", "round: up"), {}, "378 KRW"],
    ["half-up", share("72 hours", "billing-period", "round: half-up"), {}, "377 KRW"],
    ["down", share("72 hours", "billing-period", "round: down"), {}, "377 KRW"],
    ["up to tens", share("72 hours", "billing-period", "round: up, to: 10 KRW"), {}, "380 KRW"],
    ["down to tens", share("72 hours", "billing-period", "round: down, to: 10 KRW"), {}, "370 KRW"],
    ["days over the billing period", share("3 days", "billing-period", "round: up"), {}, "378 KRW"],
    ["over the month the outage began in", share("6 days", "month", "round: half-up"), { price: "39000" }, "7548 KRW"],
    ["to ten", share("6 days", "month", "round: half-up, to: 10 KRW"), { price: "39000" }, "7550 KRW"],
    ["over 30 days", share("15 hours", "30 days", "round: half-up"), { price: "50000" }, "1042 KRW"],
    ["over 31 days", share("15 hours", "31 days", "round: half-up"), { price: "50000" }, "1008 KRW"],
    ["over hours", share("1 day", "240 hours", "round: down"), {}, "390 KRW"],
    ["days and hours", share("P1DT12H", "30 days", "round: half-up"), {}, "195 KRW"],
    ["what no float can divide", share("15 days", "30 days", "round: down"), { price: "7900" }, "3950 KRW"],
    ["nor this", share("7 days", "28 days", "round: up"), { price: "7900" }, "1975 KRW"],
    ["cents", share("2 days", "31 days", "round: half-up"), { price: "10", currency: "GBP" }, "0.65 GBP"],
    ["cents, down", share("2 days", "31 days", "round: down"), { price: "10.00", currency: "GBP" }, "0.64 GBP"],
    ["mils", share("2 days", "31 days", "round: up"), { price: "1", currency: "BHD" }, "0.065 BHD"],
    ["whole pounds", share("2 days", "31 days", "round: up, to: 1 GBP"), { price: "10", currency: "GBP" }, "1.00 GBP"],
    ["what was lost", share("lost", "31 days", "round: half-up"), {}, "81 KRW"],
    ["the outage", share("outage", "31 days", "round: half-up"), { started_at: "2022-10-16" }, "81 KRW"],
    ["what was lost from then on", share("lost", "31 days", "round: down"), { started_at: "2022-10-16" }, "36 KRW"],
    ["a multiple, in whole hours", share("{ times: 2, of: lost }", "31 days", "round: half-up"), {}, "163 KRW"],
    ["all of it", share("31 days", "31 days", "round: up"), {}, "3900 KRW"],
    ["more than all of it", share("32 days", "31 days", "round: up"), {}, "3900 KRW capped"],
    ["more, if at-most allows it", share("32 days", "31 days", "round: up, at-most: 5000 KRW"), {}, "4026 KRW"],
  ] as const)("%s", ([, give, cells, expected]) => {
    expect(paid(give, cells)).toBe(expected);
  });

  test.for([
    ["exactly a half, half-up", "half-up", "125", "63 KRW"],
    ["exactly a half, half-even, down", "half-even", "125", "62 KRW"],
    ["exactly a half, half-even, up", "half-even", "127", "64 KRW"],
    ["exactly a half, down", "down", "127", "63 KRW"],
    ["exactly a half, up", "up", "125", "63 KRW"],
    ["a whole number, up", "up", "124", "62 KRW"],
    ["a whole number, down", "down", "124", "62 KRW"],
  ] as const)("%s", ([, round, price, expected]) => {
    expect(paid(share("1 day", "2 days", `round: ${round}`), { price })).toBe(expected);
  });

  test.for([
    ["nothing of nothing", { price: "0" }, "zero-amount"],
    ["without a price", { price: "" }, "? price-unknown"],
    ["without a currency", { currency: "" }, "? price-unknown"],
    ["without a start", { started_at: "" }, "? period-unknown"],
    ["without any length", { started_at: "2022-11-01T00:00" }, "? period-unknown"],
    ["with a second of length", { started_at: "2022-10-31T23:59:59" }, "3900 KRW capped"],
    ["until a day of billing, which is not in it", { next_billing_at: "2022-11-01" }, "378 KRW"],
    ["through a last day, which is", { next_billing_at: "", expires_at: "2022-10-31" }, "378 KRW"],
  ] as const)("over a billing period, %s", ([, cells, expected]) => {
    expect(paid(share("72 hours", "billing-period", "round: up"), cells)).toBe(expected);
  });

  test("a result that rounds to nothing is nothing", () => {
    expect(paid(share("1 hour", "31 days", "round: down"), { price: "700" })).toBe("zero-amount");
    expect(paid(share("1 hour", "31 days", "round: up"), { price: "700" })).toBe("1 KRW");
  });

  test("where the clocks changed, days are counted in days and hours in hours", () => {
    const zone = "America/New_York";
    const november = { started_at: "2022-11-01", next_billing_at: "2022-12-01", price: "30.00", currency: "USD" };
    expect(paid(share("3 days", "billing-period", "round: up"), november, { zone })).toBe("3.00 USD");
    expect(paid(share("72 hours", "billing-period", "round: up"), november, { zone })).toBe("3.00 USD");
    expect(
      paid(share("72 hours", "billing-period", "round: half-up"), { ...november, price: "3000.00" }, { zone }),
    ).toBe("299.58 USD");
  });
});

describe("a percentage", () => {
  test.for([
    ["of the price", "credit: { percent: 10, round: down }", {}, "390 KRW"],
    ["with decimals", "credit: { percent: 12.5, round: half-up }", {}, "488 KRW"],
    ["a tiny one, up", "credit: { percent: 0.001, round: up }", {}, "1 KRW"],
    ["a tiny one, down", "credit: { percent: 0.001, round: down }", {}, "zero-amount"],
    ["all of it", "credit: { percent: 100, round: down }", {}, "3900 KRW"],
    ["more than all of it", "credit: { share: 36 days, over: 30 days, round: down }", {}, "3900 KRW capped"],
    ["more than all of it, without a ceiling", "credit: { percent: 120, round: down, at-most: none }", {}, "4680 KRW"],
    ["more, if at-most allows it", "credit: { percent: 120, round: down, at-most: 5000 KRW }", {}, "4680 KRW"],
    ["more than at-most", "credit: { percent: 150, round: down, at-most: 5000 KRW }", {}, "5000 KRW capped"],
    ["without a price", "credit: { percent: 10, round: down }", { price: "" }, "? price-unknown"],
  ] as const)("%s", ([, give, cells, expected]) => {
    expect(paid(give, cells)).toBe(expected);
  });
});

describe("each stretch of time", () => {
  const each = (rest: string) => `credit: { each: 60 KRW, per: 1 hour, by: lost, ${rest} }`;
  /** A term that ends in the outage, so much after its start at 15:30. */
  const until = (time: string) => ({ next_billing_at: "", expires_at: `2022-10-15T${time}` });

  test.for([
    ["a started one, up", each("round: up"), "15:46", "60 KRW"],
    ["a second of one, up", each("round: up"), "15:30:01", "60 KRW"],
    ["a full one", each("round: up"), "16:30", "60 KRW"],
    ["a second over a full one", each("round: up"), "16:30:01", "120 KRW"],
    ["five and a third, up", each("round: up"), "20:50", "360 KRW"],
    ["five and a third, down", each("round: down"), "20:50", "300 KRW"],
    ["half of one, half-up", each("round: half-up"), "16:00", "60 KRW"],
    ["half of one, half-even", each("round: half-even"), "16:00", "zero-amount"],
    ["a second less than one, down", each("round: down"), "16:29:59", "zero-amount"],
    ["nothing", each("round: up"), "15:30", "zero-amount"],
    ["three, raised to at-least", each("round: up, at-least: 240 KRW"), "18:30", "240 KRW"],
    ["four, exactly at-least", each("round: up, at-least: 240 KRW"), "19:30", "240 KRW"],
    ["five, over at-least", each("round: up, at-least: 240 KRW"), "20:30", "300 KRW"],
    ["nothing, which at-least does not raise", each("round: up, at-least: 240 KRW"), "15:30", "zero-amount"],
    ["five, held to at-most", each("round: up, at-most: 240 KRW"), "20:30", "240 KRW capped"],
    ["four, exactly at-most", each("round: up, at-most: 240 KRW"), "19:30", "240 KRW"],
  ] as const)("%s", ([, give, time, expected]) => {
    expect(paid(give, until(time))).toBe(expected);
  });

  test("by the length of the outage, 15 h 30 min, whatever the period", () => {
    const give = "grant: { each: 2 CASH, per: 30 minutes, by: down, round: up }";
    expect(paid(give, until("15:31"))).toBe("62 CASH");
    expect(paid(give, until("15:31"), { window: "none" })).toBe("zero-amount");
  });
});

describe("the bounds", () => {
  const percent = (rest: string) => `credit: { percent: 10, round: down, ${rest} }`;
  test.for([
    ["at-least raises", percent("at-least: 391 KRW"), {}, "391 KRW"],
    ["exactly at-least stays", percent("at-least: 390 KRW"), {}, "390 KRW"],
    ["at-most holds", percent("at-most: 389 KRW"), {}, "389 KRW capped"],
    ["exactly at-most stays", percent("at-most: 390 KRW"), {}, "390 KRW"],
    ["not more-than is below the minimum", percent("more-than: 390 KRW"), {}, "below-minimum"],
    ["just more-than is paid", percent("more-than: 389 KRW"), {}, "390 KRW"],
    ["more-than looks at what at-least raised", percent("at-least: 500 KRW, more-than: 400 KRW"), {}, "500 KRW"],
    ["more-than looks at what at-most held", percent("at-most: 300 KRW, more-than: 300 KRW"), {}, "below-minimum"],
    ["at-least never exceeds the price", percent("at-least: 5000 KRW"), {}, "3900 KRW capped"],
    ["nor raises nothing", percent("at-least: 500 KRW"), { price: "0" }, "zero-amount"],
    ["in another currency than the price's", percent("at-most: 3 USD"), {}, "? currency-differs"],
    [
      "in another currency, however long the period is",
      share("72 hours", "billing-period", "round: up, at-most: 3 USD"),
      { started_at: "" },
      "? currency-differs",
    ],
    ["a step in another currency", "credit: { percent: 10, round: up, to: 1 USD }", {}, "? currency-differs"],
    ["a step over the price", "credit: { percent: 10, round: up, to: 5000 KRW }", {}, "3900 KRW capped"],
  ] as const)("%s", ([, give, cells, expected]) => {
    expect(paid(give, cells)).toBe(expected);
  });
});

describe("paid in a unit, one for one of the price's major units", () => {
  test.for([
    ["won", "grant: { percent: 10, round: half-up, in: CASH }", {}, "390 CASH"],
    ["dollars", "grant: { percent: 100, round: up, in: CASH }", { price: "3.90", currency: "USD" }, "4 CASH"],
    ["dollars, down", "grant: { percent: 100, round: down, in: CASH }", { price: "3.90", currency: "USD" }, "3 CASH"],
    [
      "into decimals",
      "grant: { percent: 100, round: down, in: GOLD }",
      { price: "3.90", currency: "USD" },
      "3.900 GOLD",
    ],
    ["mils", "grant: { percent: 10, round: up, in: GOLD }", { price: "1.234", currency: "BHD" }, "0.124 GOLD"],
    ["never over the price", "grant: { share: 60 days, over: 30 days, round: up, in: CASH }", {}, "3900 CASH capped"],
    ["a bound in the unit", "grant: { percent: 10, round: up, in: CASH, at-most: 300 CASH }", {}, "300 CASH capped"],
    ["a bound in money", "grant: { percent: 10, round: up, in: CASH, at-most: 300 KRW }", {}, "? currency-differs"],
  ] as const)("%s", ([, give, cells, expected]) => {
    expect(paid(give, cells)).toBe(expected);
  });
});

describe("a ceiling per record", () => {
  const limits = "[{ per: record, credit: 300 KRW }, { per: record, credit: 100 CASH }]";
  test.for([
    ["holds a flat amount", "credit: 1500 KRW", "300 KRW capped"],
    ["exactly the ceiling stays", "credit: 300 KRW", "300 KRW"],
    ["holds a share", "credit: { percent: 10, round: up }", "300 KRW capped"],
    ["says once that it was capped", "credit: { share: 60 days, over: 30 days, round: up }", "300 KRW capped"],
    ["leaves another currency alone", "credit: 20 USD", "20.00 USD"],
    ["holds a unit", "grant: 101 CASH", "100 CASH capped"],
  ] as const)("%s", ([, give, expected]) => {
    expect(paid(give, {}, { limits })).toBe(expected);
  });
});

describe("the basis shows the sum", () => {
  test.for([
    ["flat", "credit: 1500 KRW", "1500 KRW, flat"],
    ["a share", share("72 hours", "billing-period", "round: up"), "3900 KRW x 72 hours / 744 hours, up to 1 KRW"],
    ["days", share("6 days", "month", "round: half-up, to: 10 KRW"), "3900 KRW x 6 days / 31 days, half-up to 10 KRW"],
    ["a percentage", "credit: { percent: 12.50, round: down }", "3900 KRW x 12.50 %, down to 1 KRW"],
    [
      "held",
      "credit: { share: 36 days, over: 30 days, round: up }",
      "3900 KRW x 36 days / 30 days, up to 1 KRW, at most 3900 KRW",
    ],
    ["raised", "credit: { percent: 1, round: up, at-least: 240 KRW }", "3900 KRW x 1 %, up to 1 KRW, at least 240 KRW"],
    [
      "stretches",
      "credit: { each: 60 KRW, per: 1 hour, by: down, round: up }",
      "60 KRW x 16 (15 hours 30 minutes in steps of 1 hour, up)",
    ],
  ] as const)("%s", ([, give, expected]) => {
    expect(basisOf(give)).toBe(expected);
  });

  test("and a ceiling per record", () => {
    expect(basisOf("credit: 1500 KRW", {}, { limits: "[{ per: record, credit: 300 KRW }]" })).toBe(
      "1500 KRW, flat, at most 300 KRW per record",
    );
  });
});
