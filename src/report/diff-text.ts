/** A diff as people read it on a terminal: the outcome first, then group after group. Signs say what colour says. */
import type { Change, ChangeGroup, ChangeKind } from "../domain/change.ts";
import {
  type DiffView,
  detailText,
  diffHeadline,
  holderOf,
  KIND_SIGNS,
  KIND_TITLES,
  shownGift,
  sideText,
  whatText,
} from "./diff-view.ts";
import type { Palette } from "./palette.ts";
import { blankZero, countText, creditsText, grouped } from "./summary.ts";
import { left, right, tableLines } from "./table.ts";
import { plainText } from "./views.ts";

/** How many rows have their columns aligned together. */
const ROWS_AT_ONCE = 500;

export function* diffText(view: DiffView, palette: Palette): Generator<string> {
  const { before, after, groups, changes } = view;
  if (before !== undefined) yield `A  ${sideText(before)}\n`;
  yield `${before === undefined ? "" : "B  "}${sideText(after)}\n${palette.strong(diffHeadline(view))}\n`;
  if (groups.length === 0) return;
  if (changes === undefined) {
    yield `\n${statLines(view).join("\n")}\n`;
    return;
  }
  let current: ChangeGroup | undefined;
  let shown = 0;
  let waiting: Change[] = [];
  const flush = () => changeLines(waiting, view.showValues, palette);
  for (const { group, change } of changes) {
    if (group !== current || waiting.length === ROWS_AT_ONCE) {
      yield* flush();
      waiting = [];
    }
    if (group !== current) {
      yield* moreLine(current, shown);
      yield `\n${palette.faint(groupTitle(group))}\n`;
      current = group;
      shown = 0;
    }
    waiting.push(change);
    shown += 1;
  }
  yield* flush();
  yield* moreLine(current, shown);
}

function groupTitle(group: ChangeGroup): string {
  const { kind, service, rule, rows, before, after } = group;
  const [paidBefore, paidAfter] = [creditsText(before), creditsText(after)];
  const paid =
    kind === "changed" && paidBefore !== paidAfter
      ? `${paidBefore || "0"} -> ${paidAfter || "0"}`
      : paidAfter || paidBefore;
  const title = kind === "given" ? "" : `${KIND_TITLES[kind]}: `;
  return `${title}${plainText(service)}  ${plainText(rule)}  ${countText(rows, "row")}${paid === "" ? "" : `, ${paid}`}`;
}

function* moreLine(group: ChangeGroup | undefined, shown: number): Generator<string> {
  if (group !== undefined && shown < group.rows)
    yield `    and ${grouped(group.rows - shown)} more; --sample all shows every one\n`;
}

function* changeLines(changes: readonly Change[], showValues: boolean, palette: Palette): Generator<string> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => {
    const gift = shownGift(change);
    return [
      KIND_SIGNS[change.kind],
      plainText(gift.record_id),
      holderOf(gift, showValues),
      beforeAfter(change),
      detailText(change, showValues),
    ];
  });
  const columns = rows[0]?.map(() => left("")) ?? [];
  const lines = tableLines(columns, rows).slice(1);
  for (const [index, line] of lines.entries()) yield `${colour(palette, changes[index]?.kind ?? "given")(line)}\n`;
}

function beforeAfter(change: Change): string {
  if (change.kind === "changed") {
    const [before, after] = [whatText(change.before), whatText(change.after)];
    if (before === after) return after;
    const { field, new_value: end } = change.after;
    // A date is not named twice.
    const bothEnds = end !== "" && field === change.before.field;
    return `${before} -> ${bothEnds ? plainText(end) : after}`;
  }
  const gift = shownGift(change);
  return gift.amount === ""
    ? `${plainText(gift.field)} ${plainText(gift.old_value)} -> ${plainText(gift.new_value)}`
    : whatText(gift);
}

function colour(palette: Palette, kind: ChangeKind): (text: string) => string {
  switch (kind) {
    case "added":
      return palette.good;
    case "removed":
      return palette.bad;
    case "changed":
      return palette.warning;
    default:
      return (text) => text;
  }
}

/** Counts and money, one line per group. */
export function statLines({ before, groups }: DiffView): readonly string[] {
  const two = before !== undefined;
  return tableLines(
    [
      ...(two ? [left("change")] : []),
      left("service"),
      left("rule"),
      right("rows"),
      right("ends"),
      right("payments"),
      ...(two ? [right("paid in A"), right("paid in B")] : [right("paid")]),
    ],
    groups.map((group) => [
      ...(two ? [KIND_TITLES[group.kind]] : []),
      plainText(group.service),
      plainText(group.rule),
      grouped(group.rows),
      blankZero(group.ends),
      blankZero(group.payments),
      ...(two ? [creditsText(group.before)] : []),
      creditsText(group.after),
    ]),
  );
}
