/**
 * Made-up records: plausible cells of each kind, and the real reader over them.
 *
 * A check asks about specimens. `createSpecimenReader` reads a specimen exactly as a row of an export is read, so that a
 * witness could stand in an export. Cells that no export could hold make no record.
 */
import { type Currency, type CurrencyTable, createCurrencyTable, isIsoCurrency } from "../domain/currency.ts";
import { instantText } from "../domain/format-timestamp.ts";
import type { Instant } from "../domain/instant.ts";
import { COLUMNS, canonicalColumns, type ExportRecord, type RecordKind } from "../domain/record.ts";
import { openZone, type Zone } from "../domain/zone.ts";
import { createRecordMaker } from "../input/record-of.ts";
import { endFields, fieldsOf as endsOf } from "../rules/fields.ts";
import { isFor } from "../rules/narrow.ts";
import type { Amount, Give, Policy, Rule } from "../rules/policy.ts";
import type { Period } from "./periods.ts";

export type Cells = { readonly [column: string]: string };

export interface Specimen {
  readonly kind: RecordKind;
  readonly service: string;
  readonly period: Period;
  /** Cells besides the id, the service and the period. */
  readonly cells: Cells;
}

/** The cells that a kind usually has, with an amount that is usual in the currency. */
function usualCells(kind: RecordKind, price: string): Cells {
  const user = { user_id: "user-1" };
  switch (kind) {
    case "coupon":
      return { ...user, amount: price, remaining: price };
    case "claim":
      return { ...user, loss_amount: price };
    default:
      return { ...user, price };
  }
}

function priceIn(code: string, policy: Policy): string {
  const { currencies } = factsOf(policy);
  const currency = currencies.read(code);
  return currency === undefined || currencies.decimalsOf(currency) === 0 ? "10000" : "10";
}

/** Columns that say when a record begins and ends; a specimen's period fills them. */
export const PERIOD_COLUMNS: ReadonlySet<string> = new Set([
  "started_at",
  "expires_at",
  "next_billing_at",
  "received_at",
]);

/** The cells that are filled, by column, in the order of an export. */
export function cellsOf({ kind, service, period, cells }: Specimen, policy: Policy): Cells {
  const zone = openZone(policy.zone);
  const fields = fieldsOf(kind, service, policy).filter((field) => !PERIOD_COLUMNS.has(field));
  const ends = timeText(period.ends, zone);
  const currency = cells.currency ?? factsOf(policy).currency;
  const all: Cells = {
    [COLUMNS[kind].id]: `${kind}-1`,
    service,
    ...usualCells(kind, priceIn(currency, policy)),
    currency,
    [kind === "claim" ? "received_at" : "started_at"]: timeText(period.starts, zone),
    ...(kind === "claim" ? {} : { expires_at: ends }),
    ...Object.fromEntries(fields.map((field) => [field, ends])),
    ...cells,
  };
  const order = canonicalColumns(kind);
  const place = (column: string) => (order.includes(column) ? order.indexOf(column) : order.length);
  const filled = Object.entries(all).filter(([, value]) => value !== "");
  return Object.fromEntries(filled.sort(([a], [b]) => place(a) - place(b)));
}

/** Facts that every specimen of a policy looks up; there may be thousands of specimens and of rules. */
interface PolicyFacts {
  readonly currencies: CurrencyTable;
  readonly currency: string;
  /** Rules with the columns that they name as ends. */
  readonly changing: readonly { readonly rule: Rule; readonly field: string }[];
}

const facts = new WeakMap<Policy, PolicyFacts>();

function factsOf(policy: Policy): PolicyFacts {
  const known = facts.get(policy) ?? {
    currencies: createCurrencyTable(policy.units),
    currency: currencyOf(policy),
    changing: policy.layers.flatMap(({ rules }) =>
      rules.flatMap((rule) => endsOf(rule).map((field) => ({ rule, field }))),
    ),
  };
  facts.set(policy, known);
  return known;
}

/** The columns that some rule for these records names as an end. */
function fieldsOf(kind: RecordKind, service: string, policy: Policy): readonly string[] {
  const own = factsOf(policy).changing.filter(({ rule }) => isFor(rule, kind, service));
  return [...new Set(own.map(({ field }) => field))];
}

/** Reads specimens as an export's rows are read; undefined where no export could hold such a row. */
export function createSpecimenReader(policy: Policy): (specimen: Specimen) => ExportRecord | undefined {
  const { zone, units } = policy;
  const make = createRecordMaker({ zone, units, fields: endFields(policy) });
  return (specimen) => {
    const read = make(specimen.kind, cellsOf(specimen, policy));
    return "record" in read ? read.record : undefined;
  };
}

function timeText(at: Instant, zone: Zone): string {
  return Number.isFinite(at) ? instantText(at, zone) : "";
}

/** The first currency that the policy names; where it names none, KRW, which has no decimals. */
function currencyOf(policy: Policy): string {
  const gives = policy.layers.flatMap(({ rules }) => rules.map(({ give }) => give));
  return [...gives.flatMap(currenciesOf), ...limitCurrencies(policy)].find(isIsoCurrency) ?? "KRW";
}

function limitCurrencies({ limits }: Policy): readonly Currency[] {
  return limits.flatMap(({ most }) => (most.kind === "credit" ? [most.money.currency] : []));
}

/** The currencies and units that a benefit names. */
export function currenciesOf(give: Give): readonly Currency[] {
  if (give.kind === "tiers") return give.steps.flatMap((step) => currenciesOf(step.give));
  return give.kind === "credit" || give.kind === "grant" ? amountCurrencies(give.amount) : [];
}

function amountCurrencies(amount: Amount): readonly Currency[] {
  if (amount.kind === "flat") return [amount.money.currency];
  const atMost = amount.atMost === "none" ? undefined : amount.atMost;
  const bounds = [atMost, amount.atLeast, amount.moreThan].flatMap((money) => (money ? [money.currency] : []));
  if (amount.kind === "each") return [amount.each.currency, ...bounds];
  // A payment in a unit is counted from a price in any currency.
  return amount.in !== undefined ? [] : [...(amount.to ? [amount.to.currency] : []), ...bounds];
}

/** The currency that a row must be in for this benefit, where it matters. */
export function cellsFor(give: Give, policy: Policy): Cells {
  const [first] = isFixed(give) ? [] : currenciesOf(give);
  const { currencies, currency: usual } = factsOf(policy);
  const currency = first ?? usual;
  return { currency: currencies.read(currency) === undefined ? "KRW" : currency };
}

/** Whether the row's own currency plays no part. */
function isFixed(give: Give): boolean {
  return (
    (give.kind === "credit" || give.kind === "grant") && (give.amount.kind === "flat" || give.amount.kind === "each")
  );
}
