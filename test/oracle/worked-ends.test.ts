/** The second reading of ends and conditions, held to figures that were worked out by hand. */
import { type Cells, type Example, table } from "./examples.ts";
import type { Give } from "./language.ts";

const HELD: Example = { if: { held: "during-outage" }, give: { credit: "1 USD" } };
const ENDED: Example = { if: { ended: "during-outage" }, give: { credit: "1 USD" } };
/** A dollar for every started hour. */
const HOURS: Example = { give: { credit: { each: "1 USD", per: "1 hour", by: "lost", round: "up" } } };
const GYM = { zone: "Europe/London", window: "2020-06-01/2020-08-31", if: HELD.if ?? {} };
const MONTHS: Example = { ...GYM, give: { extend: { by: "3 months", from: "later" } } };

table("the field that ends a subscription", [
  ["a renewing one is billed on 04-01", {}, { next_billing_at: "2024-04-01", expires_at: "2024-04-20" }, "2024-04-04"],
  [
    "it is not renewed",
    {},
    { next_billing_at: "2024-04-01", expires_at: "2024-04-20", auto_renew: "false" },
    "2024-04-23",
  ],
  ["it is not renewed, and has one end", {}, { next_billing_at: "2024-04-01", auto_renew: "no" }, "2024-04-04"],
  [
    "that end is long past",
    HELD,
    { started_at: "2024-01-01", next_billing_at: "2024-02-01", auto_renew: "N" },
    "not-held",
  ],
  ["it has no end at all", {}, { auto_renew: "0" }, "no-expiry"],
]);

table("a date in next_billing_at is the day of the charge", [
  [
    "which a month steps",
    { give: { extend: "1 month" } },
    { started_at: "2020-01-01", next_billing_at: "2020-01-31" },
    "2020-02-29",
  ],
  ["hours count from its start", { give: { extend: "15 hours" } }, { next_billing_at: "2024-04-01" }, "2024-04-02"],
  [
    "a whole day of hours is the next day",
    { give: { extend: "24 hours" } },
    { next_billing_at: "2024-04-01" },
    "2024-04-02",
  ],
  ["three months from the opening", MONTHS, { started_at: "2019-06-01", next_billing_at: "2020-06-01" }, "2020-12-01"],
  [
    "the same for one that fell due in it",
    MONTHS,
    { started_at: "2019-08-15", next_billing_at: "2020-08-15" },
    "2020-12-01",
  ],
  ["a later one counts from itself", MONTHS, { started_at: "2019-11-01", next_billing_at: "2020-11-01" }, "2021-02-01"],
  ["a last day ends a day earlier", MONTHS, { started_at: "2019-07-01", expires_at: "2020-06-30" }, "2020-11-30"],
  ["moved onto a day", { give: { move: "2024-04-10" } }, { next_billing_at: "2024-04-01" }, "2024-04-10"],
  ["moved onto its own day", { give: { move: "2024-04-01" } }, { next_billing_at: "2024-04-01" }, "already-later"],
  [
    "a time moved onto a day",
    { give: { move: "2024-04-10" } },
    { next_billing_at: "2024-04-01T00:00" },
    "2024-04-10T00:00",
  ],
  ["an end moved onto a day", { give: { move: "2024-04-10" } }, { expires_at: "2024-04-01T00:00" }, "2024-04-11T00:00"],
  ["moved to a part of a day", { give: { move: "2024-04-10T18:00" } }, { next_billing_at: "2024-04-01" }, "2024-04-11"],
  [
    "a new validity ends before the charge",
    { give: { reissue: "7 days" } },
    { next_billing_at: "2024-03-12" },
    "2024-03-21",
  ],
  ["a new validity through a last day", { give: { reissue: "7 days" } }, { expires_at: "2024-03-12" }, "2024-03-20"],
  ["it lost the hours up to its start", HOURS, { next_billing_at: "2024-03-13" }, "14.00 USD"],
  ["a last day lost all of them", HOURS, { expires_at: "2024-03-13" }, "24.00 USD"],
  ["it ended as its day began", ENDED, { next_billing_at: "2024-03-13" }, "1.00 USD"],
  ["it ended before the outage", ENDED, { next_billing_at: "2024-03-12" }, "not-ended"],
  ["a last day ended in it", ENDED, { expires_at: "2024-03-12" }, "1.00 USD"],
  [
    "on the day of the start nothing is lost",
    HOURS,
    { started_at: "2024-03-12T09:00", next_billing_at: "2024-03-12" },
    "zero-amount",
  ],
  [
    "before the start it is a reject",
    HOURS,
    { started_at: "2024-03-12T09:00", next_billing_at: "2024-03-11" },
    "rejected ends-before-start",
  ],
  ["in its own offset", {}, { next_billing_at: "2024-04-01+09:00" }, "2024-04-04+09:00"],
]);

