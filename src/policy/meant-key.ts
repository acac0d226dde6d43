/** Which key was meant by one that is not known: a near spelling, or a word that people use for the same thing. */
import { quoted } from "../domain/failure.ts";
import { findNearest } from "../domain/suggest.ts";

/** Words that people write, by the key that is meant. Which of several keys it is depends on those that may stand there. */
const MEANT: { readonly [key: string]: string } = {
  policy: "name title id",
  outage: "name id incident",
  mapping: "name title id",
  rule: "name title id",
  layer: "name title id",
  revision: "version rev date",
  zone: "timezone time-zone time_zone tz",
  title: "name description",
  window: "start end begin from to until interval period windows time when",
  where: "for if when only",
  exclude: "except without excluded maintenance",
  source: "url link",
  for: "match select selector who whom target applies-to filter",
  unless: "except exclude excluding not but",
  if: "when where condition conditions only-if",
  give: "then benefit compensation action grants gives",
  why: "reason because description comment note",
  because: "reason why",
  extend: "prolong lengthen extension add",
  move: "set until new-end",
  credit: "refund money pay payment cash",
  grant: "points bonus",
  by: "duration length amount days hours",
  to: "until date at",
  valid: "for duration length days",
  per: "every",
  percent: "percentage pct",
  round: "rounding",
  in: "unit currency",
  times: "factor multiply",
  "at-most": "max maximum cap limit up-to",
  "at-least": "min minimum",
  "more-than": "gt above over",
  "less-than": "lt below under",
  above: "more-than gt over",
  below: "less-than lt under",
  "during-outage": "during",
  record: "type kind",
  match: "file files pattern glob path",
  delimiter: "separator sep",
  encoding: "charset",
  columns: "fields",
  from: "column source name field form",
  always: "constant value fixed",
  values: "map words mapping translate",
  else: "default other otherwise",
  time: "format date-format pattern",
  missing: "null empty na nulls",
  group: "thousands grouping",
  decimal: "point",
  affix: "prefix suffix symbol",
  skip: "ignore drop",
  "before-header": "skip-lines header-row",
};

/** @param known the keys that may stand there. */
export function meantKey(written: string, known: readonly string[]): string | undefined {
  const word = written.toLowerCase();
  return findNearest(written, known) ?? known.find((key) => MEANT[key]?.split(" ").includes(word));
}

/**
 * `unknown key "timezone"; did you mean "zone"?`, or with the keys that may stand there.
 * @param rival a key of the same block that excludes the one that was meant.
 */
export function unknownKeySays(written: string, known: readonly string[], meant?: string, rival?: string): string {
  const unknown = `unknown key ${quoted(written)}`;
  if (meant !== undefined && rival !== undefined)
    return `${unknown}; did you mean "${meant}"? It cannot stand beside ${rival}`;
  if (meant !== undefined) return `${unknown}; did you mean "${meant}"?`;
  return known.length === 1
    ? `${unknown}; the key here is ${known[0]}`
    : `${unknown}; the keys here are ${known.join(", ")}`;
}
