/** An explanation in plain words: the answer first, then where it comes from, then how every rule fared. */
import type { Outcome } from "../domain/decision.ts";
import { visible } from "../domain/failure.ts";
import type { LayerTrace, RuleTrace } from "../rules/trace.ts";
import type { ExplainedRecord, Explanation } from "./explanation.ts";
import type { Language } from "./habits.ts";
import type { Palette } from "./palette.ts";
import { en } from "./sentences/en.ts";
import { ko } from "./sentences/ko.ts";
import type { Sentences } from "./sentences/sentences.ts";
import { plainText } from "./views.ts";

export const LANGUAGES: { readonly [language in Language]: Sentences } = { en, ko };

export function explainText(explanation: Explanation, language: Language, palette: Palette): string {
  const teller: Teller = { explanation, sentences: LANGUAGES[language], palette };
  return `${explanation.records.map((record) => recordLines(record, teller).join("\n")).join("\n\n")}\n`;
}

interface Teller {
  readonly explanation: Explanation;
  readonly sentences: Sentences;
  readonly palette: Palette;
}

function recordLines(record: ExplainedRecord, teller: Teller): readonly string[] {
  const { sentences, palette, explanation } = teller;
  const { style } = explanation;
  const { headings } = sentences;
  const read = record.cells.map(({ column, value }) => `${column} ${value}`).join(", ");
  const period = record.period === undefined ? [] : [`  ${sentences.period(record.period, style)}; ${style.zone.name}`];
  const window = record.trace === undefined ? [] : [`  ${headings.window}: ${sentences.window(record.trace, style)}`];
  return [
    palette.strong(`${sentences.kinds[record.kind]} ${plainText(record.id)} (${plainText(record.service)})`),
    ...answerLines(record, teller).map((line) => `  ${line}`),
    "",
    `  ${headings.where}: ${sentences.place(record.place)}`,
    ...(record.duplicates.length === 0 ? [] : [`  ${sentences.duplicates(record.duplicates)}`]),
    ...(record.lineItems.length === 0 ? [] : [`  ${sentences.lineItems(record.lineItems)}`]),
    ...(record.superseded.length === 0 ? [] : [`  ${sentences.superseded(record.superseded)}`]),
    `  ${headings.read}: ${read}`,
    ...record.unread.map((fault) => `  ${sentences.unread(fault)}`),
    ...period,
    ...window,
    ...ruleLines(record, teller),
    "",
    `  ${headings.book}: ${record.earlier.length === 0 ? sentences.nothingEarlier() : record.earlier.map(sentences.earlier).join("; ")}`,
  ];
}

function answerLines(record: ExplainedRecord, { sentences, palette, explanation }: Teller): readonly string[] {
  const { style } = explanation;
  const { trace, gives, limited, userLimits, bucket } = record;
  const colour = bucket === "compensated" ? palette.good : bucket === "rejected" ? palette.bad : palette.warning;
  const lines = [colour(sentences.answer(record))];
  lines.push(...record.faults.map(sentences.fault));
  if (record.conflicts.length > 0) lines.push(sentences.conflicts(record.conflicts));
  if (bucket === "rejected" && record.superseded.length > 0) lines.push(sentences.noneInItsPlace());
  // A value that the policy does not name is told once, with the values that the policy names.
  lines.push(...gives.filter(({ rule }) => rule !== undefined).map((outcome) => giftLine(outcome)));
  lines.push(...limited.map((outcome) => sentences.limited(outcome, style)));
  if (bucket === "already-compensated") lines.push(...record.earlier.map(sentences.earlier));
  if (trace?.unknown !== undefined) lines.push(`${sentences.unknown(trace.unknown)}${reviewCode(gives)}`);
  if (trace?.decision.kind === "overlapping") lines.push(sentences.overlapping(trace.decision.rules));
  if (trace?.decision.kind === "unaffected" && bucket === "unaffected") {
    const { reason } = trace.decision;
    const what = reason === "no-rule" ? sentences.noRule(record.service, record.kind) : sentences.reasons[reason];
    lines.push(`${what} (${reason})`, ...whyNot(trace.layers));
  }
  if (userLimits !== "none") lines.push(sentences.userLimits(userLimits));
  return lines;

  function giftLine({ rule, result }: Outcome): string {
    return rule === undefined
      ? sentences.gift(result, style)
      : `${sentences.gift(result, style)}, ${sentences.byRule(rule)}`;
  }

  /** The conditions that this record missed of the rules that are for it, and by how much. */
  function whyNot(layers: readonly LayerTrace[]): readonly string[] {
    const about = layers.flatMap(({ rules }) => rules.filter(({ given, reached }) => reached && given !== undefined));
    return about.map(
      (rule) => `${rule.rule.name}: ${fateOf(rule, record, { sentences, palette, explanation }).join("; ")}`,
    );
  }
}

/** ` (unknown-channel)`: the code of a review that no rule asked for, as it stands in `review.csv`. */
function reviewCode(gives: readonly Outcome[]): string {
  const asked = gives.find(({ rule }) => rule === undefined)?.result;
  return asked?.kind === "review" ? ` (${asked.reason})` : "";
}

function ruleLines(record: ExplainedRecord, teller: Teller): readonly string[] {
  const { trace } = record;
  if (trace === undefined || trace.unknown !== undefined || trace.layers.length === 0) return [];
  const { sentences, palette } = teller;
  return trace.layers.flatMap((layer) => [
    "",
    `  ${palette.faint(`${sentences.headings.rules}: ${layer.name} (${sentences.hits[layer.hit]})`)}`,
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

/** The lines that say what decided about the rule. */
function fateOf(rule: RuleTrace, record: ExplainedRecord, { sentences, explanation }: Teller): readonly string[] {
  const { style } = explanation;
  const unmatched = rule.for.filter(({ matches }) => !matches);
  if (rule.given === undefined) return unmatched.slice(0, 2).map((selector) => sentences.notForIt(selector, style));
  const excluding = rule.unless.filter(({ matches }) => matches);
  if (excluding.length > 0) return excluding.map((selector) => sentences.excluded(selector, style));
  const { period } = record;
  if (period === undefined) return [];
  const unmet = rule.if.filter((condition) => condition.unmet !== undefined);
  const deciding = unmet.length > 0 ? unmet : rule.if;
  const conditions = deciding.map((condition) => sentences.condition(condition, period, style));
  const result = unmet.length > 0 && rule.given !== "no-expiry" ? [] : [sentences.result(rule, style)];
  return [...conditions, ...result.map((text) => (rule.reached ? text : sentences.notReached(text)))];
}
