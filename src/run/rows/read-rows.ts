/** What is read: exports as they are given, and then facts about each, and the answers of their blocks. */
import type { RecordKind } from "../../domain/record.ts";
import type { SourceFacts } from "../../input/byte-stream.ts";
import type { Layout } from "../../input/layout.ts";
import type { Source } from "../../input/source.ts";
import type { BlockResult } from "./job.ts";
import type { RowPages } from "./row-pages.ts";
import type { BlockPlace } from "./row-places.ts";

export interface ExportInput {
  readonly source: Source;
  /** The kind that the user forces. */
  readonly kind: RecordKind | undefined;
}

/** What was read from one export. */
export interface ExportFacts extends SourceFacts {
  readonly path: string;
  readonly name: string;
  readonly kind: RecordKind;
  readonly encoding: "utf-8" | "utf-8 with BOM";
  readonly gzip: boolean;
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Ordinal of its first row among all rows of the run. */
  readonly firstRow: number;
  readonly endsWithNewline: boolean;
  readonly layout: Layout;
  /** Where its rows lie; none when that was not noted. */
  readonly blocks: readonly BlockPlace[];
}

/** The part of a block's answer that waits until rows were compared with each other. */
export interface PendingBlock extends Pick<BlockResult, "outcomes" | "rejects" | "layered"> {
  readonly exportIndex: number;
  /** Ordinal of the block's first row, and number of its first line in the file. */
  readonly firstRow: number;
  readonly firstLine: number;
}

export interface ReadRows {
  readonly exports: readonly ExportFacts[];
  /** Benefits and reviews of all blocks. */
  readonly outcomes: number;
  readonly rejects: number;
  readonly rows: RowPages;
  /** Services in the exports that no rule is for. */
  readonly unruled: ReadonlySet<string>;
}
