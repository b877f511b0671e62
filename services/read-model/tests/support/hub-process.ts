import { freePort } from "@agentos/local-servers/process/ports";
import { systemPath } from "@agentos/local-servers/process/process-spec";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";
import { startInFolder, type TestServer } from "@agentos/testkit/servers/test-server";
import path from "node:path";
import type { HubSettings } from "./hubs.ts";

export type HubProcess = TestServer & {
  url: string;
  /** The value of a metric, summed over its labels that hold this text. */
  metric(name: string, labels?: string): Promise<number>;
};

/** A hub as a process of its own, which can be killed and whose memory can be measured. */
export async function startHubProcess(settings: HubSettings): Promise<HubProcess> {
  const [port, opsPort, wsPort] = [await freePort(), await freePort(), await freePort()];
  const ops = `http://127.0.0.1:${opsPort}`;
  const { folder: _folder, ...server } = await startInFolder("hub", async (at) => ({
    spec: {
      name: "read-model",
      command: process.execPath,
      args: ["services/read-model/src/main.ts"],
      cwd: repositoryRoot,
      env: { PATH: systemPath, ...settings, PORT: `${port}`, OPS_PORT: `${opsPort}`, WS_PORT: `${wsPort}` },
      deathSignal: "KILL" as const,
      stopSignal: "SIGTERM" as const,
      stopWithinMs: 17_000,
      logFile: path.join(at, "hub.log"),
      ports: { http: port, ops: opsPort, ws: wsPort },
      readyWithinMs: 60_000,
      async probe() {
        const response = await fetch(`${ops}/ready`);
        if (!response.ok) throw new Error(await response.text());
      },
    },
  }));
  return {
    ...server,
    url: `ws://127.0.0.1:${wsPort}`,
    async metric(name, labels = "") {
      const lines = (await (await fetch(`${ops}/metrics`)).text()).split("\n");
      const values = lines.filter((line) => line.startsWith(`${name}{`) && line.includes(labels));
      return values.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
    },
  };
}
