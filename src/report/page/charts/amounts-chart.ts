/** The number of payments by size: a bar for each bin of amounts, in ascending order. */
import { grouped } from "../../summary.ts";
import { type Html, html } from "../html.ts";
import { countTicks, percent, rounded } from "./scale.ts";
import { chart } from "./svg.ts";

export interface AmountsFacts {
  readonly id: string;
  readonly title: string;
  readonly told: string;
  /** Ascending, one at least. */
  readonly bins: readonly { readonly count: number }[];
  readonly smallest: string;
  readonly largest: string;
}

const TOP = 16;
const HEIGHT = 96;
const AXIS = 22;
const LEAST = 2;

export function amountsChart({ id, title, told, bins, smallest, largest }: AmountsFacts): Html {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const bottom = TOP + HEIGHT;
  const slot = 1 / bins.length;
  const grid = countTicks(most).map((tick) => {
    const y = rounded(bottom - (tick / most) * HEIGHT);
    return html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="axis" x="100%" y="${y - 3}" text-anchor="end">${grouped(tick)}</text>\n`;
  });
  const bars = bins.map(({ count }, index) => {
    const height = count === 0 ? 0 : Math.max(LEAST, rounded((count / most) * HEIGHT));
    return html`<rect class="after" x="${percent((index + 0.15) * slot)}" width="${percent(0.7 * slot)}" y="${rounded(bottom - height)}" height="${height}"/>`;
  });
  const ends =
    smallest === largest
      ? html`<text class="axis" x="50%" y="${bottom + 16}" text-anchor="middle">${smallest}</text>\n`
      : html`<text class="axis" x="0" y="${bottom + 16}">${smallest}</text><text class="axis" x="100%" y="${bottom + 16}" text-anchor="end">${largest}</text>\n`;
  const base = html`<line class="base" x1="0" x2="100%" y1="${bottom}" y2="${bottom}"/>\n`;
  return chart({ id, title, told, height: bottom + AXIS }, [grid, bars, base, ends]);
}
