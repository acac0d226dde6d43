/** Plans, runs and the book, in Korean. */
import { HABITS } from "../habits.ts";
import { grouped } from "../summary.ts";
import { withParticle } from "./korean.ts";
import type { AboveSum, Committing, RunSentences } from "./runs.ts";
import { someOf } from "./sentences.ts";

export const runsKo: RunSentences = {
  places: {
    adjusted: "만료일 연장",
    credits: "환불 크레딧",
    review: "검토 필요",
    rejects: "거부된 행",
    summary: "요약",
    report: "보고서",
    workbook: "엑셀 파일",
    manifest: "매니페스트",
    putBack: "만료일 복원",
    takenBack: "회수할 금액",
  },
  facts: {
    outage: "장애",
    policy: "정책",
    asOf: "기준 시각",
    madeBy: "만든 도구",
    manifest: "매니페스트",
    from: "자료",
  },
  historyColumns: {
    run: "회차",
    asOf: "기준 시각",
    outage: "장애",
    policy: "정책",
    records: "건수",
    money: "금액",
    standing: "취소 여부",
  },
  notCommitted: (command) => `아직 아무것도 반영하지 않았습니다. 내용이 맞으면 실행하세요: ${command}`,
  dryRun: () => "드라이런: 반영한 것도, 남긴 파일도 없습니다.",
  alreadyApplied: (run) => `이미 ${run}회차로 반영한 계획이라 아무것도 하지 않았습니다.`,
  nothingToGive: (before, book) =>
    before > 0
      ? `지급할 것이 없습니다. ${grouped(before)}건은 ${book}의 이전 회차에서 이미 보상했습니다. 아무것도 반영하지 않았습니다.`
      : "지급할 것이 없습니다. 보상 대상이 없어 아무것도 반영하지 않았습니다.",
  committed: (run) => `${run}회차로 반영했습니다.`,
  takenBack: (run, counterRun) => `${counterRun}회차로 반영했습니다. ${run}회차는 취소되었습니다.`,
  askYes: (what) => `${whatText(what)}? [y/N] `,
  askOutage: (what, above) =>
    `${aboveText(above)}. ${whatText(what)}? 계속하려면 장애 이름 ${withParticle(what.outage, "을", "를")} 입력하세요: `,
  emptyBook: () => "아직 반영한 회차가 없습니다.",
  takesBack: (run) => `${run}회차를 취소함`,
  takenBackBy: (run) => `${run}회차에서 취소됨`,
  historyClosing: (runs, standing) => `모두 ${grouped(runs)}회차, 이 가운데 유효한 것 ${grouped(standing)}회차`,
  runTitle: (run, runs, standing) => `${run}회차(전체 ${grouped(runs)}회차)${standing === "" ? "" : `, ${standing}`}`,
  revision: (policy, revision) => `${policy}, 개정 ${revision}`,
  madeBy: (tool, timeZoneData) => `${tool}, 시간대 데이터 ${timeZoneData}`,
  input: (path, rows, sha256) => `${path}, ${grouped(rows)}행, sha256 ${sha256}`,
  given: ({ outage, benefits, money, takesBack }) =>
    `${outage}: 보상 ${grouped(benefits)}건${money === "" ? "" : `, ${money}`}${takesBack === undefined ? "" : `, ${takesBack}회차를 취소함`}`,
  proof: { sound: "정상", flawed: "이상" },
  verified: (runs) => `${grouped(runs)}회차를 검증했습니다.`,
  notVerified: () =>
    "검증하지 못했습니다. 바뀐 파일을 백업에서 되돌리세요. 그 전에는 이 장부로 아무것도 지급하지 마세요.",
  notDecidedAgain: () => "파일은 반영한 그대로입니다. 다시 판정하려면 원본 자료가 그때와 같은 자리에 있어야 합니다.",
  leftoversRemoved: (runs) => `중단된 작업 ${grouped(runs)}건이 남긴 파일을 지웠습니다. 반영된 것은 없었습니다.`,
  otherOutages: () => "서로 다른 장애라서 한쪽의 보상이 다른 쪽의 보상과 같을 수 없습니다.",
  draftWritten: (file) =>
    `${withParticle(file, "을", "를")} 만들었습니다. 추정한 내용을 확인한 뒤 --mapping ${file}로 쓰세요.`,
  passedOver: (folder, names) => `${folder}에서 읽지 않은 파일: ${namesText(names)}`,
  leftOut: (names) => `자료가 아니라서 제외했습니다: ${namesText(names)}`,
  mappingUsed: (mapping, exports) =>
    exports === undefined
      ? `${mapping}에 적힌 대로 자료를 읽습니다`
      : `${mapping}에 적힌 대로 자료 ${exports}개를 읽습니다`,
  unmapped: (names) => `맞는 match가 없어 매핑 없이 읽습니다: ${namesText(names)}`,
  fileOrder: (names) => `newer: last-file에 따라 파일을 이 순서로 봅니다: ${names.join(", ")}`,
};

/** `a.xlsx, notes.md 외 3개`. */
function namesText(names: readonly string[]): string {
  const { named, more } = someOf(names);
  return named.join(", ") + (more > 0 ? ` 외 ${grouped(more)}개` : "");
}

/** `melon-2022 보상 12건(4,536원)을 반영할까요`. */
function whatText({ takesBack, benefits, money, outage }: Committing): string {
  const what = `보상 ${grouped(benefits)}건${money === "" ? "" : `(${money})`}`;
  return takesBack === undefined
    ? `${outage} ${what}을 반영할까요`
    : `${outage} ${takesBack}회차의 ${what}을 취소할까요`;
}

function aboveText({ currency, amount, most }: AboveSum): string {
  const sum = HABITS.ko.amount(amount, currency);
  if (most === undefined) return `${currency}에는 --confirm-above를 정하지 않았고 금액은 ${sum}입니다`;
  return `금액 ${withParticle(sum, "이", "가")} 기준 ${withParticle(HABITS.ko.amount(most, currency), "을", "를")} 넘습니다`;
}
