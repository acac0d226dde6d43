/**
 * A layout: the positions at which an export has the columns that readers and rules need. It is plain data, so that it can
 * travel to another thread.
 */
import type { Newer } from "../domain/mapping.ts";
import { COLUMNS, canonicalColumns, endRole, KIND_PERIODS, type MoneyColumn } from "../domain/record.ts";
import type { TimeForm } from "../domain/time-form.ts";
import type { TimeRole } from "../domain/timestamp.ts";
import type { ExportShape } from "../kernel/export-shape.ts";
import type { ExportMeaning } from "./byte-stream.ts";
import type { Header } from "./header.ts";
import type { RowMapping } from "./mapped/resolve-mapping.ts";

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
  /** What becomes of the cells of the export's file; undefined where they stay as they are. */
  readonly cells?: RowMapping | undefined;
  /** What tells the newest of several rows of one identity; undefined where such rows contradict each other. */
  readonly newer?: NewerRow | undefined;
}

export type NewerRow =
  | { readonly kind: "last-file" }
  | { readonly kind: "column"; readonly name: string; readonly index: number; readonly form: TimeForm | undefined };

/**
 * @param fields further columns that rules extend or move; they are read as ends of periods.
 * @param used further columns that rules look at; the items of a record have them in common.
 */
export function layoutOf(
  { kind, delimiter, columns, meaning }: Header,
  fields: ReadonlySet<string>,
  used: ReadonlySet<string> = fields,
): Layout {
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
    ...cellsOf(meaning),
    ...(meaning?.rows === undefined ? {} : { agreeing: agreeingColumns({ kind, columns, meaning }, used) }),
    ...(meaning?.newer === undefined ? {} : { newer: newerRow(meaning.newer, columns, meaning) }),
  };
}

function cellsOf(meaning: ExportMeaning | undefined): Pick<Layout, "cells" | "cellsText"> {
  const cells = meaning?.cells;
  return cells === undefined ? {} : { cells, cellsText: JSON.stringify(cells, asList) };
}

function asList(_key: string, value: unknown): unknown {
  return value instanceof Set || value instanceof Map ? [...value] : value;
}

/** The layout of rows whose cells are what a mapping made of them. */
export function layoutOfMapped({ cells: _, cellsText: __, ...layout }: Layout): Layout {
  return layout;
}

/** The columns that decide about a record: those of ours, those that rules look at, and the one that tells the newest row. */
function agreeingColumns(
  { kind, columns, meaning }: Pick<Header, "kind" | "columns" | "meaning">,
  used: ReadonlySet<string>,
): readonly number[] {
  const own = canonicalColumns(kind);
  const newest = meaning?.newer?.kind === "column" ? meaning.newer.column : undefined;
  return columns.flatMap((name, index) => (own.includes(name) || used.has(name) || name === newest ? [index] : []));
}

function newerRow(newer: Newer, columns: readonly string[], { forms, form }: ExportMeaning): NewerRow {
  if (newer.kind === "last-file") return newer;
  const { column: name } = newer;
  return { kind: "column", name, index: columns.indexOf(name), form: forms.get(name) ?? form };
}
