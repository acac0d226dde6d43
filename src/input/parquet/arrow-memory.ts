/**
 * Reads what Apache Arrow's C data interface says in the memory of the Parquet library: types and, for a batch of rows, where data lies.
 *
 * Nothing is copied or decoded. The structures have pointers of 32 bits; their fields are in the order of the specification
 * (arrow.apache.org/docs/format/CDataInterface.html).
 */

/** `ArrowSchema`: a column, or the table as the parent of its columns. */
export interface ArrowType {
  readonly name: string;
  /** A short text such as `u`, `l` or `tsu:UTC`. In a column with a dictionary it is that of the index. */
  readonly format: string;
  readonly children: readonly ArrowType[];
  readonly dictionary: ArrowType | undefined;
}

/** `ArrowArray`: the rows of a column. */
export interface ArrowData {
  readonly length: number;
  readonly nullCount: number;
  /** The number of values in front of the first row. */
  readonly offset: number;
  /** Addresses: first that of the bits that say which rows have a value, 0 for none. */
  readonly buffers: readonly number[];
  readonly children: readonly ArrowData[];
  readonly dictionary: ArrowData | undefined;
}

const POINTER = 4;

export function readArrowType(memory: ArrayBuffer, at: number): ArrowType {
  const view = new DataView(memory);
  const dictionary = view.getUint32(at + 36, true);
  return {
    format: textAt(memory, view.getUint32(at, true)),
    name: textAt(memory, view.getUint32(at + 4, true)),
    children: pointersAt(view, at + 32, longAt(view, at + 24)).map((child) => readArrowType(memory, child)),
    dictionary: dictionary === 0 ? undefined : readArrowType(memory, dictionary),
  };
}

export function readArrowData(memory: ArrayBuffer, at: number): ArrowData {
  const view = new DataView(memory);
  const dictionary = view.getUint32(at + 48, true);
  return {
    length: longAt(view, at),
    nullCount: longAt(view, at + 8),
    offset: longAt(view, at + 16),
    buffers: pointersAt(view, at + 40, longAt(view, at + 24)),
    children: pointersAt(view, at + 44, longAt(view, at + 32)).map((child) => readArrowData(memory, child)),
    dictionary: dictionary === 0 ? undefined : readArrowData(memory, dictionary),
  };
}

function pointersAt(view: DataView, at: number, count: number): readonly number[] {
  const list = view.getUint32(at, true);
  return Array.from({ length: count }, (_, index) => view.getUint32(list + index * POINTER, true));
}

function longAt(view: DataView, at: number): number {
  return Number(view.getBigInt64(at, true));
}

/** A text in UTF-8 that a zero ends; an address of 0 is no text. */
function textAt(memory: ArrayBuffer, at: number): string {
  if (at === 0) return "";
  const bytes = new Uint8Array(memory);
  return Buffer.from(memory, at, bytes.indexOf(0, at) - at).toString();
}
