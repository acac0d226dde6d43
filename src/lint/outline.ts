/** Enough of a record to ask selectors and windows about its cells. Records that are decided in the end are read like rows. */
import { instantAt, lengthOf } from "../domain/instant.ts";
import type { ExportRecord, RecordKind } from "../domain/record.ts";
import type { TimeShape } from "../domain/timestamp.ts";
import type { Period } from "./periods.ts";

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
    renews: true,
    text: (column) => (column === "service" ? service : (cells[column] ?? "")),
    time: () => undefined,
    money: () => undefined,
  };
}

const SHAPE: TimeShape = { separator: "T", seconds: true, decimals: 0, offsetStyle: "Z" };

/** The same outline with a period: every column that a rule names as an end holds the end of the period. */
export function during(outline: ExportRecord, { starts, ends }: Period): ExportRecord {
  const time = { instant: ends, wall: ends, offset: lengthOf(0), shape: SHAPE, role: "end" } as const;
  return { ...outline, starts, ends, time: () => (Number.isFinite(ends) ? time : undefined) };
}
