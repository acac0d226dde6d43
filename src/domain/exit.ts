/** The exit codes of the program, which README explains. */
export const EXIT = {
  done: 0,
  answerIsNo: 1,
  usage: 2,
  input: 3,
  policy: 4,
  refused: 5,
  output: 6,
  bug: 70,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
