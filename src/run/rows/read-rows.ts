/** The exports of a run: as they are given, and as facts and answers once they are read. */
import type { ExportMapping } from "../../domain/mapping.ts";
import type { RecordKind } from "../../domain/record.ts";
import type { SourceFacts } from "../../input/byte-stream.ts";
import type { Layout } from "../../input/layout.ts";
import type { OpenRanges } from "../../input/ranges.ts";
import type { Source } from "../../input/source.ts";
import type { SourceLines } from "../../input/table/source-lines.ts";
import type { BlockResult } from "./job.ts";
import type { RowPages } from "./row-pages.ts";
import type { BlockPlace } from "./row-places.ts";

export interface ExportInput {
  readonly source: Source;
  /** The kind that the user forces. */
  readonly kind: RecordKind | undefined;
}

/** The facts about one export that was read. */
export interface ExportFacts extends SourceFacts {
  readonly path: string;
  /** How the export was read; undefined for a canonical one. */
  readonly mapping: ExportMapping | undefined;
  readonly name: string;
  /** The path of the archive that the file lies in; undefined for a file of its own. */
  readonly archive?: string | undefined;
  readonly kind: RecordKind;
  /** The name of an encoding, or `utf-8 with BOM`. */
  readonly encoding: string;
  /** Opens the bytes of blocks to be read again. */
  readonly openRanges: OpenRanges;
  /** Which lines of the file the lines of blocks are; undefined where they are the same. */
  readonly lines: SourceLines | undefined;
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** The number of rows that a mapping left out because they are no records. */
  readonly leftOut: number;
  /** Ordinal of the export's first row. */
  readonly firstRow: number;
  readonly endsWithNewline: boolean;
  readonly layout: Layout;
  /** Where the export's rows lie. */
  readonly blocks: readonly BlockPlace[];
}

/** The part of a block's answer that waits until the rows of the run were compared with each other. */
export interface PendingBlock extends Pick<BlockResult, "outcomes" | "rejects" | "layered"> {
  readonly exportIndex: number;
  /** Ordinal of the block's first row, and number of its first line in the file. */
  readonly firstRow: number;
  readonly firstLine: number;
}

export interface ReadRows {
  readonly exports: readonly ExportFacts[];
  /** The number of benefits and reviews in all blocks. */
  readonly outcomes: number;
  readonly rejects: number;
  readonly rows: RowPages;
  /** Services in the exports that no rule is for. */
  readonly unruled: ReadonlySet<string>;
}
