/** Two policies or windows compared, in Korean. */
import { grouped } from "../summary.ts";
import { listed } from "./summary.ts";
import type { WhatIfSentences } from "./whatif.ts";

const SIDES = ["첫째 안", "둘째 안"] as const;

export const whatIfKo: WhatIfSentences = {
  columns: {
    service: "서비스",
    affected: "영향",
    more: "늘어남",
    less: "줄어듦",
    other: "달라짐",
    get: "보상",
    ends: "만료일",
    days: "일수",
    paid: "지급액",
    review: "검토 필요",
    record: "번호",
    holder: "회원",
    from: "첫째",
    to: "둘째",
  },
  headline: ({ rows, affected, changed, more, less, otherwise }) => {
    const read = `읽은 행 ${grouped(rows)}개`;
    if (changed === 0) return `${read}: 보상이나 검토 대상 ${grouped(affected)}건 가운데 달라지는 건이 없습니다`;
    const parts = listed([
      more > 0 && `늘어남 ${grouped(more)}건`,
      less > 0 && `줄어듦 ${grouped(less)}건`,
      otherwise > 0 && `다른 보상 ${grouped(otherwise)}건`,
    ]);
    return `${read}: 보상이나 검토 대상 ${grouped(affected)}건 가운데 ${grouped(changed)}건이 달라집니다: ${parts.join(", ")}`;
  },
  side: ({ policy, policyFile, outage, outageFile }) =>
    `정책 ${policy} (${policyFile}), 장애 ${outage} (${outageFile})`,
  asOf: (moment) => `기준 시각 ${moment}`,
  byService: () => "서비스별",
  gainMost: (measure) => `가장 많이 늘어나는 건(${measureText(measure)})`,
  loseMost: (measure) => `가장 많이 줄어드는 건(${measureText(measure)})`,
  duplicates: (rows) => `중복 ${grouped(rows)}행은 양쪽 모두 한 번만 셉니다`,
  lineItems: (rows) => `같은 건의 추가 품목 ${grouped(rows)}행은 양쪽 모두 따로 세지 않습니다`,
  superseded: (rows) => `새 행으로 대체된 이전 행 ${grouped(rows)}개는 양쪽 모두 제외했습니다`,
  contradicting: (rows) => `같은 건인데 내용이 서로 다른 ${grouped(rows)}행은 양쪽 모두 제외했습니다`,
  rejected: (rows, side) => `${SIDES[side]}에서 읽을 수 없는 ${grouped(rows)}행은 그쪽에서만 제외했습니다`,
  overBudget: (budget, side) => `${SIDES[side]}은 예산을 넘어 반영할 수 없습니다: ${budget}`,
  warningUnder: (warning, side) => `${SIDES[side]}에서는 ${warning}`,
  bookNotLookedAt: () => "지급 이력은 보지 않았으며, 이미 지급한 것도 양쪽에 그대로 셉니다. 아무것도 쓰지 않았습니다.",
};

function measureText(measure: string): string {
  return measure === "days" ? "일수" : measure;
}
