/**
 * `compensate verify`: proves committed runs from the files on disk. Read-only: `--recompute` stages what it decides
 * again outside of the book, and removes it.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { bookOf, type CommittedRun, KEYS, type Link, readChain, runName } from "../book/book.ts";
import type { Flaw } from "../book/flaws.ts";
import { languageOf, MANIFEST } from "../book/manifest.ts";
import { isChanged } from "../book/proven.ts";
import { findRepeatedIds } from "../book/repeated-ids.ts";
import { standingRuns } from "../book/standing.ts";
import { verifyRun } from "../book/verify-run.ts";
import { EXIT, type ExitCode, Failure, visible } from "../domain/failure.ts";
import { jsonText } from "../domain/json.ts";
import { join } from "../domain/path.ts";
import { amountsText, type Language } from "../report/habits.ts";
import { RUN_SENTENCES } from "../report/run-text.ts";
import type { RunSentences } from "../report/sentences/runs.ts";
import { grouped } from "../report/summary.ts";
import { type ChangedMeaning, meaningLines } from "./steps/changed-meaning.ts";
import { recompute } from "./steps/recompute.ts";
import { type RowCheckers, startRowCheckers } from "./steps/row-checkers.ts";
import { missingRun, readRunName } from "./steps/run-name.ts";
import type { World } from "./steps/world.ts";

export interface VerifyOptions {
  readonly book: string;
  readonly recompute: boolean;
  readonly jobs: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

interface RunProof {
  readonly run: string;
  /** Undefined when the manifest cannot be read. */
  readonly committed: CommittedRun | undefined;
  readonly flaws: readonly Flaw[];
  /** Whether the files were sound, and only deciding again came to something else. */
  readonly sound?: boolean;
  readonly meaning?: ChangedMeaning | undefined;
}

/** @param wanted runs to prove; none for all. */
export async function verify(wanted: readonly string[], options: VerifyOptions, world: World): Promise<ExitCode> {
  const folder = resolve(world.cwd, options.book);
  if (!existsSync(folder)) throw new Failure("file-missing", { place: { file: options.book } });
  const numbers = new Set(wanted.map((text) => readRunName(text, folder, world.cwd)));
  const chain = readChain(folder);
  for (const number of numbers) {
    if (!chain.some(({ name }) => Number(name) === number)) throw missingRun(number, folder, chain.length);
  }
  const isWanted = ({ name, problem }: Link) =>
    numbers.size === 0 || numbers.has(Number(name)) || problem !== undefined;
  const proofs: RunProof[] = [];
  const checkers = startRowCheckers("verify", options.jobs, world);
  try {
    for (const link of chain.filter(isWanted)) {
      const proof = await proveRun(link, chain, { ...options, checkers, world });
      proofs.push(proof);
      if (!options.json) await world.out(proofText(proof, options, world));
    }
  } finally {
    await checkers.close();
  }
  const repeated = repeatedFlaws(chain, proofs);
  const ok = repeated.length === 0 && proofs.every(({ flaws }) => flaws.length === 0);
  if (options.json) await world.out(jsonText(documentOf(ok, proofs, repeated)));
  else {
    const lines = [
      ...repeated.map(({ found }) => found),
      ...changeLines(proofs, options),
      closingText(ok, proofs, RUN_SENTENCES[world.language]),
    ];
    await world.out(`${lines.join("\n")}\n`);
  }
  return ok ? EXIT.done : EXIT.answerIsNo;
}

interface Proving extends VerifyOptions {
  readonly checkers: RowCheckers;
  readonly world: World;
}

async function proveRun(link: Link, chain: readonly Link[], proving: Proving): Promise<RunProof> {
  const { name, folder, run, problem } = link;
  if (run === undefined || problem !== undefined) {
    const file = problem?.startsWith(MANIFEST) ? MANIFEST : ".";
    return { run: name, committed: run, flaws: [{ file, found: problem ?? "it cannot be read" }] };
  }
  const runs = chain.flatMap((other) => other.run ?? []);
  const { checkers, world, jobs } = proving;
  const flaws = await verifyRun(run, runs, checkers.forFiles(run.manifest.outputs));
  if (!proving.recompute || flaws.length > 0) return { run: name, committed: run, flaws };
  const book = bookOf(join(folder, ".."), runs);
  return { run: name, committed: run, sound: true, ...(await recompute(run, book, { jobs, world })) };
}

