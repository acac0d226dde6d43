/**
 * The encodings that an export may be in, by every name that programs have for them.
 *
 * A name is told from others by its letters and digits alone: `EUC-KR`, `euc_kr` and `euckr` are one name. The list is closed,
 * because a name that one program takes for another encoding turns letters into others without a word.
 */

export interface Encoding {
  /** As messages, manifests and `--encoding` write it. */
  readonly name: string;
  /** The label of the decoder in the Encoding Standard, which is also its name in `@exodus/bytes`. */
  readonly label: string;
  /** Other names: of the standard, iconv, Java, PostgreSQL, MySQL and Windows. */
  readonly aliases: readonly string[];
}

/**
 * `utf-16` has the byte order that its byte order mark says, and is little-endian without one, as Windows writes it. `cp949`
 * contains EUC-KR, `cp932` is what Windows and nearly everybody means by Shift_JIS, `gb18030` contains GBK and GB 2312, and
 * `windows-1252` differs from ISO 8859-1 only where that has control characters.
 */
export const ENCODINGS: readonly Encoding[] = [
  { name: "utf-8", label: "utf-8", aliases: ["utf-8-sig", "utf8mb3", "utf8mb4", "cp65001"] },
  { name: "utf-16", label: "utf-16le", aliases: ["ucs-2", "unicode"] },
  { name: "utf-16le", label: "utf-16le", aliases: ["ucs-2le", "unicodelittle", "cp1200"] },
  { name: "utf-16be", label: "utf-16be", aliases: ["ucs-2be", "unicodebig", "cp1201"] },
  {
    name: "cp949",
    label: "euc-kr",
    aliases: [
      ...["euc-kr", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "korean", "windows-949", "x-windows-949"],
      ...["ms949", "uhc", "cp51949"],
    ],
  },
  {
    name: "cp932",
    label: "shift_jis",
    aliases: ["shift_jis", "sjis", "windows-31j", "windows-932", "ms932", "ms_kanji"],
  },
  { name: "euc-jp", label: "euc-jp", aliases: ["ujis", "eucjpms", "x-euc-jp", "cp51932"] },
  {
    name: "gb18030",
    label: "gb18030",
    aliases: ["gbk", "gb2312", "euc-cn", "cp936", "ms936", "windows-936", "cp54936", "chinese"],
  },
  { name: "big5", label: "big5", aliases: ["big5-hkscs", "cn-big5", "cp950", "ms950", "windows-950"] },
  windows(1250),
  windows(1251),
  windows(1252, ["iso-8859-1", "latin1", "iso-ir-100", "l1", "ascii", "us-ascii"]),
  windows(1253),
  windows(1254, ["iso-8859-9", "latin5", "l5"]),
  windows(1255),
  windows(1256),
  windows(1257),
  windows(1258),
  { name: "windows-874", label: "windows-874", aliases: ["cp874", "tis-620", "iso-8859-11"] },
  { name: "iso-8859-2", label: "iso-8859-2", aliases: ["latin2", "l2"] },
  { name: "iso-8859-5", label: "iso-8859-5", aliases: ["cyrillic"] },
  { name: "iso-8859-7", label: "iso-8859-7", aliases: ["greek"] },
  { name: "iso-8859-15", label: "iso-8859-15", aliases: ["latin9", "l9"] },
  { name: "koi8-r", label: "koi8-r", aliases: [] },
  { name: "koi8-u", label: "koi8-u", aliases: [] },
  { name: "ibm866", label: "ibm866", aliases: ["cp866"] },
  { name: "macintosh", label: "macintosh", aliases: ["x-mac-roman", "macroman"] },
];

function windows(page: number, aliases: readonly string[] = []): Encoding {
  const name = `windows-${page}`;
  return { name, label: name, aliases: [`cp${page}`, `win${page}`, `ms${page}`, ...aliases] };
}

/** The encoding that a name stands for; undefined where it stands for none of ours. */
export function findEncoding(name: string): Encoding | undefined {
  return BY_LETTERS.get(lettersOf(name));
}

/** Every name, for "did you mean". */
export function encodingNames(): readonly string[] {
  return ENCODINGS.flatMap(({ name, aliases }) => [name, ...aliases]);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[-_ .]/g, "");
}

const BY_LETTERS: ReadonlyMap<string, Encoding> = new Map(
  ENCODINGS.flatMap((encoding) => [encoding.name, ...encoding.aliases].map((name) => [lettersOf(name), encoding])),
);
