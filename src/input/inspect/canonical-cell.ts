/** A cell of an unknown file as a canonical export has it, for an example that nothing is decided by. */
import { wordMeant } from "../../domain/cell-words.ts";
import { isTimeColumn } from "../../domain/column-words.ts";
import type { ColumnFacts } from "../../domain/inspection.ts";
import { NOT_A_TIME, numbersIn, readTimeText, timeOf } from "./time-of.ts";
import { timePlansOf } from "./time-plan.ts";

/** Characters of a date such as 2024-04-10. */
const DATE_LENGTH = 10;

/** Empty where the cell cannot be read under the first reading of its column. @param target the canonical column. */
export function canonicalCell(column: ColumnFacts, target: string, text: string): string {
  const [reading] = column.readings;
  if (isTimeColumn(target)) return reading === undefined ? "" : canonicalTime(text.trim(), reading.form);
  if (reading?.kind === "number") return canonicalNumber(text, reading.form);
  return wordMeant(target, text) ?? text.trim();
}

function canonicalTime(text: string, form: string): string {
  const plan = timePlansOf(text).find(({ forms }) => forms.includes(form));
  if (plan === undefined) return "";
  if (form === "iso") return text;
  const time = timeOf(plan, numbersIn(text), 0);
  if (time === NOT_A_TIME) return "";
  const isDate = plan.kind === "wall" ? plan.at.hour < 0 && plan.steps.length <= 3 : plan.kind === "excel-days";
  const written = readTimeText(plan, time);
  return isDate ? written.slice(0, DATE_LENGTH) : written.replace(" ", "T");
}

function canonicalNumber(text: string, form: string): string {
  const isComma = form.includes('decimal: ","');
  const marks = isComma ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  return /-?\d+(?:\.\d+)?/.exec(marks.replaceAll(/[ '\u00a0]/g, ""))?.[0] ?? "";
}
