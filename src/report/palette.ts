/** Colour is a set of functions that the caller gives; without a terminal they change nothing. */

export interface Palette {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  warning(text: string): string;
  bad(text: string): string;
}
