/**
 * Finds the keys and values of one line of JSON lines: a flat object, read strictly as RFC 8259 has it, from its bytes.
 *
 * Nothing is turned into a number or a text here: every key and value stays a range of bytes, so that a number keeps its digits.
 */

/** What a value is; also where its range begins and ends. The range of a string lies between its quotes. */
export const STRING = 0;
export const ESCAPED_STRING = 1;
export const NUMBER = 2;
export const WORD = 3;
export const NULL = 4;

/** Numbers for each pair: the key's start, end and kind, then the value's. */
export const PAIR_NUMBERS = 6;

export interface LinePairs {
  /** `PAIR_NUMBERS` for each pair, in the order of the line. */
  numbers: Int32Array;
  count: number;
  /** Where reading stands. */
  at: number;
  fault: LineFault | undefined;
}

export interface LineFault {
  readonly kind: "invalid" | "nested";
  /** The offset of the byte at which reading stopped. */
  readonly at: number;
  /** What is wrong, in words. */
  readonly found: string;
}

export function createLinePairs(): LinePairs {
  return { numbers: new Int32Array(64 * PAIR_NUMBERS), count: 0, at: 0, fault: undefined };
}

/** Reads the line `[start, end)`, which has no line feed. The result stands in `pairs`, until the next line is read. */
export function readPairs(pairs: LinePairs, bytes: Uint8Array, start: number, end: number): void {
  pairs.count = 0;
  pairs.fault = undefined;
  pairs.at = skipBlanks(bytes, start, end);
  if (!take(pairs, bytes, end, OPEN, "an object, which begins with {")) return;
  pairs.at = skipBlanks(bytes, pairs.at, end);
  if (bytes[pairs.at] === CLOSE && pairs.at < end) {
    pairs.at += 1;
  } else {
    do {
      if (!readPair(pairs, bytes, end)) return;
    } while (tookComma(pairs, bytes, end));
    if (!take(pairs, bytes, end, CLOSE, ", or }")) return;
  }
  pairs.at = skipBlanks(bytes, pairs.at, end);
  if (pairs.at < end) fail(pairs, "something follows the object");
}

/** The offset of the first byte that is no blank; `end` where all are. */
export function skipBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(bytes[at] ?? 0)) at += 1;
  return at;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const LIST = 0x5b;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;

function readPair(pairs: LinePairs, bytes: Uint8Array, end: number): boolean {
  const slot = roomForPair(pairs);
  pairs.at = skipBlanks(bytes, pairs.at, end);
  if (bytes[pairs.at] !== QUOTE || pairs.at >= end)
    return fail(pairs, 'a key in quotes, such as "user_id", is expected');
  if (!readString(pairs, bytes, end, slot)) return false;
  pairs.at = skipBlanks(bytes, pairs.at, end);
  if (!take(pairs, bytes, end, COLON, ":")) return false;
  pairs.at = skipBlanks(bytes, pairs.at, end);
  return readValue(pairs, bytes, end, slot + 3);
}

function readValue(pairs: LinePairs, bytes: Uint8Array, end: number, slot: number): boolean {
  const first = pairs.at < end ? (bytes[pairs.at] ?? 0) : 0;
  if (first === QUOTE) {
    if (!readString(pairs, bytes, end, slot)) return false;
  } else if (first === MINUS || isDigit(first)) {
    if (!readNumber(pairs, bytes, end, slot)) return false;
  } else if (first === OPEN || first === LIST) {
    pairs.fault = { kind: "nested", at: pairs.at, found: first === OPEN ? "an object" : "a list" };
    return false;
  } else if (!WORDS.some(({ letters, kind }) => readWord({ pairs, bytes, end, slot }, letters, kind))) {
    return fail(pairs, "a value is expected");
  }
  pairs.count += 1;
  return true;
}

const WORDS = [
  { letters: Buffer.from("true"), kind: WORD },
  { letters: Buffer.from("false"), kind: WORD },
  { letters: Buffer.from("null"), kind: NULL },
] as const;

interface At {
  readonly pairs: LinePairs;
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly slot: number;
}

