/** Values that differ from another value only in case or blanks: rules take them for two values, their author often for one. */
import type { WitnessAnswer } from "../domain/lint-finding.ts";
import type { Rule, Selector } from "../rules/policy.ts";
import type { Found } from "./finding.ts";
import { firstOf, rulesOf, type Subject, specimensIn } from "./search.ts";
import { answerOf, witnessOf } from "./witness.ts";

/** A value as a rule names it. */
interface Mention {
  readonly rule: Rule;
  readonly column: string;
  readonly value: string;
  readonly path: readonly (string | number)[];
  /** All values of the same list. */
  readonly together: ReadonlySet<string>;
}

export function findSpellings(subject: Subject): readonly Found[] {
  const mentions = rulesOf(subject.policy).flatMap(({ rule }) => mentionsOf(rule));
  const alike = new Map<string, Mention[]>();
  for (const mention of mentions) {
    const known = alike.get(plainKey(mention));
    if (known === undefined) alike.set(plainKey(mention), [mention]);
    else known.push(mention);
  }
  const earliest = new Map<string, Mention[]>();
  const seen = new Set<string>();
  return mentions.flatMap((mention): readonly Found[] => {
    const key = `${mention.column}\0${mention.value}`;
    if (seen.has(key)) return [];
    const spellings = earliest.get(plainKey(mention)) ?? [];
    const earlier = spellings.find(({ value }) => value !== mention.value);
    // One mention of each spelling is enough to compare with.
    if (spellings.every(({ value }) => value !== mention.value)) {
      earliest.set(plainKey(mention), [...spellings, mention]);
    }
    if (earlier === undefined) return [];
    seen.add(key);
    return isListedTogether(alike.get(plainKey(mention)) ?? [], earlier, mention)
      ? []
      : show(mention, earlier, subject);
  });
}

function mentionsOf(rule: Rule): readonly Mention[] {
  const services = [...(rule.services ?? [])];
  const own = services.map((value, index): Mention => {
    return { rule, column: "service", value, path: ["for", "service", index], together: new Set(services) };
  });
  const from = (clause: "for" | "unless") => rule[clause].flatMap((selector) => valuesIn(rule, clause, selector));
  return [...own, ...from("for"), ...from("unless")];
}

function valuesIn(rule: Rule, clause: "for" | "unless", { column, tests }: Selector): readonly Mention[] {
  return tests.flatMap((test) => {
    if (test.kind !== "any-of" && test.kind !== "none-of") return [];
    const under = test.kind === "none-of" ? ["not"] : [];
    return [...test.values].map((value, index) => ({
      rule,
      column,
      value,
      path: [clause, column, ...under, index],
      together: test.values,
    }));
  });
}

function plainKey({ column, value }: Mention): string {
  return `${column}\0${plain(value)}`;
}

function plain(value: string): string {
  return value.trim().replace(/\s+/g, " ").toLowerCase();
}

/** A list with both spellings shows that its author knows both. */
function isListedTogether(mentions: readonly Mention[], a: Mention, b: Mention): boolean {
  return mentions.some(({ column, together }) => column === a.column && together.has(a.value) && together.has(b.value));
}

function show(mention: Mention, earlier: Mention, { policy, scenes, spotOf }: Subject): readonly Found[] {
  const { rule, column, value, path } = mention;
  const witness = firstOf(scenes, (scene) =>
    firstOf(scene.areasFor(rule), (area) =>
      column !== "service" || area.service === value
        ? firstOf(area.regions, (region) =>
            firstOf(specimensIn({ scene, area, region }, rule), (specimen) => {
              if (column !== "service" && specimen.cells[column] !== value) return undefined;
              const other =
                column === "service"
                  ? { ...specimen, service: earlier.value }
                  : { ...specimen, cells: { ...specimen.cells, [column]: earlier.value } };
              const [one, two] = [scene.decide(specimen), scene.decide(other)];
              if (one === undefined || two === undefined) return undefined;
              const answer = answerOf(two, policy);
              if (isSame(answerOf(one, policy), answer)) return undefined;
              return witnessOf(specimen, scene, { kind: "spelled", column, value: earlier.value, answer });
            }),
          )
        : undefined,
    ),
  );
  if (witness === undefined) return [];
  const facts = { rule: earlier.rule.name, value, known: earlier.value };
  return [{ check: "spelling", facts, spot: spotOf(rule, ...path), about: rule.name, witness }];
}

/** Answers are plain data with their keys in one order. */
function isSame(one: WitnessAnswer, other: WitnessAnswer): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
