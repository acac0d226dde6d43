/** Text that is being translated into CSV: where its reading stands, and its cells as they are written. */

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

export interface Translation {
  readonly delimiter: number;
  readonly to: number;
  /** The character that escapes, or `NO_MARK`. */
  readonly escape: number;
  readonly quotes: boolean;
  /** By byte: whether it may mean something, or need quotes. All other bytes are copied as they are, run by run. */
  readonly meaning: Uint8Array;
  /** Used again for every piece. */
  out: Buffer;
  length: number;
  /** Where the cell begins in `out` that is being read. */
  cell: number;
  /** Whether the cell has to be quoted. */
  needsQuotes: boolean;
  /** How many quotes and carriage returns the cell has. */
  quotesInside: number;
  returns: number;
  /** Where the last carriage return is in `out` that is neither escaped nor in quotes. */
  returnAt: number;
  /** Whether the next byte is inside quotes, and whether the byte before escapes it. */
  inQuotes: boolean;
  isEscaped: boolean;
  /** Whether the byte before was a quote that ends the quotes, unless another quote follows. */
  mayEnd: boolean;
  /** Whether a carriage return came after the quotes, which only a line feed may follow. */
  isReturning: boolean;
  /** Number of the line of the next byte, from 1, and of the line on which the quotes of the cell began. */
  line: number;
  quotesLine: number;
  /** The path to name in a failure. */
  readonly place: string;
}

/** Adds a byte that the cell holds. */
export function addContent(state: Translation, byte: number): void {
  if (byte === QUOTE) state.quotesInside += 1;
  else if (byte === CR) state.returns += 1;
  else if (byte === state.to || byte === LF) state.needsQuotes = true;
  if (byte === LF) state.line += 1;
  addByte(state, byte);
}

export function addByte(state: Translation, byte: number): void {
  state.out[state.length] = byte;
  state.length += 1;
}

/** Puts the cell in quotes where it has to be. A carriage return inside a cell needs them as well. */
export function endCell(state: Translation): void {
  if (state.needsQuotes || state.quotesInside > 0 || state.returns > 0) putInQuotes(state);
  state.needsQuotes = false;
  state.quotesInside = 0;
  state.returns = 0;
  state.inQuotes = false;
  state.mayEnd = false;
  state.isReturning = false;
}

/** Moves the cell behind an opening quote, from its last byte to its first one, and doubles its quotes. */
function putInQuotes(state: Translation): void {
  const { out, cell, length, quotesInside } = state;
  let to = length + quotesInside + 1;
  state.length = to + 1;
  out[to] = QUOTE;
  for (let from = length - 1; from >= cell; from -= 1) {
    const byte = out[from] ?? 0;
    to -= 1;
    out[to] = byte;
    if (byte !== QUOTE) continue;
    to -= 1;
    out[to] = QUOTE;
  }
  out[cell] = QUOTE;
}
