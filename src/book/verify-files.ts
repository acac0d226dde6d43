/** Whether a run's folder holds the files of its manifest, byte for byte, and nothing else. */
import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import type { CommittedRun } from "./book.ts";
import type { Flaws } from "./flaws.ts";
import { hashFile } from "./folder-damage.ts";
import { MANIFEST } from "./manifest.ts";

export function verifyFiles({ folder, manifest }: CommittedRun, flaws: Flaws): void {
  const listed = new Set([MANIFEST, ...manifest.outputs.map(({ file }) => file)]);
  if (listed.size !== manifest.outputs.length + 1) flaws.add({ file: MANIFEST, found: "it lists a file twice" });
  const folders = new Set([...listed].flatMap((file) => (file.includes("/") ? [file.replace(/\/[^/]*$/, "")] : [])));
  for (const { path, entry } of entriesOf(folder)) {
    if (entry.isDirectory()) {
      if (!folders.has(path)) flaws.add({ file: path, found: "this folder is not in the manifest" });
    } else if (!listed.has(path)) flaws.add({ file: path, found: "this file is not in the manifest" });
    else if (!entry.isFile()) flaws.add({ file: path, found: "this is a link or a device, not a file" });
  }
  for (const { file, bytes, sha256 } of manifest.outputs) {
    const found = hashFile(join(folder, file));
    if (found === undefined) flaws.add({ file, found: "it is missing" });
    else if (found.bytes !== bytes) flaws.add({ file, found: `it has ${found.bytes} bytes, ${bytes} were written` });
    else if (found.sha256 !== sha256)
      flaws.add({ file, found: `it was changed: sha256 ${sha256.slice(0, 8)}… -> ${found.sha256.slice(0, 8)}…` });
  }
}

interface Entry {
  /** With forward slashes. */
  readonly path: string;
  readonly entry: Dirent;
}

function entriesOf(folder: string, prefix = ""): readonly Entry[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
    return entry.isDirectory() ? [{ path, entry }, ...entriesOf(folder, path)] : [{ path, entry }];
  });
}
