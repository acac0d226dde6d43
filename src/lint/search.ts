/** Looks for records that show a finding: in the regions where a rule applies or wins, with the cells and periods to try. */
import type { Path } from "../policy/problem.ts";
import { endsLayer } from "../rules/evaluate.ts";
import type { Give, Layer, Policy, Rule } from "../rules/policy.ts";
import { matches } from "../rules/select.ts";
import type { Found, Spot } from "./finding.ts";
import { outlineOf } from "./outline.ts";
import type { Area, Region } from "./regions.ts";
import type { Scene } from "./scene.ts";
import { type Cells, cellsFor, type Specimen } from "./specimen.ts";
import { numbersAround } from "./values.ts";

export interface Site {
  readonly scene: Scene;
  readonly area: Area;
  readonly region: Region;
}

/** Every region in which the rule applies, whatever comes before it. */
export function placesWhere(rule: Rule, scenes: readonly Scene[]): readonly Site[] {
  return scenes.flatMap((scene) =>
    scene
      .areasFor(rule)
      .flatMap((area) =>
        area.regions
          .filter((region) => region.standingOf(rule) === "applies")
          .map((region): Site => ({ scene, area, region })),
      ),
  );
}

/** The rules of a layer that take a region from this rule: earlier rules that end the layer, or any rule that excludes. */
export function rulesBefore(rule: Rule, { rules, hit }: Layer, { area, region }: Site): readonly Rule[] {
  const own = rulesIn(area, rules);
  const rivals = hit === "first" ? own.slice(0, own.indexOf(rule)) : own.filter((other) => other !== rule);
  return rivals.filter((other) => endsLayer(hit, region.standingOf(other)));
}

const rulesByArea = new WeakMap<Area, Map<readonly Rule[], readonly Rule[]>>();

/** The rules of a layer that are for an area. */
export function rulesIn(area: Area, layer: readonly Rule[]): readonly Rule[] {
  const known = rulesByArea.get(area) ?? new Map<readonly Rule[], readonly Rule[]>();
  rulesByArea.set(area, known);
  const found = known.get(layer) ?? commonTo(area, layer);
  known.set(layer, found);
  return found;
}

function commonTo({ rules, has }: Area, layer: readonly Rule[]): readonly Rule[] {
  if (layer.length < rules.length) return layer.filter(has);
  const own = layerSets.get(layer) ?? new Set(layer);
  layerSets.set(layer, own);
  return rules.filter((rule) => own.has(rule));
}

const layerSets = new WeakMap<readonly Rule[], ReadonlySet<Rule>>();

/** Regions in which the rule applies and no other rule comes before it. */
export function placesWon(rule: Rule, layer: Layer, scenes: readonly Scene[]): readonly Site[] {
  return placesWhere(rule, scenes).filter((place) => rulesBefore(rule, layer, place).length === 0);
}

/** A few records of a region, in the currency of the rule that is asked about, and in each of its tiers. */
export function specimensIn({ scene, area, region }: Site, rule: Rule, extra: Cells = {}): readonly Specimen[] {
  const { kind, service } = area;
  return region.cells.flatMap((own) =>
    cellsIn(rule, own, scene, extra).flatMap((cells) =>
      region.periods.map((period): Specimen => ({ kind, service, period, cells })),
    ),
  );
}

/** The cells of a region, completed with the cells that the benefit looks at. */
function cellsIn(rule: Rule, own: Cells, { policy }: Scene, extra: Cells): readonly Cells[] {
  const usual = { ...cellsFor(rule.give, policy), ...extra, ...own };
  const inTiers = tierCells(rule.give).map((cells) => ({ ...usual, ...cells }));
  return [usual, ...inTiers].filter((cells) => {
    const record = outlineOf({ kind: "claim", service: "", cells });
    return [...rule.for, ...rule.unless].every((selector) => {
      if (selector.column === "record" || selector.column === "service") return true;
      const before = outlineOf({ kind: "claim", service: "", cells: own });
      return matches(selector, record) === matches(selector, before);
    });
  });
}

/** Values of the column that tiers go by: around each edge. */
function tierCells(give: Give): readonly Cells[] {
  if (give.kind !== "tiers" || give.by.kind !== "column") return [];
  const { column } = give.by;
  const edges = give.steps
    .flatMap(({ from, to }) => [from, to])
    .flatMap((edge) => (edge === undefined ? [] : [edge.at]));
  return numbersAround(edges).map((value) => ({ [column]: value }));
}

export interface Subject {
  readonly policy: Policy;
  /** One scene with the outage, or several with made-up ones. */
  readonly scenes: readonly Scene[];
  readonly spotOf: (rule: Rule, ...path: Path) => Spot;
}

export type CheckPolicy = (subject: Subject) => readonly Found[];

/** Every rule with its layer, in the order of the policy. */
export function rulesOf({ layers }: Policy): readonly { readonly layer: Layer; readonly rule: Rule }[] {
  return layers.flatMap((layer) => layer.rules.map((rule) => ({ layer, rule })));
}

/** Whether all regions of all areas that the rule is for were tried. */
export function isMapped(rule: Rule, scenes: readonly Scene[]): boolean {
  return scenes.every((scene) => scene.isMapped(rule));
}

/** The first result that is found; later items are not looked at. */
export function firstOf<From, To>(items: Iterable<From>, find: (item: From) => To | undefined): To | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Records of every period that was tried in the places, also of periods that no condition tells apart. */
export function* everyPeriod(places: readonly Site[], rule: Rule, extra: Cells = {}): Generator<Shown> {
  const seen = new Set<Cells>();
  for (const place of places) {
    const { scene, area, region } = place;
    const [own] = region.cells;
    if (own === undefined || seen.has(own)) continue;
    seen.add(own);
    const variants = cellsIn(rule, own, scene, extra);
    for (const period of area.periods.get(region.window) ?? []) {
      for (const cells of variants) {
        yield { place, specimen: { kind: area.kind, service: area.service, period, cells } };
      }
    }
  }
}

export interface Shown {
  readonly place: Site;
  readonly specimen: Specimen;
}
