/** Enough of a record to ask selectors and windows about its cells. Records that are decided in the end are read like rows. */
import { instantAt, lengthOf } from "../domain/instant.ts";
import type { ExportRecord, RecordKind } from "../domain/record.ts";
import type { TimeShape } from "../domain/time-shape.ts";
import type { TimeCell } from "../domain/timestamp.ts";
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
    times: new Map(),
    money: () => undefined,
  };
}

const SHAPE: TimeShape = { separator: "T", seconds: true, decimals: 0, offsetStyle: "Z", form: undefined };

/** The same outline with a period: every column that a rule names as an end holds the end of the period. */
export function during(outline: ExportRecord, { starts, ends }: Period): ExportRecord {
  const time = { instant: ends, wall: ends, offset: lengthOf(0), below: 0, shape: SHAPE, role: "end" } as const;
  const state = Number.isFinite(ends) ? "filled" : "empty";
  const cell: TimeCell = { reader: { time, read: () => undefined }, bytes: new Uint8Array(0), from: 0, to: 0, state };
  return { ...outline, starts, ends, times: { get: () => cell } };
}
