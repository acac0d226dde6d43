/** On which day of the zone an end lies, and how many ends lie there before and after. */
import { expect, test } from "vitest";
import { openZone } from "../../src/domain/zone.ts";
import { countEnd, createEndDays, endDaysOf } from "../../src/run/settle/end-days.ts";

const DAY = 86_400_000;

function dayText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

test.for([
  ["Asia/Seoul", "2022-10-20T00:00:00+09:00", "2022-10-19"],
  ["Asia/Seoul", "2022-10-20T00:00:00.001+09:00", "2022-10-20"],
  ["Asia/Seoul", "2022-10-19T23:59:59.999+09:00", "2022-10-19"],
  ["Asia/Seoul", "2022-10-19T00:00:00.001+09:00", "2022-10-19"],
  ["Asia/Seoul", "2022-10-19T15:00:00Z", "2022-10-19"],
  ["UTC", "2022-10-20T00:00:00+09:00", "2022-10-19"],
  ["UTC", "2022-10-20T00:00:00Z", "2022-10-19"],
  ["America/New_York", "2022-11-06T04:00:00Z", "2022-11-05"],
  ["America/New_York", "2022-11-07T05:00:00Z", "2022-11-06"],
  ["America/New_York", "2022-11-07T05:00:00.001Z", "2022-11-07"],
  ["America/New_York", "1969-12-31T23:00:00Z", "1969-12-31"],
] as const)("in %s %s is %s", ([zone, end, day]) => {
  const days = createEndDays(openZone(zone));
  const newEnd = Date.parse(end);
  countEnd(days, newEnd, 3 * DAY, false);
  const found = endDaysOf(days).map((each) => ({ ...each, day: dayText(each.day) }));
  expect(found.filter(({ after }) => after > 0)).toEqual([{ day, before: 0, after: 1, dead: 0 }]);
});

test("ends are counted before and after, and of those after the dead ones, over years", () => {
  const days = createEndDays(openZone("UTC"));
  const noon = (text: string) => Date.parse(`${text}T12:00Z`);
  countEnd(days, noon("2022-10-20"), DAY, true);
  countEnd(days, noon("2022-10-20"), 2 * DAY, false);
  countEnd(days, noon("2022-10-21"), DAY, false);
  countEnd(days, noon("2042-10-21"), noon("2042-10-21") - noon("2012-10-21"), false);
  expect(endDaysOf(days).map(({ day, ...counts }) => ({ day: dayText(day), ...counts }))).toEqual([
    { day: "2012-10-21", before: 1, after: 0, dead: 0 },
    { day: "2022-10-18", before: 1, after: 0, dead: 0 },
    { day: "2022-10-19", before: 1, after: 0, dead: 0 },
    { day: "2022-10-20", before: 1, after: 2, dead: 1 },
    { day: "2022-10-21", before: 0, after: 1, dead: 0 },
    { day: "2042-10-21", before: 0, after: 1, dead: 0 },
  ]);
});
