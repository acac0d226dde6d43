/**
 * Puts suspects together that are of one record. They go to disk in groups by their identity, and a group comes back whole, so that
 * memory holds the suspects of one group at a time, however many there are.
 */
import type { Zone } from "../../domain/zone.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import { createScanKernel } from "../../kernel/scan-kernel.ts";
import { createKeptRows, type KeptRowList, type KeptRows, rowsIn } from "../rows/kept-rows.ts";
import { createPartFile, type PartPlace } from "../rows/part-file.ts";
import type { ExportFacts } from "../rows/read-rows.ts";
import { createSuspectReader, type SuspectPlace, type SuspectRow } from "./suspect-rows.ts";

export interface SuspectGroups {
  /** Adds a suspect. Those of an export follow each other. @param print of its identity: rows of one record have the same. */
  add(bytes: Uint8Array, cells: RowCells, place: SuspectPlace, print: number): void;
  /** All rows of each record, in input order. */
  records(): Generator<readonly SuspectRow[], void, void>;
  close(): void;
}

/** About how many suspects a group has: so few that they are garbage before V8 moves them to its old space. */
const GROUP_ROWS = 2048;
const MOST_GROUPS = 1024;
/** Bytes that wait in memory before they go to disk: of a group at most, and about so many of all groups together. */
const BYTES_AT_ONCE = 16 * 1024;
const BYTES_WAITING = 4 * 1024 * 1024;

interface Group {
  exportIndex: number;
  readonly waiting: KeptRowList;
  readonly written: PartPlace[];
}

/** Suspects of one export, each with its ordinal as its row. */
interface Part extends KeptRows {
  readonly exportIndex: number;
}

export interface SuspectStore {
  /** Of a file that is made only when needed. */
  readonly path: string;
  /** How many suspects there are. */
  readonly count: number;
  readonly exports: readonly ExportFacts[];
  readonly zone: Zone;
}

/** @param groupRows for tests with few suspects. */
export function createSuspectGroups(
  { path, count, exports, zone }: SuspectStore,
  groupRows = GROUP_ROWS,
): SuspectGroups {
  const file = createPartFile<Part>(path);
  const size = Math.min(MOST_GROUPS, Math.ceil(count / groupRows));
  const bytesAtOnce = Math.min(BYTES_AT_ONCE, BYTES_WAITING / size);
  const groups = Array.from(
    { length: size },
    (): Group => ({ exportIndex: 0, waiting: createKeptRows(), written: [] }),
  );

  function add(bytes: Uint8Array, { from, to }: RowCells, { ordinal, exportIndex, line }: SuspectPlace, print: number) {
    const group = groups[print % size];
    if (group === undefined) throw new Error("a suspect where there are none");
    if (group.exportIndex !== exportIndex || group.waiting.size > bytesAtOnce) flush(group);
    group.exportIndex = exportIndex;
    group.waiting.add(bytes, from, to, { row: ordinal, line });
  }

  function flush({ exportIndex, waiting, written }: Group): void {
    if (waiting.count === 0) return;
    written.push(file.write({ ...waiting.take(), exportIndex }));
  }

  function* partsOf(group: Group): Generator<Part, void, void> {
    for (const place of group.written) yield file.read(place);
    yield { ...group.waiting.take(), exportIndex: group.exportIndex };
  }

  function* records(): Generator<readonly SuspectRow[], void, void> {
    const kernel = createScanKernel();
    const readers = exports.map(({ layout }, exportIndex) => createSuspectReader(layout, exportIndex, zone));
    for (const group of groups) {
      const byIdentity = new Map<string, SuspectRow[]>();
      for (const part of partsOf(group)) {
        const read = readers[part.exportIndex];
        const delimiter = exports[part.exportIndex]?.layout.delimiter;
        if (read === undefined || delimiter === undefined) throw new Error(`no export ${part.exportIndex}`);
        for (const { row: ordinal, bytes, cells } of rowsIn(part, delimiter, kernel)) {
          const row = read(ordinal, bytes, cells);
          const known = byIdentity.get(row.identity);
          if (known === undefined) byIdentity.set(row.identity, [row]);
          else known.push(row);
        }
      }
      yield* byIdentity.values();
    }
  }

  return { add, records, close: file.close };
}
