/**
 * Completion scripts for bash, zsh and fish, written from the commands and options that the program has.
 *
 * The words are in the script itself: completing starts no program, and works wherever the script was made. What stands
 * after an option follows from its placeholder: `<dir>` a folder, `<file>` and `<export>` a file, choices their words.
 */
import { unreachable } from "../domain/unreachable.ts";
import type { Shell } from "./steps/choices.ts";
import { bashScript } from "./steps/completion-bash.ts";
import { fishScript } from "./steps/completion-fish.ts";
import { zshScript } from "./steps/completion-zsh.ts";
import type { ProgramShape } from "./steps/program-shape.ts";

export function completionScript(shell: Shell, program: ProgramShape): string {
  switch (shell) {
    case "bash":
      return bashScript(program);
    case "zsh":
      return zshScript(program);
    case "fish":
      return fishScript(program);
    default:
      return unreachable(shell);
  }
}
