/** English. */

import { durationText, elapsed } from "../../domain/duration.ts";
import { instantText } from "../../domain/format-timestamp.ts";
import { DAY, type Instant, lengthOf, type Millis, OPEN_ENDED, SINCE_ALWAYS } from "../../domain/instant.ts";
import { formatMoney } from "../../domain/money.ts";
import { rejectText } from "../../domain/reject.ts";
import { unreachable } from "../../domain/unreachable.ts";
import type { Comparison, Condition, Selector } from "../../rules/policy.ts";
import type { ExplainedPeriod, Style } from "../explanation.ts";
import { countText, grouped } from "../summary.ts";
import { REASONS_EN } from "./reasons-en.ts";
import { rowsEn } from "./rows-en.ts";
import { daysBefore, type Sentences, someOf, timeText } from "./sentences.ts";

export const en: Sentences = {
  kinds: { subscription: "subscription", rental: "rental", coupon: "coupon", claim: "claim" },
  headings: { where: "stands in", read: "read", window: "outage", rules: "Rules", book: "Book" },
  reasons: REASONS_EN,
  notes: {
    capped: "held to a limit",
    "clock-change": "moved past the hour that clocks show twice, so that it can be read in one way only",
    "dead-on-arrival": "the new end is over before the outage was, or before it can be given",
    "moves-charge": "moves the next charge",
  },
  hits: {
    first: "the first rule that applies wins",
    unique: "only one rule may apply",
    best: "the larger benefit wins",
  },
  ...rowsEn,
  fault: (fault) => `${rejectText(fault)} (${fault.code})`,
  unread: (fault) =>
    `${rejectText(fault)} (${fault.code}); no rule for this service looks at it, so the row counts all the same`,
  period: ({ starts, ends, lastDay }, style) => {
    const from = starts === SINCE_ALWAYS ? "since always" : `from ${at(starts, style)}`;
    if (ends === OPEN_ENDED) return `${from}, without an end`;
    return `${from} ${lastDay === undefined ? `to ${at(ends, style)}` : `through ${lastDay}`}`;
  },
  window: ({ window }, style) => {
    if (window === undefined) return "the outage has no window for this record";
    const spans = window.intervals.map(({ start, end }) => `${at(start, style)} to ${at(end, style)}`);
    return `${spans.join(", ")} (${lengthText(window.length)})`;
  },
  duration: lengthText,
  answer: ({ bucket }) => {
    switch (bucket) {
      case "compensated":
        return "Is compensated.";
      case "review":
        return "A person has to decide.";
      case "already-compensated":
        return "Was compensated before; a new run gives it nothing more.";
      case "unaffected":
        return "Is not compensated.";
      case "rejected":
        return "The row was rejected, so it gets nothing until it is mended.";
      default:
        return unreachable(bucket);
    }
  },
  gift: (result, { currencies }) => {
    if (result.kind === "review") return `a person decides: ${result.because} (${result.reason})`;
    const notes = result.notes.map((note) => `; ${en.notes[note]}`).join("");
    if (result.kind === "payment") return `${formatMoney(result.amount, currencies)} = ${result.basis}${notes}`;
    const restored = result.restored === undefined ? "" : `, ${formatMoney(result.restored, currencies)} given again`;
    return `${result.field} ${result.oldValue} -> ${result.newValue} (${result.extendedBy}${restored})${notes}`;
  },
  byRule: (rule) => `by rule ${rule}`,
  limited: (outcome, style) =>
    `${en.gift(outcome.result, style)}: not given, because a limit per user is used up by records before it`,
  userLimits: (state) =>
    state === "planned"
      ? "The policy limits what one person gets; the whole exports were planned to see what is left for this record."
      : "The policy limits what one person gets. That could not be checked here and may take something away.",
  unknown: ({ column, value, known, namedBy }) =>
    `${column} is "${value}", which the ${namedBy} does not name; it names ${listText(known)}. No rule was asked.`,
  noRule: (service, kind) => `no rule is for a ${kind} of ${service}`,
  overlapping: ([one, other]) =>
    `${one} and ${other} both apply, and the layer allows only one: the policy has to be mended`,
  notForIt: ({ selector, value }, style) => `${isText(selector, value, style)}, the rule is for ${testsText(selector)}`,
  excluded: ({ selector, value }, style) =>
    `${isText(selector, value, style)}, and the rule leaves out ${testsText(selector)}`,
  condition: ({ condition, finding }, period, style) => {
    const target = targetText(condition, style);
    switch (finding.kind) {
      case "holds":
        return holdsText(condition, target, finding.shared);
      case "no-window":
        return "the service was not down for this record";
      case "ended-before":
        if (condition.kind === "held-on-day" && period.lastDay !== undefined) {
          return `its last day was ${period.lastDay}, ${lengthText(daysBefore(finding.by))} before ${target}`;
        }
        if (finding.by === 0) return `${endedText(period, style)}, exactly as ${target} began; touching does not count`;
        return `${endedText(period, style)}, ${lengthText(finding.by)} before ${target}`;
      case "began-after":
        if (finding.by === 0)
          return `began ${at(period.starts, style)}, exactly as ${target} ended; touching does not count`;
        return `began ${at(period.starts, style)}, ${lengthText(finding.by)} after ${target}`;
      case "ended-after":
        return `${endsText(period, style)}, ${lengthText(finding.by)} after ${target}`;
      case "began-before":
        return `began ${at(period.starts, style)}, ${lengthText(finding.by)} before ${target}`;
      case "between":
        return "it lies between two intervals of the outage";
      case "no-length":
        return "its period has no length";
      case "never-ends":
      case "no-end":
        return "it has no end";
      case "began-always":
        return "it has no start";
      case "not-throughout": {
        const late = finding.late > 0 ? [`began ${lengthText(finding.late)} after the outage did`] : [];
        const early = finding.early > 0 ? [`ended ${lengthText(finding.early)} before the outage did`] : [];
        return [...late, ...early].join(" and ");
      }
      case "length": {
        const { of, length, comparison, bound, by, holds } = finding;
        const what = of === "lost" ? "lost" : "was down";
        const short = holds ? "" : by === 0 ? ", exactly at the edge" : `, ${lengthText(by)} off`;
        return `${what} ${lengthText(length)}, the rule asks for ${COMPARED[comparison]} ${lengthText(bound)}${short}`;
      }
      default:
        return unreachable(finding);
    }
  },
  result: ({ given, beforeMinimum }, style) => {
    if (given === undefined) return "nothing";
    if (typeof given !== "string") return en.gift(given, style);
    const would = typeof beforeMinimum === "object" ? `: ${en.gift(beforeMinimum, style)}` : "";
    return `nothing: ${en.reasons[given]}${would} (${given})`;
  },
  notReached: (result) => `not asked any more; it would have come to: ${result}`,
  earlier: ({ run, layer, rule, change }) => {
    const by = `run ${run}, layer ${layer}${rule === "" ? "" : `, rule ${rule}`}`;
    if (change.kind === "unknown") return `given in ${by}`;
    if (change.kind === "payment") return `${grouped(change.amount)} ${change.currency} given in ${by}`;
    return `${change.field} ${change.oldValue} -> ${change.newValue} given in ${by}`;
  },
  nothingEarlier: () => "nothing was given for this record before",
  notFound: (id, exports, { elsewhere, near }) => {
    const other = elsewhere.first.map(({ column, id: record }) => `${record} (as its ${column})`);
    const lines = [`No record has the id ${id} in ${countText(exports, "export")}.`];
    if (elsewhere.count > 0)
      lines.push(`  It stands in ${countText(elsewhere.count, "row")} as something else: ${other.join(", ")}`);
    if (near.count > 0) lines.push(`  Nearly the same id in ${countText(near.count, "row")}: ${near.first.join(", ")}`);
    if (lines.length === 1)
      lines.push(
        "  No id differs from it only in case, punctuation or leading zeros either. Check the id and the exports.",
      );
    return lines.join("\n");
  },
};

