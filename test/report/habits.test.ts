/** Days, moments and money in the habits of each language. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { civilOf, dayOf } from "../../src/domain/civil.ts";
import { amountsText, HABITS, moneyText } from "../../src/report/habits.ts";
import { runs } from "../domain/runs.ts";

const { en, ko } = HABITS;

describe("a day", () => {
  test.for([
    ["2022-10-15", "2022. 10. 15. (토)"],
    ["2022-11-08", "2022. 11. 8. (화)"],
    ["2024-02-29", "2024. 2. 29. (목)"],
    ["2023-02-29", "2023-02-29"],
    ["1970-01-01", "1970. 1. 1. (목)"],
    ["1969-12-31", "1969. 12. 31. (수)"],
    ["0001-01-01", "1. 1. 1. (월)"],
    ["", ""],
    ["soon", "soon"],
  ] as const)("%s in Korean is %s, and the same in English", ([iso, korean]) => {
    expect(ko.day(iso)).toBe(korean);
    expect(en.day(iso)).toBe(iso);
  });

  test("has the weekday that the platform knows", () => {
    const first = dayOf(1, 1, 1);
    fc.assert(
      fc.property(fc.integer({ min: first, max: dayOf(9999, 12, 31) }), (number) => {
        const { year, month, day } = civilOf(number);
        const pad = (value: number, digits: number) => String(value).padStart(digits, "0");
        const weekday = "일월화수목금토".charAt(new Date(number * 86_400_000).getUTCDay());
        expect(ko.day(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`)).toBe(
          `${year}. ${month}. ${day}. (${weekday})`,
        );
      }),
      runs(300),
    );
  });
});

describe("a moment", () => {
  test.for([
    ["2022-10-21T11:00:00+09:00", "2022. 10. 21. (금) 11:00 (+09:00)"],
    ["2022-10-21T11:00:05+09:00", "2022. 10. 21. (금) 11:00:05 (+09:00)"],
    ["2022-10-21T11:00:00.5+09:00", "2022. 10. 21. (금) 11:00:00.5 (+09:00)"],
    ["2022-10-21T02:00Z", "2022. 10. 21. (금) 02:00 (UTC)"],
    ["2022-10-21 02:00", "2022. 10. 21. (금) 02:00"],
    ["2022-10-21", "2022. 10. 21. (금)"],
    ["2022-13-21T02:00Z", "2022-13-21T02:00Z"],
    ["1666256400", "1666256400"],
  ] as const)("%s in Korean is %s, and the same in English", ([iso, korean]) => {
    expect(ko.moment(iso)).toBe(korean);
    expect(en.moment(iso)).toBe(iso);
  });
});

describe("money", () => {
  test.for([
    ["431788000", "KRW", "431,788,000 KRW", "431,788,000원", "₩431,788,000"],
    ["-1500", "KRW", "-1,500 KRW", "-1,500원", "-₩1,500"],
    ["1200", "JPY", "1,200 JPY", "¥1,200", "¥1,200"],
    ["1234.50", "USD", "1,234.50 USD", "$1,234.50", "$1,234.50"],
    ["-12.50", "EUR", "-12.50 EUR", "-€12.50", "-€12.50"],
    ["0.05", "GBP", "0.05 GBP", "£0.05", "£0.05"],
    ["1200", "CNY", "1,200 CNY", "1,200 CNY", "1,200 CNY"],
    ["1500", "MELON-CASH", "1,500 MELON-CASH", "1,500 MELON-CASH", "1,500 MELON-CASH"],
  ] as const)("%s %s", ([amount, currency, english, korean, signed]) => {
    expect(en.amount(amount, currency)).toBe(english);
    expect(ko.amount(amount, currency)).toBe(korean);
    expect(moneyText(amount, currency)).toBe(signed);
  });

  test("of several currencies", () => {
    const sums = { KRW: "431788", "MELON-CASH": "1500" };
    expect(amountsText(sums, "en")).toBe("431,788 KRW, 1,500 MELON-CASH");
    expect(amountsText(sums, "ko")).toBe("431,788원, 1,500 MELON-CASH");
    expect(amountsText({}, "ko")).toBe("");
  });
});
