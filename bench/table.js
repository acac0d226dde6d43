// The words and figures of a bench's output.
import { availableParallelism, cpus } from "node:os";

export function machineLine() {
  const day = new Date().toISOString().slice(0, 10);
  return `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores; node ${process.version}; ${process.platform}; ${day}`;
}

/** The first column is text, the others are figures. */
export function markdownTable(header, lines) {
  const rule = header.map((_, column) => (column === 0 ? "---" : "---:"));
  return [header, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Of an even number of values, the mean of the two in the middle. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

/** `2000000,20000000` as numbers, each at least 1. */
export function numbersIn(text) {
  return text.split(",").map((part) => {
    const number = Number(part.replaceAll("_", ""));
    if (!Number.isSafeInteger(number) || number < 1) throw new Error(`not a number of 1 or more: ${part}`);
    return number;
  });
}
