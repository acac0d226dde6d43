/**
 * A staging folder in memory: a case leaves nothing on disk, and costs no flush to it.
 *
 * Only a run too large for memory puts something into `scratch`, and takes it away again.
 */
import { sha256Of } from "../book/manifest.ts";
import type { FileFacts, StagingFolder } from "../book/staging.ts";

export interface MemoryStaging extends StagingFolder {
  /** The content of a finished file; undefined when there is none of that name. */
  read(file: string): Buffer | undefined;
}

export function createMemoryStaging(scratch: string): MemoryStaging {
  const finished = new Map<string, FileFacts>();
  const contents = new Map<string, Buffer>();

  function create(file: string) {
    const parts: Uint8Array[] = [];
    let rows = 0;
    return {
      append: (bytes: Uint8Array, partRows = 0) => {
        // A copy, because the writer uses its buffer again.
        parts.push(Buffer.from(bytes));
        rows += partRows;
      },
      finish: (): FileFacts => {
        const content = Buffer.concat(parts);
        const counted = file.endsWith(".csv") ? rows : undefined;
        const facts = { file, bytes: content.length, rows: counted, sha256: sha256Of(content) };
        finished.set(file, facts);
        contents.set(file, content);
        return facts;
      },
    };
  }

  return {
    path: scratch,
    create,
    write: (file, content) => {
      const staged = create(file);
      staged.append(Buffer.from(content));
      return staged.finish();
    },
    files: () => [...finished.values()],
    removeScratch: () => {},
    seal: () => {},
    discard: () => {},
    read: (file) => contents.get(file),
  };
}
