/** The data that the formats of a diff are made from, and the texts that they share. */
import type { Change, ChangeGroup, ChangeKind, Gift } from "../domain/change.ts";
import { visible } from "../domain/failure.ts";
import { countText, creditsText, grouped } from "./summary.ts";
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

export const KIND_TITLES: { readonly [kind in ChangeKind]: string } = {
  given: "given",
  changed: "changed",
  added: "only in B",
  removed: "only in A",
};

export const KIND_SIGNS: { readonly [kind in ChangeKind]: string } = {
  given: " ",
  changed: "~",
  added: "+",
  removed: "-",
};

export function sideText({ label, policy, revision, outage }: DiffSide): string {
  return `${plainText(label)}: policy ${plainText(policy)}, revision ${plainText(revision)}, outage ${plainText(outage)}`;
}

/** `12 changed, 3 only in B, 4 only in A, 404 the same`. */
export function diffHeadline(view: DiffView): string {
  const { before, groups, credits, same } = view;
  if (before === undefined) {
    const sum = creditsText(credits.after);
    const ends = countText(sumOf(groups, "ends"), "end");
    const payments = countText(sumOf(groups, "payments"), "payment");
    return `${countText(sumOf(groups, "rows"), "row")}: ${ends} changed, ${payments}${sum === "" ? "" : ` of ${sum}`}`;
  }
  const counts = (["changed", "added", "removed"] as const).map((kind) => {
    const rows = sumOf(
      groups.filter((group) => group.kind === kind),
      "rows",
    );
    return `${grouped(rows)} ${KIND_TITLES[kind]}`;
  });
  const [paidBefore, paidAfter] = [creditsText(credits.before), creditsText(credits.after)];
  const paid =
    paidBefore === paidAfter
      ? ""
      : `; what differs pays ${paidBefore || "nothing"} in A and ${paidAfter || "nothing"} in B`;
  return `${counts.join(", ")}, ${grouped(same)} the same${paid}`;
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