/** Nothing is given twice: no id appears in two runs of an outage, unless one of the runs was taken back. */
function repeatedFlaws(chain: readonly Link[], proofs: readonly RunProof[]): readonly Flaw[] {
  if (chain.some(({ problem }) => problem !== undefined)) return [];
  const standing = standingRuns(chain.flatMap(({ run }) => run ?? []));
  const outages = new Set(proofs.map(({ committed }) => committed?.manifest.outage));
  return [...outages].flatMap((outage) => {
    const runs = standing.filter(({ manifest }) => manifest.outage === outage);
    const changed = runs.filter((run) => isChanged(run, KEYS));
    const sound = runs.filter((run) => !changed.includes(run));
    const files = sound.map(({ folder, manifest }) => ({ path: join(folder, KEYS), ids: manifest.benefits }));
    return [
      // A run that was asked for has said so already.
      ...changed
        .filter(({ number }) => !proofs.some(({ committed }) => committed?.number === number))
        .map(({ number }) => ({
          file: KEYS,
          found: `the keys of run ${runName(number)} were changed, so whether it gave the same again cannot be told`,
        })),
      ...findRepeatedIds(files).map((id) => ({
        file: KEYS,
        found: `compensation_id ${id} was given twice by runs of ${outage}`,
      })),
    ];
  });
}

function proofText({ run, committed, flaws, meaning }: RunProof, { quiet, book }: VerifyOptions, world: World): string {
  const { proof } = RUN_SENTENCES[world.language];
  if (flaws.length > 0) {
    const lines = flaws.map((flaw) => `  ${visible(flawText(flaw, join(book, run)))}`);
    return `${[`${run}  ${proof.flawed}`, ...lines].join("\n")}\n`;
  }
  if (quiet || committed === undefined) return "";
  const lines = meaning === undefined ? [] : meaningLines(meaning, "      ");
  return `${[`${run}  ${proof.sound}  ${visible(givenText(committed, world.language))}`, ...lines].join("\n")}\n`;
}

/** The changes of meaning since the earliest number that one of the runs was decided under. */
function changeLines(proofs: readonly RunProof[], { quiet }: VerifyOptions): readonly string[] {
  const [first, ...others] = proofs.flatMap(({ meaning }) => meaning ?? []);
  if (first === undefined || quiet) return [];
  const { from, changes } = others.reduce((a, b) => (b.from < a.from ? b : a), first);
  return [`Changed in meaning since language ${from}:`, ...changes.map((change) => `  ${change}`)];
}

function givenText({ manifest }: CommittedRun, language: Language): string {
  const { outage, reverts, benefits, credits } = manifest;
  const takesBack = reverts === undefined ? undefined : runName(reverts);
  return RUN_SENTENCES[language].given({ outage, benefits, money: amountsText(credits, language), takesBack });
}

/** `compensations/0001/adjusted-expiry.csv, row 12, byte 1,903: decided again, it differs here`. */
function flawText({ file, row, byte, found }: Flaw, folder: string): string {
  const place = [
    join(folder, file),
    ...(row === undefined ? [] : [`row ${grouped(row)}`]),
    ...(byte === undefined ? [] : [`byte ${grouped(byte)}`]),
  ];
  return `${place.join(", ")}: ${found}`;
}

function closingText(ok: boolean, proofs: readonly RunProof[], say: RunSentences): string {
  if (ok) return proofs.length === 0 ? say.emptyBook() : say.verified(proofs.length);
  const damaged = proofs.some(({ flaws, sound }) => flaws.length > 0 && sound !== true);
  return damaged || proofs.every(({ flaws }) => flaws.length === 0) ? say.notVerified() : say.notDecidedAgain();
}

function documentOf(ok: boolean, proofs: readonly RunProof[], repeated: readonly Flaw[]): object {
  return {
    ok,
    runs: proofs.map(({ run, committed, flaws, meaning }) => ({
      run,
      ok: flaws.length === 0,
      outage: committed?.manifest.outage ?? null,
      benefits: committed?.manifest.benefits ?? null,
      credits: committed?.manifest.credits ?? null,
      ...(committed && { language: languageOf(committed.manifest) }),
      ...(meaning && { meaning: { ...meaning, refused: meaning.refused ?? null } }),
      flaws,
    })),
    flaws: repeated,
  };
}
