/** The words of a report in Korean. */
import { amountsText } from "../habits.ts";
import { lengthInKorean } from "../sentences/korean.ts";
import { REVIEW_REASONS_KO } from "../sentences/korean-advice.ts";
import { summaryKo } from "../sentences/summary-ko.ts";
import { grouped, type Summary } from "../summary.ts";
import type { ReportWords } from "./words.ts";

export const reportKo: ReportWords = {
  counts: {
    records: (count) => `${grouped(count)}건`,
    rows: (count) => `${grouped(count)}행`,
    ends: (count) => `${grouped(count)}건`,
    payments: (count) => `${grouped(count)}건`,
    runs: (count) => `${grouped(count)}회`,
  },
  length: lengthInKorean,
  sections: {
    outage: "장애 시간과 만료일의 이동",
    flow: "읽은 행에서 보상까지",
    rules: "서비스·규칙별 보상",
    money: "금액",
    attention: "먼저 확인할 것",
    changes: "지난 회차와 달라진 점",
    samples: "변경 전후 예시",
    origins: "근거 자료",
  },
  opening: {
    document: "보상 보고서",
    contents: "목차",
    headline,
    figures: { records: "보상 건수", ends: "만료일 연장", paid: "지급액" },
    paidNothing: "없음",
    badges: { plan: "계획", run: "반영됨", reverted: "취소됨", counter: "취소 회차" },
    planState: () => "반영하기 전, 계획을 세울 때 만든 문서입니다. 계획을 반영하면 이 문서도 그대로 장부에 남습니다.",
    runState: (run, runs) => `장부 ${grouped(runs)}회 가운데 ${run}회차이며, 여기 있는 파일대로 지급했습니다.`,
    revertedState: (run, by) => `${run}회차는 ${by}회차에서 취소했습니다. 지급한 것으로 치지 않습니다.`,
    counterState: (target) => `${target}회차를 모두 취소합니다. 만료일은 이전 값으로 되돌리고 지급액은 회수합니다.`,
    facts: { outage: "장애", policy: "정책", revision: "개정", asOf: "기준 시각", zone: "시간대" },
    decide: "결정할 일",
    nothingToDecide: "담당자가 결정할 것이 없습니다.",
    overBudget: "예산을 넘어 이 계획은 반영할 수 없습니다.",
    decideReview: (records) => `${grouped(records)}건은 검토가 필요합니다. review.csv에 있습니다.`,
    decideRejects: (rows) => `${grouped(rows)}행은 거부됐습니다. 이유와 함께 rejects 폴더에 있습니다.`,
    decideWarnings: (count) => `확인할 경고가 ${grouped(count)}개 있습니다.`,
  },
  outage: {
    source: "출처",
    timeline: "서비스별 장애 시간",
    timelineTold: (services) =>
      `서비스 ${grouped(services)}개가 언제 멈췄는지 막대로, 기준 시각을 세로선으로 나타냈습니다.`,
    everyService: "나머지 모든 서비스",
    noWindows: "남아 있는 장애 시간이 없습니다.",
    columns: { service: "서비스", from: "시작", to: "종료", length: "길이" },
    excluded: "제외한 시간",
    asOf: "기준 시각",
    ends: "날짜별 만료일: 변경 전과 후",
    endsTold: (ends, from, to) =>
      `만료일 ${grouped(ends)}건의 변경 전후 분포입니다. 기간은 ${from}부터 ${to}까지입니다.`,
    before: "변경 전",
    after: "변경 후",
    dead: "변경 후, 이미 지난 만료일",
    deadTold: (count) => `새 만료일 ${grouped(count)}건은 장애가 끝나거나 지급하기도 전에 지나 버립니다.`,
    day: "날짜",
    days: (from, to) => `${from} ~ ${to}`,
    until: (day) => `${day} 이전`,
    since: (day) => `${day} 이후`,
    noEnds: "연장한 만료일이 없습니다.",
    severalLayers:
      "여러 단계에서 만료일을 연장합니다. 두 단계에서 연장한 건은 두 번 세므로 중간 만료일의 날짜에도 들어 있습니다.",
    outageShade: "장애 시간",
  },
  flow: {
    buckets: {
      compensated: "보상",
      review: "검토 필요",
      unaffected: "대상 아님",
      already_compensated: "이미 보상됨",
      rejected: "거부",
      duplicate: "중복",
      line_items: "추가 품목",
      superseded: "이전 행",
    },
    bucketColumn: "처리 결과",
    rowsColumn: "행 수",
    shareColumn: "비율",
    read: "읽은 행",
    told: (rows) => `${grouped(rows)}행이 어떻게 처리됐는지 나눈 막대입니다. 아래 표에 같은 숫자가 있습니다.`,
    byExport: "자료 파일별",
    file: "자료 파일",
    kind: "종류",
    skipped: "자료가 아니라서 제외한 파일",
    because: "이유",
    noRows: "읽은 행이 없습니다.",
    faults: "오류 수",
  },
  rules: {
    columns: {
      service: "서비스",
      rule: "규칙",
      layer: "단계",
      records: "건수",
      ends: "만료일 연장",
      longer: "늘어난 기간",
      paid: "지급액",
      review: "검토 필요",
    },
    takenBack: { ends: "만료일 복원", longer: "되돌린 기간", paid: "회수액" },
    why: "보상 이유",
    noRule: "규칙에 없는 값",
    each: (value) => `모두 ${value}`,
    spread: (smallest, median, largest) => `최소 ${smallest}, 중앙값 ${median}, 최대 ${largest}`,
    about: (median) => `약 ${median}`,
    none: "보상한 규칙이 없습니다.",
  },
  money: {
    none: "지급하는 금액이 없습니다.",
    columns: {
      currency: "통화",
      service: "서비스",
      payments: "지급 건수",
      sum: "합계",
      from: "부터",
      to: "까지",
    },
    distribution: "지급액 분포",
    distributionTold: (payments, smallest, largest) =>
      `지급 ${grouped(payments)}건, 가장 작은 금액 ${smallest}, 가장 큰 금액 ${largest}.`,
    largest: "큰 금액 순",
    largestTold: (payments, sum, share) => `위 ${grouped(payments)}건의 합계는 ${sum}이며 전체의 ${share}입니다.`,
    record: "건",
    amount: "금액",
    limits: "정책의 한도",
    noLimits: "여러 보상을 함께 제한하는 한도가 없습니다.",
    limitColumns: { per: "기준", layer: "단계", most: "한도", given: "지급" },
    allLayers: "모든 단계",
    per: { record: "건당", user: "회원당", run: "회차당(예산)" },
    ofPrice: "가격",
  },
  attention: {
    warnings: "경고",
    noWarnings: "경고가 없습니다.",
    review: "검토가 필요한 건",
    noReview: "검토가 필요한 건이 없습니다.",
    reviewReasons: REVIEW_REASONS_KO,
    reviewColumns: { service: "서비스", rule: "규칙", reason: "이유", records: "건수", values: "값" },
    values: summaryKo.values,
    rejects: "거부된 행",
    noRejects: "거부된 행이 없습니다.",
    rejectColumns: { code: "이유", faults: "오류 수", example: "예" },
    rejectPlace: (file, line) => `${file} ${grouped(line)}번째 줄`,
    howToMend:
      "한 행에 오류가 여럿일 수 있어 오류 수가 행 수보다 많을 수 있습니다. rejects 폴더의 행을 고친 뒤 그 파일로 다시 계획을 세우십시오.",
  },
  changes: {
    told: (run, asOf) =>
      `같은 장애로 지급한 회차 가운데 취소하지 않은 가장 최근 것은 ${run}회차입니다(기준 시각 ${asOf}).`,
    none: "이 장애로 지급한 이전 회차가 없습니다.",
    columns: { what: "", earlier: "지난 회차", now: "이번", change: "차이" },
    benefits: "보상 수",
    paid: "지급액",
  },
  samples: {
    told: (count) => `결과 파일에서 고른 ${grouped(count)}행입니다. 회원 번호는 가렸습니다.`,
    none: "보여 줄 행이 없습니다.",
    columns: { record: "건", holder: "회원", service: "서비스", before: "변경 전", after: "변경 후", rule: "규칙" },
  },
  origins: {
    told: "이 문서의 모든 숫자는 아래 파일에서 나왔습니다. 파일이 한 바이트라도 바뀌면 해시가 달라집니다.",
    madeBy: "만든 도구",
    timeZoneData: "시간대 데이터",
    policyLanguage: "정책 언어 번호",
    book: "계획할 때의 장부",
    bookState: (runs) => `${grouped(runs)}회`,
    head: "마지막 매니페스트의 해시",
    files: "파일과 해시",
    columns: { role: "구분", file: "이름", rows: "행 수", bytes: "바이트", sha256: "SHA-256" },
    roles: {
      policy: "정책",
      outage: "장애",
      list: "목록",
      mapping: "매핑",
      control: "대조 합계",
      export: "자료",
      output: "결과",
    },
    verify: "반영한 회차를 이 파일들로 검증하려면:",
  },
  sheets: {
    summary: "요약",
    rules: "규칙별",
    money: "금액",
    review: "검토 필요",
    rejects: "거부된 행",
    largest: "금액이 큰 지급",
  },
  noFigures: "이 계획을 만든 버전은 이 부분의 통계를 남기지 않았습니다.",
  asTable: "표로 보기",
  total: "합계",
  nothing: "–",
};

function headline({ totals, extended, credited, credits, reverts }: Summary): string {
  const paid = `${grouped(credited)}건(${amountsText(credits, "ko")})`;
  if (reverts !== undefined) {
    const ends = extended > 0 ? `만료일 ${grouped(extended)}건을 되돌립니다.` : "";
    const payments = credited > 0 ? `지급 ${paid}을 회수합니다.` : "";
    return [ends, payments].filter((part) => part !== "").join(" ");
  }
  const ends = extended > 0 ? ` 만료일 ${grouped(extended)}건을 늦춥니다.` : "";
  const payments = credited > 0 ? ` 지급은 ${paid}입니다.` : "";
  const read = `${grouped(totals.read)}행을 읽었습니다.`;
  if (totals.compensated === 0) return `${read} 보상할 건이 없습니다.`;
  return `${read} 보상 대상은 ${grouped(totals.compensated)}건입니다.${ends}${payments}`;
}
