/** The entries of a zip archive, by `@zip.js/zip.js`: it checks sizes and checksums, and is loaded only for an archive. */
import type { Entry, FileEntry } from "@zip.js/zip.js";

export interface ZipEntry {
  /** As the library reads the name, and the bytes of the name. */
  readonly name: string;
  readonly nameBytes: Uint8Array;
  readonly isFolder: boolean;
  readonly isEncrypted: boolean;
  /** Bytes unpacked and packed, as the archive says. */
  readonly size: number;
  readonly packedSize: number;
  /** The bytes in pieces. The library's error is thrown for damage, at the latest behind the last piece. */
  unpack(): AsyncGenerator<Uint8Array>;
}

/** @throws the library's error where the list of the archive cannot be read. */
export async function listZip(archive: Blob): Promise<readonly ZipEntry[]> {
  const { BlobReader, ZipReader, configure } = await import("@zip.js/zip.js");
  // Workers of the library would be threads besides ours.
  configure({ useWebWorkers: false });
  // Names are judged by our own rules, so that a message can tell them.
  const reader = new ZipReader(new BlobReader(archive), { checkSignature: true, filenameValidation: "tolerant" });
  // Without this check, a flipped bit in the number of entries leaves files out without a word.
  return (await reader.getEntries({ checkAmbiguity: true })).map(zipEntry);
}

function zipEntry(entry: Entry): ZipEntry {
  return {
    name: entry.filename,
    nameBytes: entry.rawFilename,
    isFolder: entry.directory,
    isEncrypted: entry.encrypted,
    size: entry.uncompressedSize,
    packedSize: entry.compressedSize,
    unpack: () => piecesOf(entry),
  };
}

async function* piecesOf(entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.directory) return;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const checks = { checkSignature: true, checkOverlappingEntry: true, checkLocalFilename: true };
  const done = (entry satisfies FileEntry).getData(writable, checks);
  // Whoever reads would wait for ever for an entry that the library refuses before its first byte.
  done.catch((cause) => writable.abort(cause).catch(() => {}));
  yield* readable;
  await done;
}
