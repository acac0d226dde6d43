/** What commands say of plans, runs and the book, in whatever language. Paths, commands and ids come as they are shown. */

/** Files of a plan or run, and facts about a run. */
export type PlaceName =
  | "adjusted"
  | "credits"
  | "review"
  | "rejects"
  | "summary"
  | "report"
  | "workbook"
  | "manifest"
  | "putBack"
  | "takenBack";
export type FactName = "outage" | "policy" | "asOf" | "madeBy" | "manifest" | "from";
export type HistoryColumn = "run" | "asOf" | "outage" | "policy" | "records" | "money" | "standing";

/** What is to be committed. */
export interface Committing {
  /** The run that is taken back; undefined for a plan. */
  readonly takesBack: string | undefined;
  readonly benefits: number;
  /** Sums by currency and unit, as they are shown; empty where nothing is paid. */
  readonly money: string;
  readonly outage: string;
}

/** Why a sum is above those that the user named. */
export interface AboveSum {
  readonly currency: string;
  readonly amount: string;
  /** The sum that the user named in that currency; undefined where none was named. */
  readonly most: string | undefined;
}

export interface RunSentences {
  readonly places: { readonly [place in PlaceName]: string };
  readonly facts: { readonly [fact in FactName]: string };
  readonly historyColumns: { readonly [column in HistoryColumn]: string };
  /** Behind a plan. @param command what commits it. */
  notCommitted(command: string): string;
  dryRun(): string;
  alreadyApplied(run: string): string;
  /** @param before records that earlier runs of the book compensated. */
  nothingToGive(before: number, book: string): string;
  committed(run: string): string;
  takenBack(run: string, counterRun: string): string;
  /** A question that yes answers; ends in a blank. */
  askYes(what: Committing): string;
  /** A question that the id of the outage answers; ends in a blank. */
  askOutage(what: Committing, above: AboveSum): string;
  emptyBook(): string;
  takesBack(run: string): string;
  takenBackBy(run: string): string;
  historyClosing(runs: number, standing: number): string;
  /** @param standing as `takesBack` or `takenBackBy` says it; empty for a run that stands. */
  runTitle(run: string, runs: number, standing: string): string;
  revision(policy: string, revision: string): string;
  madeBy(tool: string, timeZoneData: string): string;
  input(path: string, rows: number, sha256: string): string;
  /** What a run gave, as `verify` says it. @param money as in `Committing`. */
  given(facts: {
    readonly outage: string;
    readonly benefits: number;
    readonly money: string;
    readonly takesBack: string | undefined;
  }): string;
  readonly proof: { readonly sound: string; readonly flawed: string };
  verified(runs: number): string;
  notVerified(): string;
  notDecidedAgain(): string;
  /** What runs that were killed had left in the book is gone. */
  leftoversRemoved(runs: number): string;
  /** Before a diff. */
  otherOutages(): string;
  /** A draft of a mapping. @param file as it is shown. */
  draftWritten(file: string): string;
  passedOver(folder: string, names: readonly string[]): string;
  /** The exports of a command, and what is odd about them. */
  leftOut(names: readonly string[]): string;
  mappingUsed(mapping: string, exports: number | undefined): string;
  unmapped(names: readonly string[]): string;
  fileOrder(names: readonly string[]): string;
}
