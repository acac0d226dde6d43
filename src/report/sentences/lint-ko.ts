/** Findings of `lint`, in Korean. Names stand before the word rule, so that no particle depends on them. */
import { quoted } from "../../domain/failure.ts";
import type { LeftOut, WitnessGift } from "../../domain/lint-finding.ts";
import type { RecordKind } from "../../domain/record.ts";
import { HABITS } from "../habits.ts";
import { grouped } from "../summary.ts";
import { ko } from "./ko.ts";
import { columnName, lengthInKorean, withParticle } from "./korean.ts";
import { REVIEWS } from "./korean-reasons.ts";
import type { LintSentences } from "./lint.ts";
import { listed } from "./summary.ts";

export const lintKo: LintSentences = {
  severities: { error: "오류", warning: "경고", info: "참고" },
  messages: {
    unreachable: ({ rule, fate, by }) =>
      `${rule} 규칙은 적용될 일이 없습니다. 맞는 건을 모두 ${by.join(", ")} 규칙이 ${fate === "taken" ? "먼저 가져갑니다" : "제외합니다"}`,
    "never-matches": ({ rule }) =>
      `${rule} 규칙에 맞는 건은 있을 수 없습니다. for의 조건이 서로 어긋나거나, 고른 건을 unless가 모두 제외합니다`,
    overlap: ({ rule, other }) => `한 건에 하나만 맞아야 하는데 ${rule}, ${other} 두 규칙이 모두 맞는 건이 있습니다`,
    "gives-nothing": ({ rule, kind }) =>
      `${rule} 규칙이 적용돼도 보상을 받는 ${withParticle(kindText(kind), "이", "가")} 없습니다`,
    "column-unusual": ({ rule, kind }) =>
      kind === undefined
        ? `${rule} 규칙이 대상에 없는 열을 봅니다`
        : `${rule} 규칙이 ${ko.kinds[kind]} 자료에 없는 열을 봅니다`,
    "never-holds": ({ rule }) =>
      `${rule} 규칙은 이 장애에서 보상하는 건이 없습니다. 조건을 만족할 수 있는 건이 없습니다`,
    "service-not-down": ({ rule, service }) =>
      `${rule} 규칙의 ${service} 서비스는 장애 파일에 장애 시간이 없어 조건을 만족할 수 없습니다`,
    "service-unnamed": ({ service }) => `${service} 서비스에 장애가 있었지만 적용할 규칙이 없습니다`,
    spelling: ({ rule, value, known }) => `${quoted(value)} 값은 ${rule} 규칙에 있는 ${quoted(known)} 값과 다릅니다`,
    "tier-below": ({ rule }) => `${rule} 규칙은 첫 구간에 못 미치면 아무것도 주지 않습니다`,
    "dead-on-arrival": ({ rule, until }) =>
      `${HABITS.ko.moment(until)}까지 끝나는 건은 ${rule} 규칙으로 늘려도 쓸 수 없습니다. 새 만료일이 장애 종료나 지급 시점보다 이릅니다`,
    "moves-charge": ({ rule }) => `${rule} 규칙은 자동 갱신 구독의 다음 결제일을 미룹니다`,
    "no-ceiling": ({ rule }) => `${rule} 규칙은 신고한 피해 금액의 일부를 지급하는데 상한이 없습니다`,
    "wrong-kind": ({ rule, kind }) => `${rule} 규칙은 ${ko.kinds[kind]} 건에 새 쿠폰을 발급합니다`,
    "no-budget": ({ rule, unit = "가격과 같은 통화", amount }) =>
      `${rule} 규칙으로 한 건에 ${amount} 등을 지급하는데, ${unit}에 회차 전체 한도가 없습니다`,
    "channel-hole": ({ rule, isFor }) =>
      isFor === "nobody"
        ? `${rule} 규칙에 맞는 건이 없습니다. 대상 구매 경로를 적지 않았고, 어느 규칙에도 없는 구매 경로는 담당자 확인으로 넘어갑니다`
        : `${rule} 규칙은 어느 규칙에도 없는 구매 경로에는 적용되지 않습니다. 그런 건은 담당자 확인으로 넘어갑니다`,
    "tier-above": ({ rule }) => `${rule} 규칙은 마지막 구간을 넘으면 담당자 확인으로 넘깁니다`,
    "not-comparable": ({ rule, other }) =>
      `한 건에 ${rule}, ${other} 두 규칙이 모두 맞는데 어느 쪽이 유리한지 비교할 수 없습니다`,
    "why-missing": ({ rule }) => `${rule} 규칙에 이유(why)가 없습니다`,
  },
  next: {
    unreachable: "이 규칙을 앞으로 옮기거나, 먼저 맞는 규칙의 범위를 좁히거나, 이 규칙을 지우세요.",
    "never-matches": "맞는 건이 있도록 for와 unless를 고치거나 규칙을 지우세요.",
    overlap: "두 규칙의 for나 if가 겹치지 않게 하거나 hit: first 또는 hit: best를 쓰세요.",
    "gives-nothing": "이 종류에 줄 수 있는 보상을 고르거나 give: nothing을 쓰세요.",
    "column-unusual": "대상에 있는 열의 금액을 쓰거나, 자료에 이 열이 있는지 확인하세요.",
    "never-holds": "조건을 장애 시간과 견주어 보거나, 이 장애에서는 이 규칙을 빼세요.",
    "service-not-down": "장애 파일에 이 서비스의 장애 시간을 적거나, 규칙에서 이 서비스를 빼세요.",
    "service-unnamed": "이 서비스의 규칙을 쓰세요. 보상하지 않으려면 give: nothing이라고 쓰세요.",
    spelling: "값은 한 글자까지 그대로 비교합니다. 한 가지로 쓰거나, 둘 다 맞으면 둘 다 적으세요.",
    "tier-below": "첫 구간의 하한을 없애세요. 보상하지 않으려면 give: nothing인 구간을 두세요.",
    "dead-on-arrival": "from: later나 from: latest로 더 늦은 시점부터 계산하거나, 더 늦은 날로 옮기세요.",
    "moves-charge": "해당 회원에게 알리세요. 아니면 다음 결제일은 그대로 두고 금액으로 보상하세요.",
    "no-ceiling": "규칙에 at-most를 쓰거나 per: record 한도를 두세요.",
    "wrong-kind": "새 쿠폰은 쿠폰에만 발급합니다. 아직 이용 중인 건에는 extend를 쓰세요.",
    "no-budget":
      "limits에 그 통화나 단위의 예산을 쓰세요(예: { per: run, credit: 500000000 KRW }). 예산을 넘으면 아무것도 반영할 수 없습니다.",
    "channel-hole": "대상 구매 경로를 모두 적으세요. 그대로 두면 이런 건은 담당자가 확인해야 합니다.",
    "tier-above": "마지막 구간의 상한을 없애세요. 그대로 두면 이런 건은 담당자가 확인해야 합니다.",
    "not-comparable": "두 규칙이 같은 종류의 보상을 주게 하세요. 그대로 두면 이런 건은 담당자가 확인해야 합니다.",
    "why-missing": "나중에 정책을 읽을 사람을 위해 why에 이유를 한 문장으로 적으세요.",
  },
  headline: ({ policies, invalid, findings: { error, warning, info } }) => {
    const counts = listed([
      invalid > 0 && `읽을 수 없음 ${grouped(invalid)}개`,
      error > 0 && `오류 ${grouped(error)}건`,
      warning > 0 && `경고 ${grouped(warning)}건`,
      info > 0 && `참고 ${grouped(info)}건`,
    ]);
    return `정책 ${grouped(policies)}개: ${counts.length === 0 ? "발견된 문제가 없습니다" : counts.join(", ")}`;
  },
  witness: (record, cells) => `예를 들어 ${ko.kinds[record]} 한 건: ${cells}`,
  gets: (answer) => `이 건의 결과: ${lintKo.answer(answer)}`,
  answer: (answer) => {
    switch (answer.kind) {
      case "no-record":
        return "보상 없음: 읽을 수 없는 건입니다";
      case "unaffected":
        return `보상 없음: ${ko.reasons[answer.reason]}`;
      case "overlapping":
        return `보상 없음, 계획도 만들지 않음: ${answer.rules.join(", ")} 두 규칙이 모두 맞습니다`;
      default:
        return answer.gifts.map(giftText).join("; ");
    }
  },
  instead: (instead) => {
    const answer = lintKo.answer(instead.answer);
    return instead.kind === "alone"
      ? `${instead.rule} 규칙만 있다면: ${answer}`
      : `${columnName(instead.column)} 값이 ${quoted(instead.value)}인 경우: ${answer}`;
  },
  leftOut: (leftOut) => {
    const { rules, first } = leftOut;
    const who = rules === 1 ? `${first} 규칙은` : `${first} 등 규칙 ${grouped(rules)}개는`;
    return `${who} 일부만 살펴봤습니다. ${LEFT_OUT[leftOut.why](leftOut)}`;
  },
};

const LEFT_OUT: { readonly [why in LeftOut["why"]]: (leftOut: LeftOut) => string } = {
  "too-many": ({ most }) =>
    `같은 건에 적용되는 규칙이 ${grouped(most)}개를 넘어 앞의 ${grouped(most)}개만 판정했습니다`,
  times: () => "시각 열로 대상을 고르는 규칙입니다",
  combinations: () => "열 값의 조합이 너무 많아 모두 시험할 수 없습니다",
  moments: () => "구별할 시각이 너무 많아 모두 시험할 수 없습니다",
};

function kindText(kind: RecordKind | undefined): string {
  return kind === undefined ? "건" : ko.kinds[kind];
}

function giftText(gift: WitnessGift): string {
  const by = gift.rule === undefined ? "" : `, ${ko.byRule(gift.rule)}`;
  if (gift.kind === "review") return `담당자 확인${by}: ${REVIEWS[gift.reason](gift.because)}`;
  const notes = gift.notes.map((note) => ` · ${ko.notes[note]}`).join("");
  if (gift.kind === "payment") return `${gift.amount} 지급${by}${notes}`;
  return `${columnName(gift.field)} ${gift.newValue} (${lengthInKorean(gift.extendedBy)})${by}${notes}`;
}
