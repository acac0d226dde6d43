/** The kernel that decodes text of one or two bytes a character, and UTF-16. See `kernel/decode-kernel.ts`. */
export { decodeText, lineFeeds, makeLetters } from "./decode";
export * from "./decode-tables";
export { decodeUtf16, utf16LineFeeds } from "./utf16";
