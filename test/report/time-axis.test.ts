/** The marks of a time axis: at round times of the zone's clock, five at most, however long the axis is. */
import { expect, test } from "vitest";
import { instantAt } from "../../src/domain/instant.ts";
import { openZone } from "../../src/domain/zone.ts";
import { timeMarks } from "../../src/report/page/charts/time-axis.ts";

const SEOUL = openZone("Asia/Seoul");

function labels(from: string, to: string): readonly string[] {
  const [start, end] = [from, to].map((text) => instantAt(Date.parse(`${text}+09:00`)));
  if (start === undefined || end === undefined) throw new Error("two times are needed");
  return timeMarks(start, end, SEOUL).map(({ label }) => label);
}

test.for([
  ["hours", "2022-10-15T15:30", "2022-10-15T19:30", ["16:00", "17:00", "18:00", "19:00"]],
  ["days", "2022-10-15T15:30", "2022-10-19T15:30", ["10-16", "10-17", "10-18", "10-19"]],
  ["a step of two years", "2014-10-15T15:30", "2022-10-13T15:30", ["2014-10", "2016-10", "2018-10", "2020-10"]],
  ["longer than four such steps", "2014-10-15T15:30", "2022-10-14T15:30", ["2014-10", "2017-10", "2020-10"]],
  ["a century", "1924-01-01T12:00", "2024-01-01T12:00", ["1924-01", "1949-12", "1975-12", "2001-12"]],
] as const)("%s", ([, from, to, expected]) => {
  expect(labels(from, to)).toEqual(expected);
});
