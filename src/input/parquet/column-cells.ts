/**
 * The columns of a batch of a Parquet table as typed arrays, and whether a column can be written as cells.
 *
 * To ask Arrow for each value takes as long as all the rest of the reading, so cells are written from the arrays themselves.
 */
import type { Data, DataType, Field } from "apache-arrow";

export type CellKind =
  | "text"
  | "bytes"
  | "integer"
  | "long"
  | "unsigned-long"
  | "decimal"
  | "boolean"
  | "day"
  | "time"
  | "float"
  | "double"
  | "nothing";

/** What all batches of a column have in common. */
export interface ColumnForm {
  readonly name: string;
  readonly kind: CellKind;
  /** Decimals of a decimal number. */
  readonly scale: number;
  /** Parts of a second in which a time counts: 1, 10³, 10⁶ or 10⁹. */
  readonly perSecond: number;
  /** Whether a time is a moment and not the reading of a clock. */
  readonly utc: boolean;
}

export interface ColumnCells {
  readonly form: ColumnForm;
  /** One bit a row, 1 for a value; empty where all rows have one. */
  readonly valid: Uint8Array;
  readonly bytes: Uint8Array;
  /** Where each text begins in `bytes`, and one more place for the end of the last one. */
  readonly places: Int32Array;
  readonly numbers: ArrayLike<number>;
  /** 64 bits and more, in words of 32 bits from the lowest on. */
  readonly words: Int32Array;
  /** The number of words of a value. */
  readonly stride: number;
  /** The values that the numbers stand for, in a column with a dictionary. */
  readonly dictionary: ColumnCells | undefined;
}

/** The numbers of Arrow's types (`Type` of apache-arrow). */
const NULL = 1;
const INT = 2;
const FLOAT = 3;
const BINARY = 4;
const UTF8 = 5;
const BOOL = 6;
const DECIMAL = 7;
const DATE = 8;
const TIMESTAMP = 10;
const LARGE_BINARY = 19;
const LARGE_UTF8 = 20;
const BINARY_VIEW = 23;
const UTF8_VIEW = 24;
const DICTIONARY = -1;

/** Undefined for a type that no cell can hold. */
export function columnForm({ name, type }: Field): ColumnForm | undefined {
  const plain = { name, scale: 0, perSecond: 1, utc: false };
  const details = type as DataType & { bitWidth?: number; isSigned?: boolean; precision?: number; unit?: number };
  switch (Number(type.typeId)) {
    case NULL:
      return { ...plain, kind: "nothing" };
    case INT:
      if (details.bitWidth !== 64) return { ...plain, kind: "integer" };
      return { ...plain, kind: details.isSigned ? "long" : "unsigned-long" };
    case FLOAT:
      // Half of a float is precision 0.
      return details.precision === 0 ? undefined : { ...plain, kind: details.precision === 1 ? "float" : "double" };
    case BINARY:
    case LARGE_BINARY:
    case BINARY_VIEW:
      return { ...plain, kind: "bytes" };
    case UTF8:
    case LARGE_UTF8:
    case UTF8_VIEW:
      return { ...plain, kind: "text" };
    case BOOL:
      return { ...plain, kind: "boolean" };
    case DECIMAL:
      return { ...plain, kind: "decimal", scale: (type as DataType & { scale: number }).scale };
    case DATE:
      return details.unit === 0 ? { ...plain, kind: "day" } : { ...plain, kind: "day", perSecond: 1000 };
    case TIMESTAMP:
      return {
        ...plain,
        kind: "time",
        perSecond: 1000 ** (details.unit ?? 0),
        utc: Boolean((type as DataType & { timezone?: string }).timezone),
      };
    case DICTIONARY: {
      const of = columnForm({ name, type: (type as DataType & { dictionary: DataType }).dictionary } as Field);
      return of;
    }
    default:
      return undefined;
  }
}

const NO_BYTES = new Uint8Array(0);
const NO_WORDS = new Int32Array(0);

/** @param data of one batch, from its first row on. The library gives columns of views as plain texts. */
export function columnCells(data: Data, form: ColumnForm): ColumnCells {
  const bytes = (data.values ?? NO_BYTES) as Uint8Array;
  const isWide = bytes.BYTES_PER_ELEMENT === 8 || form.kind === "decimal";
  return {
    form,
    valid: data.nullCount === 0 ? NO_BYTES : (data.nullBitmap ?? NO_BYTES),
    bytes,
    places: placesOf(data),
    numbers: bytes,
    words: isWide ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2) : NO_WORDS,
    stride: isWide ? wordsEach(data) : 1,
    dictionary: data.dictionary && columnCells(dictionaryOf(data), form),
  };
}

/** Where texts begin. Large texts have places of 64 bits, but a batch is never as large as that. */
function placesOf(data: Data): Int32Array {
  const places = data.valueOffsets as Int32Array | BigInt64Array | undefined;
  return places instanceof BigInt64Array ? Int32Array.from(places, Number) : (places ?? NO_WORDS);
}

function dictionaryOf({ dictionary }: Data): Data {
  const [first, ...more] = dictionary?.data ?? [];
  // A batch comes as a stream of its own, so its dictionary is in one piece.
  if (first === undefined || more.length > 0) throw new Error("a dictionary in pieces");
  return first;
}

function wordsEach({ type }: Data): number {
  const { bitWidth = 64 } = type as DataType & { bitWidth?: number };
  return bitWidth / 32;
}
