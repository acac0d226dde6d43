/**
 * What nothing that is shown may contain: control characters but the line feed, and Unicode's Bidi_Control characters,
 * which turn the text around.
 */
export const HIDDEN = /[^\P{Cc}\n]|\p{Bidi_Control}/u;

/** Turns a terminal red, clears it, and turns the rest of the line around. */
export const HOSTILE = "a\u001b[31mb\u009b2Jc\u202ed";

/** The lines of a text that hold something hidden, with all of it visible. */
export function linesWithHidden(text: string): readonly string[] {
  return text
    .split("\n")
    .filter((line) => HIDDEN.test(line))
    .map((line) =>
      JSON.stringify(line).replaceAll(/\p{Cc}|\p{Bidi_Control}/gu, (mark) => `<${mark.charCodeAt(0).toString(16)}>`),
    );
}
