/**
 * Reads the XML of a part of a workbook strictly, piece by piece: what another reader of XML might read otherwise is refused.
 *
 * Names come without their prefix, since producers differ in prefixes. A part with a document type is refused, because it could
 * declare entities that grow without end.
 */
import type { Failure } from "../../domain/failure.ts";
import { type Archive, damagedWorkbook, partText } from "./archive.ts";
import { xmlText } from "./xml-text.ts";

export interface PartListener {
  /** @param attributes by their names without prefix. */
  open(name: string, attributes: () => PartAttributes): void;
  close(name: string): void;
  /** A stretch of the text within an element; a text may come in several stretches. */
  text(text: string): void;
}

export interface PartAttributes {
  readonly [name: string]: string | undefined;
}

/** No element of a workbook lies as deep as this. */
const DEEPEST = 64;
/** Characters without a tag; the text of a cell has 32,767 at most. */
const LONGEST_TEXT = 4 * 1024 * 1024;

/** How far reading came. */
interface PartState {
  depth: number;
  /** The number of characters that were given since the last tag. */
  sinceTag: number;
}

/**
 * Tells a listener what is in a part, and pauses after each piece, so that the caller can hand on what came of it.
 * @throws Failure `workbook-damaged` for XML that is not well-formed, and as `partText`.
 */
export async function* readPart(
  archive: Archive,
  name: string,
  listener: PartListener,
): AsyncGenerator<void, void, void> {
  // The library is loaded only here, because most exports are no workbooks.
  const { Parser } = await import("saxen");
  const state: PartState = { depth: 0, sinceTag: 0 };
  const broken = (found: string, cause?: unknown): Failure =>
    damagedWorkbook(archive.place, `the XML of the part ${name} is broken: ${found}`, cause);
  const parser = listening(new Parser(), listener, state, broken);
  for await (const piece of partText(archive, name)) {
    state.sinceTag += piece.length;
    parser.write(piece);
    if (state.sinceTag > LONGEST_TEXT) throw broken("a text is longer than 4 MiB");
    yield;
  }
  parser.end();
}

type XmlParser = import("saxen").Parser;
type Broken = (found: string, cause?: unknown) => Failure;

function listening(parser: XmlParser, listener: PartListener, state: PartState, broken: Broken): XmlParser {
  const decoded = (text: string): string => {
    const result = xmlText(text);
    if (result === undefined) throw broken("it names a character that there is not");
    return result;
  };
  const fail = (error: Error): never => {
    throw broken(error.message, error);
  };
  return parser
    .on("error", fail)
    .on("warn", fail)
    .on("attention", () => fail(new Error("it has a document type")))
    .on("question", (text) => {
      if (/^<\?xml\s.*\bencoding\s*=\s*["'](?!utf-?8["'])/is.test(text)) throw broken("it is not in UTF-8");
    })
    .on("openTag", (name, attributes) => {
      state.depth += 1;
      state.sinceTag = 0;
      if (state.depth > DEEPEST) throw broken(`elements lie more than ${DEEPEST} deep in each other`);
      listener.open(localName(name), () => localAttributes(attributes(), decoded));
    })
    .on("closeTag", (name) => {
      state.depth -= 1;
      state.sinceTag = 0;
      listener.close(localName(name));
    })
    .on("text", (text) => listener.text(decoded(text)))
    .on("cdata", (text) => listener.text(text));
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

function localAttributes(given: PartAttributes, decoded: (text: string) => string): PartAttributes {
  let isPlain = true;
  for (const name in given) isPlain &&= !name.includes(":") && !given[name]?.includes("&");
  if (isPlain) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value = ""]) => [localName(name), decoded(value)]));
}
