/** How the amounts of a mapped column are written, understood. */
import { quoted } from "../domain/failure.ts";
import type { NumberForm } from "../domain/mapping.ts";
import type { Complain, Path } from "./problem.ts";
import type { WrittenNumberForm } from "./written-mapping.ts";

/** @returns undefined where it says nothing, or no decimal sign that there is. */
export function readNumberForm(written: WrittenNumberForm, path: Path, complain: Complain): NumberForm | undefined {
  const { group, decimal = ".", affix } = written;
  if (Object.keys(written).length === 0) return complain(path, "says nothing; write group, decimal or affix");
  if (decimal !== "." && decimal !== ",")
    return complain([...path, "decimal"], `${quoted(decimal)} is no decimal sign; it is "." or ","`);
  if (group !== undefined && ([...group].length !== 1 || /[\p{L}\p{N}+-]/u.test(group)))
    complain([...path, "group"], `${quoted(group)} is not a single mark between groups of digits, such as "," or "'"`);
  else if (group === decimal) {
    const other = group === "." ? "," : ".";
    complain(
      [...path, "group"],
      `${quoted(group)} is the decimal sign, too; write decimal: ${quoted(other)} where that is meant`,
    );
  }
  const affixes = affix === undefined ? [] : [affix].flat();
  for (const [index, text] of affixes.entries()) {
    const at = [...path, "affix", ...(typeof affix === "string" ? [] : [index])];
    if (/\p{N}/u.test(text))
      complain(at, `${quoted(text)} has a digit in it, and would be taken for a part of the amount`);
    else if (text === group || text === decimal || /^[+-]$/.test(text))
      complain(at, `${quoted(text)} is a part of the amount itself`);
    else if (affixes.indexOf(text) < index) complain(at, `${quoted(text)} is in the list already`);
  }
  return { group, decimal, affix: affixes };
}
