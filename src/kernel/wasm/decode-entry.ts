/** The kernel that decodes text of one or two bytes a character. See `kernel/decode-kernel.ts`. */
export { decodeText, lineFeeds } from "./decode";
export * from "./decode-tables";
