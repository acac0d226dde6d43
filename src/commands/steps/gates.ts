/** The reasons not to commit a finished plan although nothing is wrong with it: rejects, budgets, expectations. */
import type { Manifest } from "../../book/manifest.ts";
import { Failure } from "../../domain/failure.ts";
import { countText, creditsText, grouped } from "../../report/summary.ts";

/** How many rejected rows a commit may have: a number, or a share of all rows in percent. */
export type RejectAllowance =
  | { readonly kind: "rows"; readonly most: number }
  | { readonly kind: "percent"; readonly most: number };

/** @throws Failure `too-many-rejects`. */
export function assertRejectsAllowed({ totals }: Manifest, allowance: RejectAllowance): void {
  const rejected = totals.rejected ?? 0;
  const most = allowance.kind === "rows" ? allowance.most : ((totals.read ?? 0) * allowance.most) / 100;
  if (rejected > most)
    throw new Failure("too-many-rejects", { found: `${grouped(rejected)} of ${grouped(totals.read ?? 0)}` });
}

/** A plan from which nothing was read is no answer, however many rows may be rejected. @throws Failure `all-rejected`. */
export function assertSomethingRead({ totals }: Manifest): void {
  const { read = 0, rejected = 0 } = totals;
  if (read > 0 && rejected === read) throw new Failure("all-rejected", { found: countText(read, "row") });
}

/** @throws Failure `over-budget`. */
export function assertWithinBudget({ over_budget: overBudget }: Manifest): void {
  if (overBudget.length > 0) throw new Failure("over-budget", { found: overBudget.join("; ") });
}

/** @throws Failure `changes-found` when something would be given although nothing should. */
export function assertNoChanges({ benefits, credits }: Manifest, expected: boolean): void {
  if (!expected || benefits === 0) return;
  const money = Object.keys(credits).length === 0 ? "" : ` worth ${creditsText(credits)}`;
  throw new Failure("changes-found", { found: `${countText(benefits, "benefit")}${money}` });
}
