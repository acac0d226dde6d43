/** The texts that code is written with: its strings, the pieces of its templates, its regular expressions. */
import { parseAst } from "rolldown/parseAst";

/** Types are written with strings, too, which no program has. */
const NOT_RUN = new Set(["TSLiteralType", "TSTypeAliasDeclaration", "TSInterfaceDeclaration"]);

/** What a reader of the text would see, however it is escaped. */
export function literalsIn(code: string, language: "js" | "ts"): ReadonlySet<string> {
  const found = new Set<string>();
  collect(parseAst(code, { lang: language }), found);
  return found;
}

function collect(node: unknown, found: Set<string>): void {
  if (Array.isArray(node)) for (const part of node) collect(part, found);
  else if (isNode(node) && !NOT_RUN.has(String(node.type))) {
    const text = textOf(node);
    if (text !== undefined) found.add(text);
    // Where a module comes from is no text of its own.
    for (const [name, part] of Object.entries(node)) if (name !== "source") collect(part, found);
  }
}

function isNode(node: unknown): node is { readonly [part: string]: unknown } {
  return typeof node === "object" && node !== null;
}

function textOf({ type, value, regex }: { readonly [part: string]: unknown }): string | undefined {
  if (type === "Literal" && isNode(regex)) return unescaped(String(regex.pattern));
  if (type === "Literal" && typeof value === "string") return value;
  return type === "TemplateElement" && isNode(value) ? String(value.cooked) : undefined;
}

function unescaped(pattern: string): string {
  return pattern.replace(/\\u([0-9a-f]{4})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
