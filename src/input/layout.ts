/**
 * A layout: the positions at which an export has the columns that readers and rules need. It is plain data, so that it can
 * travel to another thread.
 */
import { COLUMNS, endRole, KIND_PERIODS, type MoneyColumn } from "../domain/record.ts";
import type { TimeForm } from "../domain/time-form.ts";
import type { TimeRole } from "../domain/timestamp.ts";
import type { ExportShape } from "../kernel/export-shape.ts";
import type { Header } from "./header.ts";

export interface TimeColumn {
  readonly name: string;
  readonly index: number;
  readonly role: TimeRole;
  /** How the column's cells are written; undefined for ISO 8601 in the policy's zone. */
  readonly form?: TimeForm | undefined;
}

export interface ReviewedColumn {
  readonly name: string;
  readonly index: number;
  readonly known: ReadonlySet<string>;
}

/** Beside what the kernel needs, the names of the columns that are read as times and as money. */
export interface Layout extends ExportShape {
  readonly times: readonly TimeColumn[];
  readonly money: readonly { readonly name: MoneyColumn; readonly index: number }[];
  /** Columns in which any other word rejects its row; an empty cell does not. */
  readonly words: readonly { readonly index: number; readonly allowed: ReadonlySet<string> }[];
  /** Columns in which any other word leaves the record to a person, that of the service first; an empty cell does not. */
  readonly reviewed: readonly ReviewedColumn[];
}

/** @param fields further columns that rules extend or move; they are read as ends of periods. */
export function layoutOf({ kind, delimiter, columns, meaning }: Header, fields: ReadonlySet<string>): Layout {
  const { start, ends } = KIND_PERIODS[kind];
  const indexOf = (name: string) => columns.indexOf(name);
  const times = columns.flatMap((name, index): TimeColumn[] => {
    const form = meaning?.forms.get(name) ?? meaning?.form;
    if (name === start) return [{ name, index, role: "start", form }];
    return ends.includes(name) || fields.has(name) ? [{ name, index, role: endRole(name), form }] : [];
  });
  const words = [...(meaning?.words ?? [])].flatMap(([name, allowed]) =>
    columns.includes(name) ? [{ index: indexOf(name), allowed }] : [],
  );
  const reviewed = [...(meaning?.reviewed ?? [])]
    .flatMap(([name, known]) => (columns.includes(name) ? [{ name, index: indexOf(name), known }] : []))
    .toSorted((a, b) => Number(b.name === "service") - Number(a.name === "service"));
  const positionOf = (name: string | undefined) => times.findIndex((time) => time.name === name);
  return {
    kind,
    delimiter,
    columns,
    id: indexOf(COLUMNS[kind].id),
    user: indexOf("user_id"),
    service: indexOf("service"),
    currency: indexOf("currency"),
    autoRenew: kind === "subscription" ? indexOf("auto_renew") : -1,
    starts: positionOf(start),
    expires: positionOf(ends.includes("expires_at") ? "expires_at" : undefined),
    renews: positionOf(ends.includes("next_billing_at") ? "next_billing_at" : undefined),
    times,
    money: COLUMNS[kind].money.map((name) => ({ name, index: indexOf(name) })).filter(({ index }) => index >= 0),
    words,
    reviewed,
    ids: meaning?.ids ?? "warn",
  };
}
