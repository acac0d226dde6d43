/** Encodings that files of other systems are in, and a writer for each of them that shares nothing with the program's reader. */
import type { Dice } from "../oracle/samples/dice.ts";

export interface FileEncoding {
  /** As a mapping names it; undefined where the file's byte order mark or nothing says it. */
  readonly name: string | undefined;
  /** Letters beyond ASCII that it has. */
  readonly letters: readonly string[];
  /** Whether it has the words of Korean times. */
  readonly isKorean: boolean;
  encode(text: string): Buffer;
}

const ANY_LETTERS = [..."한글멜론웹툰합계éßĞ漢字かなжщ–€😀ｱ"];

const UNICODE: readonly FileEncoding[] = [
  unicode(undefined, (text) => Buffer.from(text)),
  unicode("utf-8", (text) => Buffer.from(`\ufeff${text}`)),
  unicode(undefined, (text) => Buffer.from(`\ufeff${text}`)),
  unicode(undefined, (text) => Buffer.from(`\ufeff${text}`, "utf16le")),
  unicode("utf-16", (text) => Buffer.from(text, "utf16le")),
  unicode("utf-16", (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()),
  unicode("utf-16be", (text) => Buffer.from(text, "utf16le").swap16()),
];

function unicode(name: string | undefined, encode: (text: string) => Buffer): FileEncoding {
  return { name, letters: ANY_LETTERS, isKorean: true, encode };
}

/** First and last of the bytes of a character of two bytes, and of the ones of a single byte. */
interface Range {
  readonly lead?: readonly [number, number];
  readonly last: readonly [number, number];
}

/**
 * Node's own decoders, turned around. Where they are wrong, as for the Hangul beyond the 2,350 of KS X 1001, the range is left
 * out. Some second bytes are those of `\` and `|`.
 */
const LEGACY: readonly (readonly [name: string, label: string, ranges: readonly Range[]])[] = [
  ["cp949", "euc-kr", [{ lead: [0xb0, 0xc8], last: [0xa1, 0xfe] }]],
  ["EUC-KR", "euc-kr", [{ lead: [0xb0, 0xc8], last: [0xa1, 0xfe] }]],
  [
    "shift_jis",
    "shift_jis",
    [
      { lead: [0x82, 0x83], last: [0x9f, 0xf1] },
      { lead: [0x83, 0x83], last: [0x40, 0x96] },
      { lead: [0x88, 0x97], last: [0x40, 0xfc] },
    ],
  ],
  ["euc-jp", "euc-jp", [{ lead: [0xb0, 0xcf], last: [0xa1, 0xfe] }]],
  [
    "gb18030",
    "gbk",
    [
      { lead: [0x81, 0xa0], last: [0x40, 0x7e] },
      { lead: [0xb0, 0xd6], last: [0xa1, 0xfe] },
    ],
  ],
  ["big5", "big5", [{ lead: [0xa4, 0xc5], last: [0x40, 0xfe] }]],
  ["windows-1252", "windows-1252", [{ last: [0xa1, 0xff] }]],
  ["latin2", "iso-8859-2", [{ last: [0xa1, 0xff] }]],
  ["cp1251", "windows-1251", [{ last: [0xa1, 0xff] }]],
  ["koi8-r", "koi8-r", [{ last: [0xa3, 0xff] }]],
  ["iso-8859-7", "iso-8859-7", [{ last: [0xb8, 0xfe] }]],
];

const legacy = LEGACY.map(([name, label, ranges]): FileEncoding => {
  const bytesOf = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(label);
  for (const bytes of ranges.flatMap(bytesIn)) {
    const [letter = "", ...more] = decoder.decode(Uint8Array.from(bytes));
    if (more.length === 0 && letter > "\u007f" && letter !== "\ufffd" && /^\p{L}$/u.test(letter))
      bytesOf.set(letter, bytes);
  }
  return {
    name,
    letters: [...bytesOf.keys()].filter((letter) => letter === letter.normalize("NFC")),
    isKorean: label === "euc-kr",
    encode: (text) =>
      Buffer.from(
        [...text].flatMap((letter) => {
          const bytes = letter <= "\u007f" ? [letter.charCodeAt(0)] : bytesOf.get(letter);
          if (bytes === undefined) throw new Error(`${name} is not written with ${letter}`);
          return [...bytes];
        }),
      ),
  };
});

function bytesIn({ lead, last: [from, to] }: Range): number[][] {
  const ends = numbers(from, to);
  return lead === undefined
    ? ends.map((end) => [end])
    : numbers(...lead).flatMap((first) => ends.map((end) => [first, end]));
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** UTF-8 without a mark, with which JSON lines and canonical exports are written. */
export const PLAIN_ENCODING: FileEncoding = unicode(undefined, (text) => Buffer.from(text));

export function encodingBy(dice: Dice): FileEncoding {
  if (dice.chance(0.35)) return PLAIN_ENCODING;
  return dice.chance(0.4) ? dice.pick(UNICODE) : dice.pick(legacy);
}

/** A short text of letters beyond ASCII. */
export function foreignText(dice: Dice, { letters }: FileEncoding, length: number): string {
  return Array.from({ length }, () => dice.pick(letters)).join("");
}
