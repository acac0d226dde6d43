/** Korean, as a call centre would say it. */
import { instantText } from "../../domain/format-timestamp.ts";
import { type Instant, type Millis, OPEN_ENDED, SINCE_ALWAYS } from "../../domain/instant.ts";
import { formatMoney } from "../../domain/money.ts";
import { unreachable } from "../../domain/unreachable.ts";
import type { Comparison, Condition, Selector } from "../../rules/policy.ts";
import type { ExplainedPeriod, Style } from "../explanation.ts";
import { grouped } from "../summary.ts";
import { columnName, lengthInKorean, lengthText, shortColumnName, sumInKorean, withParticle } from "./korean.ts";
import { FAULTS, REASONS_KO, REVIEWS, unknownText } from "./korean-reasons.ts";
import { rowsKo } from "./rows-ko.ts";
import { daysBefore, type Sentences, someOf, timeText } from "./sentences.ts";

export const ko: Sentences = {
  kinds: { subscription: "구독", rental: "대여", coupon: "쿠폰", claim: "피해 접수" },
  headings: { where: "위치", read: "내용", window: "장애 시간", rules: "규칙별 판정", book: "지급 이력" },
  reasons: REASONS_KO,
  notes: {
    capped: "한도에 맞춰 줄였습니다",
    "clock-change": "시계가 바뀌어 같은 시각이 두 번 있는 때를 피해 그 뒤로 옮겼습니다",
    "dead-on-arrival": "새 만료일이 장애 종료나 지급 시점보다 이릅니다",
    "moves-charge": "다음 결제일이 미뤄집니다",
  },
  hits: {
    first: "먼저 맞는 규칙 하나만 적용",
    unique: "맞는 규칙이 하나뿐이어야 함",
    best: "가장 유리한 규칙 적용",
  },
  ...rowsKo,
  fault: ({ code, column }) => (column === "" ? FAULTS[code] : `${columnName(column)}: ${FAULTS[code]} (${code})`),
  unread: (fault) => `${ko.fault(fault)} — 이 서비스의 규칙이 쓰지 않는 값이라 그대로 처리합니다`,
  period: ({ starts, ends, lastDay }, style) => {
    const from = starts === SINCE_ALWAYS ? "시작일 없음" : `${at(starts, style)}부터`;
    if (ends === OPEN_ENDED) return `${from}, 만료일 없음`;
    return `${from} ${lastDay === undefined ? `${at(ends, style)}까지` : `${lastDay}(당일 포함)까지`}`;
  },
  window: ({ window }, style) => {
    if (window === undefined) return "이 건에 해당하는 장애 시간이 없습니다";
    const spans = window.intervals.map(({ start, end }) => `${at(start, style)} ~ ${at(end, style)}`);
    return `${spans.join(", ")} (${lengthText(window.length)})`;
  },
  duration: lengthText,
  answer: ({ bucket }) => {
    switch (bucket) {
      case "compensated":
        return "보상 대상입니다.";
      case "review":
        return "담당자 확인이 필요합니다.";
      case "already-compensated":
        return "이미 보상한 건입니다. 다시 지급하지 않습니다.";
      case "unaffected":
        return "보상 대상이 아닙니다.";
      case "rejected":
        return "읽을 수 없는 행이라 고치기 전에는 보상하지 않습니다.";
      default:
        return unreachable(bucket);
    }
  },
  gift: (result, { currencies }) => {
    if (result.kind === "review") return `담당자 확인: ${REVIEWS[result.reason](result.because)}`;
    const notes = result.notes.map((note) => ` · ${ko.notes[note]}`).join("");
    if (result.kind === "payment") {
      const what = result.action === "credit" ? "환급" : "지급";
      return `${formatMoney(result.amount, currencies)} ${what} (계산: ${sumInKorean(result.basis)})${notes}`;
    }
    const restored = result.restored === undefined ? "" : `, ${formatMoney(result.restored, currencies)} 재지급`;
    const by =
      result.action === "extend" ? `${lengthInKorean(result.extendedBy)} 연장` : lengthInKorean(result.extendedBy);
    return `${shortColumnName(result.field)} ${result.oldValue} → ${result.newValue} (${by}${restored})${notes}`;
  },
  byRule: (rule) => `적용 규칙 ${rule}`,
  limited: (outcome, style) => `${ko.gift(outcome.result, style)}: 앞선 건들로 회원당 한도를 다 써서 지급하지 않습니다`,
  userLimits: (state) =>
    state === "planned"
      ? "정책에 회원당 한도가 있어, 전체 자료로 계획을 세워 이 건에 남은 몫을 확인했습니다."
      : "정책에 회원당 한도가 있지만 여기서는 확인하지 못했습니다. 한도 때문에 줄어들 수 있습니다.",
  unknown: ({ column, value, known, namedBy }) =>
    unknownText(namedBy === "mapping" ? "매핑" : "정책", `${columnName(column)} 값 "${value}"`, listText(known)),
  noRule: (service, kind) => `${service} 서비스의 ${ko.kinds[kind]}에 적용할 규칙이 없습니다`,
  overlapping: ([one, other]) =>
    `${one}, ${other} 두 규칙이 모두 맞습니다. 하나만 맞아야 하는 단계이므로 정책을 고쳐야 합니다`,
  notForIt: ({ selector, value }, style) =>
    `${isText(selector, value, style)}. 이 규칙은 ${testsText(selector)} 대상입니다`,
  excluded: ({ selector, value }, style) =>
    `${isText(selector, value, style)}. 이 규칙은 ${testsText(selector)}을(를) 제외합니다`,
  condition: ({ condition, finding }, period, style) => {
    const target = targetText(condition, style);
    const isMoment = condition.kind === "held-at";
    const [beginning, ending] = isMoment ? [target, target] : [`${target} 시작`, `${target} 종료`];
    const began = `${at(period.starts, style)}에 시작됐습니다`;
    switch (finding.kind) {
      case "holds":
        return holdsText(condition, target, finding.shared);
      case "no-window":
        return "이 서비스는 장애가 없었습니다";
      case "ended-before":
        if (condition.kind === "held-on-day" && period.lastDay !== undefined) {
          return `${period.lastDay}까지였습니다. ${target}보다 ${lengthText(daysBefore(finding.by))} 전입니다`;
        }
        if (finding.by === 0) return `${endedText(period, style)}. ${sameMoment(beginning)}`;
        return `${endedText(period, style)}. ${beginning} ${lengthText(finding.by)} 전입니다`;
      case "began-after":
        if (finding.by === 0) return `${began}. ${sameMoment(ending)}`;
        return `${began}. ${ending} ${lengthText(finding.by)} 뒤입니다`;
      case "ended-after":
        return `${endsText(period, style)}. ${ending} ${lengthText(finding.by)} 뒤입니다`;
      case "began-before":
        return `${began}. ${beginning} ${lengthText(finding.by)} 전입니다`;
      case "between":
        return "장애가 잠시 복구된 사이에 해당합니다";
      case "no-length":
        return "이용 기간의 길이가 없습니다";
      case "never-ends":
      case "no-end":
        return "만료일이 없습니다";
      case "began-always":
        return "시작일이 없습니다";
      case "not-throughout": {
        const late = finding.late > 0 ? [`장애 시작보다 ${lengthText(finding.late)} 늦게 시작됐습니다`] : [];
        const early = finding.early > 0 ? [`장애 종료보다 ${lengthText(finding.early)} 먼저 끝났습니다`] : [];
        return [...late, ...early].join(". ");
      }
      case "length": {
        const { of, length, comparison, bound, by, holds } = finding;
        const what = of === "lost" ? "이용하지 못한 시간" : "장애 시간";
        const off = holds ? "" : by === 0 ? ", 딱 경계입니다" : `, ${lengthText(by)} 차이입니다`;
        return `${withParticle(what, "은", "는")} ${lengthText(length)}, 기준은 ${lengthText(bound)} ${COMPARED[comparison]}${off}`;
      }
      default:
        return unreachable(finding);
    }
  },
  result: ({ given, beforeMinimum }, style) => {
    if (given === undefined) return "없음";
    if (typeof given !== "string") return ko.gift(given, style);
    const would = typeof beforeMinimum === "object" ? ` (${ko.gift(beforeMinimum, style)})` : "";
    return `보상 없음: ${ko.reasons[given]}${would}`;
  },
  notReached: (result) => `앞의 규칙에서 끝났습니다. 적용됐다면: ${result}`,
  earlier: ({ run, layer, rule, change }) => {
    const by = `${run}회차, 단계 ${layer}${rule === "" ? "" : `, 규칙 ${rule}`}`;
    if (change.kind === "unknown") return `${by}에서 지급했습니다`;
    if (change.kind === "payment") return `${grouped(change.amount)} ${change.currency} 지급 (${by})`;
    return `${shortColumnName(change.field)} ${change.oldValue} → ${change.newValue} (${by})`;
  },
  nothingEarlier: () => "이 건으로 지급한 이력이 없습니다",
  notFound: (id, exports, { elsewhere, near }) => {
    const other = elsewhere.first.map(({ column, id: record }) => `${record}의 ${columnName(column)}`);
    const lines = [`자료 ${grouped(exports)}개에 번호가 ${id}인 건이 없습니다.`];
    if (elsewhere.count > 0) lines.push(`  다른 칸에는 ${grouped(elsewhere.count)}행 있습니다: ${other.join(", ")}`);
    if (near.count > 0) lines.push(`  비슷한 번호가 ${grouped(near.count)}행 있습니다: ${near.first.join(", ")}`);
    if (lines.length === 1) lines.push("  비슷한 번호도 없습니다. 번호와 자료를 확인해 주세요.");
    return lines.join("\n");
  },
};

