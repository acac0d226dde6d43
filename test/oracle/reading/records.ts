/** What the cells of a row say: its period, its money, its faults. */
import type { MoneyColumn, Policy, Row } from "../language.ts";
import { type Money, minorOf } from "./money.ts";
import { certainInstant, instantOf, writtenOf } from "./times.ts";

const START_COLUMN = { subscription: "started_at", rental: "started_at", coupon: "started_at", claim: "received_at" };

export const END_COLUMNS = {
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

export function cell(row: Row, column: string): string {
  if (column === "record") return row.kind;
  return row.cells[column] ?? "";
}

export interface Period {
  readonly starts: number;
  readonly ends: number;
  /** The column that ends it. */
  readonly field: string;
  readonly startText: string;
}

function endColumnOf(row: Row): string {
  if (row.kind !== "subscription") return "expires_at";
  const renews = !["false", "0", "no", "N"].includes(cell(row, "auto_renew"));
  return renews && cell(row, "next_billing_at") !== "" ? "next_billing_at" : "expires_at";
}

export function periodOf(row: Row, zone: string): Period {
  const startText = cell(row, START_COLUMN[row.kind]);
  const field = endColumnOf(row);
  const endText = cell(row, field);
  return {
    starts: startText === "" ? Number.NEGATIVE_INFINITY : certainInstant(startText, "start", zone),
    ends: endText === "" ? Number.POSITIVE_INFINITY : certainInstant(endText, "end", zone),
    field,
    startText,
  };
}

export function faultsOf(row: Row, policy: Policy): string[] {
  const faults: string[] = [];
  const columns = [START_COLUMN[row.kind], ...END_COLUMNS[row.kind]];
  for (const column of columns) {
    const text = cell(row, column);
    if (text !== "" && instantOf(writtenOf(text), "end", policy.zone) === undefined) faults.push("time-ambiguous");
  }
  const [startText, endText] = [cell(row, START_COLUMN[row.kind]), cell(row, endColumnOf(row))];
  // Whatever else is wrong with the row, a period of which both ends can be read runs forwards.
  const starts = startText === "" ? Number.NEGATIVE_INFINITY : instantOf(writtenOf(startText), "start", policy.zone);
  const ends = endText === "" ? Number.POSITIVE_INFINITY : instantOf(writtenOf(endText), "end", policy.zone);
  if (starts !== undefined && ends !== undefined && ends < starts) faults.push("ends-before-start");
  const currency = cell(row, "currency");
  for (const column of MONEY_COLUMNS[row.kind]) {
    const text = cell(row, column);
    if (text !== "" && currency !== "" && minorOf(text, currency, policy) === undefined) faults.push("price-invalid");
  }
  return faults;
}

export function moneyIn(row: Row, column: MoneyColumn, policy: Policy): Money | undefined {
  const [decimal, currency] = [cell(row, column), cell(row, "currency")];
  if (decimal === "" || currency === "") return undefined;
  const minor = minorOf(decimal, currency, policy);
  return minor === undefined ? undefined : { minor, currency };
}
