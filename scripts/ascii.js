// Writes the code of a bundle in ASCII, which bin/bundle.js reads without decoding it, and proves that the code still
// says the same: `"구독"` becomes `"\uad6c\ub3c5"`. Runs last, since whatever prints code writes its strings as it likes.
import { parseAst } from "rolldown/parseAst";

const BEYOND_ASCII = /[\u0080-\uffff]/g;
const ESCAPE = /\\u([0-9a-f]{4})/g;

/**
 * @param {string} name what an error calls the code
 * @throws where an escape says something else, such as in String.raw or after a backslash.
 */
export function asciiOf(code, name) {
  const ascii = code.replace(BEYOND_ASCII, escapeOf);
  const [before, after] = [code, ascii].map((text) => parseAst(text).body);
  const place = before.findIndex((statement, index) => meaningOf(statement) !== meaningOf(after[index]));
  if (place !== -1 || after.length !== before.length) {
    const line = code.slice(0, before[place]?.start).split("\n").length;
    throw new Error(`${name}:${line}: what stands here says something else when it is written in ASCII`);
  }
  return ascii;
}

function escapeOf(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Everything that running a statement depends on: not where it stands, and not how its strings are spelled. */
function meaningOf(statement) {
  return JSON.stringify(statement, (key, value) => {
    if (key === "start" || key === "end" || key === "raw") return undefined;
    if (typeof value === "bigint") return String(value);
    if (key === "pattern")
      return value.replace(ESCAPE, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
    if (value?.type !== "TaggedTemplateExpression") return value;
    return { ...value, spelling: value.quasi.quasis.map((part) => part.value.raw) };
  });
}
