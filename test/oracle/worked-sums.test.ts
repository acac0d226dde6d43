/** The second reading of sums and ids, held to figures that were worked out by hand. */
import { expect, test } from "vitest";
import { type Cells, type Example, type Line, table } from "./examples.ts";
import type { Bounds, Give, Share, Span } from "./language.ts";
import { sampleOf } from "./samples/sample.ts";

function share(of: Span, over: string, round: Share["round"] = "half-up"): Give {
  return { credit: { share: of, over, round } };
}

const GYM: Example = { zone: "Europe/London", window: "2020-03-21/2020-07-24", give: share("lost", "billing-period") };
const MARCH: Example = { zone: "America/New_York", window: "2024-03-01/2024-03-31", give: share("lost", "month") };
const marchOf = (price: string): Cells => ({ price, next_billing_at: "2024-04-01" });
const TWELVE_HOURS: Example = { ...MARCH, window: "2024-03-12T00:00/2024-03-12T12:00" };
const longOf = (price: string): Cells => ({ price, started_at: "2023-01-01", next_billing_at: "2025-01-01" });
const TWO_SERVICES: Example = {
  services: { other: "2024-03-31T22:00/2024-03-31T23:00", app: "2024-04-01T10:00/2024-04-01T20:00" },
  give: share("lost", "month"),
};

table("over: month", [
  ["all of a March with 743 hours", MARCH, marchOf("744.00"), "744.00 USD"],
  ["12 of its 743 hours", TWELVE_HOURS, marchOf("743.00"), "12.00 USD"],
  [
    "12 of 721 hours in November",
    { ...TWELVE_HOURS, window: "2024-11-12T00:00/2024-11-12T12:00" },
    longOf("721.00"),
    "12.00 USD",
  ],
  [
    "12 of 721 hours in Santiago's April",
    { ...TWELVE_HOURS, zone: "America/Santiago", window: "2024-04-12T00:00/2024-04-12T12:00" },
    longOf("721.00"),
    "12.00 USD",
  ],
  [
    "12 of 720 and a half on an island",
    { ...TWELVE_HOURS, zone: "Australia/Lord_Howe", window: "2024-04-12T00:00/2024-04-12T12:00" },
    longOf("720.50"),
    "12.00 USD",
  ],
  ["the month of its own window", TWO_SERVICES, longOf("720.00"), "10.00 USD"],
  ["the other service's month", TWO_SERVICES, { ...longOf("744.00"), service: "other" }, "1.00 USD"],
  ["a service that was not down", TWO_SERVICES, { ...longOf("720.00"), service: "third" }, "review period-unknown"],
]);

/** Three days from midnight to midnight, of which the second has 23 hours: 71 hours of 743, three days of 31. */
const THREE_DAYS: Example = { zone: "America/New_York", window: "2024-03-09/2024-03-11" };
const HOUR_SHORT: Example = { ...THREE_DAYS, window: "2024-03-09T00:00/2024-03-11T23:00" };
const AT_EIGHT: Cells = { price: "31.00", started_at: "2024-03-01T08:00", expires_at: "2024-04-01T08:00" };
const over = (span: Span, period = "billing-period", round: Share["round"] = "half-up"): Example => ({
  ...THREE_DAYS,
  give: share(span, period, round),
});

