/**
 * Days, moments and money as readers of each language write them.
 *
 * The rules are our own and not those of the platform: what a platform knows of a language changes with its version, and the
 * bytes of a file must not.
 *
 *     en   2022-11-08         2022-10-21T11:00:00+09:00           431,788,000 KRW   1,500 MELON-CASH
 *     ko   2022. 11. 8. (화)   2022. 10. 21. (금) 11:00 (+09:00)   431,788,000원     1,500 MELON-CASH
 */
import { findDay } from "../domain/civil.ts";
import { grouped } from "./summary.ts";

/** The languages in which people are told things. */
export type Language = "en" | "ko";

export interface Habits {
  /** @param iso `2022-11-08`; another text stays as it is. */
  day(iso: string): string;
  /** @param iso a day, or a time with or without an offset, such as `2022-10-21T11:00:00+09:00`; another text stays as it is. */
  moment(iso: string): string;
  /** @param amount a plain decimal in major units. @param currency an ISO code, or a unit that a policy declares. */
  amount(amount: string, currency: string): string;
}

export const HABITS: { readonly [language in Language]: Habits } = {
  en: {
    day: (iso) => iso,
    moment: (iso) => iso,
    amount: (amount, currency) => `${grouped(amount)} ${currency}`,
  },
  ko: {
    day: dayInKorean,
    moment: momentInKorean,
    amount: (amount, currency) => (currency === "KRW" ? `${grouped(amount)}원` : moneyText(amount, currency)),
  },
};

/** Signs that stand for one currency alone; of the other currencies and of units the code is shown. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ["KRW", "₩"],
  ["JPY", "¥"],
  ["USD", "$"],
  ["EUR", "€"],
  ["GBP", "£"],
]);

/** `₩431,788,000`, `-$12.50`, `1,500 MELON-CASH`: with the sign of the currency where it has one, in every language. */
export function moneyText(amount: string, currency: string): string {
  const sign = SIGNS.get(currency);
  if (sign === undefined) return `${grouped(amount)} ${currency}`;
  return amount.startsWith("-") ? `-${sign}${grouped(amount.slice(1))}` : sign + grouped(amount);
}

/** Sums by currency and unit: `431,788원, 1,500 MELON-CASH`. */
export function amountsText(sums: { readonly [currency: string]: string }, language: Language): string {
  return Object.entries(sums)
    .map(([currency, amount]) => HABITS[language].amount(amount, currency))
    .join(", ");
}

/** 1970-01-01, which is day 0, was a Thursday. */
const WEEKDAYS = "목금토일월화수";

function dayInKorean(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso) ?? [];
  const number = findDay(Number(year), Number(month), Number(day));
  if (Number.isNaN(number)) return iso;
  const weekday = WEEKDAYS.charAt(((number % 7) + 7) % 7);
  return `${Number(year)}. ${Number(month)}. ${Number(day)}. (${weekday})`;
}

/** Seconds are shown only where there are some. */
function momentInKorean(iso: string): string {
  const [, date = iso, clock = "", seconds = "", offset = ""] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:[\d.]+)?(Z|[+-]\d\d:\d\d)?$/.exec(iso) ?? [];
  const day = dayInKorean(date);
  if (clock === "" || day === date) return clock === "" ? day : iso;
  const time = seconds === ":00" ? clock : clock + seconds;
  return `${day} ${time}${offset === "" ? "" : ` (${offset === "Z" ? "UTC" : offset})`}`;
}
