import { parseArgs } from "node:util";
import { AppError } from "@agentos/contracts/errors";

/** What `pnpm seed` was asked for: so many jobs from which at least so many events follow, the earlier ones removed first. */
export type SeedWish = { jobs: number; events: number; clean: boolean };

const standardJobs = 25;
const mostJobs = 500;
/** More than these would be no believable history of one job. */
const eventsPerJob = 20;
const usage =
  "pnpm seed [--jobs 25] [--events 100] [--clean]; --clean removes what was seeded before, and by itself does nothing else.";

/** Reads the arguments. Errors: VALIDATION_ERROR with a sentence for whoever typed them. */
export function readWish(argv: readonly string[]): SeedWish {
  const values = parse(argv);
  const clean = values.clean ?? false;
  const onlyClean = clean && values.jobs === undefined && values.events === undefined;
  const jobs = wholeNumber("--jobs", values.jobs, onlyClean ? 0 : standardJobs);
  if (!onlyClean && (jobs < 1 || jobs > mostJobs)) throw refused(`--jobs takes a number from 1 to ${mostJobs}.`);
  const events = wholeNumber("--events", values.events, 0);
  if (events > jobs * eventsPerJob) throw refused(tooManyEvents(events, jobs));
  return { jobs, events, clean };
}

function tooManyEvents(events: number, jobs: number): string {
  const needed = Math.ceil(events / eventsPerJob);
  if (needed > mostJobs) return `--events takes ${mostJobs * eventsPerJob} at the most.`;
  return `${jobs} jobs have at most ${jobs * eventsPerJob} events. For ${events} say --jobs ${needed} or more.`;
}

function parse(argv: readonly string[]) {
  // Some package managers hand over the dashes that end their own options.
  const args = argv[0] === "--" ? argv.slice(1) : [...argv];
  try {
    return parseArgs({
      args,
      options: { jobs: { type: "string" }, events: { type: "string" }, clean: { type: "boolean" } },
    }).values;
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string | undefined, standard: number): number {
  if (text === undefined) return standard;
  if (!/^\d{1,9}$/.test(text)) throw refused(`${name} takes a whole number, not "${text}".`);
  return Number(text);
}

function refused(sentence: string): AppError {
  return new AppError("VALIDATION_ERROR", `${sentence}\nUsage: ${usage}`);
}
