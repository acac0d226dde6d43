/** Finds the rows of a record in the exports by the bytes of its id, and where else the text stands when it is no id. */
import { COLUMNS } from "../../domain/record.ts";
import { cellText, joinedRow } from "../../input/cells.ts";
import type { ExportFile } from "../../input/discover.ts";
import { exportSource } from "../../input/export-source.ts";
import type { Header } from "../../input/header.ts";
import { openExport } from "../../input/open-export.ts";
import { endOfCell, startOfCell } from "../../input/scanner.ts";
import { visitRows } from "../../input/visit-rows.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import type { World } from "./world.ts";

export interface FoundRow {
  /** Position of its export in the order of the run. */
  readonly exportIndex: number;
  readonly path: string;
  readonly header: Header;
  readonly line: number;
  /** The row alone, without its line end. */
  readonly bytes: Buffer;
}

export interface NamedElsewhere {
  readonly column: string;
  readonly id: string;
}

export interface FoundRecord {
  readonly rows: readonly FoundRow[];
  /** Rows in which the text stands in another column: how many, and the first few. */
  readonly elsewhere: { readonly count: number; readonly first: readonly NamedElsewhere[] };
}

export interface RecordSearch {
  readonly id: string;
  readonly files: readonly ExportFile[];
  /** A folder of its own for what comes from standard input. */
  readonly scratch: string;
  readonly checkHeader: (header: Header, path: string) => void;
}

const MOST_SHOWN = 5;

export async function findRecord(
  { id, files, scratch, checkHeader }: RecordSearch,
  world: World,
): Promise<FoundRecord> {
  const rows: FoundRow[] = [];
  const first: NamedElsewhere[] = [];
  let count = 0;
  const wanted = Buffer.from(id.replaceAll('"', '""'));
  for (const [exportIndex, file] of files.entries()) {
    await search(file, id, { scratch, checkHeader, world }, (bytes, cells, line, header) => {
      const idAt = header.columns.indexOf(COLUMNS[header.kind].id);
      if (isCell(bytes, cells, idAt, wanted)) {
        const copy = joinedRow(bytes, cells, header.delimiter).bytes;
        rows.push({ exportIndex, path: file.path, header, line, bytes: copy });
        return;
      }
      const column = header.columns.find((_, index) => isCell(bytes, cells, index, wanted));
      if (column === undefined) return;
      count += 1;
      const record = cellText(bytes, cells, idAt);
      const isKnown = first.some((known) => known.id === record && known.column === column);
      if (first.length < MOST_SHOWN && !isKnown) first.push({ column, id: record });
    });
  }
  return { rows, elsewhere: { count, first } };
}

export interface NearIds {
  readonly count: number;
  readonly first: readonly string[];
}

/** Ids that differ only in case, punctuation or leading zeros. Reads every row; standard input is not asked again. */
export async function findNearIds({ id, files, scratch, checkHeader }: RecordSearch, world: World): Promise<NearIds> {
  const wanted = normalized(id);
  const first: string[] = [];
  let count = 0;
  for (const file of files.filter(({ path }) => path !== "-")) {
    await search(file, undefined, { scratch, checkHeader, world }, (bytes, cells, _, header) => {
      const found = cellText(bytes, cells, header.columns.indexOf(COLUMNS[header.kind].id));
      if (normalized(found) !== wanted) return;
      count += 1;
      if (first.length < MOST_SHOWN && !first.includes(found)) first.push(found);
    });
  }
  return { count, first };
}

type Visit = (bytes: Buffer, cells: RowCells, line: number, header: Header) => void;

async function search(
  file: ExportFile,
  value: string | undefined,
  { scratch, checkHeader, world }: Pick<RecordSearch, "scratch" | "checkHeader"> & { readonly world: World },
  visit: Visit,
): Promise<void> {
  const opened = await openExport(exportSource(file, world, scratch), { kind: file.kind, checkHeader });
  const { header } = opened;
  try {
    await visitRows(opened, (bytes, cells, line) => visit(bytes, cells, line, header), value);
  } finally {
    await opened.close();
  }
}

function isCell(bytes: Buffer, cells: RowCells, index: number, wanted: Buffer): boolean {
  const [from, to] = [startOfCell(cells, index), endOfCell(cells, index)];
  return index >= 0 && index < cells.count && to - from === wanted.length && wanted.equals(bytes.subarray(from, to));
}

function normalized(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replace(/0+(?=\d)/g, "");
}
