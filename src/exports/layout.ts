/**
 * Where a given export keeps what the rules need: canonical names to positions. Plain data, so that it can travel to
 * a worker.
 */
import { COLUMNS, type MoneyColumn, type RecordKind } from "../domain/record.ts";
import type { TimeRole } from "../domain/timestamp.ts";
import type { Header } from "./header.ts";

export interface TimeColumn {
  readonly name: string;
  readonly index: number;
  readonly role: TimeRole;
}

export interface Layout {
  readonly kind: RecordKind;
  readonly delimiter: number;
  readonly columns: readonly string[];
  /** Positions; -1 for a column that the export does not have. */
  readonly id: number;
  readonly user: number;
  readonly service: number;
  readonly currency: number;
  readonly autoRenew: number;
  readonly starts: number;
  readonly times: readonly TimeColumn[];
  readonly money: readonly { readonly name: MoneyColumn; readonly index: number }[];
}

const START_COLUMNS = new Set(["started_at", "received_at"]);
const END_COLUMNS = new Set(["expires_at", "next_billing_at"]);

/** @param fields further columns that rules extend or move; they are read as ends of periods. */
export function layoutOf({ kind, delimiter, columns }: Header, fields: ReadonlySet<string>): Layout {
  const indexOf = (name: string) => columns.indexOf(name);
  const times = columns.flatMap((name, index): TimeColumn[] => {
    if (START_COLUMNS.has(name)) return [{ name, index, role: "start" }];
    return END_COLUMNS.has(name) || fields.has(name) ? [{ name, index, role: "end" }] : [];
  });
  return {
    kind,
    delimiter,
    columns,
    id: indexOf(COLUMNS[kind].id),
    user: indexOf("user_id"),
    service: indexOf("service"),
    currency: indexOf("currency"),
    autoRenew: indexOf("auto_renew"),
    starts: times.findIndex(({ role }) => role === "start"),
    times,
    money: COLUMNS[kind].money.map((name) => ({ name, index: indexOf(name) })).filter(({ index }) => index >= 0),
  };
}
