/** One written rule, understood: for whom, unless what, if what held in time. `read-give.ts` reads the benefit. */
import { dayOfWall } from "../domain/civil.ts";
import { quoted } from "../domain/failure.ts";
import { canonicalColumns, RECORD_KINDS, type RecordKind } from "../domain/record.ts";
import { didYouMean, findNearest } from "../domain/suggest.ts";
import { isDateOnly } from "../domain/timestamp.ts";
import { COMPARISONS, type ColumnTest, type Condition, type Rule, type Selector } from "../rules/policy.ts";
import type { GiveContext } from "./give-context.ts";
import { askingAbout, testedField } from "./own-period.ts";
import type { Part, Path } from "./problem.ts";
import { readGive, writtenEnd } from "./read-give.ts";
import { readDayOrMoment, readElapsed, readName, readNumber } from "./terms.ts";
import type { WrittenComparisons, WrittenConditions, WrittenRule, WrittenSelector } from "./written-policy.ts";

/** A column that a rule looks at, with the place to complain about when an export lacks it. */
export interface ColumnMention {
  readonly column: string;
  readonly path: Path;
}

export interface ReadRule {
  readonly rule: Rule;
  readonly mentions: readonly ColumnMention[];
}

/** Reads the values of a column of a file beside the policy. */
export type ReadList = (
  file: string,
  column: string,
) => { readonly values: ReadonlySet<string> } | { readonly problem: string };

export interface RuleContext extends GiveContext {
  readonly readList: ReadList;
  readonly declaredValues: ReadonlyMap<string, ReadonlySet<string>>;
}

export function readRule(written: WrittenRule, path: Path, context: RuleContext): ReadRule | undefined {
  const { complain } = context;
  const name = readName(written.rule, [...path, "rule"], complain);
  const kinds = readKinds(written.for.record, [...path, "for", "record"], context);
  const services = readServices(written.for.service);
  const selected = readSelectors(written.for, [...path, "for"], context);
  const excluded = readSelectors(written.unless ?? {}, [...path, "unless"], context);
  const conditions = readConditions(written.if ?? {}, [...path, "if"], context);
  const give = readGive(written.give, [...path, "give"], context);
  const ends = endsNamed(written, path);
  const named = [...ends, ...tierColumns(written, path)];
  for (const mention of named) checkColumn(mention, "value", context);
  for (const end of ends) checkEnd(end, context);
  if (name === undefined || give === undefined) return undefined;

  const mentions = [...selected, ...excluded].map(({ selector, path: where }) => ({
    column: selector.column,
    path: where,
  }));
  mentions.push(...named);
  const rule: Rule = {
    name,
    why: written.why,
    kinds,
    services,
    for: selected
      .map(({ selector }) => selector)
      .filter(({ column }) => column !== "record" && (column !== "service" || services === undefined)),
    unless: excluded.map(({ selector }) => selector),
    if: conditions,
    give,
  };
  return {
    rule: askingAbout(rule, testedField(written.if?.field, give)),
    mentions: mentions.filter(({ column }) => column !== "service" && column !== "record"),
  };
}

/** The columns that a rule names as the end that it changes or asks about. */
function endsNamed({ give, if: asked }: WrittenRule, path: Path): readonly ColumnMention[] {
  const changed = writtenEnd(give);
  return [
    ...(changed === undefined ? [] : [{ column: changed.field, path: [...path, "give", changed.benefit, "field"] }]),
    ...(asked?.field === undefined ? [] : [{ column: asked.field, path: [...path, "if", "field"] }]),
  ];
}

/** The column by which tiers are told, where it is one. */
function tierColumns({ give }: WrittenRule, path: Path): readonly ColumnMention[] {
  if (give === "nothing") return [];
  return (["credit", "grant"] as const).flatMap((kind) => {
    const by = typeof give[kind] === "object" ? give[kind].tiers?.by : undefined;
    if (by === undefined || by === "lost" || by === "down") return [];
    return [{ column: by, path: [...path, "give", kind, "tiers", "by"] }];
  });
}

function readKinds(written: WrittenSelector | undefined, path: Path, { complain }: RuleContext): Rule["kinds"] {
  if (written === undefined) return undefined;
  const values = plainValues(written);
  if (values === undefined)
    return complain(path, `"record" takes a kind or a list of kinds: ${RECORD_KINDS.join(", ")}`);
  const kinds = new Set<RecordKind>();
  for (const [index, value] of values.entries()) {
    const kind = RECORD_KINDS.find((known) => known === value);
    if (kind === undefined)
      complain(valuePath(written, path, index), `${quoted(value)} is not a kind of record${kindMeant(value)}`);
    else kinds.add(kind);
  }
  return kinds;
}

function kindMeant(value: string): string {
  return didYouMean(value, RECORD_KINDS) || `; it is one of ${RECORD_KINDS.join(", ")}`;
}

/** Where one value of a list stands, or the only value. */
function valuePath(written: WrittenSelector | undefined, path: Path, index: number): Path {
  return Array.isArray(written) ? [...path, index] : path;
}

/** Services named outright sort the rules; a comparison such as `not` stays a selector. */
function readServices(written: WrittenSelector | undefined): Rule["services"] {
  const values = written === undefined ? undefined : plainValues(written);
  return values === undefined ? undefined : new Set(values);
}