const THROUGHOUT: Example = { ...HELD, if: { held: "throughout-outage" } };
const ON_THE_13TH: Example = { ...HELD, if: { "held-on": "2024-03-13" } };
const LATE_ON_THE_13TH: Example = { ...HELD, if: { "held-on": "2024-03-13T23:58" } };

table("held and held-on count the day of the charge", [
  ["charged on the day of the outage", HELD, { next_billing_at: "2024-03-12" }, "1.00 USD"],
  ["charged the day before", HELD, { next_billing_at: "2024-03-11" }, "not-held"],
  ["never charged, for it does not renew", HELD, { next_billing_at: "2024-03-12", auto_renew: "false" }, "not-held"],
  ["charged at a time", HELD, { next_billing_at: "2024-03-12T00:00" }, "not-held"],
  ["held to the end of the outage", THROUGHOUT, { next_billing_at: "2024-03-13" }, "1.00 USD"],
  ["charged a day too early for that", THROUGHOUT, { next_billing_at: "2024-03-12" }, "not-held"],
  ["held on the day", ON_THE_13TH, { next_billing_at: "2024-03-13" }, "1.00 USD"],
  ["not held on the day", ON_THE_13TH, { next_billing_at: "2024-03-13", auto_renew: "0" }, "not-held-on"],
  ["held late on the day", LATE_ON_THE_13TH, { next_billing_at: "2024-03-13" }, "1.00 USD"],
  ["over before that day", LATE_ON_THE_13TH, { next_billing_at: "2024-03-12" }, "not-held-on"],
]);

const MARCH: Example = { give: { credit: { share: "3 days", over: "billing-period", round: "up" } } };
const of3100 = (expires_at: string): Cells => ({ price: "3100", currency: "KRW", expires_at });
const TO_MIDNIGHT: Example = { ...THROUGHOUT, window: "2024-03-12/2024-03-13" };
const LATER: Example = {
  window: "2024-03-12T10:00/2024-03-13T00:00",
  give: { extend: { by: "3 days", from: "later" } },
};
const IN_NEW_YORK: Example = { zone: "America/New_York", give: { extend: "24 hours" } };

table("a day's last minute is the next midnight", [
  // 3100 x 3 / 31; one second less in the period is 3100 x 72 h / 743 h 59 min 59 s, a little over 300.
  ["23:59", MARCH, of3100("2024-03-31T23:59"), "300 KRW"],
  ["23:59:59", MARCH, of3100("2024-03-31T23:59:59"), "300 KRW"],
  ["23:59:59.999Z", MARCH, of3100("2024-03-31T23:59:59.999Z"), "300 KRW"],
  ["23:59:30 is a time like others", MARCH, of3100("2024-03-31T23:59:30"), "301 KRW"],
  ["23:58 as well", MARCH, of3100("2024-03-31T23:58"), "301 KRW"],
  ["days keep the text", {}, { expires_at: "2024-03-31T23:59:59" }, "2024-04-03T23:59:59"],
  [
    "hours keep it as well",
    { give: { extend: "72 hours" } },
    { expires_at: "2024-03-31T23:59:59" },
    "2024-04-03T23:59:59",
  ],
  ["hours are hours where a day has 23", IN_NEW_YORK, { expires_at: "2024-03-09T23:59" }, "2024-03-11T00:59"],
  ["held until midnight", TO_MIDNIGHT, { expires_at: "2024-03-13T23:59:59" }, "1.00 USD"],
  ["not held until midnight", TO_MIDNIGHT, { expires_at: "2024-03-13T23:59:30" }, "not-held"],
  ["as late as the outage", LATER, { expires_at: "2024-03-12T23:59" }, "2024-03-15T23:59"],
  ["earlier than the outage", LATER, { expires_at: "2024-03-12T23:58" }, "2024-03-16T00:00"],
  ["already through the day", { give: { move: "2024-03-31" } }, { expires_at: "2024-03-31T23:59" }, "already-later"],
  ["not yet through the day", { give: { move: "2024-03-31" } }, { expires_at: "2024-03-31T23:58" }, "2024-04-01T00:00"],
  [
    "in its own offset",
    { ...THROUGHOUT, window: "2024-03-31T14:00/2024-03-31T15:00" },
    { expires_at: "2024-03-31T23:59+09:00" },
    "1.00 USD",
  ],
  [
    "just before it",
    { ...THROUGHOUT, window: "2024-03-31T14:00/2024-03-31T15:00" },
    { expires_at: "2024-03-31T23:58+09:00" },
    "not-held",
  ],
  [
    "a start is no end",
    { ...HOURS, window: "2024-03-12T23:00/2024-03-13T00:59" },
    { started_at: "2024-03-12T23:59" },
    "1.00 USD",
  ],
]);

