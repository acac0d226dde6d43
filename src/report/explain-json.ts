/** An explanation as one JSON document. Instants are ISO 8601, lengths milliseconds, money text; values are masked as in words. */
import type { Outcome } from "../domain/decision.ts";
import { instantText } from "../domain/format-timestamp.ts";
import { jsonText } from "../domain/json.ts";
import { formatMinor } from "../domain/money.ts";
import type { Fault } from "../domain/reject.ts";
import type { RuleTrace, SelectorTrace, UnknownValue } from "../rules/trace.ts";
import type { ExplainedRecord, Explanation, Style } from "./explanation.ts";

/** @param missing where else the text was found, when it is the id of no record. */
export function explainJson(explanation: Explanation, missing?: object): string {
  const { asked, policy, revision, outage, asOf, records, style } = explanation;
  const document = {
    asked,
    policy,
    revision,
    outage,
    as_of: asOf,
    zone: style.zone.name,
    records: records.map((record) => recordOf(record, style)),
    ...(missing === undefined ? {} : { missing }),
  };
  return jsonText(document);
}

function recordOf(record: ExplainedRecord, style: Style): object {
  const { kind, service, id, place, duplicates, conflicts, cells, faults, unread, period, trace, bucket } = record;
  const decision = trace?.decision;
  return {
    kind,
    service,
    id,
    file: place.file,
    line: place.line,
    bucket,
    reason: decision?.kind === "unaffected" && bucket === "unaffected" ? decision.reason : null,
    gives: record.gives.map((outcome) => outcomeOf(outcome, style)),
    limited: record.limited.map((outcome) => outcomeOf(outcome, style)),
    user_limits: record.userLimits,
    earlier: record.earlier.map(({ run, layer, rule, change }) => ({ run, layer, rule, ...change })),
    duplicates,
    ...(record.lineItems.length === 0 ? {} : { line_items: record.lineItems }),
    ...(record.superseded.length === 0 ? {} : { superseded: record.superseded }),
    conflicts,
    faults: faults.map((fault) => faultOf(fault, style)),
    unread_faults: unread.map((fault) => faultOf(fault, style)),
    cells: Object.fromEntries(cells.map(({ column, value }) => [column, value])),
    period: period && {
      starts: Number.isFinite(period.starts) ? instantText(period.starts, style.zone) : null,
      ends: Number.isFinite(period.ends) ? instantText(period.ends, style.zone) : null,
      end_column: period.endColumn,
    },
    window: trace?.window?.intervals.map(({ start, end }) => ({
      start: instantText(start, style.zone),
      end: instantText(end, style.zone),
    })),
    unknown: trace?.unknown && unknownOf(trace.unknown),
    layers: trace?.layers.map(({ name, hit, rules }) => ({
      layer: name,
      hit,
      rules: rules.map((rule) => ruleOf(rule, style)),
    })),
  };
}

function faultOf({ code, column, value }: Fault, style: Style): object {
  return { code, column, value: style.shown(column, value) };
}

function unknownOf({ column, value, known, namedBy }: UnknownValue): object {
  return { column, value, known, named_by: namedBy };
}

function outcomeOf({ layer, rule, result }: Outcome, style: Style): object {
  return { layer, rule: rule ?? null, ...resultOf(result, style) };
}

function resultOf(result: Outcome["result"], { currencies }: Style): object {
  switch (result.kind) {
    case "review":
      return { action: "review", reason: result.reason, because: result.because };
    case "payment": {
      const { action, amount, basis, notes } = result;
      const text = formatMinor(amount.minor, currencies.decimalsOf(amount.currency));
      return { action, amount: text, currency: amount.currency, basis, notes };
    }
    default: {
      const { action, field, oldValue, newValue, extendedBy, notes } = result;
      return { action, field, old_value: oldValue, new_value: newValue, extended_by: extendedBy, notes };
    }
  }
}

function ruleOf(trace: RuleTrace, style: Style): object {
  const { rule, reached, chosen, applies, given } = trace;
  return {
    rule: rule.name,
    why: rule.why ?? null,
    reached,
    chosen,
    applies,
    for: trace.for.map((selector) => selectorOf(selector, style)),
    unless: trace.unless.map((selector) => selectorOf(selector, style)),
    if: trace.if.map(({ condition, unmet, finding }) => ({ condition: condition.kind, unmet: unmet ?? null, finding })),
    given: given === undefined ? null : typeof given === "string" ? { reason: given } : resultOf(given, style),
  };
}

function selectorOf({ selector, value, matches }: SelectorTrace, style: Style): object {
  return { column: selector.column, value: style.shown(selector.column, value), matches };
}
