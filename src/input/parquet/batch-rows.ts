/** How many rows of a Parquet file are decoded at once, and in which parts the file is read. */
import type { RowGroupMetaData } from "parquet-wasm/node";

/** Enough that the work for each batch is small, few enough that its columns stay near the core. */
const MOST_ROWS = 16_384;
/** Bytes to aim at for a batch, so that long texts take no more memory than short ones. */
const BATCH_BYTES = 4 * 1024 * 1024;

/**
 * The library decodes all batches that it is asked for in a row group before it gives the first one. So a large row group is read in parts,
 * which costs its packed bytes once more for each part; the pages before a part are passed over without being unpacked.
 */
const PART_BATCHES = 8;

/** The parts of a file, in the order of its rows. `offset` and `limit` count rows within the row group. */
export interface GroupPart {
  readonly rowGroups: number[];
  readonly offset: number;
  readonly limit: number;
}

export function partsOfGroups(
  groups: readonly Pick<RowGroupMetaData, "numRows">[],
  batchSize: number,
): readonly GroupPart[] {
  const limit = batchSize * PART_BATCHES;
  return groups.flatMap((group, index) =>
    Array.from({ length: Math.ceil(group.numRows() / limit) }, (_, part) => ({
      rowGroups: [index],
      offset: part * limit,
      limit,
    })),
  );
}

/** At least one row; by the longest rows on average, as the file counts their bytes before they are packed. */
export function batchRows(groups: readonly Pick<RowGroupMetaData, "totalByteSize" | "numRows">[]): number {
  const longest = groups.reduce(
    (most, group) => Math.max(most, group.totalByteSize() / Math.max(group.numRows(), 1)),
    1,
  );
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(BATCH_BYTES / longest)));
}
