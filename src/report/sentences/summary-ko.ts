/** The summary, in Korean: counts as noun phrases, everything else as sentences. */
import { type Fault, REJECT_CODES, standsForNoTime } from "../../domain/reject.ts";
import { amountsText, HABITS } from "../habits.ts";
import { grouped } from "../summary.ts";
import { columnName } from "./korean.ts";
import { ADVICE, REVIEW_REASONS_KO } from "./korean-advice.ts";
import { FAULTS, REASONS_KO } from "./korean-reasons.ts";
import { listed, type SummarySentences } from "./summary.ts";
import { valuesText } from "./value-words.ts";
import { warningKo } from "./warnings-ko.ts";

export const summaryKo: SummarySentences = {
  sections: {
    rows: "행",
    rules: "서비스와 규칙별",
    review: "검토가 필요한 이유",
    unaffected: "보상 대상이 아닌 이유",
    rejected: "거부된 행",
    skipped: "자료가 아니라서 제외한 파일",
    samples: "변경 전후",
    warnings: "먼저 확인할 것",
  },
  columns: {
    export: "자료",
    kind: "종류",
    read: "읽음",
    compensated: "보상",
    review: "검토 필요",
    unaffected: "대상 아님",
    before: "이미 보상됨",
    rejected: "거부",
    duplicate: "중복",
    lineItems: "추가 품목",
    superseded: "이전 행",
    service: "서비스",
    rule: "규칙",
    layer: "단계",
    records: "건수",
    adjusted: "연장",
    paid: "지급액",
    putBack: "만료일 복원",
    takenBack: "회수액",
    reason: "이유",
    meaning: "뜻",
    details: "내용",
    rows: "행",
    code: "코드",
    faults: "오류",
    file: "파일",
    because: "이유",
    record: "번호",
    holder: "회원",
    oldEnd: "변경 전",
    gets: "변경 후",
    byRule: "적용 규칙",
  },
  kinds: { subscription: "구독", rental: "대여", coupon: "쿠폰", claim: "피해 접수" },
  headline: ({ totals, extended, credited, credits }) => {
    const { line_items: lineItems = 0, superseded = 0 } = totals;
    const given = listed([
      extended > 0 && `만료일 연장 ${grouped(extended)}건`,
      credited > 0 && `지급 ${grouped(credited)}건: ${amountsText(credits, "ko")}`,
    ]);
    const parts = listed([
      `보상 ${grouped(totals.compensated)}건${given.length > 0 ? `(${given.join("; ")})` : ""}`,
      totals.review > 0 && `검토 필요 ${grouped(totals.review)}건`,
      totals.already_compensated > 0 && `이미 보상됨 ${grouped(totals.already_compensated)}건`,
      `대상 아님 ${grouped(totals.unaffected)}건`,
      totals.duplicate > 0 && `중복 ${grouped(totals.duplicate)}행`,
      lineItems > 0 && `추가 품목 ${grouped(lineItems)}행`,
      superseded > 0 && `새 행으로 대체된 이전 행 ${grouped(superseded)}행`,
      totals.rejected > 0 && `거부 ${grouped(totals.rejected)}행`,
    ]);
    return `읽은 행 ${grouped(totals.read)}개: ${parts.join(", ")}`;
  },
  counterHeadline: ({ outage, extended, credited, credits }, run) => {
    const parts = listed([
      extended > 0 && `만료일 복원 ${grouped(extended)}건`,
      credited > 0 && `지급 회수 ${grouped(credited)}건: ${amountsText(credits, "ko")}`,
    ]);
    return `${outage} ${run}회차 취소: ${parts.join("; ")}`;
  },
  title: (outage) => `${outage} 보상`,
  counterTitle: (run) => `${run}회차 취소`,
  basis: ({ outage, policy, revision, asOf }) =>
    `장애 ${outage}, 정책 ${policy}, 개정 ${revision}, 기준 시각 ${HABITS.ko.moment(asOf)}`,
  noRule: () => "(규칙에 없는 값)",
  total: () => "합계",
  none: () => "없음",
  review: (code) => REVIEWS[code] ?? code,
  values: (column, values, others) =>
    valuesText(column, values, others, { empty: "(빈 값)", others: (count) => `외 ${grouped(count)}건` }),
  emptyChannel: () => "(빈 값)은 빈칸입니다. 정책에는 channel: { empty: true }로 씁니다",
  unaffected: (reason) => REASONS[reason] ?? reason,
  rejected: (rows, faults) => `${grouped(rows)}행, 오류 ${grouped(faults)}개`,
  fault: (code) => {
    const known = REJECT_CODES.find((each) => each === code);
    return known === undefined ? code : FAULTS[known];
  },
  rejectExample: (place, fault, value) => `예: ${place}: ${faultText(fault)}${value === "" ? "" : `: ${value}`}`,
  rejectAdvice: (fault) => (standsForNoTime(fault) ? "시각이 없으면 칸을 비워 두세요." : ADVICE[fault.code]),
  rejectedRowsIn: (folder) => `거부된 행은 ${folder}에 있습니다`,
  warning: warningKo,
  more: (count) => `외 ${grouped(count)}개 더 있음: --all`,
};

const REASONS: { readonly [reason: string]: string } = REASONS_KO;
const REVIEWS: { readonly [code: string]: string } = REVIEW_REASONS_KO;

function faultText(fault: Fault): string {
  const says = standsForNoTime(fault) ? "날짜나 시각이 아니라 값이 없다는 뜻의 글자입니다" : FAULTS[fault.code];
  return fault.column === "" ? says : `${columnName(fault.column)}: ${says}`;
}
