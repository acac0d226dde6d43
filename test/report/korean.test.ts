/** Korean pieces: particles, lengths and sums. */
import { describe, expect, test } from "vitest";
import { lengthInKorean, sumInKorean, withParticle } from "../../src/report/sentences/korean.ts";

describe("a particle goes by the last letter", () => {
  test.for([
    ["구독", "구독이"],
    ["쿠폰", "쿠폰이"],
    ["대여", "대여가"],
    ["만료일(expires_at)", "만료일(expires_at)이"],
    ["분류(category)", "분류(category)가"],
    ["(3)", "(3)이"],
    ["시간 3", "시간 3이"],
    ["시간 2", "시간 2가"],
    ["melon", "melon이(가)"],
    ["", "이(가)"],
  ] as const)("%s", ([word, expected]) => {
    expect(withParticle(word, "이", "가")).toBe(expected);
  });
});

describe("lengths and sums that the rules wrote in English", () => {
  test.for([
    ["3 days", "3일"],
    ["1 hour 29 minutes", "1시간 29분"],
    ["1 month 1 day", "1개월 1일"],
    ["15 hours + 30 days", "15시간 + 30일"],
    ["no time", "0분"],
  ] as const)("%s", ([english, korean]) => {
    expect(lengthInKorean(english)).toBe(korean);
  });

  test.for([
    ["3900 KRW x 72 hours / 744 hours, up to 1 KRW", "3900 KRW × 72시간 ÷ 744시간, 1 KRW 단위 올림"],
    ["100 USD x 50 %, half-up to 0.01 USD, at most 10.00 USD", "100 USD × 50 %, 0.01 USD 단위 반올림, 최대 10.00 USD"],
    ["60 KRW x 6 (5 hours 20 minutes in steps of 1 hour, up)", "60 KRW × 6 (5시간 20분, 1시간 단위 올림)"],
    ["60 KRW x 3, at least 240 KRW", "60 KRW × 3, 최소 240 KRW"],
    ["1500 MELON-CASH, flat", "1500 MELON-CASH, 정액"],
    ["900 KRW, flat, at most 500 KRW per record", "900 KRW, 정액, 건당 한도 500 KRW"],
  ] as const)("%s", ([english, korean]) => {
    expect(sumInKorean(english)).toBe(korean);
  });
});
