/** Turns the counts of the engine into the summary that is written and shown. */
import { createCurrencyTable } from "../../domain/currency.ts";
import { formatMinor } from "../../domain/money.ts";
import type { SkippedFile, Summary, SummaryBuckets, SummaryRule, Warning } from "../../report/summary.ts";
import type { Policy } from "../../rules/policy.ts";
import type { StagedOutputs } from "../../run/run.ts";
import type { Buckets, RuleTally } from "../../run/settle/tally.ts";
import { remarkWarning } from "./remark-warning.ts";
import type { RulesInput } from "./rules-input.ts";

export interface SummarizedOutputs extends StagedOutputs {
  /** What lies in folders of exports and was left out. */
  readonly skipped: readonly SkippedFile[];
}

export function summaryOf(
  { exports, tally, unruled, remarks, skipped }: SummarizedOutputs,
  { policy, outage }: RulesInput,
  asOf: string,
): Summary {
  const credits = creditsIn(policy);
  const declared = declaredIn(exports);
  return {
    outage: outage.id,
    policy: policy.name,
    revision: policy.revision,
    as_of: asOf,
    totals: bucketsOf(tally.totals, declared),
    extended: tally.extended,
    credited: tally.credited,
    credits: credits(tally.credits),
    by_rule: tally.byRule.map((rule) => ruleOf(rule, credits)),
    unaffected: Object.fromEntries(tally.unaffected),
    rejects: Object.fromEntries([...tally.rejects].map(([code, { count }]) => [code, count])),
    exports: exports.map(({ name, kind, encoding }, index) => ({
      file: name,
      kind,
      encoding,
      ...bucketsOf(tally.exports[index] ?? tally.totals, declared),
    })),
    ...(skipped.length === 0 ? {} : { skipped }),
    warnings: [
      ...ruleWarnings(tally.byRule),
      ...alwaysCapped(tally.byRule),
      ...unusedRules(policy, tally.applied),
      ...allMatchingRules(policy, { exports, tally }),
      ...exportWarnings(exports, unnamedServices(unruled, policy)),
      ...remarks.map(remarkWarning),
    ],
  };
}

interface Declared {
  readonly lineItems: boolean;
  readonly newer: boolean;
}

/** What a mapping of some export says about rows of one record. */
function declaredIn(exports: StagedOutputs["exports"]): Declared {
  return {
    lineItems: exports.some(({ mapping }) => mapping?.rows !== undefined),
    newer: exports.some(({ mapping }) => mapping?.newer !== undefined),
  };
}

function bucketsOf(buckets: Readonly<Buckets>, declared: Declared): SummaryBuckets {
  const { read, compensated, review, unaffected, alreadyCompensated, rejected, duplicate, lineItems, superseded } =
    buckets;
  return {
    read,
    compensated,
    review,
    unaffected,
    already_compensated: alreadyCompensated,
    rejected,
    duplicate,
    ...(declared.lineItems ? { line_items: lineItems } : {}),
    ...(declared.newer ? { superseded } : {}),
  };
}

type CreditsText = (credits: ReadonlyMap<string, bigint>) => Summary["credits"];

function creditsIn(policy: Policy): CreditsText {
  const currencies = createCurrencyTable(policy.units);
  return (credits) =>
    Object.fromEntries(
      [...credits].map(([code, minor]) => {
        const currency = currencies.find(code);
        if (currency === undefined) throw new Error(`an amount in ${code}, which nobody declared`);
        return [code, formatMinor(minor, currencies.decimalsOf(currency))];
      }),
    );
}

function ruleOf(
  { rule, layer, service, records, extended, review, credits }: RuleTally,
  text: CreditsText,
): SummaryRule {
  return { rule, layer, service, records, extended, review, credits: text(credits) };
}

function ruleWarnings(tallies: readonly RuleTally[]): readonly Warning[] {
  return tallies.flatMap(({ rule, service, notes }) =>
    (["dead-on-arrival", "clock-change", "moves-charge"] as const).flatMap((code): Warning[] => {
      const records = notes.get(code) ?? 0;
      return records === 0 ? [] : [{ code, about: `${rule} (${service})`, records }];
    }),
  );
}

/** Rules whose every benefit was held to a ceiling: no record gets what such a rule says. */
function alwaysCapped(tallies: readonly RuleTally[]): readonly Warning[] {
  return [...new Set(tallies.map(({ rule }) => rule))].flatMap((name): Warning[] => {
    const own = tallies.filter(({ rule }) => rule === name);
    const given = own.reduce((sum, { records, review }) => sum + records - review, 0);
    const capped = own.reduce((sum, { notes }) => sum + (notes.get("capped") ?? 0), 0);
    return given > 0 && capped === given ? [{ code: "always-capped", about: name, records: given }] : [];
  });
}

function unusedRules({ layers }: Policy, used: ReadonlySet<string>): readonly Warning[] {
  const giving = layers.flatMap(({ rules }) => rules).filter(({ give }) => give.kind !== "nothing");
  return giving
    .filter(({ name }) => !used.has(name))
    .map(({ name }) => ({ code: "rule-unused", about: name, records: 0 }));
}

/** Rules that gave something to every readable record of the kinds they are for. */
function allMatchingRules(
  { layers }: Policy,
  { exports, tally }: Pick<StagedOutputs, "exports" | "tally">,
): readonly Warning[] {
  return layers
    .flatMap(({ rules }) => rules)
    .flatMap(({ name, kinds }): Warning[] => {
      const records = tally.byRule.filter(({ rule }) => rule === name).reduce((sum, rule) => sum + rule.records, 0);
      const readable = exports
        .map(({ kind }, index) => ({ kind, buckets: tally.exports[index] ?? tally.totals }))
        .filter(({ kind }) => kinds?.has(kind) ?? true)
        .reduce((sum, { buckets }) => sum + buckets.read - droppedRows(buckets), 0);
      return records > 1 && records === readable ? [{ code: "rule-matches-all", about: name, records }] : [];
    });
}

function droppedRows({ duplicate, lineItems, superseded, rejected }: Readonly<Buckets>): number {
  return duplicate + lineItems + superseded + rejected;
}

/** The services that no rule of any kind names, among those that some kind of record has no rule for. */
function unnamedServices(unruled: readonly string[], { layers }: Policy): readonly string[] {
  const named = new Set(layers.flatMap(({ rules }) => rules.flatMap(({ services }) => [...(services ?? [])])));
  return unruled.filter((service) => !named.has(service));
}

function exportWarnings(exports: StagedOutputs["exports"], unnamed: readonly string[]): readonly Warning[] {
  return [
    ...unnamed.map((service): Warning => ({ code: "service-unnamed", about: service, records: 0 })),
    ...exports
      .filter(({ endsWithNewline }) => !endsWithNewline)
      .map(({ name }): Warning => ({ code: "no-final-newline", about: name, records: 0 })),
    ...exports.flatMap(({ name, leftOut }): Warning[] =>
      leftOut === 0 ? [] : [{ code: "rows-skipped", about: name, records: leftOut }],
    ),
  ];
}
