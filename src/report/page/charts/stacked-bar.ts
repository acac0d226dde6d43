/** One bar, divided into parts that add up to the whole; and the small bars beside the numbers of a table. */
import { type Html, html } from "../html.ts";
import { percent } from "./scale.ts";
import { type ChartFrame, chart } from "./svg.ts";

export interface BarPart {
  /** The class that colours it. */
  readonly kind: string;
  readonly count: number;
}

const HEIGHT = 34;

export function stackedBar(frame: Omit<ChartFrame, "height">, parts: readonly BarPart[]): Html {
  const whole = parts.reduce((sum, { count }) => sum + count, 0);
  let done = 0;
  const pieces = parts.map(({ kind, count }) => {
    const x = done / whole;
    done += count;
    return html`<rect class="${kind} piece" x="${percent(x)}" width="${percent(count / whole)}" height="${HEIGHT}"/>\n`;
  });
  return chart({ ...frame, height: HEIGHT }, pieces);
}

/** The number beside it says the same, so that nobody misses the bar. */
export function smallBar(count: number, largest: number): Html {
  const share = largest === 0 ? 0 : count / largest;
  return html`<svg class="small-bar" width="100%" height="5" aria-hidden="true"><rect class="track" width="100%" height="5" rx="2"/><rect class="after" width="${percent(share)}" height="5" rx="2"/></svg>`;
}
