/** Differences between plans and runs, in Korean. */
import { grouped } from "../summary.ts";
import type { DiffSentences } from "./diff.ts";

export const diffKo: DiffSentences = {
  kinds: { given: "지급", changed: "바뀜", added: "B에만 있음", removed: "A에만 있음" },
  columns: {
    change: "변경",
    service: "서비스",
    rule: "규칙",
    rows: "행",
    ends: "만료일",
    payments: "지급",
    paid: "지급액",
    paidInA: "A의 지급액",
    paidInB: "B의 지급액",
  },
  side: ({ label, policy, revision, outage }) => `${label}: 정책 ${policy}, 개정 ${revision}, 장애 ${outage}`,
  headline: ({ rows, ends, payments, money }) =>
    `${grouped(rows)}행: 만료일 변경 ${grouped(ends)}건, 지급 ${grouped(payments)}건${money === "" ? "" : `(${money})`}`,
  headlineOfTwo: ({ changed, added, removed, same }, money) => {
    const paid =
      money === undefined ? "" : `; 다른 부분의 지급액은 A에서 ${money[0] || "없음"}, B에서 ${money[1] || "없음"}`;
    return `바뀜 ${grouped(changed)}건, B에만 있음 ${grouped(added)}건, A에만 있음 ${grouped(removed)}건, 같음 ${grouped(same)}건${paid}`;
  },
  group: ({ kind, service, rule, rows, money }) =>
    `${kind === "given" ? "" : `${diffKo.kinds[kind]}: `}${service}  ${rule}  ${grouped(rows)}행${money === "" ? "" : `, ${money}`}`,
  more: (rows) => `외 ${grouped(rows)}행 더 있음: --sample all로 모두 볼 수 있습니다`,
};
