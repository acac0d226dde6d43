/**
 * YAML files in, plain values with their places out. This is the only module that imports `yaml`.
 *
 * Every scalar stays the text that was written: `0012` is no number and `no` is no boolean, so that a value in a rule
 * is compared with the cells of an export byte for byte. Aliases, anchors, tags and more than 1 MiB are refused.
 */
import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type Document as YamlDocument,
} from "yaml";
import { type Problem, quoted, type WrittenPlace } from "../domain/failure.ts";
import { oddEnd } from "./odd-ends.ts";
import type { Part, Path } from "./problem.ts";

export interface Document {
  readonly file: string;
  readonly value: unknown;
  /** What is wrong with single keys and values; everything else can be understood all the same. */
  readonly faults: readonly DocumentFault[];
  /**
   * The place of a path: of the value, or of the key when the key is meant or the value is more than a word; a path that
   * was not written is placed at its nearest written parent.
   */
  placeAt(path: Path, part?: Part): WrittenPlace;
  /** The problem of a message at a path, placed likewise. */
  problemAt(path: Path, message: string, part?: Part): Problem;
}

export interface DocumentFault {
  readonly problem: Problem;
  /** The value about which nothing else can be said; undefined where its text is all that was meant. */
  readonly path: Path | undefined;
}

const LARGEST_FILE = 1024 * 1024;

/**
 * @param isProse whether the value at a path is for people alone, and compared with nothing.
 * @returns the document, or the problems that leave nothing to understand.
 */
export function readDocument(text: string, file: string, isProse = NO_PROSE): Document | readonly Problem[] {
  if (text.length > LARGEST_FILE) {
    return [
      { place: { file }, line: undefined, message: "is larger than 1 MiB, which no policy, outage or mapping needs" },
    ];
  }
  const lines = new LineCounter();
  const yaml = parseDocument(text, {
    schema: "failsafe",
    lineCounter: lines,
    strict: true,
    uniqueKeys: true,
    prettyErrors: false,
  });
  const source = text.split("\n");

  function placeAtOffset(offset: number): WrittenPlace {
    const { line, col } = lines.linePos(offset);
    return { place: { file, line, column: col }, line: source[line - 1]?.replace(/\r$/, "") };
  }

  function placeAt(path: Path, part: Part = "value"): WrittenPlace {
    return placeAtOffset(offsetOf(yaml, path, part));
  }

  const faults = [...syntaxFaults(yaml), ...forbiddenIn(yaml, text, isProse)].map(
    ({ offset, message, path, isFatal }) => ({
      problem: { ...placeAtOffset(offset), message },
      path,
      isFatal,
    }),
  );
  if (faults.some(({ isFatal }) => isFatal)) return faults.map(({ problem }) => problem);
  return {
    file,
    value: yaml.toJS(),
    faults,
    placeAt,
    problemAt: (path, message, part) => ({ ...placeAt(path, part), message }),
  };
}

const NO_PROSE = (_: Path): boolean => false;

interface YamlFault {
  readonly offset: number;
  readonly message: string;
  readonly path: Path | undefined;
  /** Whether nothing in the file can be understood, because something else may be meant. */
  readonly isFatal: boolean;
}

/**
 * Up to the first fault of syntax: the faults that the parser finds after it are mostly its echoes. Tags are told by
 * `forbiddenIn`.
 */
function syntaxFaults({ errors, warnings }: YamlDocument): readonly YamlFault[] {
  const faults = [...errors, ...warnings]
    .filter(({ code }) => code !== "TAG_RESOLVE_FAILED")
    .toSorted((a, b) => a.pos[0] - b.pos[0]);
  const first = faults.findIndex(({ code }) => code !== "DUPLICATE_KEY");
  return (first < 0 ? faults : faults.slice(0, first + 1)).map(({ message, pos: [offset], code }) => ({
    offset,
    message: code === "DUPLICATE_KEY" ? REPEATED_KEY : `not valid YAML: ${lowerFirst(message)}`,
    path: undefined,
    isFatal: code !== "DUPLICATE_KEY",
  }));
}

const REPEATED_KEY = "this key stands in its block already; every key stands once";

function forbiddenIn({ contents }: YamlDocument, text: string, isProse: (path: Path) => boolean): readonly YamlFault[] {
  const found: YamlFault[] = [];
  const path: (string | number)[] = [];

  // The library's own walk makes and freezes a path for every node, which takes a tenth of reading a policy.
  function look(node: unknown): void {
    if (isPair(node)) {
      const key = isScalar(node.key) ? String(node.key.value) : "";
      lookAtKey(node.key);
      lookBelow(key, node.value);
    } else if (isNode(node)) {
      lookAtNode(node);
      if (isMap(node)) for (const item of node.items) look(item);
      else if (isSeq(node)) for (const [index, item] of node.items.entries()) lookBelow(index, item);
      else if (isScalar(node) && !isProse(path)) lookAtEnds(node, path);
    }
  }

  function lookBelow(step: string | number, node: unknown): void {
    path.push(step);
    look(node);
    path.pop();
  }

  function lookAtEnds(scalar: Scalar, at: Path): void {
    const odd = oddEnd(scalar, text);
    if (odd !== undefined) tell(scalar, `${quoted(String(scalar.value))} ${odd}`, [...at]);
  }

  function lookAtKey(key: unknown): void {
    if (!isNode(key)) return;
    lookAtNode(key);
    if (!isScalar(key)) refuse(key, "a key must be a single word");
    // `__proto__` would be lost where blocks become objects, and a rule that lost a selector is for more records.
    else if (key.value === "__proto__") refuse(key, `${quoted("__proto__")} cannot be a key`);
    else lookAtEnds(key, [...path, String(key.value)]);
  }

  function lookAtNode(node: Node): void {
    if (isAlias(node)) refuse(node, `the alias ${quoted(`*${node.source}`)} is not allowed; write the value out`);
    else if (node.anchor !== undefined) tell(node, `the anchor ${quoted(`&${node.anchor}`)} is not allowed`);
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.tag !== undefined)
      tell(node, `the tag ${quoted(shortTag(node.tag))} is not allowed; write the value alone`);
  }

  function tell(node: Node, message: string, at?: Path): void {
    found.push({ offset: node.range?.[0] ?? 0, message, path: at, isFatal: false });
  }

  function refuse(node: Node, message: string): void {
    found.push({ offset: node.range?.[0] ?? 0, message, path: undefined, isFatal: true });
  }

  look(contents);
  return mostImportant(found);
}

/** A file that is full of such faults is no file of ours; what keeps it from being understood stays among the faults told. */
function mostImportant(found: readonly YamlFault[]): readonly YamlFault[] {
  const fatal = found.filter(({ isFatal }) => isFatal);
  return fatal.length === 0 ? found : [...fatal, ...found.filter(({ isFatal }) => !isFatal)].slice(0, 20);
}

/** The tag as it is mostly written: `!!str`. */
function shortTag(tag: string): string {
  return tag.replace(/^tag:yaml\.org,2002:/, "!!");
}

function offsetOf(yaml: YamlDocument, path: Path, part: Part): number {
  let node: unknown = yaml.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    if (isMap(node)) {
      // A key may stand twice. Then the value of the last one is read.
      const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) break;
      // A key is the better place: its value may be on another line, or missing.
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return part === "value" && isScalar(node) && node.range && node.value !== "" ? node.range[0] : offset;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
