/** An explanation in plain words: the answer first, then where it comes from, then how every rule fared. */
import type { Outcome } from "../domain/decision.ts";
import { visible } from "../domain/failure.ts";
import type { LayerTrace, RuleTrace } from "../rules/trace.ts";
import type { ExplainedRecord, Explanation } from "./explanation.ts";
import type { Palette } from "./terminal.ts";
import { plainText } from "./views.ts";
import { en } from "./words/en.ts";
import { ko } from "./words/ko.ts";
import type { Words } from "./words/words.ts";

export const LANGUAGES = { en, ko } as const satisfies { readonly [language: string]: Words };
export type Language = keyof typeof LANGUAGES;

export function explainText(explanation: Explanation, language: Language, palette: Palette): string {
  const teller: Teller = { explanation, words: LANGUAGES[language], palette };
  return `${explanation.records.map((record) => recordLines(record, teller).join("\n")).join("\n\n")}\n`;
}

interface Teller {
  readonly explanation: Explanation;
  readonly words: Words;
  readonly palette: Palette;
}

function recordLines(record: ExplainedRecord, teller: Teller): readonly string[] {
  const { words, palette, explanation } = teller;
  const { scene } = explanation;
  const { headings } = words;
  const read = record.cells.map(({ column, value }) => `${column} ${value}`).join(", ");
  const period = record.period === undefined ? [] : [`  ${words.period(record.period, scene)}; ${scene.zone.name}`];
  const window = record.trace === undefined ? [] : [`  ${headings.window}: ${words.window(record.trace, scene)}`];
  return [
    palette.strong(`${words.kinds[record.kind]} ${plainText(record.id)} (${plainText(record.service)})`),
    ...answerLines(record, teller).map((line) => `  ${line}`),
    "",
    `  ${headings.where}: ${words.place(record.place)}`,
    ...(record.duplicates.length === 0 ? [] : [`  ${words.duplicates(record.duplicates)}`]),
    `  ${headings.read}: ${read}`,
    ...period,
    ...window,
    ...ruleLines(record, teller),
    "",
    `  ${headings.book}: ${record.earlier.length === 0 ? words.nothingEarlier() : record.earlier.map(words.earlier).join("; ")}`,
  ];
}

function answerLines(record: ExplainedRecord, { words, palette, explanation }: Teller): readonly string[] {
  const { scene } = explanation;
  const { trace, gives, limited, userLimits, bucket } = record;
  const colour = bucket === "compensated" ? palette.good : bucket === "rejected" ? palette.bad : palette.warning;
  const lines = [colour(words.answer(record))];
  lines.push(...record.faults.map(words.fault));
  if (record.conflicts.length > 0) lines.push(words.conflicts(record.conflicts));
  // A value that nobody names is told once, with the values that are named.
  lines.push(...gives.filter(({ rule }) => rule !== undefined).map((outcome) => giftLine(outcome)));
  lines.push(...limited.map((outcome) => words.limited(outcome, scene)));
  if (bucket === "already-compensated") lines.push(...record.earlier.map(words.earlier));
  if (trace?.unknown !== undefined) lines.push(words.unknown(trace.unknown));
  if (trace?.decision.kind === "overlapping") lines.push(words.overlapping(trace.decision.rules));
  if (trace?.decision.kind === "unaffected" && bucket === "unaffected") {
    const { reason } = trace.decision;
    const what = reason === "no-rule" ? words.noRule(record.service, record.kind) : words.reasons[reason];
    lines.push(`${what} (${reason})`, ...whyNot(trace.layers));
  }
  if (userLimits !== "none") lines.push(words.userLimits(userLimits));
  return lines;

  function giftLine({ rule, result }: Outcome): string {
    return rule === undefined ? words.gift(result, scene) : `${words.gift(result, scene)}, ${words.byRule(rule)}`;
  }

  /** What the rules that were about this record missed, and by how much. */
  function whyNot(layers: readonly LayerTrace[]): readonly string[] {
    const about = layers.flatMap(({ rules }) => rules.filter(({ given, reached }) => reached && given !== undefined));
    return about.map(
      (rule) => `${rule.rule.name}: ${fateOf(rule, record, { words, palette, explanation }).join("; ")}`,
    );
  }
}

function ruleLines(record: ExplainedRecord, teller: Teller): readonly string[] {
  const { trace } = record;
  if (trace === undefined || trace.unknown !== undefined || trace.layers.length === 0) return [];
  const { words, palette } = teller;
  return trace.layers.flatMap((layer) => [
    "",
    `  ${palette.faint(`${words.headings.rules}: ${layer.name} (${words.hits[layer.hit]})`)}`,
    ...layer.rules.flatMap((rule) => [
      `    ${signOf(rule)} ${palette.strong(rule.rule.name)}${rule.rule.why === undefined ? "" : ` — ${visible(rule.rule.why)}`}`,
      ...fateOf(rule, record, teller).map((line) => `        ${line}`),
    ]),
  ]);
}

/** `+` gives, `?` asks a person, `=` would have applied after the one that did, `-` everything else. */
function signOf({ chosen, given, applies }: RuleTrace): string {
  if (chosen) return typeof given === "object" && given.kind === "review" ? "?" : "+";
  return applies && typeof given === "object" ? "=" : "-";
}

/** What decided about the rule, one line each. */
function fateOf(rule: RuleTrace, record: ExplainedRecord, { words, explanation }: Teller): readonly string[] {
  const { scene } = explanation;
  const unmatched = rule.for.filter(({ matches }) => !matches);
  if (rule.given === undefined) return unmatched.slice(0, 2).map((selector) => words.notForIt(selector, scene));
  const excluding = rule.unless.filter(({ matches }) => matches);
  if (excluding.length > 0) return excluding.map((selector) => words.excluded(selector, scene));
  const { period } = record;
  if (period === undefined) return [];
  const unmet = rule.if.filter((condition) => condition.unmet !== undefined);
  const deciding = unmet.length > 0 ? unmet : rule.if;
  const conditions = deciding.map((condition) => words.condition(condition, period, scene));
  const result = unmet.length > 0 && rule.given !== "no-expiry" ? [] : [words.result(rule, scene)];
  return [...conditions, ...result.map((text) => (rule.reached ? text : words.notReached(text)))];
}
