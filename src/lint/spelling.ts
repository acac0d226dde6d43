/** Values that differ from another only in case or blanks: to the rules they are two, to whoever wrote them often one. */
import { quoted } from "../domain/failure.ts";
import type { Rule, Selector } from "../rules/policy.ts";
import type { Found } from "./finding.ts";
import { firstOf, rulesOf, type Subject, specimensIn } from "./search.ts";
import { decisionText, witnessOf } from "./witness.ts";

/** A value as a rule names it. */
interface Mention {
  readonly rule: Rule;
  readonly column: string;
  readonly value: string;
  readonly path: readonly (string | number)[];
  /** Everything that stands in the same list. */
  readonly together: ReadonlySet<string>;
}

export function findSpellings(subject: Subject): readonly Found[] {
  const mentions = rulesOf(subject.policy).flatMap(({ rule }) => mentionsOf(rule));
  const seen = new Set<string>();
  return mentions.flatMap((mention, index): readonly Found[] => {
    const key = `${mention.column}\0${mention.value}`;
    const earlier = mentions.slice(0, index).find((other) => isVariant(other, mention));
    if (seen.has(key) || earlier === undefined || isListedTogether(mentions, earlier, mention)) return [];
    seen.add(key);
    return show(mention, earlier, subject);
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

function isVariant(a: Mention, b: Mention): boolean {
  return a.column === b.column && a.value !== b.value && plain(a.value) === plain(b.value);
}

function plain(value: string): string {
  return value.trim().replace(/\s+/g, " ").toLowerCase();
}

/** Who lists both spellings knows that there are two. */
function isListedTogether(mentions: readonly Mention[], a: Mention, b: Mention): boolean {
  return mentions.some(({ column, together }) => column === a.column && together.has(a.value) && together.has(b.value));
}

function show(mention: Mention, earlier: Mention, { policy, scenes, spotOf }: Subject): readonly Found[] {
  const { rule, column, value, path } = mention;
  const witness = firstOf(scenes, (scene) =>
    firstOf(scene.areas, (area) =>
      area.rules.includes(rule) && (column !== "service" || area.service === value)
        ? firstOf(area.regions, (region) =>
            firstOf(specimensIn({ scene, area, region }, rule), (specimen) => {
              if (column !== "service" && specimen.cells[column] !== value) return undefined;
              const other =
                column === "service"
                  ? { ...specimen, service: earlier.value }
                  : { ...specimen, cells: { ...specimen.cells, [column]: earlier.value } };
              const [one, two] = [scene.decide(specimen), scene.decide(other)];
              if (one === undefined || two === undefined) return undefined;
              const instead = decisionText(two, policy);
              if (decisionText(one, policy) === instead) return undefined;
              return witnessOf(specimen, scene, `with ${column} ${quoted(earlier.value)}: ${instead}`);
            }),
          )
        : undefined,
    ),
  );
  if (witness === undefined) return [];
  const message = `${quoted(value)} is not ${quoted(earlier.value)}, which ${earlier.rule.name} names`;
  return [{ check: "spelling", spot: spotOf(rule, ...path), about: rule.name, message, witness }];
}
