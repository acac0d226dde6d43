/**
 * A diff in the unified format, for the tools that know the format: a hunk per group, a line per gift.
 *
 * For one plan or run by itself, the line taken away has the old end, and the line added has the new end or the payment.
 */
import type { Change, ChangeGroup, Gift } from "../domain/change.ts";
import { DIFF_SENTENCES, type DiffView, detailText, holderOf, sideText, whatText } from "./diff-view.ts";
import type { Palette } from "./palette.ts";
import { plainText } from "./views.ts";

export function* diffUnified(view: DiffView, { palette }: { readonly palette: Palette }): Generator<string> {
  const { before, after, changes = [], showValues } = view;
  yield `--- ${before === undefined ? "before" : sideText(before, "en")}\n+++ ${sideText(after, "en")}\n`;
  const at = { minus: 1, plus: 1 };
  let current: ChangeGroup | undefined;
  let hunk: HunkLine[] = [];
  for (const { group, change } of changes) {
    if (group !== current || hunk.length >= LINES_AT_ONCE) yield* hunkText(hunk, current, at, palette);
    if (group !== current || hunk.length >= LINES_AT_ONCE) hunk = [];
    current = group;
    hunk.push(...linesOf(change, showValues));
  }
  yield* hunkText(hunk, current, at, palette);
}

/** A group of more lines than this is more than one hunk. */
const LINES_AT_ONCE = 10_000;

interface HunkLine {
  readonly sign: "-" | "+";
  readonly text: string;
}

function* hunkText(
  hunk: readonly HunkLine[],
  group: ChangeGroup | undefined,
  at: { minus: number; plus: number },
  palette: Palette,
): Generator<string> {
  if (group === undefined || hunk.length === 0) return;
  const minus = hunk.filter(({ sign }) => sign === "-").length;
  const plus = hunk.length - minus;
  const title = `${DIFF_SENTENCES.en.kinds[group.kind]}: ${plainText(group.service)} ${plainText(group.rule)}`;
  yield palette.faint(`@@ -${range(at.minus, minus)} +${range(at.plus, plus)} @@ ${title}`);
  yield "\n";
  at.minus += minus;
  at.plus += plus;
  for (const { sign, text } of hunk) yield `${(sign === "-" ? palette.bad : palette.good)(sign + text)}\n`;
}

/** An empty range names the line before it. */
function range(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`;
}

function linesOf(change: Change, showValues: boolean): readonly HunkLine[] {
  if (change.kind === "given") return givenLines(change.after, showValues);
  const lines: HunkLine[] = [];
  if ("before" in change) lines.push({ sign: "-", text: lineOf(change.before, whatText(change.before), showValues) });
  if ("after" in change) lines.push({ sign: "+", text: lineOf(change.after, whatText(change.after), showValues) });
  return lines;
}

function givenLines(gift: Gift, showValues: boolean): readonly HunkLine[] {
  const whose = `${gift.record} ${plainText(gift.record_id)} ${holderOf(gift, showValues)}`;
  const old: readonly HunkLine[] =
    gift.amount === "" ? [{ sign: "-", text: `${whose} ${plainText(gift.field)} ${plainText(gift.old_value)}` }] : [];
  return [
    ...old,
    { sign: "+", text: `${whose} ${whatText(gift)} (${detailText({ kind: "given", after: gift }, showValues)})` },
  ];
}

/** Everything of a gift that can differ. */
function lineOf(gift: Gift, what: string, showValues: boolean): string {
  const { record, record_id: id, rule, action, old_value: old } = gift;
  const detail = detailText({ kind: "added", after: gift }, showValues);
  const from = old === "" ? "" : ` from ${plainText(old)}`;
  return `${record} ${plainText(id)} ${holderOf(gift, showValues)} ${plainText(rule)}: ${action} ${what}${from} (${detail})`;
}
