/**
 * `compensate whatif`: the same exports under two policies, or before two windows, in one pass. Nothing is written, and
 * the book is not looked at.
 */
import { rmSync } from "node:fs";
import { type Compared, compareSides } from "../diff/compare-sides.ts";
import { type ChangedRecord, type ServiceComparison, type SideSum, TIME } from "../diff/side-tally.ts";
import { createCurrencyTable } from "../domain/currency.ts";
import type { Encoding } from "../domain/encodings.ts";
import { EXIT, type ExitCode, Failure } from "../domain/failure.ts";
import { instantText } from "../domain/format-timestamp.ts";
import { DAY } from "../domain/instant.ts";
import { formatMinor } from "../domain/money.ts";
import { openZone } from "../domain/zone.ts";
import { exportSource } from "../input/export-source.ts";
import { masked, plainText } from "../report/views.ts";
import {
  type WhatIf,
  type WhatIfRecord,
  type WhatIfSide,
  type WhatIfSum,
  type WhatIfTop,
  whatIfJson,
} from "../report/whatif-report.ts";
import { whatIfLines } from "../report/whatif-text.ts";
import type { Policy } from "../rules/policy.ts";
import { checkColumns, checkColumnsOverall, checkHeaders } from "./steps/check-headers.ts";
import { type ExportArguments, findExports, refuseUnusedMapping, tellExports } from "./steps/find-exports.ts";
import { readAsOf, sizeOfFiles } from "./steps/make-plan.ts";
import { inOneRound } from "./steps/one-round.ts";
import { remarkWarning } from "./steps/remark-warning.ts";
import { type RulesInput, readRules } from "./steps/rules-input.ts";
import { makeScratch } from "./steps/scratch.ts";
import type { World } from "./steps/world.ts";

export interface WhatIfOptions extends ExportArguments {
  /** One or two of each; what is named once is the same on both sides. */
  readonly policies: readonly string[];
  readonly outages: readonly string[];
  readonly outageId: string | undefined;
  readonly zone: string | undefined;
  /** The encoding that is declared; undefined for none. */
  readonly encoding?: Encoding | undefined;
  readonly asOf: string | undefined;
  readonly jobs: number;
  readonly json: boolean;
  readonly showValues: boolean;
}

type Both<Value> = readonly [Value, Value];

export async function whatIf(options: WhatIfOptions, world: World): Promise<ExitCode> {
  const names = sidesOf(options);
  const { outageId, zone, mapping, encoding } = options;
  const read = (side: Side) => readRules({ ...side, outageId, zone, mapping, encoding }, world.cwd);
  const apart = [...options.policies, ...options.outages];
  const [rules, found] = await inOneRound(
    (): Promise<Both<RulesInput>> =>
      inOneRound(
        () => read(names[0]),
        () => read(names[1]),
      ),
    () => findExports({ ...options, apart }, world.cwd),
  );
  const asOf = readAsOf(options.asOf, rules[0].policy.zone, world);
  refuseUnusedMapping(
    found,
    rules.flatMap((side) => side.files),
  );
  tellExports(found, world);
  const { files } = found;
  const needs = rules.map((side) => side.needs);
  await checkHeaders(files, needs, world.cwd);
  const size = sizeOfFiles(files, world.cwd);
  const progress = await world.startProgress(size);
  const scratch = makeScratch("whatif");
  const discard = () => rmSync(scratch, { recursive: true, force: true });
  const settled = world.onInterrupt(discard);
  try {
    const setup = ({ policy, outage }: RulesInput) => ({ policy, outage, asOf });
    const compared = await compareSides({
      setups: [setup(rules[0]), setup(rules[1])],
      jobs: options.jobs,
      size,
      inputs: files.map((file) => ({ source: exportSource(file, world, scratch), kind: file.kind })),
      scratch,
      checkHeader: (header, path) => {
        for (const { needs } of rules) checkColumns([{ path, header }], needs);
      },
      onProgress: (state) => progress.update(state),
    }).finally(() => progress.stop());
    for (const { needs } of rules) checkColumnsOverall(compared.exports, needs);
    const now = instantText(asOf, openZone(rules[0].policy.zone));
    const view = viewOf(compared, { rules, names, asOf: now, showValues: options.showValues });
    const text = options.json ? whatIfJson(view) : `${whatIfLines(view, world).join("\n")}\n`;
    await world.out(text);
    return EXIT.done;
  } finally {
    discard();
    settled();
  }
}

interface Side {
  readonly policy: string;
  readonly outage: string;
}

