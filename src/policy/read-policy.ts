/** A policy file, understood: every layer and rule, or every problem with its place. */
import { countedCode, createCurrencyTable, isIsoCurrency } from "../domain/currency.ts";
import { ENDED_CURRENCIES } from "../domain/ended-currencies.ts";
import { type Problem, quoted } from "../domain/failure.ts";
import type { RecordKind } from "../domain/record.ts";
import { openZone } from "../domain/zone.ts";
import type { HitPolicy, Layer, Policy } from "../rules/policy.ts";
import { type Complaints, complaintsAbout } from "./complaints.ts";
import { type Document, readDocument } from "./document.ts";
import type { EndingCurrency } from "./ended.ts";
import { otherFile } from "./other-file.ts";
import { type Complain, type Path, refuse } from "./problem.ts";
import { isPolicyProse } from "./prose.ts";
import { readLimits } from "./read-limits.ts";
import { type ReadList, type ReadRule, type RuleContext, readRule } from "./read-rule.ts";
import { shapeOf } from "./shape.ts";
import { readName, readZone } from "./terms.ts";
import { type WrittenFrame, writtenFrame, writtenRule } from "./written-policy.ts";

export interface PolicyFile {
  readonly policy: Policy;
  /** Columns that exports must have for the policy to be decidable. */
  readonly needs: readonly NeededColumn[];
  /** Where a currency is named that has ended by now. */
  readonly ending: readonly EndingCurrency[];
  /** Where each rule is written, by its name. */
  readonly rulePaths: ReadonlyMap<string, Path>;
  /** The place of a path in the file. */
  readonly placeAt: Document["placeAt"];
}

/** A column that every export of these kinds must have, with the problem to report when one does not. */
export interface NeededColumn {
  readonly column: string;
  /** Undefined for every kind. */
  readonly kinds: ReadonlySet<RecordKind> | undefined;
  readonly problem: (message: string) => Problem;
}

/**
 * @param readList reads the files that `listed-in` names.
 * @throws Failure `policy-invalid` with every problem.
 */
export function readPolicy(text: string, file: string, readList: ReadList = NO_LISTS): PolicyFile {
  const document = readDocument(text, file, isPolicyProse);
  if ("length" in document) return refuse(document);
  const other = otherFile(document, "policy");
  if (other !== undefined) return refuse([other]);
  const complaints = complaintsAbout(document);
  const read = understand(shapeOf(writtenFrame, document.value, complaints), { document, complaints, readList });
  return complaints.problems.length > 0 ? refuse(complaints.problems) : read;
}

const NO_LISTS: ReadList = (file) => ({ problem: `${quoted(file)} cannot be read here` });

interface Beside {
  readonly document: Document;
  readonly complaints: Complaints;
  readonly readList: ReadList;
}

function understand(written: WrittenFrame, beside: Beside): PolicyFile {
  const { complaints, readList } = beside;
  const { complain, isTold } = complaints;
  // With a zone that does not exist, any other zone serves to find the other faults.
  const zone = readZone(written.zone, ["zone"], complain) ?? openZone("UTC");
  const units = readUnits(written.units ?? {}, complain);
  const declaredValues = new Map(
    Object.entries(written.columns ?? {}).map(([column, values]) => [column, new Set(values)]),
  );
  const ending: EndingCurrency[] = [];
  const currencies = createCurrencyTable(units);
  const noteCurrency: RuleContext["noteCurrency"] = (currency, path) => {
    if (!ENDED_CURRENCIES.has(currency)) return;
    ending.push({ currency, problem: (message) => beside.document.problemAt(path, message) });
  };
  const context: RuleContext = { zone, currencies, declaredValues, complain, isTold, readList, noteCurrency };
  const needs: NeededColumn[] = [];
  const named: Named[] = [];
  const layers = writtenLayers(written, named, complain).map(({ name, hit, rules, path }): Layer => {
    const read = rules
      .map((rule, index) => readRuleAt(rule, [...path, index], named, context, complaints))
      .filter((rule) => rule !== undefined);
    needs.push(...read.flatMap((rule) => needsOf(rule, beside.document)));
    return { name, hit, rules: read.map(({ rule }) => rule) };
  });
  complainOfRepeats(named, complain);
  const limits = readLimits(written, layerNames(written, complaints), context);
  const rulePaths = new Map(
    named.filter(({ what }) => what === "rule").map(({ name, path }) => [name, path.slice(0, -1)]),
  );
  const policy = policyOf(written, { units, layers, declaredValues, limits });
  return { policy, needs, ending, rulePaths, placeAt: beside.document.placeAt };
}

