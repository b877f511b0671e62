import { freePort, portIsFree } from "@agentos/local-servers/process/ports";
import type { PublicPorts } from "../plan/units.ts";
import { whoListens } from "./who-listens.ts";

const titles: Record<keyof PublicPorts, string> = {
  app: "the app",
  admin: "the control room",
  api: "the API",
  ws: "the sockets",
};

/** The ports that people use; 0 becomes a free one. Errors: a port that is taken, with who has it and how to choose another. */
export async function publicPorts(wanted: PublicPorts): Promise<PublicPorts> {
  return {
    app: await claim("app", wanted.app),
    admin: await claim("admin", wanted.admin),
    api: await claim("api", wanted.api),
    ws: await claim("ws", wanted.ws),
  };
}

async function claim(name: keyof typeof titles, port: number): Promise<number> {
  if (port === 0) return freePort();
  if (await portIsFree(port)) return port;
  const variable = `AGENTOS_PORT_${name.toUpperCase()}`;
  const holder = whoListens(port);
  throw new Error(
    `Port ${port} of ${titles[name]} is taken${holder ? ` by ${holder}` : ""}. ` +
      `End that, or choose another: ${variable}=${port + 100} npm start (0 takes a free one).`,
  );
}
