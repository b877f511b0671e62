import { ActionService } from "@agentos/client/actions/action-service";
import { CentralDataService } from "@agentos/client/data/central-data-service";
import { LiveConnection } from "@agentos/client/live/live-connection";
import type { Account } from "@agentos/contracts/api/auth";
import { useApp } from "@agentos/ui/session/app-context";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { StaffContext, type StaffServices } from "./staff.ts";

/** A tab that nobody has looked at for so long leaves its socket to others: an address may have a few only. */
const restAfterMs = 60_000;

/** What belongs to one person: nothing of it is seen by the next one who signs in. */
export function StaffScope({ user, children }: { user: Account; children: ReactNode }) {
  const app = useApp();
  const [services] = useState((): Omit<StaffServices, "user"> => {
    const connection = new LiveConnection({ ...app, baseUrl: "", restAfterMs });
    const data = new CentralDataService({ client: app.client, connection });
    const actions = new ActionService({ client: app.client, connection, data, store: sessionStorage, owner: user.id });
    return { ...app, connection, data, actions };
  });
  const [queries] = useState(createQueries);
  useEffect(() => {
    services.connection.start();
    return () => services.connection.stop();
  }, [services]);
  return (
    <StaffContext value={{ ...services, user }}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </StaffContext>
  );
}

function createQueries(): QueryClient {
  // The client repeats by itself what may be repeated.
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: "always", staleTime: 1000 },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
