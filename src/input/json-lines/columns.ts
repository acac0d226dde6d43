/** The columns of JSON lines, and which pair of a line stands under which of them. */
import { ESCAPED_STRING, type LinePairs, PAIR_NUMBERS } from "./json-line.ts";

export interface JsonColumns {
  readonly names: readonly string[];
  /** The names as their bytes in UTF-8. */
  readonly bytes: readonly Uint8Array[];
  readonly indexes: ReadonlyMap<string, number>;
  /** For each column the pair of the line that stands under it; -1 for none. */
  readonly pairOf: Int32Array;
}

/** A key that cannot be placed. */
export interface MisplacedKey {
  readonly kind: "unknown" | "repeated";
  readonly key: string;
  /** The offset of the key's first byte. */
  readonly at: number;
}

export function columnsNamed(names: readonly string[]): JsonColumns {
  return {
    names,
    bytes: names.map((name) => Buffer.from(name)),
    indexes: new Map(names.map((name, index) => [name, index])),
    pairOf: new Int32Array(names.length),
  };
}

/** The keys of a line, in its order; the first one that appears twice instead. */
export function keysOf(pairs: LinePairs, bytes: Buffer): readonly string[] | MisplacedKey {
  const keys = new Set<string>();
  for (let pair = 0; pair < pairs.count; pair += 1) {
    const key = keyText(pairs, bytes, pair);
    if (keys.has(key)) return { kind: "repeated", key, at: pairs.numbers[pair * PAIR_NUMBERS] ?? 0 };
    keys.add(key);
  }
  return [...keys];
}

/** Sets `pairOf` for a line. @returns the first key that cannot be placed. */
export function placePairs(columns: JsonColumns, pairs: LinePairs, bytes: Buffer): MisplacedKey | undefined {
  const { pairOf } = columns;
  pairOf.fill(-1);
  for (let pair = 0; pair < pairs.count; pair += 1) {
    // Nearly always the keys come in the order of the columns.
    const column = isColumn(columns.bytes[pair], pairs, bytes, pair)
      ? pair
      : columns.indexes.get(keyText(pairs, bytes, pair));
    if (column !== undefined && pairOf[column] === -1) {
      pairOf[column] = pair;
      continue;
    }
    const kind = column === undefined ? "unknown" : "repeated";
    return { kind, key: keyText(pairs, bytes, pair), at: pairs.numbers[pair * PAIR_NUMBERS] ?? 0 };
  }
  return undefined;
}

/** The key of a pair as it is meant, without escapes. */
export function keyText({ numbers }: LinePairs, bytes: Buffer, pair: number): string {
  const slot = pair * PAIR_NUMBERS;
  const start = numbers[slot] ?? 0;
  const end = numbers[slot + 1] ?? 0;
  return numbers[slot + 2] === ESCAPED_STRING ? unescaped(bytes, start, end) : bytes.toString("utf8", start, end);
}

/** The text of a string with escapes. @param start of its range, which has no quotes. */
export function unescaped(bytes: Buffer, start: number, end: number): string {
  // The range was read strictly, so it is a string for every reader of JSON.
  return String(JSON.parse(`"${bytes.toString("utf8", start, end)}"`));
}

function isColumn(name: Uint8Array | undefined, { numbers }: LinePairs, bytes: Buffer, pair: number): boolean {
  const slot = pair * PAIR_NUMBERS;
  const start = numbers[slot] ?? 0;
  if (name === undefined || numbers[slot + 2] === ESCAPED_STRING) return false;
  if (name.length !== (numbers[slot + 1] ?? 0) - start) return false;
  for (let index = 0; index < name.length; index += 1) if (bytes[start + index] !== name[index]) return false;
  return true;
}
