/** The data that the formats of a diff are made from, and the texts that they share. */
import type { Change, ChangeGroup, ChangeKind, Gift } from "../domain/change.ts";
import { visible } from "../domain/failure.ts";
import { amountsText, type Language } from "./habits.ts";
import type { DiffSentences } from "./sentences/diff.ts";
import { diffEn } from "./sentences/diff-en.ts";
import { diffKo } from "./sentences/diff-ko.ts";
import { grouped } from "./summary.ts";
import { masked, plainText } from "./views.ts";

export interface DiffSide {
  readonly label: string;
  readonly policy: string;
  readonly revision: string;
  readonly outage: string;
}

export interface DiffView {
  /** Undefined when one plan or run is shown by itself. */
  readonly before: DiffSide | undefined;
  readonly after: DiffSide;
  readonly same: number;
  readonly groups: readonly ChangeGroup[];
  readonly credits: Pick<ChangeGroup, "before" | "after">;
  /** Group after group, at most a few of each; undefined for counts alone. */
  readonly changes: Iterable<{ readonly group: ChangeGroup; readonly change: Change }> | undefined;
  readonly showValues: boolean;
}

export const DIFF_SENTENCES: { readonly [language in Language]: DiffSentences } = { en: diffEn, ko: diffKo };

export const KIND_SIGNS: { readonly [kind in ChangeKind]: string } = {
  given: " ",
  changed: "~",
  added: "+",
  removed: "-",
};

/** `compensation-plan: policy paid-services, revision 2022-10-21, outage pangyo`. */
export function sideText({ label, policy, revision, outage }: DiffSide, language: Language): string {
  return DIFF_SENTENCES[language].side({
    label: plainText(label),
    policy: plainText(policy),
    revision: plainText(revision),
    outage: plainText(outage),
  });
}

/** `12 changed, 3 only in B, 4 only in A, 404 the same`. */
export function diffHeadline({ before, groups, credits, same }: DiffView, language: Language): string {
  const say = DIFF_SENTENCES[language];
  const [paidBefore, paidAfter] = [amountsText(credits.before, language), amountsText(credits.after, language)];
  if (before === undefined) {
    const [rows, ends, payments] = [sumOf(groups, "rows"), sumOf(groups, "ends"), sumOf(groups, "payments")];
    return say.headline({ rows, ends, payments, money: paidAfter });
  }
  const rowsOf = (wanted: ChangeKind) =>
    sumOf(
      groups.filter(({ kind }) => kind === wanted),
      "rows",
    );
  const counts = { changed: rowsOf("changed"), added: rowsOf("added"), removed: rowsOf("removed"), same };
  return say.headlineOfTwo(counts, paidBefore === paidAfter ? undefined : [paidBefore, paidAfter]);
}

function sumOf(groups: readonly ChangeGroup[], what: "rows" | "ends" | "payments"): number {
  return groups.reduce((sum, group) => sum + group[what], 0);
}

export function holderOf({ user_id: user }: Gift, showValues: boolean): string {
  return showValues ? plainText(user) : masked(user);
}

/** What the holder has with a gift: a new end, or an amount. */
export function whatText({ field, new_value: end, amount, currency }: Gift): string {
  return amount === "" ? `${plainText(field)} ${plainText(end)}` : `${grouped(amount)} ${plainText(currency)}`;
}

/** The gift of a change that a row is about. */
export function shownGift(change: Change): Gift {
  return change.kind === "removed" ? change.before : change.after;
}

/** The differences that `whatText` does not say: `rule a -> b; extended_by 3 days -> 5 days`. */
export function detailText(change: Change, showValues: boolean): string {
  if (change.kind !== "changed") {
    const { extended_by: by, basis, notes } = shownGift(change);
    return [by || basis, notes]
      .filter((part) => part !== "")
      .map(visible)
      .join("; ");
  }
  const { before, after, columns } = change;
  const value = (gift: Gift, column: (typeof columns)[number]) =>
    column === "user_id" ? holderOf(gift, showValues) : visible(gift[column]);
  return columns
    .filter((column) => !SAID_BY_WHAT.has(column) || whatText(before) === whatText(after))
    .map((column) => `${column} ${value(before, column) || "(none)"} -> ${value(after, column) || "(none)"}`)
    .join("; ");
}

const SAID_BY_WHAT: ReadonlySet<string> = new Set(["field", "new_value", "amount", "currency"]);
