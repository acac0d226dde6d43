/** A file in an archive, as a source of bytes: no reader of exports has to know of archives. */
import type { SourceFacts } from "./byte-stream.ts";
import type { RawBytes } from "./raw-bytes.ts";

export interface ArchivedFile {
  /** The path of the archive as the user would write it. */
  readonly archive: string;
  /** The path of the file within the archive, with forward slashes. */
  readonly name: string;
  /** Bytes of the file once it is unpacked, as the archive says. */
  readonly size: number;
  /** Opens the file at its first byte. @throws Failure `input-changed` where the archive is another one by now. */
  open(): Promise<RawBytes>;
  /** The facts about the archive, which is read once, however many files it has. @throws Failure `input-changed`. */
  facts(): Promise<SourceFacts>;
}
