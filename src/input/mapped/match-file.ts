/** Finds the part of a mapping that describes a file, by the file's name. */
import type { ExportMapping, Mapping } from "../../domain/mapping.ts";

/** The first description whose `match` fits the file's name; undefined for a file that is read as canonical. */
export function mappingOfFile({ exports }: Mapping, path: string): ExportMapping | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).normalize("NFC");
  return exports.find(({ match }) => match === undefined || isMatch([...match.normalize("NFC")], [...name]));
}

/**
 * `*` stands for any characters, `?` for one; all other characters, capitals too, stand for themselves. The last `*` so far takes one
 * character more where the rest does not fit; an earlier one never has to.
 */
function isMatch(pattern: readonly string[], name: readonly string[]): boolean {
  let star = -1;
  let taken = 0;
  let next = 0;
  for (let at = 0; at < name.length; ) {
    if (pattern[next] === "*") {
      star = next;
      taken = at;
      next += 1;
    } else if (pattern[next] === "?" || pattern[next] === name[at]) {
      next += 1;
      at += 1;
    } else if (star >= 0) {
      taken += 1;
      at = taken;
      next = star + 1;
    } else return false;
  }
  return pattern.slice(next).every((mark) => mark === "*");
}
