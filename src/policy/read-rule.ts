/** One written rule, understood: for whom, unless what, if what held in time. `read-give.ts` reads the benefit. */
import { dayOfWall } from "../domain/civil.ts";
import { quoted } from "../domain/failure.ts";
import { canonicalColumns, RECORD_KINDS, type RecordKind } from "../domain/record.ts";
import { didYouMean, findNearest } from "../domain/suggest.ts";
import { isDateOnly } from "../domain/timestamp.ts";
import { namedEnd } from "../rules/give.ts";
import { COMPARISONS, type ColumnTest, type Condition, type Rule, type Selector } from "../rules/policy.ts";
import type { GiveContext } from "./give-context.ts";
import { askingAbout, testedField } from "./own-period.ts";
import type { Part, Path } from "./problem.ts";
import { readGive } from "./read-give.ts";
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
  if (name === undefined || give === undefined) return undefined;

  const field = namedEnd(give);
  const asked = written.if?.field;
  const mentions = [...selected, ...excluded].map(({ selector, path: where }) => ({
    column: selector.column,
    path: where,
  }));
  const named: ColumnMention[] = [];
  const ends = [
    ...(field === undefined ? [] : [{ column: field, path: [...path, "give", give.kind, "field"] }]),
    ...(asked === undefined ? [] : [{ column: asked, path: [...path, "if", "field"] }]),
  ];
  named.push(...ends);
  if (give.kind === "tiers" && give.by.kind === "column") {
    named.push({ column: give.by.column, path: tierColumnPath(written, path) });
  }
  for (const { column, path: where } of named) checkColumn({ column, path: where }, "value", context);
  for (const end of ends) checkEnd(end, context);
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
    rule: askingAbout(rule, testedField(asked, give)),
    mentions: mentions.filter(({ column }) => column !== "service" && column !== "record"),
  };
}

function tierColumnPath({ give }: WrittenRule, path: Path): Path {
  const kind = typeof give === "object" && give.credit !== undefined ? "credit" : "grant";
  return [...path, "give", kind, "tiers", "by"];
}

function readKinds(written: WrittenSelector | undefined, path: Path, { complain }: RuleContext): Rule["kinds"] {
  if (written === undefined) return undefined;
  const values = plainValues(written);
  if (values === undefined)
    return complain(path, `"record" takes a kind or a list of kinds: ${RECORD_KINDS.join(", ")}`);
  const kinds = new Set<RecordKind>();
  for (const value of values) {
    const kind = RECORD_KINDS.find((known) => known === value);
    if (kind === undefined)
      complain(path, `${quoted(value)} is not a kind of record${didYouMean(value, RECORD_KINDS)}`);
    else kinds.add(kind);
  }
  return kinds;
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
    for (const read of tests) checkDeclared(column, read, at, context);
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
    complain(path, "says nothing; write a value, a list, or a comparison such as not");
  return tests;
}

function checkDeclared(column: string, test: ColumnTest, path: Path, { complain, declaredValues }: RuleContext): void {
  const declared = declaredValues.get(column);
  if (declared === undefined || (test.kind !== "any-of" && test.kind !== "none-of")) return;
  for (const value of test.values) {
    if (!declared.has(value)) {
      complain(
        path,
        `${quoted(value)} is not among the values declared for ${column}${didYouMean(value, [...declared])}`,
      );
    }
  }
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
