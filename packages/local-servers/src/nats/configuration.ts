import { natsPermissions } from "@agentos/contracts/messages/nats-permissions";
import { serviceNames, type ServiceName } from "@agentos/contracts/services";

/** User that may do everything; for people and tests. No service has it. */
export const natsAdmin = "admin";

/**
 * A nats-server configuration with one user per service, allowed what the message contracts name and nothing else. JSON is
 * a form of it that the server reads.
 */
export function natsConfiguration(passwordOf: (user: string) => string): string {
  const users = [
    { user: natsAdmin, password: passwordOf(natsAdmin) },
    ...serviceNames.map((service) => ({
      user: service,
      password: passwordOf(service),
      permissions: permissionsOf(service),
    })),
  ];
  return `${JSON.stringify({ authorization: { users } }, undefined, 2)}\n`;
}

function permissionsOf(service: ServiceName): object {
  const { publish, subscribe, allowResponses } = natsPermissions(service);
  return {
    // An empty list would mean "everything" to the server.
    publish: publish.length > 0 ? { allow: publish } : { deny: [">"] },
    subscribe: { allow: subscribe },
    ...(allowResponses ? { allow_responses: true } : {}),
  };
}
