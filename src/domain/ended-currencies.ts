/**
 * Currencies that are money no more, and since when.
 *
 * From list three of ISO 4217, as published on 2026-01-01: national money withdrawn since 2007, but for Zimbabwe's of 2008 and
 * 2009. The list says the month; the days are those of the changeover, the first on which the old money is none. Decimals
 * are those that the currency had in list one.
 */
import { type Instant, instantAt } from "./instant.ts";

export interface EndedCurrency {
  readonly decimals: number;
  /** `2023-01-01`. */
  readonly day: string;
  /** When that day begins in UTC. */
  readonly at: Instant;
  /** The currency that took its place. */
  readonly became: string;
}

const TABLE = `
  SIT 2 2007-01-01 EUR
  SDD 2 2007-07-01 SDG
  CYP 2 2008-01-01 EUR
  GHC 2 2008-01-01 GHS
  MTL 2 2008-01-01 EUR
  VEB 2 2008-01-01 VEF
  SKK 2 2009-01-01 EUR
  TMM 2 2009-01-01 TMT
  EEK 2 2011-01-01 EUR
  ZMK 2 2013-01-01 ZMW
  LVL 2 2014-01-01 EUR
  LTL 2 2015-01-01 EUR
  BYR 0 2017-01-01 BYN
  MRO 2 2018-01-01 MRU
  STD 2 2018-01-01 STN
  VEF 2 2018-08-20 VES
  CUC 2 2021-07-01 CUP
  HRK 2 2023-01-01 EUR
  SLL 2 2024-01-01 SLE
  ZWL 2 2024-09-01 ZWG
  ANG 2 2025-03-31 XCG
  BGN 2 2026-01-01 EUR
`;

export const ENDED_CURRENCIES: ReadonlyMap<string, EndedCurrency> = new Map(
  TABLE.trim()
    .split("\n")
    .map((line): [string, EndedCurrency] => {
      const [code = "", decimals, day = "", became = ""] = line.trim().split(" ");
      return [code, { decimals: Number(decimals), day, at: instantAt(Date.parse(day)), became }];
    }),
);

/** `HRK, which ended on 2023-01-01 and became EUR`; undefined for money that has not ended. @param code in any letters. */
export function endedText(code: string): string | undefined {
  const ended = ENDED_CURRENCIES.get(code.toUpperCase());
  return ended && `${code}, which ended on ${ended.day} and became ${ended.became}`;
}
