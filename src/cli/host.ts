/** What the command line is given from outside: how to make a world, where the exit code goes, the version. */
import type { World } from "../commands/world.ts";
import type { ExitCode } from "../domain/failure.ts";

/** What a run of the program is told besides the arguments; `world` is made once the global options are known. */
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
}
