/** Enough of a record to ask selectors and windows about its cells; what is decided in the end is read like a row. */
import { instantAt } from "../domain/instant.ts";
import type { ExportRecord, RecordKind } from "../domain/record.ts";

export interface OutlineFacts {
  readonly kind: RecordKind;
  readonly service: string;
  readonly cells: { readonly [column: string]: string };
}

const NEVER = instantAt(Number.NaN);

export function outlineOf({ kind, service, cells }: OutlineFacts): ExportRecord {
  return {
    kind,
    id: () => "",
    service,
    starts: NEVER,
    ends: NEVER,
    endColumn: "expires_at",
    text: (column) => (column === "service" ? service : (cells[column] ?? "")),
    time: () => undefined,
    money: () => undefined,
  };
}
