/** The command lines that README and the pages of docs/ show, and what is shown with them. */
import { readFileSync } from "node:fs";

export interface DocCommand {
  /** As it is shown, without the remark behind it. */
  readonly line: string;
  /** What the page prints below it, when the line has a prompt. */
  readonly shown: string | undefined;
}

/** Every line of a code block that a reader could type, in the order of the page. */
export function commandsIn(page: string): readonly DocCommand[] {
  return blocksOf(page).flatMap((block) =>
    [...block.matchAll(/^(\$ )?((?:compensate|npm|npx|node) .*)$/gm)].map(
      ({ 1: prompt, 2: text = "", index, 0: all }) => ({
        line: withoutRemark(text),
        shown: prompt === undefined ? undefined : block.slice(index + all.length + 1),
      }),
    ),
  );
}

/** The block of a page that begins with a text. */
export function blockIn(page: string, beginning: string): string {
  const block = blocksOf(page).find((text) => text.startsWith(beginning));
  if (block === undefined) throw new Error(`${page} has no block that begins with ${beginning}`);
  return block;
}

/** What a page shows, where `…` stands for what it leaves out: lines, or the rest of one. */
export function shownPattern(shown: string): RegExp {
  const lines = shown.trimEnd().split("\n");
  const patterns = lines.map((line) =>
    /^ *…$/.test(line) ? "(?:.*\\n)*?" : `${escaped(line).replaceAll("…", ".*")}\\n`,
  );
  return new RegExp(`^${patterns.join("")}`, "m");
}

function blocksOf(page: string): readonly string[] {
  return [...readFileSync(page, "utf8").matchAll(/^```(?:text)?\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
}

/** A remark stands behind `#`, or far to the right. */
function withoutRemark(text: string): string {
  const [line = ""] = text.includes(" # ") ? text.split(/ +# /) : text.split(/ {4,}/);
  return line.trim().replaceAll(/ +/g, " ");
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
