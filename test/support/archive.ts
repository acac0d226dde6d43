/** Zip archives for tests: made by the library, and a few that other programs wrote. */
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter, type ZipWriterAddDataOptions } from "@zip.js/zip.js";

export interface ArchiveEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly options?: ZipWriterAddDataOptions;
}

export async function archiveOf(...entries: readonly ArchiveEntry[]): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const { name, content, options } of entries)
    await writer.add(name, new Uint8ArrayReader(Uint8Array.from(Buffer.from(content))), options);
  return Buffer.from(await writer.close());
}

/** Of Python: `inner/rentals.csv` with a rental `r1`, and `readme.md`. */
export const BY_PYTHON = Buffer.from(
  "UEsDBBQAAAAIAMlGfl1ycU1DUwAAAGgAAAARAAAAaW5uZXIvcmVudGFscy5jc3Y9yMEKgCAMgOG7zzJhk049R3cZOUKKlDmjxy8hOn0/v8ppfMScoDfR4cuVV4FmrCYpsoHcNau0kWcxcUrQCXbeuVTeBAKG4Ak9TQvhjPiPgN9wD1BLAwQUAAAACADJRn5dhqYQNgcAAAAFAAAACQAAAHJlYWRtZS5tZMtIzcnJBwBQSwECFAMUAAAACADJRn5dcnFNQ1MAAABoAAAAEQAAAAAAAAAAAAAAgAEAAAAAaW5uZXIvcmVudGFscy5jc3ZQSwECFAMUAAAACADJRn5dhqYQNgcAAAAFAAAACQAAAAAAAAAAAAAAgAGCAAAAcmVhZG1lLm1kUEsFBgAAAAACAAIAdgAAALAAAAAAAA==",
  "base64",
);
/** Of Python: `a.csv`, packed with bzip2. */
export const WITH_BZIP2 = Buffer.from(
  "UEsDBC4AAAAMAMlGfl1ycU1DdwAAAGgAAAAFAAAAYS5jc3ZCWmg5MUFZJlNZCVVQ+AAAK1uAABAABnQQBACurd9AIAB0GqfqaIzUaNND1HpBKp4kNMnqAG1B1kqWwTSTLMvBigwokWqOJIqLMxS56Rl3HlibhsrozQooNmdRtGIKw+fGJHjNA8wgnWlZA6fi7kinChIBKqofAFBLAQIuAy4AAAAMAMlGfl1ycU1DdwAAAGgAAAAFAAAAAAAAAAAAAACAAQAAAABhLmNzdlBLBQYAAAAAAQABADMAAACaAAAAAAA=",
  "base64",
);
/** Of Python: `멜론.csv`, with the name in CP949 and nothing that says so, as Korean Windows writes it. */
export const KOREAN_NAME = Buffer.from(
  "UEsDBBQAAAAAAAAAIQBycU1DaAAAAGgAAAAIAAAAuOG30C5jc3ZyZW50YWxfaWQsdXNlcl9pZCxzZXJ2aWNlLHN0YXJ0ZWRfYXQsZXhwaXJlc19hdCxub3RlCnIxLHUxLGtha2FvcGFnZSwyMDIyLTEwLTE0VDEwOjAwLDIwMjItMTAtMjBUMTA6MDAsClBLAQIUAxQAAAAAAAAAIQBycU1DaAAAAGgAAAAIAAAAAAAAAAAAAACAAQAAAAC44bfQLmNzdlBLBQYAAAAAAQABADYAAACOAAAAAAA=",
  "base64",
);
/** Of Info-ZIP: `a.csv` with a password. */
export const WITH_PASSWORD = Buffer.from(
  "UEsDBAoACQAAAMpGfl3cUcJwFgAAAAoAAAAFABwAYS5jc3ZVVAkAA7s5DWu7OQ1rdXgLAAEEAAAAAAQAAAAA2AyaSEtzNEi3srMuLbV2vXIfk+MwqVBLBwjcUcJwFgAAAAoAAABQSwECHgMKAAkAAADKRn5d3FHCcBYAAAAKAAAABQAYAAAAAAABAAAApIEAAAAAYS5jc3ZVVAUAA7s5DWt1eAsAAQQAAAAABAAAAABQSwUGAAAAAAEAAQBLAAAAZQAAAAAA",
  "base64",
);
