/** The tables of `help exports`, `help times` and `help money`: the same as in the docs, and true. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  AMOUNTS_TABLE,
  CELLS_TABLE,
  DECIMALS_TABLE,
  FORMS_TABLE,
  KINDS_TABLE,
  TIMES_TABLE,
  WRITTEN_BACK_TABLE,
} from "../../src/commands/help/export-tables.ts";
import { topicPage } from "../../src/commands/help-topics.ts";
import { createCurrencyTable } from "../../src/domain/currency.ts";
import { parseMinor } from "../../src/domain/money.ts";
import { parseTimestamp } from "../../src/domain/parse-timestamp.ts";
import type { TimePattern } from "../../src/domain/time-form.ts";
import { openZone } from "../../src/domain/zone.ts";

/** All tables of the page: the titles, then the rows, without what is markup only. */
const documented = readFileSync("docs/EXPORTS.md", "utf8")
  .split(/\n(?!\|)/)
  .filter((part) => part.startsWith("\n|"))
  .map((part) => {
    const [titles = [], , ...rows] = part.trim().split("\n").map(cellsOf);
    return [titles, ...rows];
  });

function cellsOf(line: string): readonly string[] {
  const cells = line.slice(1, -1).split(/(?<!\\)\|/);
  return cells.map((cell) => plain(cell.trim()));
}

function plain(cell: string): string {
  return cell.replaceAll("`", "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}

describe("the tables of the help are those of docs/EXPORTS.md", () => {
  test.for([
    ["kinds", "exports", KINDS_TABLE],
    ["cells", "exports", CELLS_TABLE],
    ["times", "times", TIMES_TABLE],
    ["forms", "times", FORMS_TABLE],
    ["times written back", "times", WRITTEN_BACK_TABLE],
    ["amounts", "money", AMOUNTS_TABLE],
    ["decimals", "money", DECIMALS_TABLE],
  ] as const)("%s", ([, topic, { columns, rows }]) => {
    expect(documented).toContainEqual([columns, ...rows]);
    for (const [first = ""] of rows) expect(topicPage(topic)).toContain(`\n  ${first.split(" ")[0]}`);
  });
});

const seoul = openZone("Asia/Seoul");
const plainForm = {
  century: undefined,
  through: "day",
  midnight: "moment",
  twice: undefined,
  never: undefined,
} as const;

describe("what the tables say is so", () => {
  const written = TIMES_TABLE.rows.slice(0, -1).flatMap(([cell = ""]) => cell.split(", "));
  const offsets = ["", "Z", "+09:00", "+0900", "+09"];

  test.for(written.flatMap((time) => offsets.map((offset) => [`${time}${offset}`] as const)))(
    "%s is read as it stands",
    ([time]) => {
      expect(parseTimestamp(time, "start", seoul)).toMatchObject({ instant: expect.any(Number) });
    },
  );

  const forms = FORMS_TABLE.rows.flatMap(([names = "", examples = ""]) => {
    const named = names.split(", ");
    return examples
      .split(", ")
      .filter((example) => !example.startsWith("…"))
      .map((example) => [example, named] as const);
  });

  test.for(forms)("%s is a time in the form %s", ([example, names]) => {
    const form = { ...plainForm, patterns: names.map(patternOf), zone: undefined };
    expect(parseTimestamp(example, "start", seoul, form)).toMatchObject({ instant: expect.any(Number) });
  });

  const currencies = createCurrencyTable(new Map());
  const amounts = AMOUNTS_TABLE.rows.flatMap(([cells = "", codes = "", is = ""]) =>
    (cells === "3,900" ? [cells] : cells.split(", ")).flatMap((cell) =>
      codes.split(", ").map((code) => [cell, code, is] as const),
    ),
  );

  test.for(amounts.filter(([cell, code]) => cell !== "empty" && code !== "empty"))(
    "%s %s is %s",
    ([cell, code, is]) => {
      const currency = currencies.read(code);
      const unknown = is.includes("currency-unknown");
      expect(currency === undefined).toBe(unknown);
      if (currency === undefined) return;
      const isRead = parseMinor(cell, currencies.decimalsOf(currency)) !== undefined;
      expect(isRead).toBe(!is.includes("price-invalid"));
    },
  );
});

function patternOf(name: string): TimePattern {
  switch (name) {
    case "iso":
    case "excel-days":
      return { kind: name };
    case "epoch-seconds":
      return { kind: "epoch", unit: "seconds" };
    case "epoch-millis":
      return { kind: "epoch", unit: "millis" };
    default:
      return { kind: "letters", text: name };
  }
}
