/** Zip archives, written byte by byte: entries that are stored as they are. */
import { crc32 } from "node:zlib";

/** @param entries names, each with its content behind a colon where it has some. */
export function zipOf(...entries: readonly string[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const [name = "", content = ""] = entry.split(":");
    const local = headerOf("PK\x03\x04", 30, name, content);
    const central = headerOf("PK\x01\x02", 46, name, content);
    central.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), Buffer.from(content));
    directory.push(central, Buffer.from(name));
    offset += local.length + name.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** The header of an entry, before its content or in the directory, where a field lies two bytes later. */
function headerOf(mark: string, length: number, name: string, content: string): Buffer {
  const later = length === 30 ? 0 : 2;
  const header = Buffer.alloc(length);
  header.write(mark, "latin1");
  header.writeUInt16LE(20, 4 + later);
  header.writeUInt32LE(crc32(content), 14 + later);
  header.writeUInt32LE(content.length, 18 + later);
  header.writeUInt32LE(content.length, 22 + later);
  header.writeUInt16LE(name.length, 26 + later);
  return header;
}
