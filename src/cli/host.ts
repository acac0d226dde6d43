/** The command line's view of the outside: how to make a world, where the exit code goes, the version. */
import type { World } from "../commands/steps/world.ts";
import type { ExitCode } from "../domain/failure.ts";
import type { Language } from "../report/habits.ts";

/** Everything that a start of the program is told besides the arguments; `world` is made once the global options are known. */
export interface ProgramHost {
  makeWorld(options: GlobalOptions): World;
  onExit(code: ExitCode): void;
  /** What `--version` prints. */
  readonly version: string;
}

export interface GlobalOptions {
  readonly quiet: boolean;
  readonly progress: boolean;
  readonly color: boolean;
  /** The language that the user named. */
  readonly lang?: Language;
}
