/** Holders are masked, and nothing from a file moves the cursor or turns the text around. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { masked, maskedIn, plainText } from "../../src/report/views.ts";
import { runs } from "../domain/runs.ts";
import { HIDDEN } from "../support/hidden-characters.ts";

describe("a holder is masked", () => {
  test.for([
    ["", ""],
    ["1", "••••"],
    ["123456", "••••"],
    ["1234567", "••••67"],
    ["kim@example.com", "••••om"],
    ["010-1234-5678", "••••78"],
  ] as const)("%j as %j", ([value, expected]) => {
    expect(masked(value)).toBe(expected);
  });

  test("so that at most two characters are shown, and the length is not", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "1", "-", "@") }), (value) => {
        const shown = masked(value);
        expect(shown === "" || /^••••.{0,2}$/u.test(shown)).toBe(true);
        expect(shown === "").toBe(value === "");
      }),
      runs(300),
    );
  });

  test("and half a character is never shown", () => {
    expect(masked("1234567\u{1f600}")).toBe("••••7\u{1f600}");
    expect(masked("123456\u{1f600}x")).not.toMatch(/\p{Surrogate}/u);
  });
});

describe("a value is masked by its column, or because it reaches a person", () => {
  test.for([
    ["user_id", "user-00042", "••••42"],
    ["price", "010-1234-5678", "••••78"],
    ["price", "01012345678", "••••78"],
    ["price", " +82 10-1234-5678 ", "••••8 "],
    ["channel", "kim@example.com", "••••om"],
    ["price", "10,900", "10,900"],
    ["price", "10900000000", "10900000000"],
    ["expires_at", "2022-10-19", "2022-10-19"],
    ["channel", "@home", "@home"],
    ["subscription_id", "1.23457E+15", "1.23457E+15"],
  ] as const)("%s %j as %j", ([column, value, expected]) => {
    expect(maskedIn(column, value)).toBe(expected);
  });
});

describe("a value is shown as plain text", () => {
  test.for([
    ["as it is", "user-0001 카카오 é ✓", "user-0001 카카오 é ✓"],
    ["with its quotes", 'a "b"', 'a "b"'],
    ["a line feed as an escape", "a\nb", "a\\nb"],
    ["an escape sequence without its escape", "\u001b[31mred", "\\u001b[31mred"],
    ["a C1 control", "a\u009b31mb", "a\\u009b31mb"],
    ["a right-to-left override", "a\u202eb", "a\\u202eb"],
    ["an isolate", "a\u2067b\u2069", "a\\u2067b\\u2069"],
    ["an Arabic letter mark", "a\u061cb", "a\\u061cb"],
    ["what is too long, cut", "x".repeat(200), `${"x".repeat(79)}…`],
  ] as const)("%s", ([, value, expected]) => {
    expect(plainText(value)).toBe(expected);
  });

  test("without any character that is hidden or changes the direction", () => {
    const unit = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
      fc.constantFrom(
        "\u061c",
        "\u200e",
        "\u200f",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        "\u007f",
        "\u0085",
        "\ufeff",
      ),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 20 }), (characters) => {
        const value = characters.join("");
        expect(plainText(value)).not.toMatch(HIDDEN);
        expect(masked(value)).not.toMatch(HIDDEN);
      }),
      runs(1000),
    );
  });
});
