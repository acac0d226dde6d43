/** `check`, in Korean. */
import { grouped } from "../summary.ts";
import type { CheckSentences, CoveredShare, TestGap } from "./check.ts";
import { withParticle } from "./korean.ts";
import { listed } from "./summary.ts";

export const checkKo: CheckSentences = {
  headline: ({ cases, passing, differing, differences, failing, rewritten }) => {
    const parts = listed([
      (passing > 0 || cases === 0) && `통과 ${grouped(passing)}개`,
      differing > 0 && `불일치 ${grouped(differing)}개(차이 ${grouped(differences)}곳)`,
      failing > 0 && `실행 불가 ${grouped(failing)}개`,
      rewritten > 0 && `기대 파일 ${grouped(rewritten)}개 다시 씀`,
    ]);
    return `사례 ${grouped(cases)}개: ${parts.join(", ")}`;
  },
  coverage: (rules, excused, outcomes) => {
    const never = excused === 0 ? "" : `, 닿을 수 없다고 확인된 규칙 ${grouped(excused)}개`;
    return `규칙 ${coveredText(rules)}${never}; 조건과 구간의 결과 ${coveredText(outcomes)}`;
  },
  coverageLine: (coverage) => `커버리지: ${coverage}`,
  coverageFault: (what, percent, least) =>
    `${what === "rules" ? "규칙" : "조건"} 커버리지가 ${percent}%로 기준인 ${least}%에 못 미칩니다`,
  missing: (record, because) => `${withParticle(record, "이", "가")} 없습니다: ${because}`,
  unexpected: (record, source, row) =>
    `${withParticle(record, "은", "는")} 기대하지 않은 건입니다(${source}). 맞는 결과라면 추가하세요: ${row}`,
  empty: () => "(빈 값)",
  ifMeant: (folder = "폴더") =>
    `왼쪽은 기대한 값, 오른쪽은 실제 값입니다. 새 결과가 맞으면 실행하세요: compensate check --update ${folder}`,
  rewritten: (file) => `다시 씀: ${file}`,
  gapOf: (rule, text) => `규칙 ${rule}: ${text}`,
  neverReached: () => "이 규칙에 닿는 사례가 없습니다",
  neverAsked: () => "이 규칙에 닿는 사례가 없습니다(한 번도 판정하지 않음)",
  neverPassed: (test) => `이 규칙에 닿는 사례가 없습니다(${withParticle(test, "을", "를")} 만족하는 건이 없음)`,
  tierUnreached: (tier) => `${tier}: 이 구간에 드는 건이 없습니다`,
  testGap: (test, gap) => `${test}: ${GAPS[gap]}`,
};

const GAPS: { readonly [gap in TestGap]: string } = {
  "never-tried": "한 번도 판정하지 않았습니다",
  "never-failed": "만족하지 않는 건이 없었습니다",
  "never-held": "만족하는 건이 없었습니다",
};

function coveredText({ reached, all, percent }: CoveredShare): string {
  return `${grouped(all)}개 가운데 ${grouped(reached)}개(${percent}%)`;
}
