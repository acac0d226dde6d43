/**
 * The rules of a layer tried on a record, noting which of them applied and which tests were seen to hold and to fail.
 *
 * The order is that of the real decision (`rules/hit.ts`): `for` and `if` up to the first test that fails, `unless` up to
 * the first column that fits, rules up to the one that ends the layer. A test that is never tried is never seen,
 * whatever it would have said. What a test says is left to the functions of `rules/`.
 */
import type { ExportRecord } from "../domain/record.ts";
import type { Zone } from "../domain/zone.ts";
import { findUnmet } from "../rules/conditions.ts";
import { giveTo } from "../rules/give.ts";
import type { Layer, Rule, Selector } from "../rules/policy.ts";
import { matchesAll } from "../rules/select.ts";
import type { Situation } from "../rules/situation.ts";
import { findStep } from "../rules/tiers.ts";
import { conditionText, testText } from "./condition-text.ts";

interface WatchedTest {
  readonly text: string;
  readonly holds: (record: ExportRecord, situation: Situation) => boolean;
  seenTrue: boolean;
  seenFalse: boolean;
}

/** What was seen of one rule. */
export interface Seen {
  readonly rule: Rule;
  readonly layer: string;
  reached: boolean;
  readonly for: readonly WatchedTest[];
  /** Tests by column: one column of which all tests hold excludes. */
  readonly unless: readonly (readonly WatchedTest[])[];
  readonly if: readonly WatchedTest[];
  readonly tiers: readonly { readonly text: string; reached: boolean }[];
}

export interface WatchedRule {
  readonly seen: Seen;
  isAbout(record: ExportRecord): boolean;
}

export function watchRule(rule: Rule, { name: layer }: Layer, zone: Zone): WatchedRule {
  const { kinds, services, give } = rule;
  const selectors = (word: string, { column, tests }: Selector) =>
    tests.map((test): WatchedTest => {
      const alone = [{ column, tests: [test] }];
      return watch(`${word} ${testText(column, test)}`, (record) => matchesAll(alone, record));
    });
  const seen: Seen = {
    rule,
    layer,
    reached: false,
    for: rule.for.flatMap((selector) => selectors("for", selector)),
    unless: rule.unless.map((selector) => selectors("unless", selector)),
    if: rule.if.map((condition) =>
      watch(
        `if ${conditionText(condition, zone)}`,
        (record, situation) => findUnmet(condition, record, situation.window, situation.zone) === undefined,
      ),
    ),
    tiers: give.kind === "tiers" ? give.steps.map(({ text }) => ({ text: `tier ${text}`, reached: false })) : [],
  };
  return { seen, isAbout: ({ kind, service }) => (kinds?.has(kind) ?? true) && (services?.has(service) ?? true) };
}

function watch(text: string, holds: WatchedTest["holds"]): WatchedTest {
  return { text, holds, seenTrue: false, seenFalse: false };
}

export interface TriedLayer {
  readonly layer: string;
  /** Rules that applied. */
  readonly applied: readonly string[];
  /** Whether any rule's `for` fits. */
  readonly fits: boolean;
}

type Tried = "passed" | "excluded" | "unmet" | "applied";

export function tryLayer(
  { name, hit }: Layer,
  rules: readonly WatchedRule[],
  record: ExportRecord,
  situation: Situation,
): TriedLayer {
  const applied: string[] = [];
  let fits = false;
  for (const { seen, isAbout } of rules) {
    if (!isAbout(record)) continue;
    const tried = tryRule(seen, record, situation);
    if (tried !== "passed") fits = true;
    if (tried === "excluded") return { layer: name, applied: hit === "first" ? applied : [], fits };
    if (tried !== "applied") continue;
    applied.push(seen.rule.name);
    if (hit === "first") break;
    if (isNothing(seen.rule, record, situation)) return { layer: name, applied: [], fits };
  }
  return { layer: name, applied, fits };
}

function tryRule(seen: Seen, record: ExportRecord, situation: Situation): Tried {
  const holds = (test: WatchedTest) => note(test, record, situation);
  if (!seen.for.every(holds)) return "passed";
  if (seen.unless.some((tests) => tests.every(holds))) return "excluded";
  if (!seen.if.every(holds)) return "unmet";
  seen.reached = true;
  noteTier(seen, record, situation);
  return "applied";
}

function note(test: WatchedTest, record: ExportRecord, situation: Situation): boolean {
  const holds = test.holds(record, situation);
  if (holds) test.seenTrue = true;
  else test.seenFalse = true;
  return holds;
}

function noteTier({ rule: { give }, tiers }: Seen, record: ExportRecord, situation: Situation): void {
  if (give.kind !== "tiers") return;
  const found = findStep(give, record, situation);
  const tier = tiers.find((_, index) => give.steps[index] === found);
  if (tier !== undefined) tier.reached = true;
}

/** Whether a rule gives nothing on purpose, which ends a layer of any kind. */
function isNothing({ give }: Rule, record: ExportRecord, situation: Situation): boolean {
  return (give.kind === "nothing" || give.kind === "tiers") && giveTo(give, record, situation) === "excluded";
}
