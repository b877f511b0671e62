import { fillHistory } from "./fill-history.ts";

const [adminUrl, jobs = "1000000", events = "10000000"] = process.argv.slice(2);
if (adminUrl === undefined) {
  process.stderr.write(
    "Usage: node services/jobs/src/fill/main.ts <database url of the maintenance role> [jobs] [events]\n",
  );
  process.exitCode = 1;
} else {
  await fillHistory({
    adminUrl,
    jobs: Number(jobs),
    events: Number(events),
    say: (line) => process.stdout.write(`${line}\n`),
  });
}
