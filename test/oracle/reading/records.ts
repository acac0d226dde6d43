/** What the cells of a row say: its period, its money, its faults. */
import type { Give, MoneyColumn, Policy, Row } from "../language.ts";
import { dayAfter, endOf, isLastMinute } from "./end.ts";
import { fractionOf, isCurrency, type Money, minorOf, namedBy } from "./money.ts";
import { certainInstant, instantOf, writtenOf } from "./times.ts";

const START_COLUMN = { subscription: "started_at", rental: "started_at", coupon: "started_at", claim: "received_at" };

const END_COLUMNS = {
  subscription: ["next_billing_at", "expires_at"],
  rental: ["expires_at"],
  coupon: ["expires_at"],
  claim: [],
} as const;

const MONEY_COLUMNS = {
  subscription: ["price"],
  rental: ["price"],
  coupon: ["amount", "remaining"],
  claim: ["loss_amount"],
} as const;

/** The words of spreadsheets and databases for nothing, in any case. */
const PLACEHOLDERS = [
  ...["null", "(null)", "<null>", "\\n", "n/a", "#n/a"],
  ...["none", "undefined", "nan", "-", "--"],
];

export function cell(row: Row, column: string): string {
  if (column === "record") return row.kind;
  return row.cells[column] ?? "";
}

export interface Period {
  readonly starts: number;
  /** Not after it starts, where a charge falls on the very day of the start. */
  readonly ends: number;
  /** For `held` and `held-on` only: through the day of the charge that pays for it. */
  readonly heldUntil: number;
  /** The column that ends it. */
  readonly field: string;
}

export function renews(row: Row): boolean {
  return row.kind === "subscription" && !/^(false|no|n|f|0)$/i.test(cell(row, "auto_renew"));
}

function endColumnOf(row: Row): string {
  const isCharged = row.kind === "subscription" && cell(row, "next_billing_at") !== "";
  return isCharged && (renews(row) || cell(row, "expires_at") === "") ? "next_billing_at" : "expires_at";
}

/** The period that ends with the column named, or with the row's own. */
export function periodOf(row: Row, zone: string, field = endColumnOf(row)): Period {
  const startText = cell(row, START_COLUMN[row.kind]);
  const endText = cell(row, field);
  const starts = startText === "" ? Number.NEGATIVE_INFINITY : certainInstant(startText, "start", zone);
  if (endText === "") return { starts, ends: Number.POSITIVE_INFINITY, heldUntil: Number.POSITIVE_INFINITY, field };
  const end = endOf(endText, field, zone);
  return { starts, ends: end.at, heldUntil: end.isCharge && renews(row) ? dayAfter(end, zone) : end.at, field };
}

/** The column that a benefit names. */
export function ownFieldOf(benefit: Give): string | undefined {
  if (benefit === "nothing") return undefined;
  const spec = "extend" in benefit ? benefit.extend : "move" in benefit ? benefit.move : "";
  return typeof spec === "string" ? undefined : spec.field;
}

/** The columns of a kind that end something, with those that rules name. */
export function endColumnsFor(row: Row, { layers = [], rules = [] }: Policy): readonly string[] {
  const named = [...rules, ...layers.flatMap((layer) => layer.rules)]
    .flatMap(({ if: when, give }) => [when?.field, ownFieldOf(give)])
    .filter((field) => field !== undefined);
  return [...new Set([...END_COLUMNS[row.kind], ...named])];
}

/** @param lookedAt the columns of money that some rule looks at; a fault in another costs nobody anything. */
export function faultsOf(row: Row, policy: Policy, lookedAt: ReadonlySet<string>): string[] {
  const ids = [cell(row, `${row.kind}_id`), cell(row, "user_id")];
  const faults = ids.some((id) => PLACEHOLDERS.includes(id.toLowerCase())) ? ["id-placeholder"] : [];
  const columns = [START_COLUMN[row.kind], ...endColumnsFor(row, policy)];
  for (const column of columns) {
    const text = cell(row, column);
    if (text !== "" && instantOf(writtenOf(text), "end", policy.zone) === undefined) faults.push("time-ambiguous");
  }
  const [startText, endText] = [cell(row, START_COLUMN[row.kind]), cell(row, endColumnOf(row))];
  // Whatever else is wrong with the row, a period of which both ends can be read runs forwards. A billing date is over with
  // its day here.
  const starts = startText === "" ? Number.NEGATIVE_INFINITY : instantOf(writtenOf(startText), "start", policy.zone);
  const ends = endText === "" ? Number.POSITIVE_INFINITY : endCounted(endText, policy.zone);
  if (starts !== undefined && ends !== undefined && ends < starts) faults.push("ends-before-start");
  const currency = namedBy(cell(row, "currency"));
  const isKnown = currency === "" || isCurrency(currency, policy);
  if (!isKnown && lookedAt.has("currency")) faults.push("currency-unknown");
  for (const column of MONEY_COLUMNS[row.kind]) {
    const text = cell(row, column);
    if (text === "" || !lookedAt.has(column)) continue;
    const isAmount =
      currency === "" || !isKnown ? fractionOf(text) !== undefined : minorOf(text, currency, policy) !== undefined;
    if (!isAmount) faults.push("price-invalid");
  }
  return faults;
}

function endCounted(text: string, zone: string): number | undefined {
  const written = writtenOf(text);
  const at = instantOf(written, "end", zone);
  return at !== undefined && isLastMinute(written) ? dayAfter(written, zone) : at;
}

export function moneyIn(row: Row, column: MoneyColumn, policy: Policy): Money | undefined {
  const [decimal, currency] = [cell(row, column), namedBy(cell(row, "currency"))];
  if (decimal === "" || currency === "") return undefined;
  const minor = minorOf(decimal, currency, policy);
  return minor === undefined ? undefined : { minor, currency };
}
