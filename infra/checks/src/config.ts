import path from "node:path";
import { parseArgs } from "node:util";
import { readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";

export const repositoryRoot = path.resolve(import.meta.dirname, "../../..");

const shape = { PATH: z.string().default("/usr/local/bin:/usr/bin:/bin"), HOME: z.string().default("/nonexistent") };

/** What a test run is told. `--only a,b` runs the checks of these names alone. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, argv: string[] = process.argv.slice(2)) {
  const { values } = parseArgs({ args: argv, options: { only: { type: "string" } } });
  const { PATH, HOME } = readEnvironment(shape, env);
  // The second folder holds the `pnpm` that turbo asks for.
  const bin = ["node_modules/.bin", "infra/launch/bin"].map((folder) => path.join(repositoryRoot, folder));
  return { only: values.only?.split(","), searchPath: [...bin, PATH].join(":"), home: HOME };
}
