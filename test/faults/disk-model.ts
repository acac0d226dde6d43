/**
 * A model of a disk that loses its power: from a log of calls, the folders that may be found afterwards.
 *
 * What a call did is certain only once it was flushed: the bytes of a file by a sync of that file, a name by a sync of
 * the folder it stands in. Of the rest, anything may be there or not, in any combination; bytes may be there as zeros,
 * or in half. This is harsher than any file system: where those keep an order, the model keeps none.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { treeOf } from "../support/tree.ts";

export interface Call {
  readonly kind: string;
  /** Number of the file or folder, as the file system gave it. */
  readonly inode: string;
  readonly path: string;
  readonly other: string;
  readonly offset: number;
  readonly data: Buffer;
  /** Which of the counted calls it was. */
  readonly number: number;
}

/** Reads a log of `faultline.c`. */
export function readLog(file: string): readonly Call[] {
  const bytes = readFileSync(file);
  const calls: Call[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    const [kind = "", inode = "", path = "", other = "", offset = "0", length = "0", number = "0"] = bytes
      .subarray(at, end)
      .toString("utf8")
      .split("\t");
    const data = bytes.subarray(end + 1, end + 1 + Number(length));
    calls.push({
      kind,
      inode,
      path: withDeadOwner(path),
      other: withDeadOwner(other),
      offset: Number(offset),
      data,
      number: Number(number),
    });
    at = end + 1 + data.length;
  }
  return calls;
}

/** By the time it is played back, another process may have the number; this one is higher than any. */
function withDeadOwner(path: string): string {
  return path.replace(/\.\d+\.([0-9a-f]{12})(?=\/|$)/g, ".4194305.$1");
}

/** What becomes of a call that was not flushed. */
export type Fate = "done" | "lost" | "zeroed" | "half";

interface Folder {
  readonly kind: "folder";
  /** As the program sees it. */
  readonly live: Map<string, Node>;
  /** As it lasts. */
  readonly lasting: Map<string, Node>;
}
interface File {
  readonly kind: "file";
  content: Buffer;
}
type Node = Folder | File;

/** Whether a later call within the log made the effect of this one certain. */
function isFlushed(calls: readonly Call[], index: number): boolean {
  const call = calls[index];
  if (call === undefined) return false;
  // A number that is given out again is another file.
  const reused = calls.findIndex(({ kind, inode }, each) => each > index && kind === "create" && inode === call.inode);
  const later = calls.slice(index + 1, reused < 0 ? undefined : reused).filter(({ kind }) => kind === "sync");
  if (call.kind === "write" || call.kind === "truncate") return later.some(({ inode }) => inode === call.inode);
  // Folders are told by where they stood when the call was made; none is renamed between a change in it and its sync.
  const folder = dirname(call.kind === "rename" ? call.other : call.path);
  return later.some(({ path }) => path === folder);
}

/** How many calls of the log have no certain effect when the power goes after it. */
export function unflushed(calls: readonly Call[]): readonly number[] {
  return calls.flatMap((call, index) => (changes(call) && !isFlushed(calls, index) ? [index] : []));
}

function changes({ kind }: Call): boolean {
  return ["create", "truncate", "write", "mkdir", "remove", "rename"].includes(kind);
}

/**
 * Writes into a fresh folder what is found there after the power went.
 * @param start the folder as it was before, all of it certain. @param fateOf of calls that were not flushed.
 */
export function writeAfterPowerCut(
  { start, calls, root }: { readonly start: string; readonly calls: readonly Call[]; readonly root: string },
  fateOf: (index: number) => Fate,
  to: string,
): void {
  const disk = loadFolder(start);
  const loose = new Set(unflushed(calls));
  for (const [index, call] of calls.entries()) play(call, loose.has(index) ? fateOf(index) : "done");
  store(disk, to);

  function play(call: Call, fate: Fate): void {
    const place = (path: string) => path.slice(root.length + 1).split("/");
    const lasts = fate === "done";
    if (call.kind === "create") enter(disk, place(call.path), { kind: "file", content: Buffer.alloc(0) }, lasts);
    else if (call.kind === "mkdir") enter(disk, place(call.path), emptyFolder(), lasts);
    else if (call.kind === "write") writeInto(find(disk, place(call.path)), call, fate);
    else if (call.kind === "remove") leave(disk, place(call.path), lasts);
    else if (call.kind === "rename") {
      const moved = find(disk, place(call.path));
      leave(disk, place(call.path), lasts);
      if (moved !== undefined) enter(disk, place(call.other), moved, lasts);
    }
  }
}

function emptyFolder(): Folder {
  return { kind: "folder", live: new Map(), lasting: new Map() };
}

function writeInto(node: Node | undefined, { offset, data }: Call, fate: Fate): void {
  if (node?.kind !== "file" || fate === "lost") return;
  const kept = fate === "half" ? data.subarray(0, data.length >> 1) : data;
  const grown = Buffer.alloc(Math.max(node.content.length, offset + kept.length));
  node.content.copy(grown);
  if (fate !== "zeroed") kept.copy(grown, offset);
  node.content = grown;
}

function find(root: Folder, path: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const name of path) node = node?.kind === "folder" ? node.live.get(name) : undefined;
  return node;
}

function enter(root: Folder, path: readonly string[], node: Node, lasts: boolean): void {
  const folder = find(root, path.slice(0, -1));
  if (folder?.kind !== "folder") return;
  folder.live.set(path.at(-1) ?? "", node);
  if (lasts) folder.lasting.set(path.at(-1) ?? "", node);
}

function leave(root: Folder, path: readonly string[], lasts: boolean): void {
  const folder = find(root, path.slice(0, -1));
  if (folder?.kind !== "folder") return;
  folder.live.delete(path.at(-1) ?? "");
  if (lasts) folder.lasting.delete(path.at(-1) ?? "");
}

function loadFolder(folder: string): Folder {
  const root = emptyFolder();
  for (const path of treeOf(folder)) {
    const isFolder = path.endsWith("/");
    const node: Node = isFolder ? emptyFolder() : { kind: "file", content: readFileSync(join(folder, path)) };
    enter(root, path.replace(/\/$/, "").split("/"), node, true);
  }
  return root;
}

function store(node: Node, to: string): void {
  if (node.kind === "file") {
    writeFileSync(to, node.content);
    return;
  }
  mkdirSync(to, { recursive: true });
  for (const [name, below] of node.lasting) store(below, join(to, name));
}