table("a share's two lengths are measured alike", [
  [
    "11 of 31 days of 24.99",
    GYM,
    { price: "24.99", started_at: "2020-03-01", next_billing_at: "2020-04-01" },
    "8.87 USD",
  ],
  ["7 of 29 days", GYM, { price: "29.00", started_at: "2020-02-28", next_billing_at: "2020-03-28" }, "7.00 USD"],
  [
    "paid for to the day before",
    GYM,
    { price: "24.99", started_at: "2020-02-21", next_billing_at: "2020-03-21" },
    "zero-amount",
  ],
  ["30 of 31 days", GYM, { price: "31.00", started_at: "2020-03-20", next_billing_at: "2020-04-20" }, "30.00 USD"],
  ["days over days: 3 / 31", over("lost"), marchOf("31.00"), "3.00 USD"],
  ["to the minute before midnight", over("lost"), { price: "31.00", expires_at: "2024-03-31T23:59" }, "3.00 USD"],
  ["an hour short: 70 / 743", { ...HOUR_SHORT, give: share("lost", "billing-period") }, marchOf("31.00"), "2.92 USD"],
  ["of the outage: 3 / 31", over("outage"), marchOf("31.00"), "3.00 USD"],
  ["and a day: 4 / 31", over({ of: "lost", plus: "1 day" }), marchOf("31.00"), "4.00 USD"],
  ["and 24 hours: 95 / 743", over({ of: "lost", plus: "24 hours" }), marchOf("31.00"), "3.96 USD"],
  ["once: 3 / 31", over({ of: "lost", times: "1" }), marchOf("31.00"), "3.00 USD"],
  ["twice: 142 / 743", over({ of: "lost", times: "2" }), marchOf("31.00"), "5.92 USD"],
  [
    "up to 24 hours: 72 / 743, up",
    over({ of: "lost", "up-to": "24 hours" }, "billing-period", "up"),
    marchOf("31.00"),
    "3.01 USD",
  ],
  ["lost days, but from eight to eight: 71 / 743", over("lost"), AT_EIGHT, "2.96 USD"],
  ["stated days from eight to eight: 3 / 31", over("3 days"), AT_EIGHT, "3.00 USD"],
  ["stated days over March: 3 / 31", over("3 days", "month", "up"), marchOf("31.00"), "3.00 USD"],
  ["stated hours over March: 72 / 743, up", over("72 hours", "month", "up"), marchOf("31.00"), "3.01 USD"],
  ["lost days over stated days: 3 / 30", over("lost", "30 days"), marchOf("31.00"), "3.10 USD"],
  [
    "lost hours over stated days: 70 / 720",
    { ...HOUR_SHORT, give: share("lost", "30 days") },
    marchOf("31.00"),
    "3.01 USD",
  ],
]);

const HOUR = "2024-03-12T10:00/2024-03-12T11:00";
const anHour = (bounds: Bounds): Example => ({
  window: HOUR,
  give: { credit: { share: "lost", over: "30 days", round: "half-up", ...bounds } },
});

table("a floor lifts all but an exact zero", [
  // 4.99 / 720 = 0.0069 and 2.99 / 720 = 0.0042
  ["0.0069 is 0.01", anHour({ "at-least": "0.50 USD" }), marchOf("4.99"), "0.50 USD"],
  ["0.0042 is 0.00", anHour({ "at-least": "0.50 USD" }), marchOf("2.99"), "0.50 USD"],
  ["a price of zero", anHour({ "at-least": "0.50 USD" }), marchOf("0"), "zero-amount"],
  [
    "nothing lost",
    anHour({ "at-least": "0.50 USD" }),
    { ...marchOf("4.99"), started_at: "2024-03-12T11:00" },
    "zero-amount",
  ],
  ["0.0042 without a floor", anHour({}), marchOf("2.99"), "zero-amount"],
  [
    "the floor is the minimum",
    anHour({ "at-least": "0.50 USD", "more-than": "0.50 USD" }),
    marchOf("2.99"),
    "below-minimum",
  ],
  [
    "the floor is above the minimum",
    anHour({ "at-least": "0.51 USD", "more-than": "0.50 USD" }),
    marchOf("2.99"),
    "0.51 USD",
  ],
  ["the floor is above the price", anHour({ "at-least": "0.50 USD" }), marchOf("0.30"), "0.30 USD, capped"],
  [
    "no full hour, with a floor",
    {
      window: HOUR,
      give: { credit: { each: "1 USD", per: "2 hours", by: "lost", round: "down", "at-least": "3 USD" } },
    },
    marchOf("1"),
    "3.00 USD",
  ],
]);

function percent(of: string, most?: string): Give {
  return { credit: { percent: of, round: "half-up", ...(most === undefined ? {} : { "at-most": most }) } };
}