const COMPARED: { readonly [comparison in Comparison]: string } = {
  "at-least": "at least",
  "more-than": "more than",
  "at-most": "at most",
  "less-than": "less than",
};

function at(instant: Instant, { zone }: Style): string {
  return timeText(instantText(instant, zone));
}

function endedText({ ends, lastDay }: ExplainedPeriod, style: Style): string {
  return lastDay === undefined ? `ended ${at(ends, style)}` : `its last day was ${lastDay}`;
}

function endsText({ ends, lastDay }: ExplainedPeriod, style: Style): string {
  return lastDay === undefined ? `ends ${at(ends, style)}` : `its last day is ${lastDay}`;
}

/** One day, and lengths of more than two days, in days: `23 days 4 hours 5 minutes`. */
function lengthText(length: Millis): string {
  const days = length === DAY || length >= 2 * DAY ? Math.floor(length / DAY) : 0;
  const rest = lengthOf(length - days * DAY);
  return durationText({ ...elapsed(rest), days });
}

function targetText(condition: Condition, style: Style): string {
  if (condition.kind === "held-on-day") return at(style.zone.startOfDay(condition.day), style).slice(0, 10);
  return condition.kind === "held-at" ? at(condition.at, style) : "the outage";
}

function holdsText({ kind }: Condition, target: string, shared: Millis | undefined): string {
  switch (kind) {
    case "held":
      return `was held during the outage${shared === undefined ? "" : ` (${lengthText(shared)} of it)`}`;
    case "held-throughout":
      return "was held throughout the outage";
    case "ended":
      return "ran out during the outage";
    case "began":
      return "began during the outage";
    default:
      return `was held on ${target}`;
  }
}

function isText({ column }: Selector, value: string, { shown }: Style): string {
  return value === "" ? `${column} is empty` : `${column} is "${shown(column, value)}"`;
}

function testsText({ tests }: Selector): string {
  return tests
    .map((test) => {
      switch (test.kind) {
        case "any-of":
          return listText(test.values);
        case "none-of":
          return `anything but ${listText(test.values)}`;
        case "empty":
          return test.wanted ? "records without one" : "records that have one";
        case "listed":
          return `those listed in ${test.file}`;
        case "number":
          return `${COMPARED[test.comparison]} ${Number(test.bound.over) / Number(test.bound.under)}`;
        default:
          return unreachable(test);
      }
    })
    .join(" and ");
}

function listText(values: Iterable<string>): string {
  const { named, more } = someOf(values);
  return named.map((value) => value || "(empty)").join(", ") + (more > 0 ? ` and ${more} more` : "");
}