function plainValues(written: WrittenSelector): readonly string[] | undefined {
  if (typeof written === "string") return [written];
  return Array.isArray(written) ? written : undefined;
}

interface ReadSelector {
  readonly selector: Selector;
  readonly path: Path;
}

function readSelectors(
  written: { readonly [column: string]: WrittenSelector },
  path: Path,
  context: RuleContext,
): ReadSelector[] {
  return Object.entries(written).map(([column, test]) => {
    const at = [...path, column];
    checkColumn({ column, path: at }, "key", context);
    const tests = readTests(column, test, at, context);
    checkDeclared(column, test, at, context);
    return { selector: { column, tests }, path: at };
  });
}

/** A column of the user's own is fine; a column that is nearly a canonical column is a slip of the pen, unless it is declared. */
function checkColumn({ column, path }: ColumnMention, part: Part, { complain, declaredValues }: RuleContext): void {
  if (CANONICAL.has(column) || declaredValues.has(column) || column.length < 4) return;
  const near = findNearest(column, [...CANONICAL], 1 / 6);
  if (near === undefined) return;
  const meant = `is ${quoted(column)} meant to be ${quoted(near)}?`;
  complain(path, `${meant} If it is a column of yours, list its values under columns`, part);
}

function checkEnd({ column, path }: ColumnMention, { complain }: RuleContext): void {
  if (CANONICAL.has(column) && !END_COLUMNS.has(column))
    complain(path, `${quoted(column)} is no end; it is ${[...END_COLUMNS].join(", ")} or a column of yours`);
}

const END_COLUMNS: ReadonlySet<string> = new Set(["expires_at", "next_billing_at"]);

const CANONICAL: ReadonlySet<string> = new Set(["record", ...RECORD_KINDS.flatMap(canonicalColumns)]);

function readTests(
  column: string,
  written: WrittenSelector,
  path: Path,
  { complain, readList }: RuleContext,
): readonly ColumnTest[] {
  const values = plainValues(written);
  if (values !== undefined) return [{ kind: "any-of", values: new Set(values) }];
  if (typeof written === "string" || Array.isArray(written)) return [];
  const tests: ColumnTest[] = [];
  const listedIn = written["listed-in"];
  if (listedIn !== undefined) {
    const listed = readList(listedIn, column);
    if ("problem" in listed) complain([...path, "listed-in"], listed.problem);
    tests.push({ kind: "listed", file: listedIn, values: "values" in listed ? listed.values : new Set() });
  }
  if (written.not !== undefined) tests.push({ kind: "none-of", values: new Set([written.not].flat()) });
  if (written.empty !== undefined) tests.push({ kind: "empty", wanted: written.empty === "true" });
  for (const comparison of COMPARISONS) {
    const text = written[comparison];
    const bound = text === undefined ? undefined : readNumber(text, [...path, comparison], complain);
    if (bound !== undefined) tests.push({ kind: "number", comparison, bound });
  }
  if (Object.keys(written).length === 0)
    complain(path, "says nothing; write a value, a list, or a comparison such as not", "lack");
  return tests;
}

function checkDeclared(
  column: string,
  written: WrittenSelector,
  path: Path,
  { complain, declaredValues }: RuleContext,
): void {
  const declared = declaredValues.get(column);
  if (declared === undefined) return;
  const { named, at } = namedValues(written, path);
  for (const [index, value] of [named].flat().entries()) {
    if (declared.has(value)) continue;
    const near = didYouMean(value, [...declared]);
    complain(valuePath(named, at, index), `${quoted(value)} is not among the values declared for ${column}${near}`);
  }
}

/** The values that a selector names, to be among them or not. */
function namedValues(written: WrittenSelector, path: Path): { readonly named: string | string[]; readonly at: Path } {
  if (typeof written === "string" || Array.isArray(written)) return { named: written, at: path };
  return { named: written.not ?? [], at: [...path, "not"] };
}

function readConditions(written: WrittenConditions, path: Path, context: RuleContext): readonly Condition[] {
  const conditions: Condition[] = [];
  if (written.held !== undefined)
    conditions.push({ kind: written.held === "during-outage" ? "held" : "held-throughout" });
  if (written.ended !== undefined) conditions.push({ kind: "ended" });
  if (written.began !== undefined) conditions.push({ kind: "began" });
  const heldOn = written["held-on"];
  if (heldOn !== undefined) conditions.push(...readHeldOn(heldOn, [...path, "held-on"], context));
  for (const of of ["lost", "down"] as const)
    conditions.push(...readLengthTests(of, written[of] ?? {}, [...path, of], context));
  return conditions;
}

function readHeldOn(text: string, path: Path, { complain, zone }: RuleContext): readonly Condition[] {
  const time = readDayOrMoment(text, path, complain, { role: "start", zone });
  if (time === undefined) return [];
  return [
    isDateOnly(time) ? { kind: "held-on-day", day: dayOfWall(time.wall) } : { kind: "held-at", at: time.instant },
  ];
}

function readLengthTests(
  of: "lost" | "down",
  written: WrittenComparisons,
  path: Path,
  { complain }: RuleContext,
): readonly Condition[] {
  return COMPARISONS.flatMap((comparison): Condition[] => {
    const text = written[comparison];
    const bound = text === undefined ? undefined : readElapsed(text, [...path, comparison], complain);
    return bound === undefined ? [] : [{ kind: "length", of, comparison, bound }];
  });
}
