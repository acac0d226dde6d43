/**
 * Columns of numbers that are declared once. The type of a table, its room, larger copies of it, and the buffers that a thread
 * hands over all come from the declaration.
 *
 *     const READINGS = { line: column(Uint32Array), hash: column(Uint32Array, 2) };
 *     const room = roomFor(READINGS, 256);     // line: 256 elements, hash: 512 elements
 *     room.line[at] = 7;                       // columns are plain arrays: nothing stands between an entry and its memory
 */

/** An array of numbers on memory of one kind. */
type Numbers<Memory extends ArrayBufferLike> =
  | Uint8Array<Memory>
  | Uint16Array<Memory>
  | Uint32Array<Memory>
  | Float64Array<Memory>
  | BigInt64Array<Memory>
  | BigUint64Array<Memory>;

/** A constructor for the array of a column. */
interface ArrayKind {
  readonly BYTES_PER_ELEMENT: number;
  readonly prototype: Numbers<ArrayBufferLike>;
  new (elements: number): Numbers<ArrayBuffer>;
  new (memory: SharedArrayBuffer): Numbers<SharedArrayBuffer>;
}

export interface Column<Kind extends ArrayKind = ArrayKind> {
  readonly kind: Kind;
  /** How many elements each entry of the table has in this column. */
  readonly perEntry: number;
}

export type Declared<Name extends PropertyKey> = { readonly [name in Name]: Column };

type ArrayOf<Kind extends ArrayKind, Memory extends ArrayBufferLike> = Kind extends Uint8ArrayConstructor
  ? Uint8Array<Memory>
  : Kind extends Uint16ArrayConstructor
    ? Uint16Array<Memory>
    : Kind extends Uint32ArrayConstructor
      ? Uint32Array<Memory>
      : Kind extends Float64ArrayConstructor
        ? Float64Array<Memory>
        : Kind extends BigInt64ArrayConstructor
          ? BigInt64Array<Memory>
          : BigUint64Array<Memory>;

/** The arrays of a table whose columns are declared: `Columns<typeof READINGS>`. */
export type Columns<Table extends Declared<keyof Table>, Memory extends ArrayBufferLike = ArrayBuffer> = {
  readonly [name in keyof Table]: ArrayOf<Table[name]["kind"], Memory>;
};

/** The same arrays for code that knows no column by its name. */
type Arrays<Table extends Declared<keyof Table>, Memory extends ArrayBufferLike> = {
  readonly [name in keyof Table]: Numbers<Memory>;
};

export function column<Kind extends ArrayKind>(kind: Kind, perEntry = 1): Column<Kind> {
  return { kind, perEntry };
}

/** Columns of zeros with room for so many entries. */
export function roomFor<Table extends Declared<keyof Table>>(declared: Table, entries: number): Columns<Table> {
  return columnsFrom(declared, ({ kind, perEntry }) => new kind(entries * perEntry));
}

/** Columns of zeros with room for so many entries, on memory that threads share. */
export function sharedRoomFor<Table extends Declared<keyof Table>>(
  declared: Table,
  entries: number,
): Columns<Table, SharedArrayBuffer> {
  return columnsFrom(
    declared,
    ({ kind, perEntry }) => new kind(new SharedArrayBuffer(entries * perEntry * kind.BYTES_PER_ELEMENT)),
  );
}

/** Copies all entries of a table into a larger one, from its entry `at` on, and returns the larger one. */
export function copyInto<Table extends Declared<keyof Table>, Larger extends Arrays<Table, ArrayBufferLike>>(
  larger: Larger,
  declared: Table,
  table: Arrays<Table, ArrayBufferLike>,
  at = 0,
): Larger {
  for (const name in declared) {
    const { perEntry, kind } = declared[name];
    bytesOf(larger[name]).set(bytesOf(table[name]), at * perEntry * kind.BYTES_PER_ELEMENT);
  }
  return larger;
}

/** Copies entries of a table to the beginning of another one, which it returns: entry `order[0]` first, then `order[1]`, … */
export function copyInOrder<Table extends Declared<keyof Table>, Into extends Arrays<Table, ArrayBufferLike>>(
  into: Into,
  declared: Table,
  table: Arrays<Table, ArrayBufferLike>,
  order: Uint32Array,
): Into {
  for (const name in declared) {
    const { perEntry, kind } = declared[name];
    copyBytesInOrder(bytesOf(into[name]), bytesOf(table[name]), perEntry * kind.BYTES_PER_ELEMENT, order);
  }
  return into;
}

/** A copy of the first entries, on memory of its own. */
export function firstEntries<Table extends Declared<keyof Table>>(
  declared: Table,
  table: Arrays<Table, ArrayBufferLike>,
  entries: number,
): Columns<Table> {
  return columnsFrom(declared, ({ perEntry }, name) => table[name].slice(0, entries * perEntry));
}

/** The memory of every column, which a thread hands over. No two columns may lie on the same memory. */
export function buffersOf<Table extends Declared<keyof Table>>(
  declared: Table,
  table: Arrays<Table, ArrayBuffer>,
): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  for (const name in declared) buffers.push(table[name].buffer);
  return buffers;
}

function columnsFrom<Table extends Declared<keyof Table>, Memory extends ArrayBufferLike>(
  declared: Table,
  arrayFor: (column: Column, name: keyof Table) => Numbers<Memory>,
): Columns<Table, Memory> {
  const arrays: { [name in keyof Table]?: Numbers<Memory> } = {};
  for (const name in declared) arrays[name] = arrayFor(declared[name], name);
  // Every declared name has its array now, and each array is of the declared kind.
  return arrays as Columns<Table, Memory>;
}

function bytesOf({ buffer, byteOffset, byteLength }: Numbers<ArrayBufferLike>): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** @param width bytes of an entry. */
function copyBytesInOrder(into: Uint8Array, from: Uint8Array, width: number, order: Uint32Array): void {
  for (let entry = 0; entry < order.length; entry += 1) {
    const source = (order[entry] ?? 0) * width;
    for (let byte = 0; byte < width; byte += 1) into[entry * width + byte] = from[source + byte] ?? 0;
  }
}
