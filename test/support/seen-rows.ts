/** Rows as the kernel sees them that was taught by the careful reader, and as the careful reader reads them. */
import { createCurrencyTable } from "../../src/domain/currency.ts";
import { instantAt } from "../../src/domain/instant.ts";
import type { TimeForm } from "../../src/domain/time-form.ts";
import { openZone } from "../../src/domain/zone.ts";
import { csvText } from "../../src/input/csv-writer.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { createRecordReader } from "../../src/input/read-record.ts";
import { createRow } from "../../src/input/scanner.ts";
import { createCandidateList, type RecordPeriod } from "../../src/kernel/candidates.ts";
import { describeExport } from "../../src/kernel/describe-export.ts";
import { VERDICTS } from "../../src/kernel/numbers.ts";
import {
  checkRows,
  collectRows,
  createScanKernel,
  fillRow,
  loadBlock,
  nextBatch,
} from "../../src/kernel/scan-kernel.ts";

export const PLAIN = {
  subscription_id: "s1",
  user_id: "u1",
  service: "melon",
  price: "4900",
  currency: "KRW",
  started_at: "2022-10-01T09:00:00",
  expires_at: "2022-11-01T09:00:00",
  next_billing_at: "2022-11-02",
  auto_renew: "true",
};
export type Cells = { readonly [column in keyof typeof PLAIN]: string };
export const COLUMNS = Object.keys(PLAIN) as (keyof Cells)[];
const COMMA = 0x2c;

export interface Seen {
  readonly verdict: number;
  readonly isSound: boolean;
  /** As the kernel has it, of a row that it is sure of. */
  readonly period: RecordPeriod | undefined;
  /** As the careful reader has it. */
  readonly read: RecordPeriod;
}

export interface SeenOptions {
  readonly zone?: string;
  /** Services that have a rule. */
  readonly ruled?: ReadonlySet<string>;
  readonly ids?: "strict" | "warn";
  /** The words that a column may have, where any other one rejects its row. */
  readonly words?: { readonly [column in keyof Cells]?: readonly string[] };
  /** The forms of columns that have one. */
  readonly forms?: { readonly [column in keyof Cells]?: TimeForm };
}

/** What comes of rows when a kernel sees them again that was taught by the careful reader. */
export function seenTwice(
  rows: readonly Cells[],
  { zone: zoneName = "Asia/Seoul", ruled = new Set(["melon"]), ids = "warn", words = {}, forms = {} }: SeenOptions = {},
): readonly Seen[] {
  const bytes = Buffer.from(
    csvText(
      rows.map((row) => COLUMNS.map((column) => row[column])),
      ",",
    ),
  );
  const header = {
    kind: "subscription",
    delimiter: COMMA,
    columns: COLUMNS,
    length: 0,
    line: 1,
    byteOrderMark: false,
  } as const;
  const allowed = new Map(Object.entries(words).map(([column, own]) => [column, new Set(own)]));
  const meaning = {
    form: undefined,
    forms: new Map(Object.entries(forms)),
    words: allowed,
    reviewed: new Map(),
    ids,
    linesAdded: 0,
  };
  const layout = layoutOf({ ...header, meaning }, new Set());
  const zone = openZone(zoneName);
  const reader = createRecordReader(layout, {
    zone,
    currencies: createCurrencyTable(new Map([["STAR", 1]]), instantAt(Date.UTC(2024, 0, 1))),
  });
  const kernel = createScanKernel({
    steadyOffset: (day, name) => (name === undefined ? zone : openZone(name)).steadyOffset(day),
  });
  const row = createRow();
  describeExport(kernel, layout);
  const pass = (): readonly Seen[] => {
    const seen: Seen[] = [];
    loadBlock(kernel, bytes, COMMA);
    while (nextBatch(kernel)) {
      const verdicts = [...checkRows(kernel)];
      const list = createCandidateList();
      collectRows(kernel, 0, list);
      const candidates = list.take();
      for (const [index, verdict] of verdicts.entries()) {
        fillRow(kernel, index, row);
        const isSound = reader.read(bytes, row) === undefined;
        const read = reader.period();
        if (verdict === VERDICTS.unsure && isSound) reader.teach(kernel, ruled.has(reader.record.service));
        const at = candidates.row.indexOf(index);
        const period = at < 0 ? undefined : periodAt(candidates, at);
        seen.push({ verdict, isSound, period, read });
      }
    }
    return seen;
  };
  pass();
  return pass();
}

function periodAt(
  { starts, ends, ending }: { readonly starts: Float64Array; readonly ends: Float64Array; readonly ending: Uint8Array },
  at: number,
): RecordPeriod {
  return { starts: starts[at], ends: ends[at], ending: ending[at] } as unknown as RecordPeriod;
}
