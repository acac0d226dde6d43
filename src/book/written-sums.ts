/** Sums over the rows of a run, as they are added again from its files. */
import { countedCode } from "../domain/currency.ts";
import { createDecimalSum, type DecimalSum } from "../domain/decimal-sum.ts";
import { FIRST_LANGUAGE } from "../domain/language.ts";
import type { Manifest } from "./manifest.ts";

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

/** The language since which a credit in money may be written in small letters; before, `usd` was a unit of its own. */
const ANY_LETTERS_SINCE = 3;

/** The currency or unit that the rows of a run or plan count under. @param code as a row writes it. */
export function countedIn({ language = FIRST_LANGUAGE }: Pick<Manifest, "language">, code: string): string {
  return language < ANY_LETTERS_SINCE ? code : countedCode(code);
}

/** False when the text is no amount. @param currency as it is counted, in capitals. */
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
