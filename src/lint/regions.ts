/**
 * All records that a policy can tell apart, for one kind and service: the map that checks look things up on.
 *
 * Columns are cut into classes of values (`values.ts`), time into classes of periods (`periods.ts`), and records that all
 * rules answer alike are one region. Whether a rule can be reached, or two overlap, is then a matter of looking through
 * the regions.
 */
import type { Instant } from "../domain/instant.ts";
import type { Window } from "../domain/interval.ts";
import type { Untried } from "../domain/lint-finding.ts";
import type { Outage } from "../domain/outage.ts";
import type { RecordKind } from "../domain/record.ts";
import type { Zone } from "../domain/zone.ts";
import type { Selection, Standing } from "../rules/listener.ts";
import type { Policy, Rule } from "../rules/policy.ts";
import { firstUnmet, selectionOf } from "../rules/rule-answer.ts";
import { windowsFor } from "../rules/windows.ts";
import { during, outlineOf } from "./outline.ts";
import { type Period, periodsOf } from "./periods.ts";
import { type Cells, PERIOD_COLUMNS } from "./specimen.ts";
import { type OnlyValue, valuesOf } from "./values.ts";

export interface Region {
  /** Records of the region: a few combinations of cells, each with a few periods. */
  readonly cells: readonly Cells[];
  readonly periods: readonly Period[];
  readonly window: Window | undefined;
  /** How a rule stands to the records of the region. */
  standingOf(rule: Rule): Standing;
}

export interface Area {
  readonly kind: RecordKind;
  readonly service: string;
  /** Rules that are for the area, in the order of the policy. */
  readonly rules: readonly Rule[];
  readonly regions: readonly Region[];
  /** Every period that was tried, by window. */
  readonly periods: ReadonlyMap<Window | undefined, readonly Period[]>;
  /** Whether a value of the column that no rule names goes to review before any rule is asked. */
  mustKnow(column: string): boolean;
  /** Whether a rule is one of the rules of the area. */
  has(rule: Rule): boolean;
  /** Further rules for the area, which were not asked because there are too many. */
  readonly unasked: readonly Rule[];
  /** What could not be tried, so that there may be further regions; empty where everything was tried. */
  readonly untried: ReadonlySet<Untried>;
}

export interface AreaNeeds {
  readonly kind: RecordKind;
  readonly service: string;
  readonly policy: Policy;
  readonly rules: readonly Rule[];
  readonly unasked: readonly Rule[];
  readonly outage: Outage;
  readonly zone: Zone;
  readonly around: Instant;
  /** Columns whose values reach no rule but for these: other values go to review before any rule is asked. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
  /** Only records with this value of a column, or with no value that is taken. */
  readonly only: OnlyValue | undefined;
  /** How many answers may be asked for. */
  readonly room: number;
}

const MOST_COMBINATIONS = 40_000;
const KEPT = 4;

export function areaOf(needs: AreaNeeds): Area {
  const { kind, service, outage, rules, unasked } = needs;
  const untried = new Set<Untried>();
  const points = pointsOf(needs, untried);
  const windowFor = windowsFor(outage, service);
  const groups = new Map<string, ColumnGroup>();
  for (const cells of points) {
    const record = outlineOf({ kind, service, cells });
    const window = windowFor(record);
    if (window !== undefined && "kind" in window) continue;
    const selections = rules.map((rule) => selectionOf(rule, record));
    const key = `${selections.join()} ${window?.start} ${window?.end} ${window?.length}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { window, selections, cells: [cells] });
    else if (group.cells.length < KEPT) group.cells.push(cells);
  }
  const positions = new Map(rules.map((rule, index) => [rule, index]));
  const room = needs.room / Math.max(1, groups.size * rules.length);
  const periods = new Map<Window | undefined, readonly Period[]>();
  const regions = [...groups.values()].flatMap((group) => {
    const known = periods.get(group.window) ?? periodsIn(group.window);
    periods.set(group.window, known);
    return regionsOf(group, known, positions, needs);
  });
  const has = (rule: Rule) => positions.has(rule);
  const mustKnow = (column: string) => needs.known.has(column);
  return { kind, service, rules, regions, periods, has, mustKnow, unasked, untried };

  function periodsIn(window: Window | undefined): readonly Period[] {
    // The lost time of a period is added up over the intervals of the window, so many intervals leave room for fewer moments.
    const mostMoments = momentsIn(room / Math.max(1, (window?.intervals.length ?? 0) / 4));
    const found = periodsOf({ ...needs, window, mostMoments });
    if (!found.complete) untried.add("moments");
    return found.periods;
  }
}

const FEWEST_MOMENTS = 6;
const MOST_MOMENTS = 160;

/** There are four points around each moment, and every pair of points is a period. */
function momentsIn(answers: number): number {
  return Math.min(MOST_MOMENTS, Math.max(FEWEST_MOMENTS, Math.floor(Math.sqrt(answers / 8))));
}

interface ColumnGroup {
  readonly window: Window | undefined;
  readonly selections: readonly Selection[];
  readonly cells: Cells[];
}

function regionsOf(
  { window, selections, cells }: ColumnGroup,
  periods: readonly Period[],
  positions: ReadonlyMap<Rule, number>,
  { rules, zone, kind, service }: AreaNeeds,
): readonly Region[] {
  const groups = new Map<string, { readonly standings: readonly Standing[]; readonly periods: Period[] }>();
  const around = { window, zone };
  for (const period of periods) {
    const record = during(outlineOf({ kind, service, cells: {} }), period);
    const standings = rules.map((rule, index): Standing => {
      const selection = selections[index] ?? "other";
      if (selection !== "selected") return selection;
      return firstUnmet(rule, record, around) === undefined ? "applies" : "unmet";
    });
    const key = standings.join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { standings, periods: [period] });
    else if (group.periods.length < KEPT) group.periods.push(period);
  }
  return [...groups.values()].map((group) => ({
    cells,
    periods: group.periods,
    window,
    standingOf: (rule) => group.standings[positions.get(rule) ?? -1] ?? "other",
  }));
}

/** Every combination of values that rules tell apart, without values that go to review before any rule is asked. */
function pointsOf({ kind, service, rules, outage, known, only, room }: AreaNeeds, untried: Set<Untried>) {
  const selectors = rules.flatMap((rule) => [...rule.for, ...rule.unless]);
  const where = (outage.services.get(service) ?? []).flatMap((window) => [...window.where]);
  const columns = new Set([...selectors.map(({ column }) => column), ...where.map(([column]) => column)]);
  columns.delete("record");
  columns.delete("service");
  if (only !== undefined) columns.add(only.column);
  for (const column of known.keys()) columns.add(column);
  const most = Math.min(MOST_COMBINATIONS, room / Math.max(1, rules.length));
  let points: readonly Cells[] = [{}];
  for (const column of columns) {
    if (PERIOD_COLUMNS.has(column)) {
      untried.add("times");
      continue;
    }
    const own = selectors.filter((selector) => selector.column === column);
    const named = where.flatMap(([name, values]) => (name === column ? values : []));
    const use = {
      column,
      selectors: own,
      named,
      known: known.get(column),
      only: column === only?.column ? only : undefined,
    };
    const values = valuesOf(use, kind);
    if (points.length * values.length > most) {
      untried.add("combinations");
      points = points.map((point) => ({ ...point, [column]: values[0] ?? "" }));
    } else points = points.flatMap((point) => values.map((value) => ({ ...point, [column]: value })));
  }
  return points;
}
