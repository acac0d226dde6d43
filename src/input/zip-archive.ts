/**
 * Zip archives: each file in one is an export of its own. Nothing is ever written from an archive.
 *
 *     backup.zip with inner/rentals.csv and note.md     the export `backup.zip/inner/rentals.csv`; note.md is passed over
 *
 * A file's checksum is verified as it is unpacked. An archive that names a file outside of itself is refused as a whole.
 */
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import type { Encoding } from "../domain/encodings.ts";
import { Failure, quoted } from "../domain/failure.ts";
import { join } from "../domain/path.ts";
import type { ArchivedFile } from "./archived-file.ts";
import type { SourceFacts } from "./byte-stream.ts";
import { iterableBytes } from "./raw-bytes.ts";
import { smallTextAsUtf8 } from "./small-text.ts";
import { isSameFile, type OpenFile, openFile } from "./source.ts";
import { isPastRatio } from "./unpack-limit.ts";
import { listZip, type ZipEntry } from "./zip-library.ts";

const MOST_FILES = 10_000;

export interface ArchivePlace {
  readonly path: string;
  readonly absolutePath: string;
  /** The declared encoding, in which names may be that are not UTF-8. */
  readonly encoding?: Encoding | undefined;
}

/**
 * The files of an archive, but for hidden ones, in the order of their names' bytes; undefined where it is a document, such as a
 * workbook.
 * @throws Failure `zip-damaged`, `zip-unsafe`, `zip-crowded`.
 */
export async function openArchive(place: ArchivePlace): Promise<readonly ArchivedFile[] | undefined> {
  const { path, absolutePath, encoding } = place;
  const opened = await openFile(path, absolutePath);
  await opened.raw.close();
  const entries = await listZip(await openAsBlob(absolutePath)).catch((cause) => failArchive(opened, path, cause));
  if (entries.length > MOST_FILES) throw new Failure("zip-crowded", { place: { file: path } });
  const named = await Promise.all(entries.map(async (entry) => ({ entry, name: await nameOf(entry, encoding, path) })));
  if (named.some(({ name }) => isPartOfDocument(name))) return undefined;
  for (const { name } of named) {
    if (isOutside(name)) throw new Failure("zip-unsafe", { place: { file: path }, found: quoted(name) });
  }
  const files = named.filter(({ name, entry }) => !entry.isFolder && !isHidden(name));
  const names = files.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Failure("zip-damaged", { place: { file: path }, found: `it has two files of the name ${quoted(twice)}` });
  let facts: Promise<SourceFacts> | undefined;
  const factsOnce = () => {
    facts ??= hashArchive(opened, place);
    return facts;
  };
  return files
    .map(({ name, entry }) => archivedFile({ name, entry, facts: factsOnce }, opened, path))
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

/** Workbooks, documents and programs that are zip archives have one of these files. */
function isPartOfDocument(name: string): boolean {
  return /^(?:\[Content_Types\]\.xml|xl\/work(?:book\.|sheets\/).*|mimetype|META-INF\/(?:MANIFEST\.MF|manifest\.xml))$/i.test(
    name,
  );
}

/** Absolute names, names with a drive, and names that lead up. */
function isOutside(name: string): boolean {
  return /^(?:\/|[A-Za-z]:)|(?:^|\/)\.\.(?:\/|$)|\0/.test(name);
}

/** Files that begin with a dot, and what a Mac adds. */
function isHidden(name: string): boolean {
  return /(?:^|\/)(?:\.|__MACOSX\/)/.test(name);
}

/**
 * The name as it is meant: UTF-8 where the archive says so or the bytes are, else in the declared encoding, else as the library
 * reads it. Some programs on Windows write backslashes.
 */
async function nameOf({ name, nameBytes }: ZipEntry, encoding: Encoding | undefined, path: string): Promise<string> {
  const text = isUtf8(nameBytes) ? nameBytes : await smallTextAsUtf8(nameBytes, encoding, path).catch(() => nameBytes);
  return (isUtf8(text) ? Buffer.from(text).toString() : name).replaceAll("\\", "/");
}

interface NamedEntry {
  readonly name: string;
  readonly entry: ZipEntry;
  readonly facts: () => Promise<SourceFacts>;
}

function archivedFile({ name, entry, facts }: NamedEntry, opened: OpenFile, archive: string): ArchivedFile {
  const place = join(archive, name);
  return {
    archive,
    name,
    size: entry.size,
    open: async () => {
      await opened.raw.assertUnchanged();
      const raw = iterableBytes(unpacked(entry, opened, place));
      return { ...raw, assertUnchanged: opened.raw.assertUnchanged };
    },
    facts,
  };
}

async function* unpacked(entry: ZipEntry, opened: OpenFile, file: string): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted) throw new Failure("zip-unreadable", { place: { file }, found: "it has a password" });
  if (isPastRatio(entry.size, entry.packedSize)) throw new Failure("zip-bomb", { place: { file } });
  let total = 0;
  try {
    for await (const piece of entry.unpack()) {
      total += piece.length;
      // What the archive says of the size may be wrong.
      if (isPastRatio(total, entry.packedSize)) throw new Failure("zip-bomb", { place: { file } });
      yield piece;
    }
  } catch (cause) {
    await failArchive(opened, file, cause);
  }
  if (total !== entry.size) throw new Failure("zip-damaged", { place: { file } });
}

/** The failure for an error of the library; that the archive was changed meanwhile comes first. */
async function failArchive({ raw }: OpenFile, file: string, cause: unknown): Promise<never> {
  await raw.assertUnchanged();
  if (cause instanceof Failure) throw cause;
  const says = cause instanceof Error ? cause.message : String(cause);
  if (/Compression method not supported/.test(says))
    throw new Failure("zip-unreadable", {
      place: { file },
      found: "it is packed in another way than by deflate",
      cause,
    });
  throw new Failure("zip-damaged", { place: { file }, cause });
}

async function hashArchive(first: OpenFile, { path, absolutePath }: ArchivePlace): Promise<SourceFacts> {
  const { raw, before } = await openFile(path, absolutePath);
  try {
    if (!isSameFile(first.before, before)) throw new Failure("input-changed", { place: { file: path } });
    const hash = createHash("sha256");
    const room = new Uint8Array(1024 * 1024);
    let bytes = 0;
    for (let read = -1; read !== 0; bytes += read) {
      read = await raw.read(room);
      hash.update(room.subarray(0, read));
    }
    await raw.assertUnchanged();
    return { bytes, sha256: hash.digest("hex") };
  } finally {
    await raw.close();
  }
}
