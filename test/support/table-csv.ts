/** What a reader of tables wrote, as text and as rows that csv-parse read. */
import { Failure } from "../../src/domain/failure.ts";
import { parseStrictly } from "./csv-oracle.ts";

export async function csvOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(Uint8Array.from(chunk));
  return Buffer.concat(parts).toString();
}

/** The rows but for empty lines. */
export async function rowsOf(chunks: AsyncIterable<Uint8Array>): Promise<readonly (readonly string[])[]> {
  const rows = parseStrictly(await csvOf(chunks), ",");
  if (rows === undefined) throw new Error("what was written is no CSV");
  return rows;
}

/** The failure that ends a reading. */
export async function failureOf(chunks: AsyncIterable<Uint8Array>): Promise<Failure> {
  try {
    await csvOf(chunks);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("nothing failed");
}
