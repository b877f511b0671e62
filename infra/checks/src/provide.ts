import path from "node:path";
import { catalogue, type ProgramName } from "@agentos/local-servers/programs/catalogue";
import { provide } from "@agentos/local-servers/programs/provide";
import { onePassed, type Check } from "./check.ts";
import { repositoryRoot } from "./config.ts";

/** Finds or installs every program that the tests run. */
export const provideForTests: Check = {
  name: "programs",
  async run({ searchPath }) {
    const { warnings } = await provide(Object.keys(catalogue) as ProgramName[], {
      searchPath,
      logFile: path.join(repositoryRoot, ".agentos/logs/apt.log"),
      onInstall: (packages) => console.log(`installing ${packages.join(", ")}`),
    });
    for (const warning of warnings) console.log(warning);
    return onePassed;
  },
};
