import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { connect } from "@nats-io/transport-node";
import { systemPath, type ProcessSpec } from "../process/process-spec.ts";
import { freePort } from "../process/ports.ts";
import type { FoundProgram } from "../programs/find.ts";
import type { Secrets } from "../secrets.ts";
import { natsAdmin, natsConfiguration } from "./configuration.ts";

export type NatsOptions = { program: FoundProgram; folder: string; logFile: string; secrets: Secrets };

export type NatsServer = {
  spec: ProcessSpec;
  port: number;
  /** Without credentials. */
  url: string;
  passwordOf(user: string): string;
};

/** A private NATS with JetStream on a free port of 127.0.0.1; each service signs in and may do what the contracts name. */
export async function prepareNats({ program, folder, logFile, secrets }: NatsOptions): Promise<NatsServer> {
  const command = program["nats-server"] as string;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passwordOf = (user: string): string => secrets.get(`nats/${user}`);
  const configuration = path.join(folder, "nats.conf");
  writeFileSync(configuration, natsConfiguration(passwordOf), { mode: 0o600 });
  const [port, monitor] = [await freePort(), await freePort()];
  const url = `nats://127.0.0.1:${port}`;
  const spec: ProcessSpec = {
    name: "nats",
    command,
    args: [
      `-a=127.0.0.1`,
      `-p=${port}`,
      `-m=${monitor}`,
      "-js",
      `-sd=${path.join(folder, "store")}`,
      `-c=${configuration}`,
    ],
    env: { PATH: systemPath, LC_ALL: "C.UTF-8" },
    cwd: folder,
    deathSignal: "INT",
    stopSignal: "SIGINT",
    stopWithinMs: 10_000,
    logFile,
    ports: { nats: port, monitor },
    probe: () => askNats(url, natsAdmin, passwordOf(natsAdmin)),
    readyWithinMs: 30_000,
  };
  return { spec, port, url, passwordOf };
}

/** Throws unless the server answers. */
export async function askNats(url: string, user: string, password: string): Promise<void> {
  const nc = await connect({ servers: url, user, pass: password, timeout: 2000, reconnect: false });
  await nc.close();
}
