/** The columns of a batch of a Parquet table as the kernel takes them, with views of their data where it lies in the memory of the library. */
import type { TableColumn } from "../../kernel/table-kernel.ts";
import type { ArrowData } from "./arrow-memory.ts";
import type { ColumnForm } from "./column-form.ts";
import { doubleText, floatText } from "./number-text.ts";

/** Bytes become the text that they would be in UTF-8; see `findForeignBytes`. The views must not be used after the batch was freed. */
export function columnData(memory: ArrayBuffer, data: ArrowData, form: ColumnForm): TableColumn {
  const { offset: first, length } = data;
  const { indexWidth, kind, width, scale, unit } = form;
  const valid = data.nullCount === 0 ? undefined : bytesAt(memory, data.buffers[0], bytesOfBits(first + length));
  const values = (bytes: number) => bytesAt(memory, data.buffers[1], bytes);
  if (indexWidth !== undefined && data.dictionary !== undefined) {
    const dictionary = columnData(memory, data.dictionary, { ...form, indexWidth: undefined });
    return {
      kind: "natural",
      valid,
      values: values((first + length) * indexWidth),
      width: indexWidth,
      first,
      dictionary,
    };
  }
  switch (kind) {
    case "text":
    case "bytes":
      return { kind: "text", valid, width, first, ...textsOf(memory, data, width) };
    case "nothing":
      return { kind, values: values(0), width, first };
    case "truth":
      return { kind, valid, values: values(bytesOfBits(first + length)), width, first };
    case "float":
    case "double":
      return { kind: "text", valid, first, ...textsOfNumbers(values((first + length) * width), kind) };
    default:
      return { kind, valid, values: values((first + length) * width), width, first, scale, unit };
  }
}

function bytesOfBits(bits: number): number {
  return Math.ceil(bits / 8);
}

/** Nothing at the address 0. */
function bytesAt(memory: ArrayBuffer, address: number | undefined, length: number): Uint8Array {
  return address ? new Uint8Array(memory, address, length) : new Uint8Array(0);
}

/** The texts from the first row on, and the places of all. */
function textsOf(
  memory: ArrayBuffer,
  { offset: first, length, buffers }: ArrowData,
  width: number,
): Pick<TableColumn, "values" | "places" | "skipped"> {
  const places = bytesAt(memory, buffers[1], (first + length + 1) * width);
  if (places.length === 0) return { values: places, places: new Uint8Array(width), skipped: 0 };
  const view = new DataView(places.buffer, places.byteOffset, places.length);
  // The memory has less than 4 GiB, so that the lower half of a place says it all.
  const skipped = view.getUint32(first * width, true);
  const end = view.getUint32((first + length) * width, true);
  return { values: bytesAt(memory, (buffers[2] ?? 0) + skipped, end - skipped), places, skipped };
}

/** Numbers as texts, because only JavaScript knows the shortest decimal. */
function textsOfNumbers(
  values: Uint8Array,
  kind: "float" | "double",
): Pick<TableColumn, "values" | "places" | "width"> {
  const own = values.slice().buffer;
  const texts =
    kind === "float" ? Array.from(new Float32Array(own), floatText) : Array.from(new Float64Array(own), doubleText);
  const places = new Int32Array(texts.length + 1);
  for (const [index, text] of texts.entries()) places[index + 1] = (places[index] ?? 0) + text.length;
  return { values: Buffer.from(texts.join(""), "latin1"), places: new Uint8Array(places.buffer), width: 4 };
}
