/**
 * Finds the exports of zip archives: all of an archive that is named, and one by its path in the archive.
 *
 *     backup.zip                     every CSV file in it
 *     backup.zip/inner/rentals.csv   that file
 */
import { closeSync, existsSync, readSync } from "node:fs";
import { resolve } from "node:path";
import { Failure, visible } from "../domain/failure.ts";
import { join } from "../domain/path.ts";
import type { ArchivedFile } from "./archived-file.ts";
import { openOrdinary } from "./ordinary-file.ts";
import type { SourceFile } from "./source.ts";
import type { ArchivePlace } from "./zip-archive.ts";

const EXPORT_IN_ARCHIVE = /\.(?:csv|tsv|txt)(?:\.(?:gz|zst))?$/i;

/** The files at a path. */
export interface FilesAt {
  readonly files: readonly SourceFile[];
  /** Names of an archive's files that are no exports. */
  readonly others: readonly string[];
}

export interface ArchiveFinder {
  /** The file itself, or the exports in it where it is an archive. @throws Failure for an archive that cannot be read. */
  filesAt(file: SourceFile): Promise<FilesAt>;
  /** Whether a path at which there is no file leads into an archive. */
  isInArchive(path: string): Promise<boolean>;
}

/** Opens each archive once, so that all of its exports share what is known of it. */
export function createArchiveFinder(cwd: string): ArchiveFinder {
  const archives = new Map<string, Promise<readonly ArchivedFile[] | undefined>>();

  function openOnce({ path, encoding }: SourceFile): Promise<readonly ArchivedFile[] | undefined> {
    const absolutePath = resolve(cwd, path);
    const archive = archives.get(absolutePath) ?? openZip({ path, absolutePath, encoding });
    archives.set(absolutePath, archive);
    return archive;
  }

  return {
    isInArchive: async (path) => archiveOf(path, cwd) !== undefined,
    filesAt: async (file) => {
      const { path } = file;
      if (path === "-") return alone(file);
      const archive = existsSync(resolve(cwd, path)) ? path : archiveOf(path, cwd);
      const archived = archive === undefined ? undefined : await openOnce({ ...file, path: archive });
      if (archive === undefined || archived === undefined) return alone(file);
      return archive === path ? exportsOf(archived, file) : alone(fileIn(archived, archive, file));
    },
  };
}

function alone(file: SourceFile): FilesAt {
  return { files: [file], others: [] };
}

async function openZip(place: ArchivePlace): Promise<readonly ArchivedFile[] | undefined> {
  if (!isZip(startOf(place.absolutePath))) return undefined;
  const { openArchive } = await import("./zip-archive.ts");
  return openArchive(place);
}

const MARKS: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
];

/** Whether a file that begins with these bytes is a zip archive, or a document that is one, such as a workbook. */
function isZip(start: Uint8Array): boolean {
  return MARKS.some((mark) => mark.every((byte, index) => start[index] === byte));
}

/** The part of a path that is an archive; undefined where no part is. */
function archiveOf(path: string, cwd: string): string | undefined {
  const ends = [...path.matchAll(/[/\\]/g)].map(({ index }) => index);
  return ends.map((end) => path.slice(0, end)).find((part) => part !== "" && isZip(startOf(resolve(cwd, part))));
}

/** The first bytes of an ordinary file; none where there is no such file, or it cannot be read. */
function startOf(path: string): Uint8Array {
  try {
    const descriptor = openOrdinary(path);
    if (descriptor === undefined) return NO_BYTES;
    try {
      const room = new Uint8Array(LOOKED_AT);
      return room.subarray(0, readSync(descriptor, room, 0, LOOKED_AT, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return NO_BYTES;
  }
}

const LOOKED_AT = 4;
const NO_BYTES = new Uint8Array(0);

function exportsOf(archived: readonly ArchivedFile[], { path, encoding }: SourceFile): FilesAt {
  const isExport = ({ name }: ArchivedFile) => EXPORT_IN_ARCHIVE.test(name);
  const files = archived.filter(isExport).map((each) => ({ path: join(path, each.name), encoding, archived: each }));
  return { files, others: archived.filter((each) => !isExport(each)).map(({ name }) => name) };
}

function fileIn(archived: readonly ArchivedFile[], archive: string, file: SourceFile): SourceFile {
  const name = file.path.slice(archive.length + 1).replaceAll("\\", "/");
  const found = archived.find((each) => each.name === name);
  if (found !== undefined) return { ...file, archived: found };
  const names = archived.slice(0, MOST_NAMED).map((each) => visible(each.name));
  const more = archived.length > names.length ? `, and ${archived.length - names.length} more` : "";
  const next = names.length === 0 ? undefined : `The archive has ${names.join(", ")}${more}.`;
  throw new Failure("file-missing", { place: { file: file.path }, next });
}

const MOST_NAMED = 5;
