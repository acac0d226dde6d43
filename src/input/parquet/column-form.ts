/** What the type of a Parquet column says of its cells, and whether cells can hold them. */
import type { ArrowType } from "./arrow-memory.ts";

type CellKind =
  | "text"
  | "bytes"
  | "truth"
  | "integer"
  | "natural"
  | "decimal"
  | "day"
  | "time"
  | "moment"
  | "float"
  | "double"
  | "nothing";

export interface ColumnForm {
  readonly name: string;
  readonly kind: CellKind;
  /** Bytes of a value, or of the place of a text. */
  readonly width: number;
  /** Decimals of a decimal number. */
  readonly scale: number;
  /** Units of a second of a time, of a day of a day. */
  readonly unit: number;
  /** Bytes of an index into the dictionary; undefined where the column has none. */
  readonly indexWidth: number | undefined;
}

/** The formats of Arrow that have no parameters. The library gives views as plain texts. */
const FORMS: { readonly [format: string]: readonly [kind: CellKind, width: number] } = {
  n: ["nothing", 0],
  b: ["truth", 0],
  c: ["integer", 1],
  C: ["natural", 1],
  s: ["integer", 2],
  S: ["natural", 2],
  i: ["integer", 4],
  I: ["natural", 4],
  l: ["integer", 8],
  L: ["natural", 8],
  f: ["float", 4],
  g: ["double", 8],
  u: ["text", 4],
  U: ["text", 8],
  vu: ["text", 4],
  z: ["bytes", 4],
  Z: ["bytes", 8],
  vz: ["bytes", 4],
  tdD: ["day", 4],
  tdm: ["day", 8],
};

const DAY_MILLIS = 86_400_000;
/** Parts of a second: seconds, milliseconds, microseconds and nanoseconds. */
const PER_SECOND: { readonly [letter: string]: number } = { s: 1, m: 1e3, u: 1e6, n: 1e9 };

/** Undefined for a type that no cell can hold. */
export function columnForm({ name, format, dictionary }: ArrowType): ColumnForm | undefined {
  if (dictionary !== undefined) {
    const form = columnForm({ ...dictionary, name });
    return form && { ...form, indexWidth: FORMS[format]?.[1] };
  }
  const plain = { name, scale: 0, unit: 1, indexWidth: undefined };
  const [kind, width] = FORMS[format] ?? [];
  if (kind !== undefined && width !== undefined)
    return { ...plain, kind, width, unit: format === "tdm" ? DAY_MILLIS : 1 };
  // d:precision,scale and the bits of a value, where they are not 128.
  const [, scale, bits = "128"] = /^d:\d+,(-?\d+)(?:,(\d+))?$/.exec(format) ?? [];
  if (scale !== undefined) return { ...plain, kind: "decimal", width: Number(bits) / 8, scale: Number(scale) };
  const [, part = "", zone] = /^ts([smun]):(.*)$/.exec(format) ?? [];
  if (zone === undefined) return undefined;
  return { ...plain, kind: zone === "" ? "time" : "moment", width: 8, unit: PER_SECOND[part] ?? 1 };
}

const NAMES: { readonly [format: string]: string } = {
  n: "Null",
  b: "Bool",
  c: "Int8",
  C: "Uint8",
  s: "Int16",
  S: "Uint16",
  i: "Int32",
  I: "Uint32",
  l: "Int64",
  L: "Uint64",
  e: "Float16",
  f: "Float32",
  g: "Float64",
  u: "Utf8",
  U: "LargeUtf8",
  z: "Binary",
  Z: "LargeBinary",
  tts: "Time32<SECOND>",
  ttm: "Time32<MILLISECOND>",
  ttu: "Time64<MICROSECOND>",
  ttn: "Time64<NANOSECOND>",
  tDs: "Duration<SECOND>",
  tDm: "Duration<MILLISECOND>",
  tDu: "Duration<MICROSECOND>",
  tDn: "Duration<NANOSECOND>",
};

/** The name of a type in messages, as Arrow writes it; the format of a type that has none here. */
export function typeName({ format, children }: ArrowType): string {
  const fields = () => children.map((child) => `${child.name}:${typeName(child)}`).join(", ");
  switch (format) {
    case "+l":
    case "+L":
      return `List<${children.map(typeName).join()}>`;
    case "+s":
      return `Struct<{${fields()}}>`;
    case "+m":
      return `Map<{${(children[0]?.children ?? []).map((child) => `${child.name}:${typeName(child)}`).join(", ")}}>`;
    default:
      return format.startsWith("w:") ? `FixedSizeBinary[${format.slice(2)}]` : (NAMES[format] ?? format);
  }
}