const COMPARED: { readonly [comparison in Comparison]: string } = {
  "at-least": "이상",
  "more-than": "초과",
  "at-most": "이하",
  "less-than": "미만",
};

function at(instant: Instant, { zone }: Style): string {
  return timeText(instantText(instant, zone));
}

function endedText({ ends, lastDay }: ExplainedPeriod, style: Style): string {
  return lastDay === undefined ? `${at(ends, style)}에 끝났습니다` : `${lastDay}까지였습니다`;
}

function endsText({ ends, lastDay }: ExplainedPeriod, style: Style): string {
  return lastDay === undefined ? `${at(ends, style)}에 끝납니다` : `${lastDay}까지입니다`;
}

function targetText(condition: Condition, style: Style): string {
  if (condition.kind === "held-on-day") return `기준일 ${at(style.zone.startOfDay(condition.day), style).slice(0, 10)}`;
  return condition.kind === "held-at" ? `기준 시각 ${at(condition.at, style)}` : "장애";
}

function sameMoment(edge: string): string {
  return `${withParticle(edge, "과", "와")} 같은 시각이라 겹치지 않습니다`;
}

function holdsText({ kind }: Condition, target: string, shared: Millis | undefined): string {
  switch (kind) {
    case "held":
      return `장애 시간에 이용 중이었습니다${shared === undefined ? "" : ` (${lengthText(shared)} 겹침)`}`;
    case "held-throughout":
      return "장애 시간 내내 이용 중이었습니다";
    case "ended":
      return "장애 시간에 만료됐습니다";
    case "began":
      return "장애 시간에 시작됐습니다";
    default:
      return `${target}에 이용 중이었습니다`;
  }
}

function isText({ column }: Selector, value: string, { shown }: Style): string {
  if (value === "") return `${withParticle(columnName(column), "이", "가")} 비어 있습니다`;
  return `${columnName(column)} 값이 "${shown(column, value)}"입니다`;
}

function testsText({ tests }: Selector): string {
  return tests
    .map((test) => {
      switch (test.kind) {
        case "any-of":
          return listText(test.values);
        case "none-of":
          return `${listText(test.values)} 아닌 건`;
        case "empty":
          return test.wanted ? "값이 없는 건" : "값이 있는 건";
        case "listed":
          return `${test.file} 목록에 있는 건`;
        case "number":
          return `${Number(test.bound.over) / Number(test.bound.under)} ${COMPARED[test.comparison]}`;
        default:
          return unreachable(test);
      }
    })
    .join(", ");
}

function listText(values: Iterable<string>): string {
  const { named, more } = someOf(values);
  return named.map((value) => value || "(빈 값)").join(", ") + (more > 0 ? ` 외 ${more}개` : "");
}
