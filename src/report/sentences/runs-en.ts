/** Plans, runs and the book, in English. */
import { countText, grouped } from "../summary.ts";
import type { AboveSum, Committing, RunSentences } from "./runs.ts";
import { someOf } from "./sentences.ts";

export const runsEn: RunSentences = {
  places: {
    adjusted: "adjusted expiries",
    credits: "refund credits",
    review: "to review",
    rejects: "rejected rows",
    summary: "summary",
    report: "report",
    workbook: "workbook",
    manifest: "manifest",
    putBack: "ends put back",
    takenBack: "amounts taken back",
  },
  facts: { outage: "outage", policy: "policy", asOf: "as of", madeBy: "made by", manifest: "manifest", from: "from" },
  historyColumns: {
    run: "run",
    asOf: "as of",
    outage: "outage",
    policy: "policy",
    records: "records",
    money: "money",
    standing: "",
  },
  notCommitted: (command) => `Nothing is committed yet. When it is right: ${command}`,
  dryRun: () => "Dry run: nothing was committed, and nothing was left behind.",
  alreadyApplied: (run) => `This plan was already applied as run ${run}; nothing was done.`,
  nothingToGive: (before, book) =>
    before > 0
      ? `Nothing to give: ${grouped(before)} records were compensated before, by the runs in ${book}. Nothing was committed.`
      : "Nothing to give: no record gets anything. Nothing was committed.",
  committed: (run) => `Committed as run ${run}.`,
  takenBack: (run, counterRun) => `Committed as run ${counterRun}; run ${run} is taken back.`,
  askYes: (what) => `${whatText(what)} for ${what.outage}? [y/N] `,
  askOutage: (what, above) =>
    `${whatText(what)}, ${aboveText(above)}. Type the outage's id, ${what.outage}, to go on: `,
  emptyBook: () => "The book has no runs.",
  takesBack: (run) => `takes back ${run}`,
  takenBackBy: (run) => `taken back by ${run}`,
  historyClosing: (runs, standing) => `${countText(runs, "run")}, ${grouped(standing)} of them standing`,
  runTitle: (run, runs, standing) => `run ${run} of ${grouped(runs)}${standing === "" ? "" : `, ${standing}`}`,
  revision: (policy, revision) => `${policy}, revision ${revision}`,
  madeBy: (tool, timeZoneData) => `${tool}, time-zone data ${timeZoneData}`,
  input: (path, rows, sha256) => `${path}, ${countText(rows, "row")}, sha256 ${sha256}`,
  given: ({ outage, benefits, money, takesBack }) =>
    `${outage}: ${countText(benefits, "benefit")}${money === "" ? "" : `, ${money}`}${takesBack === undefined ? "" : `, takes back ${takesBack}`}`,
  proof: { sound: "ok", flawed: "FAILED" },
  verified: (runs) => `${countText(runs, "run")} verified.`,
  notVerified: () =>
    "Not verified. Restore what was changed from a backup; nothing should be given from this book until then.",
  notDecidedAgain: () =>
    "The files are as they were committed. To decide again, what they were made from must lie where it lay then.",
  leftoversRemoved: (runs) =>
    `Removed what ${countText(runs, "interrupted run")} had left; nothing of it had been committed.`,
  otherOutages: () => "These are of different outages, so no gift of one is a gift of the other.",
  draftWritten: (file) => `Wrote ${file}. Look at its guesses, and use it with --mapping ${file}.`,
  passedOver: (folder, names) => `passed over in ${folder}: ${namesText(names)}`,
  leftOut: (names) => `left out, being no exports: ${namesText(names)}`,
  mappingUsed: (mapping, exports) =>
    exports === 1
      ? `${mapping} says how 1 export is read`
      : `${mapping} says how ${exports === undefined ? "exports" : `${exports} exports`} are read`,
  unmapped: (names) => `read without a mapping, because no match fits: ${namesText(names)}`,
  fileOrder: (names) => `newer: last-file takes the files in this order: ${names.join(", ")}`,
};

/** `a.xlsx, notes.md and 3 more`. */
function namesText(names: readonly string[]): string {
  const { named, more } = someOf(names);
  const last = more > 0 ? `${grouped(more)} more` : named.at(-1);
  const others = more > 0 ? named : named.slice(0, -1);
  return others.length === 0 ? `${last}` : `${others.join(", ")} and ${last}`;
}

/** `Commit 12 benefits worth 4,536 KRW`. */
function whatText({ takesBack, benefits, money }: Committing): string {
  const what = countText(benefits, "benefit");
  const worth = money === "" ? "" : ` worth ${money}`;
  return takesBack === undefined ? `Commit ${what}${worth}` : `Take back run ${takesBack}, ${what}${worth}`;
}

/** Also said where nobody can be asked. */
export function aboveText({ currency, amount, most }: AboveSum): string {
  if (most === undefined) return `${grouped(amount)} ${currency} with no --confirm-above for ${currency}`;
  return `${grouped(amount)} ${currency} is above ${grouped(most)} ${currency}`;
}
