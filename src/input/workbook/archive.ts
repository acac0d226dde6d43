/**
 * The parts of a workbook: the entries of a zip archive, each unpacked while it is read, checked against its sum, and held to what a
 * part may unpack to. Nothing is ever written.
 */
import type { Entry, FileEntry, ZipReader } from "@zip.js/zip.js";
import { Failure } from "../../domain/failure.ts";
import type { FilePart } from "../table/file-part.ts";

export interface Archive {
  /** The workbook's path, for failures. */
  readonly place: string;
  /** By the name in lower case, because parts are named without regard to case. */
  readonly parts: ReadonlyMap<string, FileEntry>;
  readonly zip: ZipReader<unknown>;
}

/** XML packs to a twentieth or less. A part that unpacks to more than 250 times its size, and to more than 1 MiB, was made to fill memory. */
const LARGEST_RATIO = 250;
const RATIO_MATTERS_FROM = 1024 * 1024;
const MOST_PARTS = 10_000;
const OLE_FILE = Buffer.from("d0cf11e0a1b11ae1", "hex");

/** @throws Failure `workbook-locked` for a file that only a password opens, `workbook-damaged` for one that is no archive. */
export async function openWorkbook(file: FilePart, place: string): Promise<Archive> {
  const start = Buffer.from(await file.slice(0, Math.min(OLE_FILE.length, file.size)).arrayBuffer());
  if (start.equals(OLE_FILE)) throw new Failure("workbook-locked", { place: { file: place } });
  // The library is loaded only here, because most exports are no workbooks.
  const { BlobReader, ZipReader, configure } = await import("@zip.js/zip.js");
  configure({ useWebWorkers: false });
  // It asks of a Blob for no more than a part of a file has.
  const zip = new ZipReader(new BlobReader(file as Blob));
  try {
    const parts = new Map<string, FileEntry>();
    for await (const entry of zip.getEntriesGenerator()) addPart(parts, entry, place);
    return { place, parts, zip };
  } catch (cause) {
    await zip.close().catch(() => undefined);
    throw cause instanceof Failure ? cause : damagedWorkbook(place, "the archive cannot be read", cause);
  }
}

function addPart(parts: Map<string, FileEntry>, entry: Entry, place: string): void {
  if (entry.directory) return;
  const name = entry.filename.toLowerCase();
  if (parts.has(name)) throw damagedWorkbook(place, `the part ${entry.filename} appears twice`);
  if (parts.size === MOST_PARTS) throw damagedWorkbook(place, `it has more than ${MOST_PARTS} parts`);
  parts.set(name, entry);
}

/**
 * The text of a part, piece by piece.
 * @throws Failure `workbook-damaged`, `workbook-bomb`, `workbook-locked`, with the name of the part.
 */
export async function* partText(archive: Archive, name: string): AsyncGenerator<string, void, void> {
  const { place, parts } = archive;
  const entry = parts.get(name.toLowerCase());
  if (entry === undefined) throw damagedWorkbook(place, `the part ${name} is missing`);
  if (entry.encrypted) throw new Failure("workbook-locked", { place: { file: place }, found: name });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let unpacked = 0;
  try {
    for await (const bytes of unpacking(entry)) {
      unpacked += bytes.length;
      if (unpacked > RATIO_MATTERS_FROM && unpacked > entry.compressedSize * LARGEST_RATIO) {
        throw new Failure("workbook-bomb", { place: { file: place }, found: name });
      }
      yield decoder.decode(bytes, { stream: true });
    }
    yield decoder.decode();
  } catch (cause) {
    throw cause instanceof Failure ? cause : damagedWorkbook(place, `the part ${name} cannot be unpacked`, cause);
  }
}

async function* unpacking(entry: FileEntry): AsyncGenerator<Uint8Array, void, void> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const reader = readable.getReader();
  const done = entry.getData(writable as Parameters<typeof entry.getData>[0], { checkSignature: true });
  // Where the archive is damaged, the stream may stay open for ever, and only this promise fails.
  const failed = done.then(() => new Promise<never>(() => {}));
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), failed]);
      if (next.done) break;
      yield next.value;
    }
    await done;
  } finally {
    failed.catch(() => undefined);
    // Whoever stops early lets go of the rest.
    reader.cancel().catch(() => undefined);
    await done.catch(() => undefined);
  }
}

export function damagedWorkbook(file: string, found: string, cause?: unknown): Failure {
  return new Failure("workbook-damaged", { place: { file }, found, cause });
}