function readWord({ pairs, bytes, end, slot }: At, letters: Uint8Array, kind: number): boolean {
  const { at } = pairs;
  if (at + letters.length > end) return false;
  for (let index = 0; index < letters.length; index += 1) if (bytes[at + index] !== letters[index]) return false;
  setRange(pairs, slot, at, at + letters.length, kind);
  pairs.at = at + letters.length;
  return true;
}

/** A string from its quote on; the range has no quotes. */
function readString(pairs: LinePairs, bytes: Uint8Array, end: number, slot: number): boolean {
  const start = pairs.at + 1;
  let kind = STRING;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      setRange(pairs, slot, start, at, kind);
      pairs.at = at + 1;
      return true;
    }
    if (byte < 0x20)
      return failAt(pairs, at, "a control character stands in a text and has to be written as an escape");
    if (byte !== BACKSLASH) continue;
    kind = ESCAPED_STRING;
    const length = escapeLength(bytes, at, end);
    if (length === 0) return failAt(pairs, at, "an escape that JSON does not have");
    at += length - 1;
  }
  return failAt(pairs, end, "the line ends inside a text");
}

/** The length of an escape with its backslash; 0 where it is none. */
function escapeLength(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return 0;
  const letter = bytes[at + 1] ?? 0;
  if (letter !== LETTER_U) return SHORT_ESCAPES.includes(letter) ? 2 : 0;
  if (at + 6 > end) return 0;
  for (let index = at + 2; index < at + 6; index += 1) if (!isHexDigit(bytes[index] ?? 0)) return 0;
  return 6;
}

const LETTER_U = 0x75;
const SHORT_ESCAPES = Buffer.from('"\\/bfnrt');

function readNumber(pairs: LinePairs, bytes: Uint8Array, end: number, slot: number): boolean {
  const start = pairs.at;
  let at = bytes[start] === MINUS ? start + 1 : start;
  const whole = digitsEnd(bytes, at, end);
  if (whole === at) return failAt(pairs, at, "a digit is expected");
  if (bytes[at] === ZERO && whole > at + 1)
    return failAt(pairs, at, "a number begins with a needless 0; a text stands in quotes");
  at = whole;
  if (at < end && bytes[at] === POINT) {
    const decimals = digitsEnd(bytes, at + 1, end);
    if (decimals === at + 1) return failAt(pairs, decimals, "a digit is expected after the decimal point");
    at = decimals;
  }
  if (at < end && ((bytes[at] ?? 0) | 0x20) === LETTER_E) {
    const sign = bytes[at + 1];
    const digits = at + (sign === MINUS || sign === PLUS ? 2 : 1);
    at = digitsEnd(bytes, digits, end);
    if (at <= digits) return failAt(pairs, Math.min(digits, end), "a digit is expected in the exponent");
  }
  setRange(pairs, slot, start, at, NUMBER);
  pairs.at = at;
  return true;
}

const LETTER_E = 0x65;

function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(bytes[at] ?? 0)) at += 1;
  return at;
}

function tookComma(pairs: LinePairs, bytes: Uint8Array, end: number): boolean {
  pairs.at = skipBlanks(bytes, pairs.at, end);
  if (bytes[pairs.at] !== COMMA || pairs.at >= end) return false;
  pairs.at += 1;
  return true;
}

function take(pairs: LinePairs, bytes: Uint8Array, end: number, wanted: number, name: string): boolean {
  if (pairs.at >= end || bytes[pairs.at] !== wanted) return fail(pairs, `${name} is expected`);
  pairs.at += 1;
  return true;
}

function roomForPair(pairs: LinePairs): number {
  const slot = pairs.count * PAIR_NUMBERS;
  if (slot < pairs.numbers.length) return slot;
  const more = new Int32Array(pairs.numbers.length * 2);
  more.set(pairs.numbers);
  pairs.numbers = more;
  return slot;
}

function setRange({ numbers }: LinePairs, slot: number, start: number, end: number, kind: number): void {
  numbers[slot] = start;
  numbers[slot + 1] = end;
  numbers[slot + 2] = kind;
}

function fail(pairs: LinePairs, found: string): false {
  return failAt(pairs, pairs.at, found);
}

function failAt(pairs: LinePairs, at: number, found: string): false {
  pairs.fault = { kind: "invalid", at, found };
  return false;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}

function isHexDigit(byte: number): boolean {
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}
