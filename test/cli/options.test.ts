/** Option values are read strictly: what is not exactly a number is a usage error. */
import { InvalidArgumentError } from "commander";
import { describe, expect, test } from "vitest";
import { readAllowance, readJobs } from "../../src/cli/options.ts";

describe("--max-rejects", () => {
  test.for([
    ["0", { kind: "rows", most: 0 }],
    ["12", { kind: "rows", most: 12 }],
    ["007", { kind: "rows", most: 7 }],
    ["0%", { kind: "percent", most: 0 }],
    ["0.5%", { kind: "percent", most: 0.5 }],
    ["100%", { kind: "percent", most: 100 }],
  ] as const)("%s is an allowance", ([text, expected]) => {
    expect(readAllowance(text)).toEqual(expected);
  });

  test.for([
    [""],
    ["%"],
    ["-1"],
    ["+1"],
    ["1.5"],
    ["1e3"],
    ["0x10"],
    ["10 %"],
    [" 10"],
    ["100.1%"],
    ["101%"],
    ["ten"],
    ["1,000"],
    ["\u0661"],
  ] as const)("%j is none", ([text]) => {
    expect(() => readAllowance(text)).toThrow(InvalidArgumentError);
  });
});

describe("--jobs", () => {
  test.for([
    ["1", 1],
    ["16", 16],
    ["999", 999],
  ] as const)("%s is a number of jobs", ([text, expected]) => {
    expect(readJobs(text)).toBe(expected);
  });

  test.for([[""], ["0"], ["-1"], ["1.5"], ["1000"], ["two"], ["0x2"], ["1e2"], [" 2"]] as const)(
    "%j is none",
    ([text]) => {
      expect(() => readJobs(text)).toThrow(InvalidArgumentError);
    },
  );
});
