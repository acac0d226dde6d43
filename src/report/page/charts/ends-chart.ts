/** Ends by day, before and after, as pairs of bars; new ends that are over on arrival stand out at the foot of theirs. */
import type { Day } from "../../../domain/civil.ts";
import { DAY } from "../../../domain/instant.ts";
import { grouped } from "../../summary.ts";
import { type Html, html } from "../html.ts";
import { binsWithin, type Days, type EndBin } from "./end-bins.ts";
import { anchorOf, countTicks, DAY_LABEL, NOW_LABEL, percent, rounded } from "./scale.ts";
import { chart } from "./svg.ts";
import { dayLabel } from "./time-axis.ts";

export interface EndsFacts {
  readonly title: string;
  readonly told: string;
  readonly bins: readonly EndBin[];
  /** Days in which the outage lay. */
  readonly outage: Days;
  readonly asOf: Day;
  readonly words: { readonly outage: string; readonly asOf: string };
}

const TOP = 24;
const HEIGHT = 170;
const AXIS = 24;
/** A bar of a single record beside one of a million is seen all the same. */
const LEAST = 2;
const MOST_LABELS = 5;

/** @param facts with one bin at least. */
export function endsChart({ title, told, bins, outage, asOf, words }: EndsFacts): Html {
  const largest = Math.max(1, ...bins.map(({ before, after }) => Math.max(before, after)));
  const bottom = TOP + HEIGHT;
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(LEAST, rounded((count / largest) * HEIGHT)));
  const slot = 1 / bins.length;
  const bars = bins.map(({ before, after, dead }, index) => {
    const bar = (kind: string, count: number, half: number) =>
      count === 0
        ? undefined
        : html`<rect class="${kind}" x="${percent((index + 0.1 + half) * slot)}" width="${percent(0.4 * slot)}" y="${rounded(bottom - heightOf(count))}" height="${heightOf(count)}"/>`;
    return [bar("before", before, 0), bar("after", after, 0.4), bar("dead", dead, 0.4)];
  });
  const grid = countTicks(largest).map((tick) => {
    const y = rounded(bottom - (tick / largest) * HEIGHT);
    return html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="axis" x="100%" y="${y - 3}" text-anchor="end">${grouped(tick)}</text>\n`;
  });
  const every = Math.ceil(bins.length / MOST_LABELS);
  const labels = bins.flatMap(({ from, to }, index) => {
    if (index % every !== 0) return [];
    const middle = (index + 0.5) * slot;
    const step = every * (Number.isFinite(to - from) ? to - from + 1 : 1) * DAY;
    const day = Number.isFinite(from) ? dayLabel(from, step) : "…";
    return html`<text class="axis" x="${percent(middle)}" y="${bottom + 17}" text-anchor="${anchorOf(middle, DAY_LABEL)}">${day}</text>\n`;
  });
  const parts = [
    shade(),
    grid,
    bars,
    html`<line class="base" x1="0" x2="100%" y1="${bottom}" y2="${bottom}"/>\n`,
    labels,
    now(),
  ];
  return chart({ id: "ends", title, told, height: bottom + AXIS }, parts);

  function shade(): Html | undefined {
    const shaded = binsWithin(bins, outage);
    if (shaded === undefined) return undefined;
    return html`<rect class="shade" x="${percent(shaded.first * slot)}" width="${percent((shaded.last - shaded.first + 1) * slot)}" y="${TOP - 8}" height="${HEIGHT + 8}"/>\n`;
  }

  function now(): Html | undefined {
    const index = bins.findIndex(({ from, to }) => asOf >= from && asOf <= to);
    if (index < 0) return undefined;
    const middle = (index + 0.5) * slot;
    const x = percent(middle);
    return html`<line class="now" x1="${x}" x2="${x}" y1="${TOP - 8}" y2="${bottom}"/><text class="now-text" x="${x}" y="${TOP - 12}" text-anchor="${anchorOf(middle, NOW_LABEL)}">${words.asOf}</text>\n`;
  }
}
