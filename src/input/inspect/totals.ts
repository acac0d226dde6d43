/** The words by which the rows of a report are told that sum up other rows. */

const TOTAL =
  /^(?:총 ?합계|합 ?계|소 ?계|총 ?계|누 ?계|계|grand total|sub-?total|totals?|sum|合計|小計|総計)(?:[ :：(].{0,20})?$/i;

/** The word of a cell that calls its row a total; undefined for nearly every cell. */
export function totalWordIn(text: string): string | undefined {
  return text.length <= 40 && TOTAL.test(text.trim()) ? text.trim() : undefined;
}
