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
  type YAMLError,
  type Document as YamlDocument,
} from "yaml";
import { quoted } from "../domain/failure.ts";
import { oddEnd } from "./odd-ends.ts";
import type { Complain, Part, Path, Problem } from "./problem.ts";

export interface Document {
  readonly file: string;
  readonly value: unknown;
  /**
   * The problem of a message at a path, placed at the value, or at the key when the key is meant or the value is more than
   * a word; a path that was not written is placed at its nearest written parent.
   */
  problemAt(path: Path, message: string, part?: Part): Problem;
}

const LARGEST_FILE = 1024 * 1024;

/**
 * @param isProse whether the value at a path is for people alone, and compared with nothing.
 * @returns the document, or every problem with its YAML.
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

  function problemAtOffset(offset: number, message: string): Problem {
    const { line, col } = lines.linePos(offset);
    return { place: { file, line, column: col }, line: source[line - 1]?.replace(/\r$/, ""), message };
  }

  const problems = faultsOf(yaml).map(({ message, pos: [offset] }) =>
    problemAtOffset(offset, `not valid YAML: ${lowerFirst(message)}`),
  );
  problems.push(...forbiddenIn(yaml, text, isProse).map(([offset, message]) => problemAtOffset(offset, message)));
  if (problems.length > 0) return problems;
  return {
    file,
    value: yaml.toJS(),
    problemAt: (path, message, part = "value") => problemAtOffset(offsetOf(yaml, path, part), message),
  };
}

const NO_PROSE = (_: Path): boolean => false;

/** Collects problems at paths of one document. */
export function complaintsAbout(document: Document): { readonly problems: Problem[]; readonly complain: Complain } {
  const problems: Problem[] = [];
  return {
    problems,
    complain: (path, message, part) => {
      problems.push(document.problemAt(path, message, part));
      return undefined;
    },
  };
}

/** Up to the first fault of syntax: the faults that the parser finds after it are mostly its echoes. */
function faultsOf({ errors, warnings }: YamlDocument): readonly YAMLError[] {
  const faults = [...errors, ...warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  const first = faults.findIndex(({ code }) => code !== "DUPLICATE_KEY");
  return first < 0 ? faults : faults.slice(0, first + 1);
}

function forbiddenIn(
  { contents }: YamlDocument,
  text: string,
  isProse: (path: Path) => boolean,
): readonly [offset: number, message: string][] {
  const found: [number, string][] = [];
  const path: (string | number)[] = [];

  // The library's own walk makes and freezes a path for every node, which takes a tenth of reading a policy.
  function look(node: unknown): void {
    if (isPair(node)) {
      lookAtKey(node.key);
      look(node.key);
      lookBelow(isScalar(node.key) ? String(node.key.value) : "", node.value);
    } else if (isNode(node)) {
      lookAtNode(node);
      if (isMap(node)) for (const item of node.items) look(item);
      else if (isSeq(node)) for (const [index, item] of node.items.entries()) lookBelow(index, item);
      else if (isScalar(node)) lookAtEnds(node);
    }
  }

  function lookBelow(step: string | number, node: unknown): void {
    path.push(step);
    look(node);
    path.pop();
  }

  function lookAtEnds(scalar: Scalar): void {
    const odd = oddEnd(scalar, text);
    if (odd !== undefined && !isProse(path))
      found.push([scalar.range?.[0] ?? 0, `${quoted(String(scalar.value))} ${odd}`]);
  }

  function lookAtKey(key: unknown): void {
    if (!isNode(key)) return;
    const offset = key.range?.[0] ?? 0;
    if (!isScalar(key)) found.push([offset, "a key must be a single word"]);
    // `__proto__` would be lost where blocks become objects, and a rule that lost a selector is for more records.
    else if (key.value === "__proto__") found.push([offset, `${quoted("__proto__")} cannot be a key`]);
  }

  function lookAtNode(node: Node): void {
    const offset = node.range?.[0] ?? 0;
    if (isAlias(node))
      found.push([offset, `the alias ${quoted(`*${node.source}`)} is not allowed; write the value out`]);
    else if (node.anchor !== undefined) found.push([offset, `the anchor ${quoted(`&${node.anchor}`)} is not allowed`]);
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.tag !== undefined)
      found.push([offset, `the tag ${quoted(shortTag(node.tag))} is not allowed; write the value alone`]);
  }

  look(contents);
  return found.slice(0, 20);
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
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
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