const APIA: Example = {
  zone: "Pacific/Apia",
  window: "2011-12-29T09:00/2011-12-29T12:00",
  asOf: "2011-12-25T05:00:00Z",
};
const aDay = (cells: Cells): Cells => ({ started_at: "2011-11-01", ...cells });

table("a date that the zone left out", [
  [
    "a day from 12-29 is 12-31",
    { ...APIA, give: { extend: "1 day" } },
    aDay({ expires_at: "2011-12-29" }),
    "2011-12-31",
  ],
  ["a charge as well", { ...APIA, give: { extend: "1 day" } }, aDay({ next_billing_at: "2011-12-29" }), "2011-12-31"],
  [
    "a time goes forward by the gap",
    { ...APIA, give: { extend: "1 day" } },
    aDay({ expires_at: "2011-12-29T10:00" }),
    "2011-12-31T10:00",
  ],
  ["three days from 12-28 are 12-31", APIA, aDay({ expires_at: "2011-12-28" }), "2011-12-31"],
  [
    "a month from 11-30 is 12-31",
    { ...APIA, give: { extend: "1 month" } },
    aDay({ expires_at: "2011-11-30" }),
    "2011-12-31",
  ],
  // As of the evening of the 24th there: the 24th to the 30th, which is not.
  [
    "seven days from the 24th",
    { ...APIA, give: { reissue: "7 days" } },
    aDay({ expires_at: "2011-12-20" }),
    "2011-12-31",
  ],
  [
    "six days from the 24th",
    { ...APIA, give: { reissue: "6 days" } },
    aDay({ expires_at: "2011-12-20" }),
    "2011-12-29",
  ],
  ["it cannot be read", APIA, aDay({ expires_at: "2011-12-30" }), "rejected time-ambiguous"],
]);

const atMost = (most: string, by = "3 days"): Give => ({ extend: { by, "at-most": most } });

table("a ceiling is never passed by rounding up", [
  ["12 hours are no day", { give: atMost("12 hours") }, { expires_at: "2024-04-01" }, "limit"],
  ["nor for a charge", { give: atMost("12 hours") }, { next_billing_at: "2024-04-01" }, "limit"],
  [
    "12 hours on a time",
    { give: atMost("12 hours") },
    { next_billing_at: "2024-04-01T00:00" },
    "2024-04-01T12:00, capped",
  ],
  ["36 hours are one day", { give: atMost("36 hours") }, { expires_at: "2024-04-01" }, "2024-04-02, capped"],
  ["36 hours for a charge", { give: atMost("36 hours") }, { next_billing_at: "2024-04-01" }, "2024-04-02, capped"],
  ["48 hours are two days", { give: atMost("48 hours") }, { expires_at: "2024-04-01" }, "2024-04-03, capped"],
  [
    "15 of at most 18 hours are no day",
    { give: atMost("18 hours", "15 hours") },
    { expires_at: "2024-04-01" },
    "limit",
  ],
  [
    "15 of at most 24 hours are one",
    { give: atMost("24 hours", "15 hours") },
    { expires_at: "2024-04-01" },
    "2024-04-02",
  ],
  [
    "90 seconds on a minute",
    { give: atMost("90 seconds") },
    { expires_at: "2024-04-01T10:00" },
    "2024-04-01T10:01, capped",
  ],
  [
    "per record",
    { limits: [{ per: "record", extend: "36 hours" }] },
    { expires_at: "2024-04-01" },
    "2024-04-02, capped",
  ],
  [
    "it does not fall before the old end",
    { give: { extend: { by: "30 days", from: "outage-end", "at-most": "10 days" } } },
    { expires_at: "2024-04-01" },
    "already-later",
  ],
  [
    "without it the end would be no later",
    { give: { extend: { by: "12 days", from: "outage-end", "at-most": "10 days" } } },
    { expires_at: "2024-04-01" },
    "already-later",
  ],
]);

