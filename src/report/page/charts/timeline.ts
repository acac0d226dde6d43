/**
 * The windows of an outage as bars along one time axis, a line of services for each set of windows.
 *
 * An as-of that lies far behind the windows would press them into nothing: it is then marked at the right edge.
 */
import { type Instant, instantAt } from "../../../domain/instant.ts";
import type { Zone } from "../../../domain/zone.ts";
import type { ToldWindow } from "../../report-facts.ts";
import { type Html, html } from "../html.ts";
import { anchorOf, DAY_LABEL, NOW_LABEL, percent, scaleOf } from "./scale.ts";
import { chart } from "./svg.ts";
import { timeMarks } from "./time-axis.ts";

export interface TimelineFacts {
  readonly title: string;
  readonly told: string;
  readonly windows: readonly ToldWindow[];
  readonly excluded: readonly { readonly start: string; readonly end: string }[];
  /** As it is written in the summary. */
  readonly asOf: string;
  readonly zone: Zone;
  readonly words: { readonly everyService: string; readonly asOf: string };
}

const TOP = 30;
const LINE = 36;
const BAR = { top: 17, height: 10 };
const AXIS = 26;
const MOST_NAMES = 4;

/** @param facts with one window at least. */
export function timeline({ title, told, windows, excluded, asOf, zone, words }: TimelineFacts): Html {
  const lines = linesOf(windows, words.everyService);
  const now = instantOf(asOf);
  const { from, to } = rangeOf(windows, now);
  const scale = scaleOf(from, to);
  const bottom = TOP + lines.length * LINE;
  const marks = timeMarks(from, to, zone).map(({ at, label }) => {
    const x = percent(scale(at));
    return html`<line class="grid" x1="${x}" x2="${x}" y1="${TOP}" y2="${bottom}"/><text class="axis" x="${x}" y="${bottom + 17}" text-anchor="${anchorOf(scale(at), DAY_LABEL)}">${label}</text>\n`;
  });
  const rows = lines.map(({ label, windows: own }, index) => {
    const y = TOP + index * LINE;
    const bars = own.map((each) => span(each, "window", y + BAR.top));
    const gaps = excluded.map((each) => span(each, "excluded", y + BAR.top));
    return html`<text x="0" y="${y + 11}">${label}</text>${bars}${gaps}\n`;
  });
  const nowAt = Math.min(1, scale(now));
  const x = percent(nowAt);
  const marker = html`<line class="now" x1="${x}" x2="${x}" y1="${TOP - 8}" y2="${bottom}"/><text class="now-text" x="${x}" y="${TOP - 14}" text-anchor="${anchorOf(nowAt, NOW_LABEL)}">${words.asOf}${scale(now) > 1 ? " →" : ""}</text>\n`;
  return chart({ id: "timeline", title, told, height: bottom + AXIS }, [marks, rows, nowAt < 0 ? undefined : marker]);

  function span({ start, end }: { readonly start: string; readonly end: string }, kind: string, y: number): Html {
    const [left, right] = [Math.max(0, scale(instantOf(start))), Math.min(1, scale(instantOf(end)))];
    if (right <= left) return html``;
    return html`<rect class="${kind}" x="${percent(left)}" y="${y}" width="${percent(right - left)}" height="${BAR.height}" rx="2"/>`;
  }
}

interface TimelineLine {
  readonly label: string;
  readonly windows: readonly ToldWindow[];
}

/** Services with the same windows share a line. */
function linesOf(windows: readonly ToldWindow[], everyService: string): readonly TimelineLine[] {
  const names = [...new Set(windows.map(({ service }) => service))];
  const lines = new Map<string, { readonly names: string[]; readonly windows: readonly ToldWindow[] }>();
  for (const name of names) {
    const own = windows.filter(({ service }) => service === name);
    const key = own.map(({ start, end }) => `${start}/${end}`).join(" ");
    const line = lines.get(key) ?? { names: [], windows: own };
    line.names.push(name ?? everyService);
    lines.set(key, line);
  }
  return [...lines.values()].map(({ names: all, windows: own }) => {
    const more = all.length - MOST_NAMES;
    return { label: all.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` +${more}` : ""), windows: own };
  });
}

function rangeOf(windows: readonly ToldWindow[], now: Instant): { readonly from: Instant; readonly to: Instant } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { start, end } of windows) {
    from = Math.min(from, instantOf(start));
    to = Math.max(to, instantOf(end));
  }
  const length = to - from;
  const last = Math.max(to, Math.min(now, to + length));
  return { from: instantAt(from - Math.round(length / 20)), to: instantAt(last + Math.round(length / 20)) };
}

function instantOf(iso: string): Instant {
  return instantAt(Date.parse(iso));
}
