/** How many rows of a Parquet file are decoded at once. */
import type { RowGroupMetaData } from "parquet-wasm/node";

/** Enough that the work for each batch is small, few enough that its columns stay near the core. */
const MOST_ROWS = 16_384;
/** Bytes to aim at for a batch, so that long texts take no more memory than short ones. */
const BATCH_BYTES = 4 * 1024 * 1024;

/** At least one row; by the longest rows on average, as the file counts their bytes before they are packed. */
export function batchRows(groups: readonly Pick<RowGroupMetaData, "totalByteSize" | "numRows">[]): number {
  const longest = groups.reduce(
    (most, group) => Math.max(most, group.totalByteSize() / Math.max(group.numRows(), 1)),
    1,
  );
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(BATCH_BYTES / longest)));
}