const PRICE: Cells = { price: "10.00", next_billing_at: "2024-04-01" };

table("the price holds over layers", [
  ["60 % and 60 %", { gives: [percent("60"), percent("60")] }, PRICE, "6.00 USD + 4.00 USD, capped"],
  ["60 % and 40 %", { gives: [percent("60"), percent("40")] }, PRICE, "6.00 USD + 4.00 USD"],
  ["100 %, and nothing is left", { gives: [percent("100"), percent("60")] }, PRICE, "10.00 USD"],
  [
    "a flat amount between",
    { gives: [percent("60"), { credit: "5 USD" }, percent("60")] },
    PRICE,
    "6.00 USD + 5.00 USD + 4.00 USD, capped",
  ],
  [
    "a share after a percentage",
    { gives: [percent("95"), share("3 days", "30 days")] },
    PRICE,
    "9.50 USD + 0.50 USD, capped",
  ],
  [
    "a larger ceiling in the rule",
    { gives: [percent("100"), percent("120", "15 USD")] },
    PRICE,
    "10.00 USD + 5.00 USD, capped",
  ],
  [
    "a smaller ceiling in the rule",
    { gives: [percent("60"), percent("60", "3 USD")] },
    PRICE,
    "6.00 USD + 3.00 USD, capped",
  ],
  ["no ceiling in the second", { gives: [percent("60"), percent("60", "none")] }, PRICE, "6.00 USD + 6.00 USD"],
  ["no ceiling in the first, which counts", { gives: [percent("120", "none"), percent("60")] }, PRICE, "12.00 USD"],
  [
    "a limit lifts it",
    { gives: [percent("60"), percent("60")], limits: [{ per: "record", credit: "none" }] },
    PRICE,
    "6.00 USD + 6.00 USD",
  ],
  [
    "a limit writes it out",
    { gives: [percent("60"), percent("60")], limits: [{ per: "record", credit: "price" }] },
    PRICE,
    "6.00 USD + 4.00 USD, capped",
  ],
  [
    "a lower limit holds as well",
    { gives: [percent("60"), percent("60")], limits: [{ per: "record", credit: "8 USD" }] },
    PRICE,
    "6.00 USD + 2.00 USD, capped",
  ],
]);

table("above the price", [
  ["150 % without a ceiling", { give: percent("150", "none") }, PRICE, "15.00 USD"],
  ["150 % held to an amount", { give: percent("150", "12 USD") }, PRICE, "12.00 USD, capped"],
  [
    "45 of 30 days without a ceiling",
    { give: { credit: { share: "45 days", over: "30 days", round: "up", "at-most": "none" } } },
    PRICE,
    "15.00 USD",
  ],
  ["45 of 30 days", { give: share("45 days", "30 days") }, PRICE, "10.00 USD, capped"],
]);

test("a generated percentage above 100 has a ceiling, or says that there is none", () => {
  const ceilings: string[] = [];
  for (let index = 0; index < 300; index += 1) {
    JSON.stringify(sampleOf(1, index, 1).policy, (_, value) => {
      if (Number(value?.percent) > 100) ceilings.push(value["at-most"] ?? "missing");
      return value;
    });
  }
  expect(ceilings).toContain("none");
  expect(ceilings).not.toContain("missing");
});

table("ids that are a word for nothing", [
  ...["null", "NULL", "(null)", "<Null>", "\\N", "\\n", "n/a", "#N/A", "None", "undefined", "NaN", "-", "--"].flatMap(
    (word): readonly Line[] => [
      [`${word} as an id`, {}, { subscription_id: word, next_billing_at: "2024-04-01" }, "rejected id-placeholder"],
      [`${word} as a user`, {}, { user_id: word, next_billing_at: "2024-04-01" }, "rejected id-placeholder"],
    ],
  ),
  ...["nul", "nullable", "---", "0", "n.a.", "N", "\\\\N"].map(
    (word): Line => [`${word} as an id`, {}, { subscription_id: word, next_billing_at: "2024-04-01" }, "2024-04-04"],
  ),
]);
