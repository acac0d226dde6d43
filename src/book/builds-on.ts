/**
 * Whether a later run builds on an earlier run: the later run moved an end on from where the earlier run had put the end.
 * Taking only the earlier run back would leave the record with an end that no run decided.
 */
import { hash } from "node:crypto";
import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import type { Book, CommittedRun } from "./book.ts";
import { createIdList, createIdTable, wordsOf } from "./keys.ts";
import type { OutputRow } from "./output-rows.ts";
import { readProven } from "./proven.ts";
import { standingRuns } from "./standing.ts";

const ADJUSTED = "adjusted-expiry.csv";

export interface Dependent {
  readonly run: CommittedRun;
  /** The first row of that run that builds on the other run. */
  readonly recordId: string;
  readonly value: string;
}

/** The newest run that builds on a run; the newest must be taken back first. @throws Failure `book-broken`. */
export async function findDependent(run: CommittedRun, { runs }: Book): Promise<Dependent | undefined> {
  const later = standingRuns(runs).filter(
    ({ number, manifest }) =>
      number > run.number && manifest.services.some((service) => run.manifest.services.includes(service)),
  );
  if (later.length === 0) return undefined;
  const given = createIdList();
  for await (const rows of readProven(run, ADJUSTED)) {
    for (const row of rows) given.add(endDigest(row, "new_value"), 0);
  }
  if (given.count === 0) return undefined;
  const table = createIdTable(given);
  for (const candidate of later.toReversed()) {
    for await (const rows of readProven(candidate, ADJUSTED)) {
      const row = rows.find((each) => table.has(wordsOf(endDigest(each, "old_value")), 0));
      if (row !== undefined)
        return { run: candidate, recordId: row.get("record_id") ?? "", value: row.get("old_value") ?? "" };
    }
  }
  return undefined;
}

/** Names a record's end and one value of it. */
function endDigest(row: OutputRow, value: "old_value" | "new_value"): Uint8Array {
  const parts = ["record", "service", "record_id", "field", value].map((column) => row.get(column) ?? "");
  return hash("sha256", parts.join("\0"), "buffer").subarray(0, COMPENSATION_ID_BYTES);
}