function sidesOf({ policies, outages }: WhatIfOptions): Both<Side> {
  const [policy, otherPolicy = policy, ...morePolicies] = policies;
  const [outage, otherOutage = outage, ...moreOutages] = outages;
  if (policy === undefined || otherPolicy === undefined || outage === undefined || otherOutage === undefined)
    throw usage("--policy and --outage are both needed, and one of them twice");
  if (morePolicies.length + moreOutages.length > 0) throw usage("two sides are compared, and more were named");
  if (policies.length + outages.length < 3) throw usage("there is nothing to compare; give --policy or --outage twice");
  return [
    { policy, outage },
    { policy: otherPolicy, outage: otherOutage },
  ];
}

function usage(found: string): Failure {
  return new Failure("usage", { found, next: "Such as compensate whatif --policy P --policy Q --outage O exports/." });
}

interface Shown {
  readonly rules: Both<RulesInput>;
  readonly names: Both<Side>;
  readonly asOf: string;
  readonly showValues: boolean;
}

function viewOf(compared: Compared, shown: Shown): WhatIf {
  const { services } = compared;
  const { rules } = shown;
  const total = (of: "affected" | "more" | "less" | "otherwise") => services.reduce((sum, one) => sum + one[of], 0);
  const [more, less, otherwise] = [total("more"), total("less"), total("otherwise")];
  const isDeclared = (key: "rows" | "newer") => compared.exports.some(({ mapping }) => mapping?.[key] !== undefined);
  return {
    sides: [sideOf(compared, shown, 0), sideOf(compared, shown, 1)],
    as_of: shown.asOf,
    rows: compared.rows,
    duplicates: compared.duplicates,
    ...(isDeclared("rows") ? { line_items: compared.lineItems } : {}),
    ...(isDeclared("newer") ? { superseded: compared.superseded } : {}),
    contradicting: compared.conflicts,
    affected: total("affected"),
    changed: more + less + otherwise,
    more,
    less,
    otherwise,
    services: services.map((service) => serviceOf(service, rules)),
    gain_most: topOf(compared.gaining, shown),
    lose_most: topOf(compared.losing, shown),
    book: "not looked at",
  };
}

function sideOf({ rejects, remarks, overBudget }: Compared, { rules, names }: Shown, side: 0 | 1): WhatIfSide {
  const { policy, outage } = rules[side];
  return {
    policy: policy.name,
    revision: policy.revision,
    outage: outage.id,
    files: names[side],
    rejected: rejects[side],
    warnings: remarks[side].map(remarkWarning),
    over_budget: overBudget[side],
  };
}

function serviceOf({ sides, ...service }: ServiceComparison, [one, other]: Shown["rules"]): WhatIfService {
  return { ...service, sides: [sumOf(sides[0], one.policy), sumOf(sides[1], other.policy)] };
}

type WhatIfService = WhatIf["services"][number];

function sumOf({ records, ends, review, sums }: SideSum, policy: Policy): WhatIfSum {
  const paid = [...sums].filter(([measure]) => measure !== TIME).sort(([a], [b]) => (a < b ? -1 : 1));
  const credits = Object.fromEntries(paid.map(([currency, minor]) => [currency, amountText(minor, currency, policy)]));
  return { records, ends, days: daysText(sums.get(TIME) ?? 0n), credits, review };
}

function amountText(minor: bigint, code: string, { units }: Policy): string {
  const currencies = createCurrencyTable(units);
  const currency = currencies.find(code);
  // A unit that only the other side declares is counted as it declares it there.
  return currency === undefined ? minor.toString() : formatMinor(minor, currencies.decimalsOf(currency));
}

/** Hundredths of a day, rounded to the nearest: for people, nothing is computed from it. */
function daysText(millis: bigint): string {
  return formatMinor((millis * 100n + BigInt(DAY) / 2n) / BigInt(DAY), 2);
}

function topOf(tops: Compared["gaining"], shown: Shown): readonly WhatIfTop[] {
  return [...tops].map(([measure, records]) => ({
    in: measure === TIME ? "days" : measure,
    records: records.map((record) => recordOf(record, measure, shown)),
  }));
}

function recordOf({ id, user, service, before, after }: ChangedRecord, measure: string, shown: Shown): WhatIfRecord {
  const [one, other] = shown.rules;
  const text = (amount: bigint, { policy }: RulesInput) =>
    measure === TIME ? daysText(amount) : amountText(amount, measure, policy);
  return {
    record: plainText(id),
    holder: shown.showValues ? plainText(user) : masked(user),
    service: plainText(service),
    before: text(before, one),
    after: text(after, other),
  };
}