/** Each rule is held against its schema by itself, so that zod does not pass over the faults of the others. */
function readRuleAt(
  written: unknown,
  path: Path,
  named: Named[],
  context: RuleContext,
  complaints: Complaints,
): ReadRule | undefined {
  const shaped = shapeOf(writtenRule, written, complaints, path);
  named.push({ what: "rule", name: shaped.rule, path: [...path, "rule"] });
  return readRule(shaped, path, context);
}

type Understood = Pick<Policy, "units" | "layers" | "declaredValues" | "limits">;

function policyOf(written: WrittenFrame, understood: Understood): Policy {
  const { policy: name, revision, zone, overlap = "refuse" } = written;
  return { name, revision, zone, overlap, ...understood };
}

interface WrittenLayer {
  readonly name: string;
  readonly hit: HitPolicy;
  readonly rules: readonly unknown[];
  readonly path: Path;
}

/** `rules:` alone is one layer, named `default`. */
function writtenLayers(
  { rules, layers, hit }: WrittenFrame,
  named: Named[],
  complain: Complain,
): readonly WrittenLayer[] {
  if (layers !== undefined && hit !== undefined) complain(["hit"], "belongs into each layer");
  if (rules !== undefined && layers !== undefined) complain(["rules"], "a policy has rules or layers, not both");
  if (rules === undefined && layers === undefined)
    complain([], "the policy has no rules; write rules: or layers:", "lack");
  if (rules !== undefined) return [{ name: "default", hit: hit ?? "first", rules, path: ["rules"] }];
  return (layers ?? []).map((layer, index) => {
    const path = ["layers", index, "layer"];
    named.push({ what: "layer", name: layer.layer, path });
    readName(layer.layer, path, complain);
    return { name: layer.layer, hit: layer.hit ?? "first", rules: layer.rules, path: ["layers", index, "rules"] };
  });
}

/** The names of the layers; undefined where one of them is not known. */
function layerNames({ layers = [] }: WrittenFrame, { isTold }: Complaints): readonly string[] | undefined {
  const known = layers.every((_, index) => !isTold(["layers", index, "layer"]));
  return known ? layers.map(({ layer }) => layer) : undefined;
}

function readUnits(units: NonNullable<WrittenFrame["units"]>, complain: Complain): ReadonlyMap<string, number> {
  const decimals = new Map<string, number>();
  for (const [unit, written] of Object.entries(units)) {
    readName(unit, ["units", unit], complain);
    const code = countedCode(unit);
    if (isIsoCurrency(code)) complain(["units", unit], `${code} is an ISO 4217 currency already`);
    if (!/^[0-6]$/.test(written.decimals)) {
      complain(["units", unit, "decimals"], `${quoted(written.decimals)} is not a number of decimals from 0 to 6`);
    }
    decimals.set(unit, Number(written.decimals));
  }
  return decimals;
}

interface Named {
  readonly what: "rule" | "layer";
  readonly name: string;
  readonly path: Path;
}

/** Rules are told apart by name, over all layers; so are layers. */
function complainOfRepeats(named: readonly Named[], complain: Complain): void {
  const seen = new Set<string>();
  for (const { name, path, what } of named) {
    const key = `${what} ${name}`;
    if (seen.has(key)) complain(path, `there is a ${what} ${quoted(name)} already; every name stands once`);
    seen.add(key);
  }
}

function needsOf({ rule, mentions }: ReadRule, document: Document): readonly NeededColumn[] {
  return mentions.map(({ column, path }) => ({
    column,
    kinds: rule.kinds,
    problem: (message) => document.problemAt(path, message),
  }));
}
