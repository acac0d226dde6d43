/** The commands and options of a program, as completion scripts see them. */

export interface ProgramShape {
  readonly name: string;
  readonly commands: readonly CommandShape[];
}

export interface CommandShape {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionShape[];
  /** What stands after the options. */
  readonly rest: ValueShape;
}

export interface OptionShape {
  /** `-h` and `--help`, the ones it has. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly value: ValueShape;
}

/** What may follow: nothing, a file, a folder, one of some words, or something that cannot be completed. */
export type ValueShape =
  | { readonly kind: "none" | "file" | "folder" | "text" }
  | { readonly kind: "words"; readonly words: readonly string[] };
