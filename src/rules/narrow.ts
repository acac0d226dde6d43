/**
 * Many rules, cut down to those that can fit a record: by its service, and by one column more.
 *
 * Where each of ten thousand rules names a plan of its own, a record fits few of them, and asking all would take all the
 * time. A rule that is left out has a `for` that does not fit: it is one that says nothing under any hit policy.
 */
import type { ExportRecord, RecordKind } from "../domain/record.ts";
import type { Layer, Rule } from "./policy.ts";
import { matchesValue } from "./select.ts";

/** Rules by the values of the column that tells most of them apart. All lists are in the order of the policy. */
export interface RulePartition {
  readonly column: string;
  /** Those that can fit a record with the value. */
  readonly byValue: ReadonlyMap<string, readonly Rule[]>;
  /** Those that can fit a record with any other value. */
  readonly others: readonly Rule[];
}

export interface NarrowLayer extends Layer {
  /** Those of its rules that can fit a record. */
  readonly rulesFor: (record: ExportRecord) => readonly Rule[];
}

/** A layer of which every rule is asked. */
export function wholeLayer(layer: Layer): NarrowLayer {
  return { ...layer, rulesFor: () => layer.rules };
}

/** Fewer rules are as fast without. */
const FEW_RULES = 16;
/** Rules that name no value stand in the list of every value. */
const MOST_REPEATS = 1_000_000;

/** The rules of a list that can fit a record; a rule that is not given does not fit it. */
export function narrowing(rules: readonly Rule[]): (record: ExportRecord) => readonly Rule[] {
  const partition = rules.length < FEW_RULES ? undefined : partitionRules(rules);
  if (partition === undefined) return () => rules;
  const { column, byValue, others } = partition;
  return (record) => byValue.get(record.text(column)) ?? others;
}

/** Undefined where no column leaves half of the rules at most. */
export function partitionRules(rules: readonly Rule[]): RulePartition | undefined {
  const columns = new Set(rules.flatMap(({ for: selectors }) => selectors.map(({ column }) => column)));
  // These two are columns in name only: what they say is known before any rule is asked.
  columns.delete("record");
  columns.delete("service");
  let best: { readonly column: string; readonly left: number } | undefined;
  for (const column of columns) {
    const left = rulesLeft(rules, column);
    if (left <= rules.length / 2 && (best === undefined || left < best.left)) best = { column, left };
  }
  return best && partitionBy(rules, best.column);
}

/** How many rules a value leaves on average. */
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
    // A value that comes up for the first time has missed all rules that go with any.
    for (const value of own ?? []) if (!byValue.has(value)) byValue.set(value, [...others]);
    if (own !== undefined) for (const value of own) byValue.get(value)?.push(rule);
    else {
      others.push(rule);
      for (const list of byValue.values()) list.push(rule);
    }
  }
  return { column, byValue, others };
}

/** Whether a rule is for a kind and service: it names them, or none, and no comparison such as `not` leaves the service out. */
export function isFor(rule: Rule, kind: RecordKind, service: string): boolean {
  if (!namesKind(rule, kind) || rule.services?.has(service) === false) return false;
  return rule.for.every((selector) => selector.column !== "service" || matchesValue(selector, service));
}

function namesKind({ kinds }: Rule, kind: RecordKind): boolean {
  return kinds?.has(kind) ?? true;
}

/**
 * The rules of a layer that name a kind and service, or none, in their order. Comparisons such as `not` are not looked at:
 * they are for the rules to answer.
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