const TRIAL: Example = {
  if: { held: "during-outage" },
  give: { extend: { by: "3 days", from: "latest", field: "trial_end" } },
};
const IN_TRIAL: Example = { ...HELD, if: { field: "trial_end", held: "during-outage" } };
const LOST_OF_TRIAL: Example = { ...IN_TRIAL, give: { extend: "lost" } };
const paying = (trial_end: string): Cells => ({
  started_at: "2023-01-01",
  next_billing_at: "2024-04-01T00:00",
  trial_end,
});

table("a rule with its own field tests that field", [
  ["a trial that runs", TRIAL, paying("2024-03-15"), "2024-03-18"],
  ["a trial that is long over", TRIAL, paying("2023-01-15"), "not-held"],
  ["no trial", TRIAL, paying(""), "no-expiry"],
  ["money for those in a trial", IN_TRIAL, paying("2024-03-12"), "1.00 USD"],
  ["money for nobody else", IN_TRIAL, paying("2024-03-11"), "not-held"],
  ["money where there is no trial", IN_TRIAL, paying(""), "no-expiry"],
  ["the time that the trial lost", LOST_OF_TRIAL, paying("2024-03-12T16:00"), "2024-04-01T06:00"],
  [
    "a billing date that does not renew",
    { ...HELD, if: { field: "next_billing_at", held: "during-outage" } },
    { expires_at: "2024-04-01", next_billing_at: "2024-03-12", auto_renew: "no" },
    "not-held",
  ],
  [
    "a billing date that renews",
    { ...HELD, if: { field: "next_billing_at", held: "during-outage" } },
    { expires_at: "2024-04-01", next_billing_at: "2024-03-12" },
    "1.00 USD",
  ],
  [
    "an end beside the billing date",
    { ...HELD, if: { field: "expires_at", held: "during-outage" } },
    { expires_at: "2024-03-11", next_billing_at: "2024-04-01" },
    "not-held",
  ],
]);

const NOVEMBER: Example = { zone: "America/New_York", give: { extend: "1 day" } };
const HOURS_24: Example = { ...NOVEMBER, give: { extend: "24 hours" } };

table("a time that the clocks show twice is not written", [
  ["00:59 is shown once", NOVEMBER, { expires_at: "2024-11-02T00:59" }, "2024-11-03T00:59"],
  ["01:30 is shown twice", NOVEMBER, { expires_at: "2024-11-02T01:30" }, "2024-11-03T02:00, clock-change"],
  ["02:00 is shown once", NOVEMBER, { expires_at: "2024-11-02T02:00" }, "2024-11-03T02:00"],
  ["its seconds stay", NOVEMBER, { expires_at: "2024-11-02 01:00:00.5" }, "2024-11-03 02:00:00.0, clock-change"],
  ["an offset says which", NOVEMBER, { expires_at: "2024-11-02T01:30-04:00" }, "2024-11-03T01:30-04:00"],
  ["hours to the second of both", HOURS_24, { expires_at: "2024-11-02T02:30" }, "2024-11-03T02:00, clock-change"],
  ["hours past it", HOURS_24, { expires_at: "2024-11-02T03:00" }, "2024-11-03T02:00"],
  [
    "half an hour on an island",
    { ...NOVEMBER, zone: "Australia/Lord_Howe" },
    { expires_at: "2024-04-06T01:45" },
    "2024-04-07T02:00, clock-change",
  ],
  [
    "the hour before midnight",
    { ...NOVEMBER, zone: "America/Santiago" },
    { expires_at: "2024-04-05T23:30" },
    "2024-04-07T00:00, clock-change",
  ],
  [
    "a time that is not shown moves on",
    { ...NOVEMBER, zone: "America/New_York" },
    { expires_at: "2024-03-09T02:30" },
    "2024-03-10T03:30",
  ],
  [
    "a ceiling in it goes back",
    { ...NOVEMBER, give: atMost("24 hours") },
    { expires_at: "2024-11-02T01:30" },
    "2024-11-03T00:59, capped, clock-change",
  ],
]);
