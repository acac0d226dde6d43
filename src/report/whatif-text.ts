/** A comparison of two policies or windows as people read it: the outcome first and last, tables between. */
import { visible } from "../domain/failure.ts";
import type { Palette } from "./palette.ts";
import { countText, creditsText, grouped, warningText } from "./summary.ts";
import { left, right, tableLines } from "./table.ts";
import type { WhatIf, WhatIfSide, WhatIfSum, WhatIfTop } from "./whatif-report.ts";

export function whatIfLines(whatIf: WhatIf, palette: Palette): readonly string[] {
  const { sides, services, gain_most: gaining, lose_most: losing } = whatIf;
  const headline = palette.strong(headlineOf(whatIf));
  const sections = [
    [headline],
    [...sides.map((side, index) => `  ${index === 0 ? "from" : "to  "}  ${sideText(side)}`), `  as of ${whatIf.as_of}`],
    services.length === 0 ? [] : [palette.faint("By service"), ...serviceLines(whatIf)],
    ...gaining.map((top) => [palette.faint(`Gain most, in ${top.in}`), ...topLines(top)]),
    ...losing.map((top) => [palette.faint(`Lose most, in ${top.in}`), ...topLines(top)]),
    problemLines(whatIf).map((line) => palette.warning(line)),
    ["The book is not looked at: what was given before counts on both sides. Nothing was written.", headline],
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

/** `612 rows read: 40 of 431 affected records change: 30 get more, 8 get less, 2 something else`. */
function headlineOf({ rows, affected, changed, more, less, otherwise }: WhatIf): string {
  const read = `${countText(rows, "row")} read`;
  if (changed === 0) return `${read}: none of ${countText(affected, "affected record")} changes`;
  const parts = [
    more > 0 ? `${grouped(more)} get more` : "",
    less > 0 ? `${grouped(less)} get less` : "",
    otherwise > 0 ? `${grouped(otherwise)} get something else` : "",
  ].filter((part) => part !== "");
  return `${read}: ${grouped(changed)} of ${countText(affected, "affected record")} change: ${parts.join(", ")}`;
}

function sideText({ policy, revision, outage, files }: WhatIfSide): string {
  return visible(`${policy} ${revision} (${files.policy}), outage ${outage} (${files.outage})`);
}

function serviceLines({ services }: WhatIf): readonly string[] {
  const text = (sum: WhatIfSum) => [
    grouped(sum.ends),
    grouped(sum.days),
    creditsText(sum.credits),
    grouped(sum.review),
  ];
  const rows = services.flatMap(({ service, affected, more, less, otherwise, sides: [before, after] }) => [
    [visible(service), "from", "", "", "", "", grouped(before.records), ...text(before)],
    [
      "",
      "to",
      grouped(affected),
      grouped(more),
      grouped(less),
      grouped(otherwise),
      grouped(after.records),
      ...text(after),
    ],
  ]);
  const numbers = ["affected", "more", "less", "other", "get", "ends", "days", "paid", "review"];
  return tableLines([left("service"), left(""), ...numbers.map(right)], rows);
}

function topLines({ records }: WhatIfTop): readonly string[] {
  return tableLines(
    [left("record"), left("holder"), left("service"), right("from"), right("to")],
    records.map(({ record, holder, service, before, after }) => [
      record,
      holder,
      service,
      grouped(before),
      grouped(after),
    ]),
  );
}

function problemLines({
  sides,
  duplicates,
  line_items: items = 0,
  superseded = 0,
  contradicting,
}: WhatIf): readonly string[] {
  const names = ["the first", "the second"];
  const [one, other] = [warningTexts(sides[0]), warningTexts(sides[1])];
  return [
    ...(duplicates > 0 ? [`  ${countText(duplicates, "duplicate")} counted once, on both sides`] : []),
    ...(items > 0 ? [`  ${countText(items, "further line item")} of the same records, on both sides`] : []),
    ...(superseded > 0 ? [`  ${countText(superseded, "row")} superseded by newer rows, on both sides`] : []),
    ...(contradicting > 0
      ? [`  ${countText(contradicting, "row")} that contradict another of the same record: left out on both sides`]
      : []),
    ...sides.flatMap(({ rejected, over_budget: over }, index) => [
      ...(rejected > 0 ? [`  ${countText(rejected, "row")} cannot be read under ${names[index]}: left out there`] : []),
      ...over.map((budget) => `  ${names[index]} could not be applied: ${budget}`),
    ]),
    ...one.map((text) => (other.includes(text) ? `  ${text}` : `  under the first: ${text}`)),
    ...other.filter((text) => !one.includes(text)).map((text) => `  under the second: ${text}`),
  ];
}

function warningTexts({ warnings }: WhatIfSide): readonly string[] {
  return warnings.map((warning) => visible(warningText(warning)));
}
