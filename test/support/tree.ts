/** What lies in a folder, to be compared with what should. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Paths of everything below a folder, sorted; folders end in `/`. */
export function treeOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory()
        ? [`${entry.name}/`, ...treeOf(join(folder, entry.name)).map((below) => `${entry.name}/${below}`)]
        : [entry.name],
    )
    .sort();
}

/** Content by path of every file below a folder, those left out whose path is named. */
export function contentsOf(folder: string, except: readonly string[] = []): ReadonlyMap<string, string> {
  const files = treeOf(folder).filter((path) => !path.endsWith("/") && !except.includes(path));
  return new Map(files.map((path) => [path, readFileSync(join(folder, path), "latin1")]));
}
