/** A diff as one JSON document, written change by change. Money is text; empty cells are left out. */
import type { Change, Gift } from "../domain/change.ts";
import { type DiffView, holderOf } from "./diff-view.ts";

export function* diffJson(view: DiffView): Generator<string> {
  const { before, after, same, groups, credits, changes, showValues } = view;
  const head = {
    before: before ?? null,
    after,
    same,
    credits,
    groups: groups.map(
      ({ kind: change, service, rule, rows, ends, payments, before: paidBefore, after: paidAfter }) => ({
        change,
        service,
        rule,
        rows,
        ends,
        payments,
        paid_before: paidBefore,
        paid_after: paidAfter,
      }),
    ),
  };
  const text = JSON.stringify(head, null, 2);
  if (changes === undefined) {
    yield `${text}\n`;
    return;
  }
  // The list is the last key of the document: its closing brace is put after it.
  yield `${text.slice(0, -2)},\n  "changes": [`;
  let first = true;
  for (const { change } of changes) {
    yield `${first ? "" : ","}\n    ${JSON.stringify(changeOf(change, showValues))}`;
    first = false;
  }
  yield first ? "]\n}\n" : "\n  ]\n}\n";
}

function changeOf(change: Change, showValues: boolean): object {
  const { kind } = change;
  return {
    change: kind,
    ...(kind === "changed" ? { columns: change.columns } : {}),
    ...("before" in change ? { before: giftOf(change.before, showValues) } : {}),
    ...("after" in change ? { after: giftOf(change.after, showValues) } : {}),
  };
}

function giftOf(gift: Gift, showValues: boolean): object {
  const shown = showValues ? gift : { ...gift, user_id: holderOf(gift, false) };
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== ""));
}
