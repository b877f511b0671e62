import { stageNames } from "@agentos/contracts/stages/stages";
import { freePort } from "@agentos/local-servers/process/ports";
import type { SlotNumber } from "../supervisor/supervisor.ts";
import { nameOf } from "../supervisor/worker-slots.ts";
import type { DeployedService } from "./environments.ts";

/** A service as it is started: one copy of it, with the ports that it was given. */
export type Unit = {
  /** `jobs`, or `media/video_cutter-1`. */
  name: string;
  service: DeployedService;
  /** Of a worker. */
  slot?: SlotNumber;
  /** Tells copies of a service apart; a worker tells its slot by it. */
  instance: string;
  ports: UnitPorts;
};

/** What the only copy of a service is called. */
const firstInstance = "local";

/** `ws` is the door of sockets. */
export type UnitPorts = { ops: number; http?: number; ws?: number };

/** Where people and their programs find the app for creators, the control room, the API and the sockets. */
export type PublicPorts = { app: number; admin: number; api: number; ws: number };

/** Every service of a local start and a worker for each stage; those of `PublicPorts` are what was asked for. */
export async function planUnits(ports: PublicPorts, copies: readonly DeployedService[]): Promise<Unit[]> {
  const serving = async (service: DeployedService, port?: number, instance = firstInstance): Promise<Unit> => ({
    name: instance === firstInstance ? service : `${service}-2`,
    service,
    instance,
    ports: { ops: await freePort(), http: port || (await freePort()) },
  });
  return Promise.all([
    serving("identity"),
    serving("uploads"),
    serving("jobs"),
    serving("fleet"),
    serving("audit"),
    serving("system"),
    serving("action-dispatcher"),
    withSockets(await serving("read-model"), ports.ws),
    serving("gateway", ports.api),
    serving("upload-ui", ports.app),
    serving("admin-ui", ports.admin),
    ...copies.map(async (service) => {
      const copy = await serving(service, undefined, "local-2");
      return service === "read-model" ? withSockets(copy, await freePort()) : copy;
    }),
    ...stageNames.map((agent) => planWorker({ agent, number: 1 })),
  ]);
}

function withSockets(unit: Unit, ws: number): Unit {
  return { ...unit, ports: { ...unit.ports, ws } };
}

/** One more worker. */
export async function planWorker(slot: SlotNumber): Promise<Unit> {
  const instance = nameOf(slot);
  return { name: `media/${instance}`, service: "media", slot, instance, ports: { ops: await freePort() } };
}
