/** A diff as people read it on a terminal: the outcome first, then group after group. Signs say what colour says. */
import type { Change, ChangeGroup, ChangeKind } from "../domain/change.ts";
import {
  DIFF_SENTENCES,
  type DiffView,
  detailText,
  diffHeadline,
  holderOf,
  KIND_SIGNS,
  shownGift,
  sideText,
  whatText,
} from "./diff-view.ts";
import { amountsText, type Language } from "./habits.ts";
import type { Palette } from "./palette.ts";
import { blankZero, grouped } from "./summary.ts";
import { foldedParts, left, right, tableLines, tableRows, whole, words } from "./table.ts";
import { plainText } from "./views.ts";

export interface DiffStyle {
  readonly language: Language;
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly columns: number;
}

/** How many rows have their columns aligned together. */
const ROWS_AT_ONCE = 500;

export function* diffText(view: DiffView, style: DiffStyle): Generator<string> {
  const { language, palette, columns } = style;
  const { before, after, groups, changes } = view;
  const side = (mark: string, text: string) => `${foldedParts(mark + text, columns).join("\n")}\n`;
  if (before !== undefined) yield side("A  ", sideText(before, language));
  yield side(before === undefined ? "" : "B  ", sideText(after, language));
  yield `${foldedParts(diffHeadline(view, language), columns).map(palette.strong).join("\n")}\n`;
  if (groups.length === 0) return;
  if (changes === undefined) {
    yield `\n${statLines(view, style).join("\n")}\n`;
    return;
  }
  let current: ChangeGroup | undefined;
  let shown = 0;
  let waiting: Change[] = [];
  const flush = () => changeLines(waiting, view.showValues, style);
  for (const { group, change } of changes) {
    if (group !== current || waiting.length === ROWS_AT_ONCE) {
      yield* flush();
      waiting = [];
    }
    if (group !== current) {
      yield* moreLine(current, shown, language);
      yield `\n${palette.faint(groupTitle(group, language))}\n`;
      current = group;
      shown = 0;
    }
    waiting.push(change);
    shown += 1;
  }
  yield* flush();
  yield* moreLine(current, shown, language);
}

function groupTitle({ kind, service, rule, rows, before, after }: ChangeGroup, language: Language): string {
  const [paidBefore, paidAfter] = [amountsText(before, language), amountsText(after, language)];
  const money =
    kind === "changed" && paidBefore !== paidAfter
      ? `${paidBefore || "0"} -> ${paidAfter || "0"}`
      : paidAfter || paidBefore;
  return DIFF_SENTENCES[language].group({ kind, service: plainText(service), rule: plainText(rule), rows, money });
}

function* moreLine(group: ChangeGroup | undefined, shown: number, language: Language): Generator<string> {
  if (group !== undefined && shown < group.rows) yield `    ${DIFF_SENTENCES[language].more(group.rows - shown)}\n`;
}

function* changeLines(
  changes: readonly Change[],
  showValues: boolean,
  { palette, columns: width }: DiffStyle,
): Generator<string> {
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
  const columns = [whole(""), whole(""), whole(""), whole(""), words("")];
  for (const [index, lines] of tableRows(columns, rows, { width }).slice(1).entries())
    for (const line of lines) yield `${colour(palette, changes[index]?.kind ?? "given")(line)}\n`;
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
function statLines({ before, groups }: DiffView, { language, columns: width }: DiffStyle): readonly string[] {
  const two = before !== undefined;
  const { columns, kinds } = DIFF_SENTENCES[language];
  return tableLines(
    [
      ...(two ? [left(columns.change)] : []),
      left(columns.service),
      left(columns.rule),
      right(columns.rows),
      right(columns.ends),
      right(columns.payments),
      ...(two ? [right(columns.paidInA), right(columns.paidInB)] : [right(columns.paid)]),
    ],
    groups.map((group) => [
      ...(two ? [kinds[group.kind]] : []),
      plainText(group.service),
      plainText(group.rule),
      grouped(group.rows),
      blankZero(group.ends),
      blankZero(group.payments),
      ...(two ? [amountsText(group.before, language)] : []),
      amountsText(group.after, language),
    ]),
    { width },
  );
}
