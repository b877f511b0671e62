/** Path of the browser that the tests drive; Playwright brings none here. */
export function readChromium(env: NodeJS.ProcessEnv = process.env): string {
  return env["CHROMIUM"] ?? "/usr/bin/chromium";
}
