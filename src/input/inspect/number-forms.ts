/** Every way to read the amounts of one shape of cell: which mark groups digits, which one comes before decimals, what stands around. */

/** As a mapping writes them under `number`; `plain` where it need not say anything. The plainest first. */
export const NUMBER_FORMS = [
  { name: "plain", group: undefined, decimal: "." },
  { name: 'group: ","', group: ",", decimal: "." },
  { name: 'decimal: ","', group: undefined, decimal: "," },
  { name: 'group: ".", decimal: ","', group: ".", decimal: "," },
  { name: 'group: " ", decimal: ","', group: " ", decimal: "," },
  { name: 'group: " "', group: " ", decimal: "." },
  { name: `group: "'"`, group: "'", decimal: "." },
] as const;

export interface NumberShape {
  /** One bit for each of `NUMBER_FORMS` that reads the shape. */
  readonly forms: number;
  /** What stands before or after the digits. */
  readonly affixes: readonly string[];
}

const AFFIX = "₩|￦|원|KRW|\\$|US\\$|USD|€|EUR|£|¥|円|JPY";
/** Whether amounts beside a mark are whole: those of won and yen. */
export function hasNoDecimals(affix: string): boolean {
  return /^(?:₩|￦|원|KRW|円|JPY)$/.test(affix);
}

const AROUND = new RegExp(`^(-?)(${AFFIX})? ?(-?[0-9][0-9., '\u00a0]*?) ?(${AFFIX})?$`);

const PATTERNS: readonly RegExp[] = NUMBER_FORMS.map(({ group, decimal }) => {
  const digits = group === undefined ? "\\d+" : `(?:\\d+|\\d{1,3}(?:${group === "." ? "\\." : group}\\d{3})+)`;
  return new RegExp(`^-?${digits}(?:${decimal === "." ? "\\." : decimal}\\d+)?$`);
});

/** Undefined for a shape that is no amount. @param text a cell of the shape. */
export function numberShapeOf(text: string): NumberShape | undefined {
  const [, sign, before, digits, after] = AROUND.exec(text) ?? [];
  if (digits === undefined || (sign === "-" && digits.startsWith("-"))) return undefined;
  const forms = PATTERNS.reduce((bits, pattern, index) => (pattern.test(digits) ? bits | (1 << index) : bits), 0);
  return forms === 0 ? undefined : { forms, affixes: [before, after].filter((mark) => mark !== undefined) };
}

/** The plainest form that reads every shape; undefined where none does. @param forms the bits that all shapes share. */
export function numberFormText(forms: number, affixes: readonly string[]): string | undefined {
  const found = NUMBER_FORMS.find((_, index) => (forms & (1 << index)) !== 0);
  if (found === undefined) return undefined;
  const marks = [...new Set(affixes)].sort().map((mark) => JSON.stringify(mark));
  if (marks.length === 0) return found.name;
  const affix = `affix: ${marks.length === 1 ? marks[0] : `[${marks.join(", ")}]`}`;
  return found.name === "plain" ? affix : `${found.name}, ${affix}`;
}
