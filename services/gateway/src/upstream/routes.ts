import { operationsByService } from "@agentos/contracts/api/operations";
import type { Operation } from "@agentos/contracts/api/operation";
import type { ServiceName } from "@agentos/contracts/services";

/** An operation and the service that answers it. */
export type Route = { owner: ServiceName; name: string; operation: Operation };

/** Every operation of the API, in the order in which paths are matched. */
export function allRoutes(): Route[] {
  return (Object.keys(operationsByService) as ServiceName[]).flatMap((owner) =>
    (operationsByService[owner] ?? []).flatMap((set) =>
      Object.entries(set).map(([name, operation]) => ({ owner, name, operation })),
    ),
  );
}

/** The operations that are handed on to a service. */
export function proxiedRoutes(): Route[] {
  return allRoutes().filter((route) => route.owner !== "gateway");
}
