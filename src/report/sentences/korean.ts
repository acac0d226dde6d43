/**
 * Pieces of Korean that depend on the word before them: particles by the final consonant, names of columns, and
 * lengths and sums that the rules have worded in English.
 */
import { durationText, elapsed } from "../../domain/duration.ts";
import { DAY, lengthOf, type Millis } from "../../domain/instant.ts";

const COLUMNS: ReadonlyMap<string, string> = new Map([
  ["next_billing_at", "다음 결제일"],
  ["expires_at", "만료일"],
  ["started_at", "시작일"],
  ["received_at", "접수일"],
  ["channel", "구매 경로"],
  ["status", "상태"],
  ["plan", "상품"],
  ["type", "종류"],
  ["price", "가격"],
  ["amount", "금액"],
  ["remaining", "잔액"],
  ["loss_amount", "피해 금액"],
  ["category", "분류"],
  ["currency", "통화"],
  ["user_id", "회원 번호"],
  ["service", "서비스"],
  ["auto_renew", "자동 갱신"],
]);

/** `구매 경로(channel)`: the Korean name of a column, and the name in the export. */
export function columnName(column: string): string {
  const name = COLUMNS.get(column);
  return name === undefined ? column : `${name}(${column})`;
}

export function shortColumnName(column: string): string {
  return COLUMNS.get(column) ?? column;
}

/** Digits as they are read aloud: 0 영, 1 일, 3 삼, 6 육, 7 칠, 8 팔 end in a consonant. */
const CONSONANT_DIGITS = new Set("013678");

/**
 * The word with its particle: `구독은`, `쿠폰을`. What stands in brackets behind a word is not read aloud: `만료일(expires_at)이`. After a word that
 * is not Korean, both forms: `melon은(는)`.
 */
export function withParticle(word: string, afterConsonant: string, afterVowel: string): string {
  const read = word.replace(/(?<=.)\([^()]*\)$/, "").replace(/[)"'\]]+$/, "");
  const last = read.at(-1) ?? "";
  const code = last.charCodeAt(0) - 0xac00;
  if (code >= 0 && code <= 11_171) return word + (code % 28 === 0 ? afterVowel : afterConsonant);
  if (/\d/.test(last)) return word + (CONSONANT_DIGITS.has(last) ? afterConsonant : afterVowel);
  return `${word}${afterConsonant}(${afterVowel})`;
}

const UNITS: ReadonlyMap<string, string> = new Map([
  ["second", "초"],
  ["minute", "분"],
  ["hour", "시간"],
  ["day", "일"],
  ["month", "개월"],
]);

/** `1 hour 29 minutes` as `1시간 29분`. */
export function lengthInKorean(text: string): string {
  return text
    .replace(/(\d+) (second|minute|hour|day|month)s?\b/g, (_, count: string, unit: string) => count + UNITS.get(unit))
    .replaceAll("no time", "0분");
}

const ROUNDINGS: ReadonlyMap<string, string> = new Map([
  ["up", "올림"],
  ["down", "버림"],
  ["half-up", "반올림"],
  ["half-even", "짝수로 반올림"],
]);

/** `3900 KRW x 72 hours / 744 hours, up to 1 KRW` as `3900 KRW × 72시간 ÷ 744시간, 1 KRW 단위 올림`. */
export function sumInKorean(basis: string): string {
  const worded = basis
    .replace(
      /, (up|down|half-up|half-even) to ([\d.]+ [^,;]+)/g,
      (_, how: string, step: string) => `, ${step} 단위 ${ROUNDINGS.get(how)}`,
    )
    .replace(
      / in steps of ([^,]+), (up|down|half-up|half-even)\)/g,
      (_, step: string, how: string) => `, ${step} 단위 ${ROUNDINGS.get(how)})`,
    )
    .replace(/, at most ([^,;]+) with what was given before/g, ", 앞서 준 것과 합쳐 최대 $1")
    .replace(/, at most ([^,;]+) per record/g, ", 건당 한도 $1")
    .replace(/, at most ([^,;]+)/g, ", 최대 $1")
    .replace(/, at least ([^,;]+)/g, ", 최소 $1")
    .replace(/, flat\b/g, ", 정액")
    .replaceAll(" x ", " × ")
    .replaceAll(" / ", " ÷ ");
  return lengthInKorean(worded);
}

/** One day, and lengths of more than two days, in days: `23일 4시간 5분`. */
export function lengthText(length: Millis): string {
  const days = length === DAY || length >= 2 * DAY ? Math.floor(length / DAY) : 0;
  const rest = lengthOf(length - days * DAY);
  return lengthInKorean(durationText({ ...elapsed(rest), days }));
}
