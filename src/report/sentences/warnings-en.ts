/** The warnings of a plan, in English: what is odd, and what to do. */
import { quoted } from "../../domain/failure.ts";
import { countText, grouped, type Warning, type WarningCode } from "../summary.ts";

const TEXTS: { readonly [code in WarningCode]: (warning: Warning) => string } = {
  "dead-on-arrival": ({ records }) =>
    records === 1
      ? "1 record would already be over when it gets its new end. Count from a later moment, such as from: latest"
      : `${grouped(records)} records would already be over when they get their new end. Count from a later moment, such as from: latest`,
  "clock-change": ({ records }) =>
    `${countText(records, "new end")} fell into an hour that clocks show twice, and moved past it. To have them exact, export times with offsets`,
  "moves-charge": ({ records }) =>
    `the next charge of ${countText(records, "subscription")} comes later. Tell their holders`,
  "always-capped": ({ records }) =>
    records === 1
      ? "its only benefit was cut down to a ceiling, so nobody gets what the rule says. Check that the ceiling is what was promised"
      : `all of its ${grouped(records)} benefits were cut down to a ceiling, so nobody gets what the rule says. Check that the ceiling is what was promised`,
  "rule-unused": () =>
    "no record got anything from this rule. It may stand behind a more general rule, or name a value that does not exist",
  "rule-matches-all": ({ records }) =>
    `every one of ${countText(records, "record")} of its kind got something from this rule. A condition may be missing`,
  "service-unnamed": () =>
    "no rule is for this service, which the exports have. Write one if its holders are owed something",
  "no-final-newline": () => "the last line has no line end, so the export may be cut short. Check that it is whole",
  "rows-skipped": ({ records }) =>
    records === 1
      ? "1 row was left out, because the mapping says that it is no record"
      : `${grouped(records)} rows were left out, because the mapping says that they are no records`,
  "unread-fault": (warning) =>
    `${cellsText("cannot be read", warning)}. No rule for their service looks at it, so they count all the same`,
  "id-damaged": (warning) =>
    `${cellsText("a spreadsheet changed", warning)}. Two ids may have become one, so export them again as text`,
  "mapping-changed": () =>
    "that run read the exports of this outage by another mapping. A record that has another id or service now is given to again",
  "id-numeric": (warning) =>
    `${cellsText("is a number in the workbook", warning)}. A number keeps no zeros in front and 15 digits at most, so check that these are whole`,
};

/** `melon-web (melon): the next charge of 4 subscriptions comes later. Tell their holders`. */
export function warningEn(warning: Warning): string {
  return `${warning.about}: ${TEXTS[warning.code](warning)}`;
}

/** `3 rows have a price that cannot be read, first in line 12: "4,900" (price-invalid)`. */
function cellsText(what: string, { records, example }: Warning): string {
  const { column = "", value = "", line = 0, fault } = example ?? {};
  const rows = records === 1 ? "1 row has" : `${grouped(records)} rows have`;
  const code = fault === undefined ? "" : ` (${fault})`;
  return `${rows} a ${column} that ${what}, first in line ${line}: ${quoted(value)}${code}`;
}
