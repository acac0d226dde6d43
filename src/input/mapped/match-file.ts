/** Finds the part of a mapping that describes a file, by the file's name. */
import type { ExportMapping, Mapping } from "../../domain/mapping.ts";

/** The first description whose `match` fits the file's name; undefined for a file that is read as canonical. */
export function mappingOfFile({ exports }: Mapping, path: string): ExportMapping | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).normalize("NFC");
  return exports.find(({ match }) => match === undefined || patternOf(match).test(name));
}

/** `*` stands for any characters, `?` for one; all other characters, capitals too, stand for themselves. */
function patternOf(match: string): RegExp {
  const source = [...match.normalize("NFC")].map((mark) => (mark === "*" ? ".*" : mark === "?" ? "." : literal(mark)));
  return new RegExp(`^${source.join("")}$`, "su");
}

function literal(mark: string): string {
  return /[\\^$.|+()[\]{}/]/.test(mark) ? `\\${mark}` : mark;
}
