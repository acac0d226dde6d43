/** Why a record gets nothing, why a person has to decide, and what is wrong with a row, in Korean. */
import type { ReviewReason, UnaffectedReason } from "../../domain/decision.ts";
import type { RejectCode } from "../../domain/reject.ts";

export const REASONS_KO: { readonly [reason in UnaffectedReason]: string } = {
  "no-rule": "이 서비스의 이런 건에 적용할 규칙이 없습니다",
  "not-matched": "조건에 맞는 규칙이 없습니다",
  excluded: "정책에서 제외한 건입니다",
  "no-expiry": "만료일이 없어 늘릴 기간이 없습니다",
  "not-held": "장애 시간에 이용 중이 아니었습니다",
  "not-ended": "장애 시간에 만료되지 않았습니다",
  "not-begun": "장애 시간에 시작되지 않았습니다",
  "not-held-on": "기준일(시각)에 이용 중이 아니었습니다",
  "below-threshold": "이용하지 못한 시간이 기준에 미치지 못합니다",
  "zero-amount": "계산한 금액이 0입니다",
  "below-minimum": "금액이 최소 지급액에 미치지 못합니다",
  "already-later": "지금 만료일이 이미 그보다 늦거나 같습니다",
  limit: "정책의 한도를 다 채웠습니다",
};

/** Of one record. @param because the policy's own words, or the figures in English; shown where they add something. */
export const REVIEWS: { readonly [reason in ReviewReason]: (because: string) => string } = {
  "asked-for": (because) => `정책에서 담당자가 정하도록 했습니다 (${because})`,
  "unknown-channel": () => "정책에 없는 구매 경로입니다",
  "unknown-value": () => "정책에 없는 값입니다",
  "period-unknown": () => "결제 기간을 알 수 없어 계산할 수 없습니다",
  "price-unknown": () => "가격이나 통화가 비어 있어 계산할 수 없습니다",
  "currency-differs": () => "규칙과 통화가 다릅니다",
  "value-unknown": () => "숫자가 아닌 값이 있어 구간을 정할 수 없습니다",
  "beyond-tiers": () => "마지막 구간을 넘는 값입니다",
  "not-comparable": () => "두 규칙이 모두 맞지만 어느 쪽이 유리한지 비교할 수 없습니다",
  "time-out-of-range": () => "새 만료일이 적을 수 있는 마지막 해를 넘습니다",
};

export const FAULTS: { readonly [code in RejectCode]: string } = {
  "column-count": "칸 수가 머리글과 다릅니다",
  "row-too-long": "64 KiB보다 깁니다",
  "id-empty": "비어 있어 어느 건인지 알 수 없습니다",
  "user-empty": "비어 있어 누구에게 보상할지 알 수 없습니다",
  "id-placeholder": "NULL처럼 값이 없다는 뜻의 글자라 누구인지, 어느 건인지 알 수 없습니다",
  "word-unknown": "매핑에 없는 값입니다",
  "id-damaged": "스프레드시트를 거치며 바뀐 값이라 어느 건인지 확실하지 않습니다",
  "service-empty": "비어 있어 규칙을 고를 수 없습니다",
  "time-invalid": "날짜나 시각이 아닙니다",
  "time-ambiguous": "없는 시각이거나 두 번 있는 시각입니다",
  "time-two-ways": "매핑의 형식 둘에 맞고, 서로 다른 시각이 됩니다",
  "ends-before-start": "시작보다 이릅니다",
  "price-invalid": "금액이 아니거나 소수 자리가 너무 많습니다",
  "currency-unknown": "모르는 통화입니다",
  "flag-invalid": "예/아니요 값이 아닙니다",
  "duplicate-conflict": "번호가 같은데 내용이 다른 행이 있습니다",
  "newest-unclear": "비어 있거나 읽을 수 없어 같은 건의 행 가운데 어느 것이 최신인지 알 수 없습니다",
};

/** A value that nothing names. @param where the policy or the mapping, in Korean. @param value with the name of its column. */
export function unknownText(where: string, value: string, known: string): string {
  return `${value}은(는) ${where}에 없는 값입니다. ${where}에 있는 값은 ${known}입니다. 규칙은 적용하지 않았습니다.`;
}
