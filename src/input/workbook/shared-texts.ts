/** Reads the table of the texts that a workbook's cells share, and the formats by which its numbers are times. */
import { type Archive, damagedWorkbook } from "./archive.ts";
import { builtInTimeFormat, type TimeFormat, timeFormatOf } from "./number-format.ts";
import { readPart } from "./xml-part.ts";
import { cellTextOf } from "./xml-text.ts";

/** Characters that all shared texts together may have, because they are kept in memory. */
const MOST_CHARACTERS = 512 * 1024 * 1024;
/** Each text takes memory, also an empty one. A sheet has a million rows at most. */
const MOST_TEXTS = 16 * 1024 * 1024;

/** The texts by their index. Runs of one text are joined; what is only said aloud (`rPh`) is left out. */
export async function readSharedTexts(archive: Archive, part: string): Promise<readonly string[]> {
  const texts: string[] = [];
  let text = "";
  let characters = 0;
  let within = false;
  let aloud = false;
  const pauses = readPart(archive, part, {
    open: (name) => {
      if (name === "si") text = "";
      if (name === "rPh") aloud = true;
      within = name === "t" && !aloud;
    },
    close: (name) => {
      within = false;
      if (name === "rPh") aloud = false;
      if (name !== "si") return;
      const meant = cellTextOf(text);
      if (meant === undefined)
        throw damagedWorkbook(archive.place, `text ${texts.length} of ${part} is half a character`);
      characters += meant.length;
      if (characters > MOST_CHARACTERS)
        throw damagedWorkbook(archive.place, `${part} has more than 512 million characters`);
      if (texts.length === MOST_TEXTS) throw damagedWorkbook(archive.place, `${part} has more than 16 million texts`);
      texts.push(meant);
    },
    text: (stretch) => {
      if (within) text += stretch;
    },
  });
  for await (const _ of pauses);
  return texts;
}

/** For each style of a cell how it shows times; undefined where it shows numbers. */
export async function readTimeFormats(archive: Archive, part: string): Promise<readonly (TimeFormat | undefined)[]> {
  const own = new Map<number, string>();
  const ids: number[] = [];
  let within = "";
  const pauses = readPart(archive, part, {
    open: (name, attributes) => {
      if (name === "cellXfs" || name === "cellStyleXfs") within = name;
      if (name === "numFmt") own.set(Number(attributes().numFmtId), attributes().formatCode ?? "");
      if (name === "xf" && within === "cellXfs") ids.push(Number(attributes().numFmtId ?? 0));
    },
    close: (name) => {
      if (name === within) within = "";
    },
    text: () => {},
  });
  for await (const _ of pauses);
  return ids.map((id) => {
    const format = own.get(id);
    return format === undefined ? builtInTimeFormat(id) : timeFormatOf(format);
  });
}
