/**
 * Every kind of record that a policy can tell apart, for one kind and service: the map that checks look things up on.
 *
 * Columns are cut into classes of values (`values.ts`), time into classes of periods (`periods.ts`), and records that all
 * rules answer alike are one region. Whether a rule can be reached, or two overlap, is then a matter of looking through
 * the regions.
 */
import type { Instant } from "../domain/instant.ts";
import type { Window } from "../domain/interval.ts";
import type { Outage } from "../domain/outage.ts";
import type { RecordKind } from "../domain/record.ts";
import type { Zone } from "../domain/zone.ts";
import { findUnmet } from "../rules/conditions.ts";
import type { Policy, Rule, Selector } from "../rules/policy.ts";
import { matchesAll, matchesAny, namedValues } from "../rules/select.ts";
import { windowsFor } from "../rules/windows.ts";
import { during, outlineOf } from "./outline.ts";
import { type Period, periodsOf } from "./periods.ts";
import { type Cells, isFor, PERIOD_COLUMNS } from "./specimen.ts";
import { valuesOf } from "./values.ts";

/** What a rule says to the records of a region: not about them, `unless` fits, `if` does not hold, or it applies. */
export type Answer = "other" | "excluded" | "unmet" | "applies";

export interface Region {
  /** Records of it: a few combinations of cells, each with a few periods. */
  readonly cells: readonly Cells[];
  readonly periods: readonly Period[];
  readonly window: Window | undefined;
  answer(rule: Rule): Answer;
}

export interface Area {
  readonly kind: RecordKind;
  readonly service: string;
  /** Rules that are for it, in the order of the policy. */
  readonly rules: readonly Rule[];
  readonly regions: readonly Region[];
  /** Every period that was tried, by window. */
  readonly periods: ReadonlyMap<Window | undefined, readonly Period[]>;
  /** Whether the regions are all there are; false where rules look at more than can be tried. */
  readonly complete: boolean;
}

export interface AreaNeeds {
  readonly kind: RecordKind;
  readonly service: string;
  readonly policy: Policy;
  readonly outage: Outage;
  readonly zone: Zone;
  readonly around: Instant;
}

const MOST_COMBINATIONS = 40_000;
const KEPT = 4;

export function areaOf(needs: AreaNeeds): Area {
  const { kind, service, policy, outage } = needs;
  const rules = policy.layers.flatMap((layer) => layer.rules.filter((rule) => isFor(rule, kind, service)));
  const { points, complete } = pointsOf(needs, rules);
  const windowFor = windowsFor(outage, service);
  const groups = new Map<string, ColumnGroup>();
  for (const cells of points) {
    const record = outlineOf({ kind, service, cells });
    const window = windowFor(record);
    if (window !== undefined && "kind" in window) continue;
    const answers = rules.map((rule): Answer => {
      if (!matchesAll(rule.for, record)) return "other";
      return matchesAny(rule.unless, record) ? "excluded" : "applies";
    });
    const key = `${answers.join()} ${window?.start} ${window?.end} ${window?.length}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { window, answers, cells: [cells] });
    else if (group.cells.length < KEPT) group.cells.push(cells);
  }
  const periods = new Map<Window | undefined, readonly Period[]>();
  const regions = [...groups.values()].flatMap((group) => {
    const known = periods.get(group.window) ?? periodsOf({ ...needs, rules, window: group.window });
    periods.set(group.window, known);
    return regionsOf(group, known, { ...needs, rules });
  });
  return { kind, service, rules, regions, periods, complete };
}

interface ColumnGroup {
  readonly window: Window | undefined;
  readonly answers: readonly Answer[];
  readonly cells: Cells[];
}

function regionsOf(
  { window, answers, cells }: ColumnGroup,
  periods: readonly Period[],
  { rules, zone, kind, service }: AreaNeeds & { readonly rules: readonly Rule[] },
): readonly Region[] {
  const groups = new Map<string, { readonly answers: readonly Answer[]; readonly periods: Period[] }>();
  for (const period of periods) {
    const record = during(outlineOf({ kind, service, cells: {} }), period);
    const now = rules.map((rule, index): Answer => {
      if (answers[index] !== "applies") return answers[index] ?? "other";
      const holds = rule.if.every((condition) => findUnmet(condition, record, window, zone) === undefined);
      return holds ? "applies" : "unmet";
    });
    const key = now.join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { answers: now, periods: [period] });
    else if (group.periods.length < KEPT) group.periods.push(period);
  }
  return [...groups.values()].map((group) => ({
    cells,
    periods: group.periods,
    window,
    answer: (rule) => group.answers[rules.indexOf(rule)] ?? "other",
  }));
}

/** Every combination of values that rules tell apart; values that go to review before any rule are left out. */
function pointsOf({ kind, service, policy, outage }: AreaNeeds, rules: readonly Rule[]) {
  const selectors = rules.flatMap((rule) => [...rule.for, ...rule.unless]);
  const where = (outage.services.get(service) ?? []).flatMap((window) => [...window.where]);
  const columns = new Set([...selectors.map(({ column }) => column), ...where.map(([column]) => column)]);
  columns.delete("record");
  columns.delete("service");
  let points: readonly Cells[] = [{}];
  let complete = true;
  for (const column of columns) {
    if (PERIOD_COLUMNS.has(column)) {
      complete = false;
      continue;
    }
    const own = selectors.filter((selector) => selector.column === column);
    const named = where.flatMap(([name, values]) => (name === column ? values : []));
    const known = knownValues(column, rules, policy);
    const values = valuesOf({ column, selectors: own, named, known }, kind);
    if (points.length * values.length > MOST_COMBINATIONS) {
      complete = false;
      points = points.map((point) => ({ ...point, [column]: values[0] ?? "" }));
    } else points = points.flatMap((point) => values.map((value) => ({ ...point, [column]: value })));
  }
  return { points, complete };
}

/** The values that do not go to review; undefined when all are fine. */
export function knownValues(column: string, rules: readonly Rule[], policy: Policy): ReadonlySet<string> | undefined {
  const selects = (selector: Selector) => selector.column === column;
  if (!rules.some((rule) => rule.for.some(selects))) return undefined;
  const declared = policy.declaredValues.get(column);
  if (column !== "channel") return declared;
  const selectors = rules.flatMap((rule) => [...rule.for, ...rule.unless]).filter(selects);
  const named = new Set(selectors.flatMap(({ tests }) => tests.flatMap(namedValues)));
  return declared === undefined ? named : new Set([...named].filter((value) => declared.has(value)));
}
