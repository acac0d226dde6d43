/** What docs/RECIPES.md tells its reader to save and to type, system by system. */
import { readFileSync } from "node:fs";

const PAGE = "docs/RECIPES.md";

export interface Recipe {
  /** Contents of the files that the section has its reader save, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** The blocks of commands, in the order of the page. */
  readonly commands: readonly string[];
}

/** The titles of all sections, in the order of the page. */
export function recipeTitles(): readonly string[] {
  return [...readFileSync(PAGE, "utf8").matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title);
}

/** Reads one section. A block is saved under the name that ends the line above it, as in "Then `load.sql`:". */
export function readRecipe(title: string): Recipe {
  const section = readFileSync(PAGE, "utf8").split(`\n## ${title}\n`)[1]?.split("\n## ")[0];
  if (section === undefined) throw new Error(`${PAGE} has no section ${title}`);
  const files = new Map<string, string>();
  const commands: string[] = [];
  for (const [, before = "", language, content = ""] of section.matchAll(/(.*)\n\n```(\w+)\n([\s\S]*?)^```$/gm)) {
    if (language === "sh") commands.push(content);
    const [, name] = /`([\w.-]+)`[^`]*:$/.exec(before) ?? [];
    if (language === "sh" || name === undefined) continue;
    if (files.has(name)) throw new Error(`${PAGE}: ${title} saves ${name} twice`);
    files.set(name, content);
  }
  return { files, commands };
}
