/** Sums over the rows of a run, as they are added again from its files. */
import { createDecimalSum, type DecimalSum } from "../domain/decimal-sum.ts";

export interface RuleSums {
  readonly rule: string;
  readonly layer: string;
  readonly service: string;
  records: number;
  extended: number;
  review: number;
  readonly credits: Map<string, DecimalSum>;
}

export interface WrittenSums {
  extended: number;
  credited: number;
  review: number;
  rejected: number;
  readonly credits: Map<string, DecimalSum>;
  /** By rule and service. */
  readonly byRule: Map<string, RuleSums>;
}

export function noSums(): WrittenSums {
  return { extended: 0, credited: 0, review: 0, rejected: 0, credits: new Map(), byRule: new Map() };
}

export function ruleSums(sums: WrittenSums, names: Pick<RuleSums, "rule" | "layer" | "service">): RuleSums {
  const key = `${names.rule}\0${names.service}`;
  const known = sums.byRule.get(key);
  if (known !== undefined) return known;
  const { rule, layer, service } = names;
  const made: RuleSums = { rule, layer, service, records: 0, extended: 0, review: 0, credits: new Map() };
  sums.byRule.set(key, made);
  return made;
}

/** False when the text is no amount. */
export function addCredit(credits: Map<string, DecimalSum>, currency: string, amount: string): boolean {
  const sum = credits.get(currency) ?? createDecimalSum();
  credits.set(currency, sum);
  return sum.add(amount);
}

/** In the order of the currencies' codes. */
export function creditTexts(credits: ReadonlyMap<string, DecimalSum>): { readonly [currency: string]: string } {
  const entries = [...credits].map(([currency, sum]) => [currency, sum.text()] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
