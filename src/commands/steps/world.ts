/**
 * Everything outside the program that a command may touch: the clock, the terminal, standard input, the version.
 *
 * Only `cli/` makes one from the real process, so a test can state each of them exactly.
 */
import type { Tool } from "../../book/commit.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Language } from "../../report/habits.ts";
import type { Palette } from "../../report/palette.ts";
import type { Progress } from "../../run/read-exports.ts";

export interface World {
  readonly cwd: string;
  readonly tool: Tool;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** The language of everything that people read on the screen. What is written into files goes by the options alone. */
  readonly language: Language;
  /** How many columns a line on the screen has. */
  readonly columns: number;
  readonly palette: Palette;
  /** What the environment says about the pipeline in which the command runs. */
  readonly pipeline: Pipeline;
  /** Whether somebody sits at a terminal who can be asked. */
  readonly canAsk: boolean;
  /** Whether results go to a screen, where a control character would be carried out. */
  readonly isScreen: boolean;
  now(): Instant;
  /** Results. */
  out(text: string): Promise<void>;
  /** Everything that is not a result. */
  say(text: string): void;
  ask(question: string): Promise<string>;
  /** Shows that long work goes on; `total` is undefined when the size is not known. */
  startProgress(totalBytes: number | undefined): Promise<ProgressView>;
  /** Runs the action if the process is interrupted before the returned function is called, and says what was written. */
  onInterrupt(action: () => void, written?: WrittenSoFar): () => void;
  /** From here on an interruption changes nothing: what was committed is reported. */
  holdInterrupts(): Promise<void>;
}

/** Says what a command has written by now that stays; undefined where nothing was. */
export type WrittenSoFar = () => string | undefined;

export interface Pipeline {
  /** Whether the command runs in a pipeline, where no person looks and no file may be rewritten. */
  readonly ci: boolean;
  /** GitHub's checkout, from which its annotations count their paths. */
  readonly workspace: string | undefined;
  /** The file that GitHub shows as the summary of the step. */
  readonly stepSummary: string | undefined;
}

export interface ProgressView {
  update(progress: Progress): void;
  stop(): void;
}
