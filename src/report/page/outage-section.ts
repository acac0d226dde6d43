/** The outage: when each service was down, and where the ends of the records lie before and after. */
import { type Day, dayOfWall } from "../../domain/civil.ts";
import { instantText } from "../../domain/format-timestamp.ts";
import { between, instantAt } from "../../domain/instant.ts";
import { dateText } from "../../domain/write-iso.ts";
import type { Zone } from "../../domain/zone.ts";
import type { Figures } from "../figures.ts";
import type { ReportFacts } from "../report-facts.ts";
import { grouped } from "../summary.ts";
import type { Voice } from "../voice.ts";
import { binsWithin, type EndBin, endBins } from "./charts/end-bins.ts";
import { endsChart } from "./charts/ends-chart.ts";
import { legend } from "./charts/svg.ts";
import { openTold } from "./charts/time-axis.ts";
import { timeline } from "./charts/timeline.ts";
import { type DataRow, foldedTable, numberColumn, textColumn } from "./data-table.ts";
import { type Html, html } from "./html.ts";

export function outageSection(facts: ReportFacts, voice: Voice): Html {
  const { words } = voice;
  const zone = openTold(facts.origins.zone);
  const source = facts.origins.terms?.source;
  return html`${windowsPart(facts, zone, voice)}
${source === undefined ? undefined : html`<p class="note">${words.outage.source}: ${source}</p>\n`}
<h3>${words.outage.ends}</h3>
${facts.figures === undefined ? html`<p class="note">${words.noFigures}</p>\n` : endsPart(facts, facts.figures, zone, voice)}`;
}

function windowsPart({ summary, origins }: ReportFacts, zone: Zone, { words, habits, sentences }: Voice): Html {
  const { outage: own } = words;
  const { windows, terms } = origins;
  if (windows.length === 0) return html`<p class="note">${own.noWindows}</p>\n`;
  const excluded = terms?.excluded ?? [];
  const services = new Set(windows.map(({ service }) => service)).size;
  const drawn = timeline({
    title: own.timeline,
    told: own.timelineTold(services),
    windows,
    excluded,
    asOf: summary.as_of,
    zone,
    words: own,
  });
  const rowOf = (name: string, { start, end }: { readonly start: string; readonly end: string }): DataRow => {
    const [from, to] = [instantAt(Date.parse(start)), instantAt(Date.parse(end))];
    const moments = [from, to].map((at) => habits.moment(instantText(at, zone)));
    return { cells: [name, ...moments, sentences.duration(between(from, to))] };
  };
  const { service, from, to, length } = own.columns;
  return html`<h3>${own.timeline}</h3>
${drawn}${excluded.length === 0 ? undefined : legend([{ kind: "excluded", title: own.excluded }])}
${foldedTable(words.asTable, {
  id: "table-windows",
  caption: own.timeline,
  columns: [textColumn(service), textColumn(from), textColumn(to), textColumn(length)],
  rows: [
    ...windows.map((window) => rowOf(window.service ?? own.everyService, window)),
    ...excluded.map((interval) => rowOf(own.excluded, interval)),
  ],
})}`;
}

function endsPart(
  { summary, origins }: ReportFacts,
  { ends, by_rule: rules }: Figures,
  zone: Zone,
  voice: Voice,
): Html {
  const { words, habits } = voice;
  const { outage: own } = words;
  const bins = endBins(ends);
  const [first, last] = [ends.at(0), ends.at(-1)];
  if (first === undefined || last === undefined) return html`<p class="note">${own.noEnds}</p>\n`;
  const dayAt = (iso: string) => dayOfTime(Date.parse(iso), zone);
  const starts = origins.windows.map(({ start }) => dayAt(start));
  // A window does not include its end: one that ends at midnight has no part in the day that begins there.
  const stops = origins.windows.map(({ end }) => dayOfTime(Date.parse(end) - 1, zone));
  const outage = { from: least(starts), to: -least(stops.map((day) => -day)) };
  const drawn = endsChart({
    title: own.ends,
    told: own.endsTold(summary.extended, habits.day(first.day), habits.day(last.day)),
    bins,
    outage,
    asOf: dayAt(summary.as_of),
    words: { outage: own.outageShade, asOf: own.asOf },
  });
  const sum = (of: "before" | "after" | "dead") => bins.reduce((total, bin) => total + bin[of], 0);
  const dead = sum("dead");
  const layers = new Set(rules.filter(({ longer }) => longer !== undefined).map(({ layer }) => layer));
  return html`${legend([
    { kind: "before", title: own.before },
    { kind: "after", title: own.after },
    ...(dead > 0 ? [{ kind: "dead", title: own.dead }] : []),
    ...(binsWithin(bins, outage) === undefined ? [] : [{ kind: "shade", title: own.outageShade }]),
  ])}${drawn}${dead > 0 ? html`<p class="bad">${own.deadTold(dead)}</p>\n` : undefined}${layers.size > 1 ? html`<p class="note">${own.severalLayers}</p>\n` : undefined}
${foldedTable(words.asTable, {
  id: "table-ends",
  caption: own.ends,
  columns: [textColumn(own.day), numberColumn(own.before), numberColumn(own.after), numberColumn(own.dead)],
  rows: bins
    .filter(({ before, after }) => before + after > 0)
    .map((bin) => ({ cells: [daysText(bin, voice), ...[bin.before, bin.after, bin.dead].map(grouped)] })),
  total: [words.total, ...[sum("before"), sum("after"), dead].map(grouped)],
})}`;
}

/** @param time in milliseconds since 1970. */
function dayOfTime(time: number, zone: Zone): Day {
  return dayOfWall(zone.wallAt(instantAt(time)));
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function daysText({ from, to }: EndBin, { words, habits }: Voice): string {
  if (from === Number.NEGATIVE_INFINITY) return words.outage.until(habits.day(dateText(to)));
  if (to === Number.POSITIVE_INFINITY) return words.outage.since(habits.day(dateText(from)));
  return from === to
    ? habits.day(dateText(from))
    : words.outage.days(habits.day(dateText(from)), habits.day(dateText(to)));
}
