/** The fingerprints that the kernel gives to rows. */

import { layoutOf } from "../../src/input/layout.ts";
import { describeExport } from "../../src/kernel/describe-export.ts";
import { createScanKernel, loadBlock, nextBatch, printRows } from "../../src/kernel/scan-kernel.ts";

const COMMA = 0x2c;
const REQUIRED = ["rental_id", "service", "user_id", "expires_at"];

/** The three numbers of every line of a CSV without a header. @param agreeing columns that have the content; none for the whole row. */
export function printsOf(
  lines: Uint8Array,
  kind: "rental" | "coupon" = "rental",
  more: readonly string[] = [],
  agreeing: readonly number[] = [],
): Uint32Array {
  const columns = [...REQUIRED, ...more].map((name) =>
    kind === "coupon" && name === "rental_id" ? "coupon_id" : name,
  );
  const kernel = createScanKernel();
  const header = { kind, delimiter: COMMA, columns, length: 0, line: 1, byteOrderMark: false };
  describeExport(kernel, { ...layoutOf(header, new Set()), agreeing });
  loadBlock(kernel, lines, COMMA);
  const batches: number[][] = [];
  while (nextBatch(kernel)) batches.push([...printRows(kernel)]);
  return Uint32Array.from(batches.flat());
}

/** Bytes as a cell in quotes, which can hold any. */
export function quotedCell(bytes: Uint8Array): Buffer {
  const doubled = [...bytes].flatMap((byte) => (byte === 0x22 ? [byte, byte] : [byte]));
  return Buffer.from([0x22, ...doubled, 0x22]);
}
