/** The summary, in English. */
import { REJECT_CODES, rejectAdvice, rejectText } from "../../domain/reject.ts";
import { amountsText } from "../habits.ts";
import { countText, grouped } from "../summary.ts";
import { REASONS_EN, REVIEW_REASONS_EN } from "./reasons-en.ts";
import { listed, type SummarySentences } from "./summary.ts";
import { valuesText } from "./value-words.ts";
import { warningEn } from "./warnings-en.ts";

export const summaryEn: SummarySentences = {
  sections: {
    rows: "Rows",
    rules: "By service and rule",
    review: "To review, by reason",
    unaffected: "Not affected, by reason",
    rejected: "Rejected",
    skipped: "Left out: not exports",
    samples: "Before and after",
    warnings: "Look at this first",
  },
  columns: {
    export: "export",
    kind: "kind",
    read: "read",
    compensated: "compensated",
    review: "review",
    unaffected: "not affected",
    before: "before",
    rejected: "rejected",
    duplicate: "duplicate",
    lineItems: "line items",
    superseded: "superseded",
    service: "service",
    rule: "rule",
    layer: "layer",
    records: "records",
    adjusted: "adjusted",
    paid: "paid",
    putBack: "put back",
    takenBack: "taken back",
    reason: "reason",
    meaning: "meaning",
    details: "details",
    rows: "rows",
    code: "code",
    faults: "faults",
    file: "file",
    because: "because",
    record: "record",
    holder: "holder",
    oldEnd: "before",
    gets: "after",
    byRule: "by rule",
  },
  kinds: { subscription: "subscription", rental: "rental", coupon: "coupon", claim: "claim" },
  headline: ({ totals, extended, credited, credits }) => {
    const { line_items: lineItems = 0, superseded = 0 } = totals;
    const given = listed([
      extended > 0 && `${countText(extended, "end")} adjusted`,
      credited > 0 && `${countText(credited, "payment")}: ${amountsText(credits, "en")}`,
    ]);
    const parts = listed([
      `${grouped(totals.compensated)} compensated${given.length > 0 ? ` (${given.join("; ")})` : ""}`,
      totals.review > 0 && `${grouped(totals.review)} to review`,
      totals.already_compensated > 0 && `${grouped(totals.already_compensated)} compensated before`,
      `${grouped(totals.unaffected)} not affected`,
      totals.duplicate > 0 && countText(totals.duplicate, "duplicate"),
      lineItems > 0 && countText(lineItems, "further line item"),
      superseded > 0 && `${grouped(superseded)} superseded`,
      totals.rejected > 0 && `${grouped(totals.rejected)} rejected`,
    ]);
    return `${countText(totals.read, "row")} read: ${parts.join(", ")}`;
  },
  counterHeadline: ({ outage, extended, credited, credits }, run) => {
    const parts = listed([
      extended > 0 && `${countText(extended, "end")} put back`,
      credited > 0 && `${countText(credited, "payment")} taken back: ${amountsText(credits, "en")}`,
    ]);
    return `Takes back run ${run} of ${outage}: ${parts.join("; ")}`;
  },
  title: (outage) => `Compensation for ${outage}`,
  counterTitle: (run) => `Run ${run} taken back`,
  basis: ({ outage, policy, revision, asOf }) =>
    `Outage ${outage}, policy ${policy}, revision ${revision}, as of ${asOf}`,
  noRule: () => "(value that no rule names)",
  total: () => "total",
  none: () => "None.",
  review: (code) => REVIEWS[code] ?? code,
  values: (column, values, others) =>
    valuesText(column, values, others, { empty: "(empty)", others: (count) => `and ${grouped(count)} more` }),
  emptyChannel: () => "(empty) is a cell without a value. In a policy: channel: { empty: true }",
  unaffected: (reason) => REASONS[reason] ?? reason,
  rejected: (rows, faults) => `${countText(rows, "row")}, ${countText(faults, "fault")}`,
  fault: (code) => {
    const known = REJECT_CODES.find((each) => each === code);
    return known === undefined ? code : rejectText({ code: known, column: "", value: "" });
  },
  rejectExample: (place, fault, value) => `e.g. ${place}: ${rejectText(fault)}${value === "" ? "" : `: ${value}`}`,
  rejectAdvice,
  rejectedRowsIn: (folder) => `the rows are in ${folder}`,
  warning: warningEn,
  more: (count) => `and ${grouped(count)} more: --all`,
};

const REASONS: { readonly [reason: string]: string } = REASONS_EN;
const REVIEWS: { readonly [code: string]: string } = REVIEW_REASONS_EN;
