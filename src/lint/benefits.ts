/**
 * Benefits that do not go with the kind of record: every record that the rule applies to gets nothing, or a new coupon is
 * issued for a record that is no coupon.
 */
import { COLUMNS, type RecordKind } from "../domain/record.ts";
import type { Rule } from "../rules/policy.ts";
import { payKey } from "./amounts.ts";
import { renewingAt } from "./ends.ts";
import type { Found } from "./finding.ts";
import { everyPeriod, firstOf, isMapped, placesWhere, rulesOf, type Shown, type Subject } from "./search.ts";
import type { Cells } from "./specimen.ts";
import { resultBy, witnessAlone } from "./witness.ts";

export function findSenselessBenefits(subject: Subject): readonly Found[] {
  return rulesOf(subject.policy).flatMap(({ rule }) => {
    if (rule.give.kind === "nothing" || rule.give.kind === "review" || !isMapped(rule, subject.scenes)) return [];
    // A rule for all kinds is fine when it gives something to one kind.
    const kinds: readonly (RecordKind | undefined)[] = rule.kinds === undefined ? [undefined] : [...rule.kinds];
    return kinds.flatMap((kind) => [...comesToNothing(rule, kind, subject), ...wrongKind(rule, kind, subject)]);
  });
}

/** Every money column filled, also those that this kind of record does not have. */
const ALL_AMOUNTS: Cells = { price: "10000", amount: "10000", remaining: "10000", loss_amount: "10000" };

function comesToNothing(rule: Rule, kind: RecordKind | undefined, subject: Subject): readonly Found[] {
  const places = placesWhere(rule, subject.scenes).filter(({ area }) => kind === undefined || area.kind === kind);
  const first = firstOf(everyPeriod(places, rule), (shown) =>
    shown.place.scene.decideAlone(rule, shown.specimen) === undefined ? undefined : shown,
  );
  // A benefit may begin above a price or end below one; its bounds are not at fault for the price that we made up.
  const amounts = ["1", "100", "10000", "1000000"].map((amount) => ownAmounts(first?.specimen.kind, amount));
  const tried = [{}, ...amounts].some((extra) => gives(rule, everyPeriod(places, rule, extra)));
  if (first === undefined || tried) return [];
  const check = gives(rule, everyPeriod(places, rule, ALL_AMOUNTS)) ? "column-unusual" : "gives-nothing";
  const facts = { rule: rule.name, kind };
  const witness = witnessAlone(rule, first.specimen, first.place.scene);
  const key = rule.give.kind === "tiers" ? payKey(rule) : rule.give.kind;
  return [{ check, facts, spot: subject.spotOf(rule, "give", key), about: rule.name, witness }];
}

function ownAmounts(kind: RecordKind | undefined, amount: string): Cells {
  return kind === undefined ? {} : Object.fromEntries(COLUMNS[kind].money.map((column) => [column, amount]));
}

function gives(rule: Rule, records: Iterable<Shown>): boolean {
  const given = firstOf(records, ({ place, specimen }) => {
    const { scene } = place;
    const renewing = { ...specimen, cells: { ...specimen.cells, ...renewingAt(specimen, scene) } };
    const variants = specimen.kind === "subscription" ? [specimen, renewing] : [specimen];
    return firstOf(variants, (one) => {
      const result = resultBy(rule.name, scene.decideAlone(rule, one));
      if (result === undefined) return undefined;
      return result.kind !== "review" || result.reason === "asked-for" ? true : undefined;
    });
  });
  return given === true;
}

function wrongKind(rule: Rule, kind: RecordKind | undefined, { scenes, spotOf }: Subject): readonly Found[] {
  if (rule.give.kind !== "reissue" || kind === undefined || kind === "coupon") return [];
  const places = placesWhere(rule, scenes).filter(({ area }) => area.kind === kind);
  const witness = firstOf(everyPeriod(places, rule), ({ place, specimen }) =>
    resultBy(rule.name, place.scene.decideAlone(rule, specimen))?.kind === "adjustment"
      ? witnessAlone(rule, specimen, place.scene)
      : undefined,
  );
  if (witness === undefined) return [];
  const facts = { rule: rule.name, kind };
  return [{ check: "wrong-kind", facts, spot: spotOf(rule, "give", "reissue"), about: rule.name, witness }];
}
