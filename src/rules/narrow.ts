/**
 * The few of many rules that can fit a record, found by the record's service and by one more column.
 *
 * Where each of ten thousand rules names a plan of its own, a record fits few rules, and asking all rules would take all the
 * time. A rule that is left out has a `for` that does not fit, and such a rule says nothing under any hit policy.
 */
import type { ExportRecord, RecordKind } from "../domain/record.ts";
import type { Layer, Rule } from "./policy.ts";
import { matchesValue } from "./select.ts";

/** Rules by the values of the column that tells most of them apart. All lists are in the order of the policy. */
export interface RulePartition {
  readonly column: string;
  /** The rules that can fit a record with the value. */
  readonly byValue: ReadonlyMap<string, readonly Rule[]>;
  /** The rules that can fit a record with any other value. */
  readonly others: readonly Rule[];
}

export interface NarrowLayer extends Layer {
  /** The rules of the layer that can fit a record. */
  readonly rulesFor: (record: ExportRecord) => readonly Rule[];
}

/** A layer whose rules are all asked. */
export function wholeLayer(layer: Layer): NarrowLayer {
  return { ...layer, rulesFor: () => layer.rules };
}

/** To ask fewer rules than these is as fast as to look for those that can fit. */
const FEW_RULES = 16;
/** The most entries of rules that name no value: each such rule stands in the list of every value. */
const MOST_REPEATS = 1_000_000;

/** Finds the rules of a list that can fit a record; no rule that is left out fits the record. */
export function narrowing(rules: readonly Rule[]): (record: ExportRecord) => readonly Rule[] {
  const partition = rules.length < FEW_RULES ? undefined : partitionRules(rules);
  if (partition === undefined) return () => rules;
  const { column, byValue, others } = partition;
  return (record) => byValue.get(record.text(column)) ?? others;
}

/** Undefined where no column leaves half of the rules at most. */
export function partitionRules(rules: readonly Rule[]): RulePartition | undefined {
  const columns = new Set(rules.flatMap(({ for: selectors }) => selectors.map(({ column }) => column)));
  // These two are columns in name only: their values are known before any rule is asked.
  columns.delete("record");
  columns.delete("service");
  let best: { readonly column: string; readonly left: number } | undefined;
  for (const column of columns) {
    const left = rulesLeft(rules, column);
    if (left <= rules.length / 2 && (best === undefined || left < best.left)) best = { column, left };
  }
  return best && partitionBy(rules, best.column);
}

/** How many rules can fit a record with a value of the column, on average. */
function rulesLeft(rules: readonly Rule[], column: string): number {
  const values = new Set<string>();
  let named = 0;
  let unnamed = 0;
  for (const rule of rules) {
    const own = valuesNamed(rule, column);
    if (own === undefined) unnamed += 1;
    else for (const value of own) values.add(value);
    named += own?.size ?? 0;
  }
  if (values.size === 0 || unnamed * values.size > MOST_REPEATS) return rules.length;
  return unnamed + named / values.size;
}

/** The only values that the rule can fit; undefined where its `for` does not list any. */
function valuesNamed({ for: selectors }: Rule, column: string): ReadonlySet<string> | undefined {
  for (const selector of selectors) {
    if (selector.column !== column) continue;
    for (const test of selector.tests) if (test.kind === "any-of") return test.values;
  }
  return undefined;
}

function partitionBy(rules: readonly Rule[], column: string): RulePartition {
  const byValue = new Map<string, Rule[]>();
  const others: Rule[] = [];
  for (const rule of rules) {
    const own = valuesNamed(rule, column);
    // The list of a new value starts with the rules so far that go with any value.
    for (const value of own ?? []) if (!byValue.has(value)) byValue.set(value, [...others]);
    if (own !== undefined) for (const value of own) byValue.get(value)?.push(rule);
    else {
      others.push(rule);
      for (const list of byValue.values()) list.push(rule);
    }
  }
  return { column, byValue, others };
}

/** Whether a rule is for a kind and service: it names them, or names none, and no comparison such as `not` leaves them out. */
export function isFor(rule: Rule, kind: RecordKind, service: string): boolean {
  if (!namesKind(rule, kind) || rule.services?.has(service) === false) return false;
  return rule.for.every((selector) => selector.column !== "service" || matchesValue(selector, service));
}

function namesKind({ kinds }: Rule, kind: RecordKind): boolean {
  return kinds?.has(kind) ?? true;
}

/**
 * The rules of a layer that name a kind and service, or none, in their order. Comparisons such as `not` are not looked at:
 * the rules answer these when they are asked.
 */
export function rulesNaming(kind: RecordKind, service: string, layer: Layer): readonly Rule[] {
  return rulesOfService(service, layer).filter((rule) => namesKind(rule, kind));
}

function rulesOfService(service: string, { rules }: Layer): readonly Rule[] {
  const { anywhere, named } = serviceLists.get(rules) ?? listByService(rules);
  const own = named.get(service) ?? [];
  const indexes = own.length === 0 ? anywhere : [...anywhere, ...own].sort((a, b) => a - b);
  return indexes.flatMap((index) => rules[index] ?? []);
}

/** Positions of rules. */
interface ServiceLists {
  readonly anywhere: readonly number[];
  readonly named: ReadonlyMap<string, readonly number[]>;
}

const serviceLists = new WeakMap<readonly Rule[], ServiceLists>();

function listByService(rules: readonly Rule[]): ServiceLists {
  const anywhere: number[] = [];
  const named = new Map<string, number[]>();
  for (const [index, { services }] of rules.entries()) {
    if (services === undefined) anywhere.push(index);
    for (const service of services ?? []) {
      const known = named.get(service);
      if (known === undefined) named.set(service, [index]);
      else known.push(index);
    }
  }
  const lists = { anywhere, named };
  serviceLists.set(rules, lists);
  return lists;
}
