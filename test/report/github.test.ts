/** Annotations as GitHub reads them. */
import { expect, test } from "vitest";
import { annotationText } from "../../src/report/github.ts";

test.for([
  ["a place and a title", { file: "a.yaml", line: 9, title: "t" }, "::error file=a.yaml,line=9,title=t::says"],
  ["nothing for what is unknown", { file: undefined, line: undefined, title: "t" }, "::error title=t::says"],
  ["properties in the order given", { line: 9, col: 1, file: "a" }, "::error line=9,col=1,file=a::says"],
  ["what would end a property", { title: "a:b,c%\n" }, "::error title=a%3Ab%2Cc%25%0A::says"],
] as const)("%s", ([, properties, expected]) => {
  expect(annotationText("error", properties, "says")).toBe(expected);
});
