/**
 * A diff as one HTML file that needs nothing else: no script, no picture, no font from elsewhere. Blue, orange and
 * grey can be told apart by everybody, and signs say the same.
 */
import type { Change, ChangeGroup, Gift } from "../domain/change.ts";
import {
  DIFF_SENTENCES,
  type DiffView,
  detailText,
  diffHeadline,
  holderOf,
  KIND_SIGNS,
  shownGift,
  sideText,
} from "./diff-view.ts";
import { escapeMarkup } from "./markup.ts";
import { creditsText, grouped } from "./summary.ts";
import { plainText } from "./views.ts";

export function* diffHtml(view: DiffView): Generator<string> {
  const { before, after, groups, changes, showValues } = view;
  const title = `Diff of ${before === undefined ? "" : `${before.label} and `}${after.label}`;
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${escaped(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n`;
  yield `<h1>${escaped(title)}</h1>\n`;
  if (before !== undefined) yield `<p>A: ${escaped(sideText(before, "en"))}</p>\n`;
  yield `<p>${before === undefined ? "" : "B: "}${escaped(sideText(after, "en"))}</p>\n<p><strong>${escaped(diffHeadline(view, "en"))}</strong></p>\n`;
  yield table(
    ["", "service", "rule", "rows", "ends", "payments", "paid before", "paid after"],
    groups.map((group) => ({
      kind: group.kind,
      cells: [
        `${KIND_SIGNS[group.kind]} ${DIFF_SENTENCES.en.kinds[group.kind]}`,
        plainText(group.service),
        plainText(group.rule),
        grouped(group.rows),
        grouped(group.ends),
        grouped(group.payments),
        creditsText(group.before),
        creditsText(group.after),
      ],
    })),
  );
  let current: ChangeGroup | undefined;
  let shown = 0;
  for (const { group, change } of changes ?? []) {
    if (group !== current) {
      if (current !== undefined) yield endOfGroup(current, shown);
      yield startOfGroup(group);
      current = group;
      shown = 0;
    }
    yield row({ kind: change.kind, cells: changeCells(change, showValues) });
    shown += 1;
  }
  if (current !== undefined) yield endOfGroup(current, shown);
  yield "</body>\n</html>\n";
}

function startOfGroup({ kind, service, rule, rows }: ChangeGroup): string {
  const title = `${DIFF_SENTENCES.en.kinds[kind]}: ${plainText(service)}, ${plainText(rule)} (${grouped(rows)})`;
  return `<details open><summary>${escaped(title)}</summary>\n<table>\n${head(["", "record", "holder", "before", "after", "how"])}`;
}

function endOfGroup({ rows }: ChangeGroup, shown: number): string {
  const more = shown < rows ? `<p>and ${grouped(rows - shown)} more</p>\n` : "";
  return `</tbody>\n</table>\n${more}</details>\n`;
}

function changeCells(change: Change, showValues: boolean): readonly string[] {
  const gift = shownGift(change);
  const [before, after] =
    change.kind === "changed"
      ? [whatOf(change.before), whatOf(change.after)]
      : change.kind === "removed"
        ? [whatOf(gift), ""]
        : [change.kind === "given" ? plainText(gift.old_value) : "", whatOf(gift)];
  return [
    KIND_SIGNS[change.kind],
    `${gift.record} ${plainText(gift.record_id)}`,
    holderOf(gift, showValues),
    before,
    after,
    detailText(change, showValues),
  ];
}

function whatOf({ new_value: end, amount, currency }: Gift): string {
  return amount === "" ? plainText(end) : `${grouped(amount)} ${plainText(currency)}`;
}

interface Row {
  readonly kind: string;
  readonly cells: readonly string[];
}

function table(columns: readonly string[], rows: readonly Row[]): string {
  return `<table>\n${head(columns)}${rows.map(row).join("")}</tbody>\n</table>\n`;
}

function head(columns: readonly string[]): string {
  return `<thead><tr>${columns.map((column) => `<th>${escaped(column)}</th>`).join("")}</tr></thead>\n<tbody>\n`;
}

function row({ kind, cells }: Row): string {
  return `<tr class="${kind}">${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>\n`;
}

function escaped(text: string): string {
  return escapeMarkup(text).replaceAll("'", "&#39;");
}

const STYLE = `
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; margin: .5rem 0 1rem; }
th, td { text-align: left; padding: .2rem .7rem; border-bottom: 1px solid #ddd; vertical-align: top; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; font-weight: 600; margin-top: 1rem; }
tr.changed td:first-child { border-left: 4px solid #e69f00; }
tr.added td:first-child { border-left: 4px solid #0072b2; }
tr.removed td:first-child { border-left: 4px solid #777; }
tr.removed td { color: #555; }
@media print { details { break-inside: avoid; } }
`;
