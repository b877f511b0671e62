import type { ServiceName } from "@agentos/contracts/services";
import { natsAdmin } from "@agentos/local-servers/nats/configuration";
import { prepareNats } from "@agentos/local-servers/nats/nats";
import { ephemeralSecrets } from "@agentos/local-servers/secrets";
import { rmSync } from "node:fs";
import path from "node:path";
import { requireProgram } from "./require-program.ts";
import { startInFolder, type TestServer } from "./test-server.ts";

export type TestNats = TestServer & {
  url: string;
  /** The sign-in of a service, with the permissions that the contracts give it. */
  credentials(service: ServiceName): { url: string; user: string; password: string };
  /** The sign-in that may do everything. */
  admin: { url: string; user: string; password: string };
  /** Stops it, deletes all that JetStream has stored, and starts it again. */
  wipe(): Promise<void>;
};

/** A NATS with JetStream of the test file's own, as `npm start` has it. Stop it in `afterAll`. */
export async function startNats(): Promise<TestNats> {
  const { prepared, folder, ...server } = await startInFolder("nats", (at) =>
    prepareNats({
      program: requireProgram("nats"),
      folder: at,
      logFile: path.join(at, "nats.log"),
      secrets: ephemeralSecrets(),
    }),
  );
  const { url, passwordOf } = prepared;
  const signIn = (user: string): TestNats["admin"] => ({ url, user, password: passwordOf(user) });
  return {
    ...server,
    url,
    credentials: signIn,
    admin: signIn(natsAdmin),
    wipe: () => server.restart(() => rmSync(path.join(folder, "store"), { recursive: true, force: true })),
  };
}
