/** Tables in plain text: columns as wide as their widest cell, numbers to the right. */
import columnsOf from "fast-string-width";

interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

export function left(title: string): Column {
  return { title, align: "left" };
}

export function right(title: string): Column {
  return { title, align: "right" };
}

/** Lines without trailing blanks; `indent` blanks in front of each. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  indent = 2,
): readonly string[] {
  const all = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => widthOf(row[index] ?? ""))));
  return all.map((row) => {
    const cells = columns.map(({ align }, index) => {
      const cell = row[index] ?? "";
      const blank = " ".repeat((widths[index] ?? 0) - widthOf(cell));
      return align === "right" ? blank + cell : cell + blank;
    });
    return (" ".repeat(indent) + cells.join("  ")).trimEnd();
  });
}

/**
 * How many columns of a terminal a text takes. macOS writes a Korean syllable of a file name in parts; a terminal shows one
 * syllable.
 */
export function widthOf(text: string): number {
  return columnsOf(text.normalize("NFC"));
}
