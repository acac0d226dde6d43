import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXIT, Failure, placeText, quoted } from "../../src/domain/failure.ts";
import { runs } from "./runs.ts";

describe("shows a value in quotes", () => {
  test.for([
    ["a plain value", "2022-02-30", '"2022-02-30"'],
    ["an empty one", "", '""'],
    ["letters of any script", "멜론 é ß", '"멜론 é ß"'],
    ["quotes", 'a "b"', '"a \\"b\\""'],
    ["a backslash", "a\\b", '"a\\\\b"'],
    ["a line end", "a\nb", '"a\\nb"'],
    ["a carriage return", "a\rb", '"a\\rb"'],
    ["a tab", "a\tb", '"a\\tb"'],
    ["a NUL", "a\0b", '"a\\u0000b"'],
    ["a terminal escape", "\u001b[31mred", '"\\u001b[31mred"'],
    ["a delete", "a\u007fb", '"a\\u007fb"'],
    ["a C1 control", "a\u009bb", '"a\\u009bb"'],
    ["a no-break space is no control", "a\u00a0b", '"a\u00a0b"'],
    ["a zero-width space", "a\u200bb", '"a\\u200bb"'],
    ["a right-to-left override", "a\u202eb", '"a\\u202eb"'],
    ["a right-to-left isolate", "a\u2067b", '"a\\u2067b"'],
    ["an Arabic letter mark", "a\u061cb", '"a\\u061cb"'],
    ["a line separator", "a\u2028b", '"a\\u2028b"'],
    ["a byte order mark", "\ufeffa", '"\\ufeffa"'],
    ["half a surrogate pair", "a\ud83d", '"a\\ud83d"'],
    ["exactly 80 characters", "x".repeat(80), `"${"x".repeat(80)}"`],
    ["81 characters", "x".repeat(81), `"${"x".repeat(79)}…"`],
  ] as const)("%s", ([, value, expected]) => {
    expect(quoted(value)).toBe(expected);
  });

  test("a cut does not go through the middle of a character", () => {
    expect(quoted(`${"x".repeat(78)}🙂🙂🙂`)).not.toContain("\\ud83d");
  });

  const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme", maxLength: 100 }));

  test("no control and no bidirectional character is left in it", () => {
    const odd = fc.constantFrom(
      ..."\0\b\u001b\u007f\u0085\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(odd).map((marks) => marks.join("x")),
        ),
        (text) => {
          expect(quoted(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
        },
      ),
      runs(1_000),
    );
  });

  test("it is JSON of the value, or of its first 79 characters and an ellipsis", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ minLength: 78, maxLength: 83 })), (text) => {
        const back: unknown = JSON.parse(quoted(text));
        if (text.length <= 80) expect(back).toBe(text);
        else expect(`${text}`.startsWith(String(back).replace(/…$/, ""))).toBe(true);
        expect(String(back).length).toBeLessThanOrEqual(80);
      }),
      runs(1_000),
    );
  });
});

describe("names a place", () => {
  test.for([
    ["a file", { file: "rentals.csv" }, "rentals.csv"],
    ["a line", { file: "rentals.csv", line: 1842 }, "rentals.csv:1842"],
    ["a line and a column", { file: "policy.yaml", line: 12, column: 9 }, "policy.yaml:12:9"],
    ["the first line", { file: "policy.yaml", line: 1, column: 1 }, "policy.yaml:1:1"],
  ] as const)("%s", ([, place, expected]) => {
    expect(placeText(place)).toBe(expected);
  });
});

describe("says where, what, what was found and what to do next", () => {
  test.for([
    ["nothing but the code", {}, "cannot be read\n  Check its permissions, then run the command again."],
    [
      "a place",
      { place: { file: "rentals.csv" } },
      "rentals.csv: cannot be read\n  Check its permissions, then run the command again.",
    ],
    [
      "a place and what was found",
      { place: { file: "rentals.csv", line: 3 }, found: "EACCES" },
      "rentals.csv:3: cannot be read: EACCES\n  Check its permissions, then run the command again.",
    ],
    [
      "what was found",
      { found: "EACCES" },
      "cannot be read: EACCES\n  Check its permissions, then run the command again.",
    ],
    [
      "another next step",
      { next: "Close the program that holds it." },
      "cannot be read\n  Close the program that holds it.",
    ],
  ] as const)("%s", ([, details, expected]) => {
    expect(new Failure("file-unreadable", details).message).toBe(expected);
  });

  test("carries its code, its place and its cause", () => {
    const place = { file: "rentals.csv", line: 3 };
    const cause = new Error("EACCES");
    const failure = new Failure("file-unreadable", { place, cause });
    expect(failure).toBeInstanceOf(Error);
    expect(failure.name).toBe("Failure");
    expect(failure.code).toBe("file-unreadable");
    expect(failure.place).toEqual(place);
    expect(failure.cause).toBe(cause);
  });

  test("has no place when none is known", () => {
    expect(new Failure("usage").place).toBeUndefined();
  });
});

describe("ends with the exit code that the command line promises", () => {
  test.for([
    ["done", EXIT.done, 0],
    ["finished, and the answer is no", EXIT.answerIsNo, 1],
    ["usage", EXIT.usage, 2],
    ["input", EXIT.input, 3],
    ["policy, outage or mapping invalid", EXIT.policy, 4],
    ["refused", EXIT.refused, 5],
    ["output cannot be written", EXIT.output, 6],
    ["a bug of ours", EXIT.bug, 70],
    ["interrupted", EXIT.interrupted, 130],
  ] as const)("%s", ([, exit, expected]) => {
    expect(exit).toBe(expected);
  });

  test.for([
    ["too many rejects", "too-many-rejects", 1],
    ["past a limit for one run", "over-budget", 1],
    ["not confirmed", "not-confirmed", 1],
    ["an unknown command", "usage", 2],
    ["nobody to ask", "confirmation-needed", 2],
    ["a missing file", "file-missing", 3],
    ["an open quote", "quote-unclosed", 3],
    ["a bad byte", "bytes-undecodable", 3],
    ["a bad header", "header-invalid", 3],
    ["no CSV", "not-a-csv", 3],
    ["an invalid policy", "policy-invalid", 4],
    ["a stale plan", "plan-stale", 5],
    ["a spent plan", "plan-spent", 5],
    ["a changed plan", "plan-damaged", 5],
    ["a broken book", "book-broken", 5],
    ["an overlapping outage", "outage-overlaps", 5],
    ["a full disk", "output-unwritable", 6],
  ] as const)("%s", ([, code, expected]) => {
    const failure = new Failure(code);
    expect(failure.exit).toBe(expected);
    // One line of what is wrong, which starts small, and one of what to do.
    expect(failure.message).toMatch(/^[a-z][^\n]*[^.\n]\n {2}[A-Z][^\n]*\.$/);
    expect(failure.message).not.toMatch(/error/i);
  });
});
