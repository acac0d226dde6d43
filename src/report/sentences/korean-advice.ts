/** What the tables of a plan say besides: why records wait, and how a rejected row is mended, in Korean. */
import type { ReviewReason } from "../../domain/decision.ts";
import type { RejectCode } from "../../domain/reject.ts";

/** Of all records with the reason together. */
export const REVIEW_REASONS_KO: { readonly [reason in ReviewReason]: string } = {
  "asked-for": "정책에서 담당자가 정하도록 했습니다",
  "unknown-channel": "정책에 없는 구매 경로입니다",
  "unknown-value": "정책에 없는 값입니다",
  "period-unknown": "결제 기간을 알 수 없습니다",
  "price-unknown": "가격이나 통화가 비어 있습니다",
  "currency-differs": "규칙과 통화가 다릅니다",
  "value-unknown": "숫자가 아닌 값이라 구간을 정할 수 없습니다",
  "beyond-tiers": "마지막 구간을 넘는 값입니다",
  "not-comparable": "두 규칙이 모두 맞지만 어느 쪽이 유리한지 비교할 수 없습니다",
  "time-out-of-range": "새 만료일이 적을 수 있는 마지막 해를 넘습니다",
};

export const ADVICE: { readonly [code in RejectCode]: string } = {
  "column-count": "빠진 칸을 채우세요. 칸 안에 구분자가 있으면 그 칸을 따옴표로 묶어야 합니다.",
  "row-too-long": "내용을 줄이거나 이 열을 빼고 내보내세요.",
  "id-empty": "값을 채우세요.",
  "user-empty": "값을 채우세요.",
  "id-placeholder": "값을 채우거나, 비어도 되는 열이면 비워 두세요.",
  "word-unknown": "매핑의 그 열에 이 값을 추가하세요.",
  "id-damaged": "텍스트 형식으로 다시 내보내고, 중간에 스프레드시트로 열지 마세요.",
  "service-empty": "값을 채우세요.",
  "time-invalid": "2022-02-28이나 2022-02-28T23:59:00+09:00처럼 적거나, 매핑에 형식을 적으세요.",
  "time-ambiguous": "2022-11-06T01:30-04:00처럼 오프셋을 붙이거나, 둘 중 어느 시각인지 매핑에 적으세요.",
  "time-two-ways": "매핑에 이 열의 형식 하나만 적으세요.",
  "ends-before-start": "둘 중 하나를 고치세요.",
  "price-invalid": "3900이나 3.87처럼 쉼표 없이 적거나, 매핑에 형식을 적으세요.",
  "currency-unknown": "장애 당시의 통화를 KRW처럼 적거나, 자체 단위라면 정책의 units에 선언하세요.",
  "flag-invalid": "true나 false로 적거나, 매핑에서 옮기세요.",
  "duplicate-conflict": "맞는 행만 남기세요.",
  "newest-unclear": "값을 채우거나, 맞는 행만 남기세요.",
};
