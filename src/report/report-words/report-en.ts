/** The words of a report in English. */

import { REVIEW_REASONS_EN } from "../sentences/reasons-en.ts";
import { summaryEn } from "../sentences/summary-en.ts";
import { countText, creditsText, grouped, type Summary } from "../summary.ts";
import type { ReportWords } from "./words.ts";

export const reportEn: ReportWords = {
  counts: {
    records: (count) => countText(count, "record"),
    rows: (count) => countText(count, "row"),
    ends: (count) => countText(count, "end"),
    payments: (count) => countText(count, "payment"),
    runs: (count) => countText(count, "run"),
  },
  length: (text) => text,
  sections: {
    outage: "The outage, and where the ends move",
    flow: "From rows read to records compensated",
    rules: "By service and rule",
    money: "Money",
    attention: "Look at this first",
    changes: "What changed since the last run",
    samples: "Before and after",
    origins: "Where the numbers come from",
  },
  opening: {
    document: "Compensation report",
    contents: "On this page",
    headline,
    figures: { records: "Compensated", ends: "Ends moved", paid: "Paid" },
    paidNothing: "Nothing",
    badges: { plan: "Plan", run: "Committed", reverted: "Taken back", counter: "Takes a run back" },
    planState: () =>
      "The page was written with the plan, before anything was committed. It goes into the book unchanged when the plan is applied.",
    runState: (run, runs) => `Run ${run} of ${grouped(runs)} in the book. Its files are what was given.`,
    revertedState: (run, by) => `Run ${run} was taken back by run ${by}. It counts for nothing.`,
    counterState: (target) =>
      `This run takes run ${target} back, wholly: ends return to their old values, and payments are reclaimed.`,
    facts: { outage: "Outage", policy: "Policy", revision: "Revision", asOf: "As of", zone: "Time zone" },
    decide: "To be decided",
    nothingToDecide: "Nothing waits for a person.",
    overBudget: "The plan cannot be applied, because it passes a budget:",
    decideReview: (records) =>
      `${countText(records, "record")} ${records === 1 ? "waits" : "wait"} for a person. ${records === 1 ? "It stands" : "They stand"} in review.csv.`,
    decideRejects: (rows) =>
      `${countText(rows, "row")} could not be read. ${rows === 1 ? "It stands" : "They stand"} in the folder rejects, with the reason.`,
    decideWarnings: (count) => `${countText(count, "warning")} ${count === 1 ? "is" : "are"} to be looked at.`,
  },
  outage: {
    source: "Source",
    timeline: "Windows by service",
    timelineTold: (services) =>
      `Bars show when ${services === 1 ? "the service" : `each of ${countText(services, "service")}`} was down; a line marks the moment that counts as now.`,
    everyService: "every other service",
    noWindows: "No window was kept.",
    columns: { service: "Service", from: "From", to: "To", length: "Length" },
    excluded: "left out",
    asOf: "as of",
    ends: "Ends before and after, by day",
    endsTold: (ends, from, to) => `${countText(ends, "end")} from ${from} to ${to}, before and after the adjustment.`,
    before: "before",
    after: "after",
    dead: "after, but over on arrival",
    deadTold: (count) =>
      `${countText(count, "new end")} would lie before the end of the outage, or before the moment at which ${count === 1 ? "it" : "they"} can be given.`,
    day: "Day",
    days: (from, to) => `${from} to ${to}`,
    until: (day) => `until ${day}`,
    since: (day) => `from ${day}`,
    noEnds: "No end was moved.",
    severalLayers:
      "Several layers move ends. A record that two of them move counts twice, so also on the day where it would end between them.",
    outageShade: "outage",
  },
  flow: {
    buckets: {
      compensated: "compensated",
      review: "for a person to decide",
      unaffected: "not affected",
      already_compensated: "compensated by an earlier run",
      rejected: "could not be read",
      duplicate: "the same row a second time",
      line_items: "further items of a record",
      superseded: "replaced by a newer row",
    },
    bucketColumn: "What became of the rows",
    rowsColumn: "Rows",
    shareColumn: "Share",
    read: "Rows read",
    told: (rows) =>
      `A bar of ${countText(rows, "row")}, divided by what became of ${rows === 1 ? "it" : "them"}. The table below has the same numbers.`,
    byExport: "By export",
    file: "Export",
    kind: "Kind",
    skipped: "Left out: not exports",
    because: "Because",
    noRows: "No row was read.",
    faults: "faults",
  },
  rules: {
    columns: {
      service: "Service",
      rule: "Rule",
      layer: "Layer",
      records: "Records",
      ends: "Ends moved",
      longer: "Time given",
      paid: "Paid",
      review: "Review",
    },
    takenBack: { ends: "Ends put back", longer: "Time taken back", paid: "Taken back" },
    why: "Why",
    noRule: "value that no rule names",
    each: (value) => `${value} each`,
    spread: (smallest, median, largest) => `smallest ${smallest}, median ${median}, largest ${largest}`,
    about: (median) => `about ${median}`,
    none: "No rule gave anything.",
  },
  money: {
    none: "Nothing is paid.",
    columns: {
      currency: "Currency",
      service: "Service",
      payments: "Payments",
      sum: "Sum",
      from: "From",
      to: "To",
    },
    distribution: "How large the payments are",
    distributionTold: (payments, smallest, largest) =>
      `${countText(payments, "payment")} ${payments === 1 ? `of ${largest}` : `from ${smallest} to ${largest}`}.`,
    largest: "The largest payments",
    largestTold: (payments, sum, share) =>
      payments === 1
        ? `The only payment shown comes to ${sum}, which is ${share} of the total.`
        : `These ${countText(payments, "payment")} come to ${sum} together, which is ${share} of the total.`,
    record: "Record",
    amount: "Amount",
    limits: "Ceilings of the policy",
    noLimits: "The policy has no ceiling over several benefits.",
    limitColumns: { per: "Per", layer: "Layer", most: "At most", given: "Given" },
    allLayers: "all layers",
    per: { record: "record", user: "user", run: "run (budget)" },
    ofPrice: "the price",
  },
  attention: {
    warnings: "Warnings",
    noWarnings: "There is no warning.",
    review: "Waiting for a person",
    noReview: "No record waits for a person.",
    reviewReasons: REVIEW_REASONS_EN,
    reviewColumns: { service: "Service", rule: "Rule", reason: "Reason", records: "Records", values: "Values" },
    values: summaryEn.values,
    rejects: "Rows that could not be read",
    noRejects: "Every row could be read.",
    rejectColumns: { code: "Reason", faults: "Faults", example: "Example" },
    rejectPlace: (file, line) => `${file}, line ${grouped(line)}`,
    howToMend:
      "A row may have several faults, so there may be more faults than rows. Mend the rows in the folder rejects, and plan over those files.",
  },
  changes: {
    told: (run, asOf) => `Run ${run} of the same outage, as of ${asOf}, is the newest earlier one that stands.`,
    none: "There is no earlier run of this outage.",
    columns: { what: "", earlier: "Then", now: "Now", change: "Change" },
    benefits: "benefits",
    paid: "paid",
  },
  samples: {
    told: (count) => `${countText(count, "row")} of the outputs. Ids of users are masked.`,
    none: "There is no row to show.",
    columns: { record: "Record", holder: "Holder", service: "Service", before: "Before", after: "After", rule: "Rule" },
  },
  origins: {
    told: "Every number follows from the files below. The hash of a file changes with any byte of it.",
    madeBy: "Made by",
    timeZoneData: "Time-zone data",
    policyLanguage: "Number of the policy language",
    book: "Book when it was planned",
    bookState: (runs) => countText(runs, "run"),
    head: "Hash of the newest manifest",
    files: "Files and their hashes",
    columns: { role: "File", file: "Name", rows: "Rows", bytes: "Bytes", sha256: "SHA-256" },
    roles: {
      policy: "policy",
      outage: "outage",
      list: "list",
      mapping: "mapping",
      control: "control totals",
      export: "export",
      output: "output",
    },
    verify: "To prove a committed run from these files:",
  },
  sheets: {
    summary: "Summary",
    rules: "By rule",
    money: "Money",
    review: "Review",
    rejects: "Rejects",
    largest: "Largest",
  },
  noFigures: "The version that made this plan kept no figures for this part.",
  asTable: "As a table",
  total: "Total",
  nothing: "–",
};

function headline(summary: Summary): string {
  const { totals, extended, credited, credits, reverts } = summary;
  const given = [
    extended > 0 ? `${countText(extended, "end")} ${reverts === undefined ? "moved" : "put back"}` : "",
    credited > 0
      ? `${countText(credited, "payment")} of ${creditsText(credits)} ${reverts === undefined ? "made" : "taken back"}`
      : "",
  ].filter((part) => part !== "");
  const what = given.length === 0 ? "nothing is given" : given.join(", ");
  if (reverts !== undefined) return `${what[0]?.toUpperCase() ?? ""}${what.slice(1)}.`;
  return `Of ${countText(totals.read, "row")} read, ${countText(totals.compensated, "record")} ${totals.compensated === 1 ? "is" : "are"} compensated: ${what}.`;
}
