/** A mapping that says nothing of an export but its kind, to which tests add what they are about. */
import type { ExportMapping } from "../../src/domain/mapping.ts";

export const PLAIN_MAPPING: ExportMapping = {
  match: undefined,
  record: "subscription",
  encoding: undefined,
  delimiter: undefined,
  quote: "standard",
  escape: undefined,
  beforeHeader: 0,
  header: undefined,
  sheet: undefined,
  missing: new Set(),
  skip: [],
  rows: undefined,
  newer: undefined,
  ids: "warn",
  time: undefined,
  columns: [],
};
