/** A summary with one of everything, for what shows it. */
import type { Summary } from "../../src/report/summary.ts";

export const NO_ROWS: Summary["totals"] = {
  read: 0,
  compensated: 0,
  review: 0,
  unaffected: 0,
  already_compensated: 0,
  rejected: 0,
  duplicate: 0,
};

export const PLAIN_SUMMARY: Summary = {
  outage: "pangyo",
  policy: "paid-services",
  revision: "2022-10-21",
  as_of: "2022-10-21T11:00:00+09:00",
  totals: {
    read: 1_204_331,
    compensated: 431_000,
    review: 4,
    unaffected: 773_300,
    already_compensated: 20,
    rejected: 6,
    duplicate: 1,
  },
  extended: 320_000,
  credited: 111_000,
  credits: { KRW: "43178000", "MELON-CASH": "1500.50" },
  by_rule: [
    {
      rule: "rental-hours",
      layer: "time",
      service: "kakaopage",
      records: 320_000,
      extended: 320_000,
      review: 0,
      credits: {},
    },
    {
      rule: "in-app-credit",
      layer: "time",
      service: "emoticon-plus",
      records: 111_000,
      extended: 0,
      review: 0,
      credits: { KRW: "43178000" },
    },
    { rule: "", layer: "", service: "emoticon-plus", records: 4, extended: 0, review: 4, credits: {} },
  ],
  unaffected: { "no-rule": 300, "not-held": 773_000 },
  rejects: { "time-invalid": 8 },
  exports: [
    {
      file: "rentals.csv",
      kind: "rental",
      encoding: "utf-8",
      ...NO_ROWS,
      read: 1_204_331,
      compensated: 431_000,
      review: 4,
      unaffected: 773_300,
      already_compensated: 20,
      rejected: 6,
      duplicate: 1,
    },
  ],
  warnings: [{ code: "rule-unused", about: "web-days", records: 0 }],
};
