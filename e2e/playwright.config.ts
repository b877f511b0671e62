import { defineConfig } from "@playwright/test";
import { readChromium } from "./src/config.ts";

/** The built system in a real browser. One stack serves all tests of a worker; two of
 * them, as tests wait half of the time. */
export default defineConfig({
  testDir: "tests",
  outputDir: "../test-results",
  workers: 2,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  use: {
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: readChromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
