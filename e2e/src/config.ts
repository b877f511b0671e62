/** Path of the browser that the tests drive; Playwright brings none here. */
export function readChromium(env: NodeJS.ProcessEnv = process.env): string {
  return env["CHROMIUM"] ?? "/usr/bin/chromium";
}

/** What random requests are made of: `FUZZ_SEED` makes those of an earlier run again. */
export function readFuzzSeed(env: NodeJS.ProcessEnv = process.env): number {
  const given = Number(env["FUZZ_SEED"]);
  return Number.isInteger(given) && env["FUZZ_SEED"] ? given : Date.now() % 2 ** 31;
}
