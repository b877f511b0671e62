import type { Stack } from "@agentos/testkit/servers/stack";

/** The process of the second hub; the first is in one process with the owners. */
export const secondHub = "read-model-2";

/** Ports of the doors of both hubs. The stack has to be started with a copy of read-model. */
export function hubPorts(stack: Stack): [number, number] {
  const portOf = (process: string, port: string): number => {
    const found = stack.processes().find(({ name }) => name === process)?.ports[port];
    if (!found) throw new Error(`${process} has no port "${port}".`);
    return found;
  };
  return [portOf("host", "read-model ws"), portOf(secondHub, "ws")];
}
