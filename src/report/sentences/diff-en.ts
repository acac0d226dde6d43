/** Differences between plans and runs, in English. */
import { countText, grouped } from "../summary.ts";
import type { DiffSentences } from "./diff.ts";

export const diffEn: DiffSentences = {
  kinds: { given: "given", changed: "changed", added: "only in B", removed: "only in A" },
  columns: {
    change: "change",
    service: "service",
    rule: "rule",
    rows: "rows",
    ends: "ends",
    payments: "payments",
    paid: "paid",
    paidInA: "paid in A",
    paidInB: "paid in B",
  },
  side: ({ label, policy, revision, outage }) => `${label}: policy ${policy}, revision ${revision}, outage ${outage}`,
  headline: ({ rows, ends, payments, money }) =>
    `${countText(rows, "row")}: ${countText(ends, "end")} changed, ${countText(payments, "payment")}${money === "" ? "" : ` of ${money}`}`,
  headlineOfTwo: ({ changed, added, removed, same }, money) => {
    const paid =
      money === undefined ? "" : `; what differs pays ${money[0] || "nothing"} in A and ${money[1] || "nothing"} in B`;
    return `${grouped(changed)} changed, ${grouped(added)} only in B, ${grouped(removed)} only in A, ${grouped(same)} the same${paid}`;
  },
  group: ({ kind, service, rule, rows, money }) =>
    `${kind === "given" ? "" : `${diffEn.kinds[kind]}: `}${service}  ${rule}  ${countText(rows, "row")}${money === "" ? "" : `, ${money}`}`,
  more: (rows) => `and ${grouped(rows)} more; --sample all shows every one`,
};
