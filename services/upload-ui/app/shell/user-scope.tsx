import { UploadRecords } from "@agentos/client/upload-records";
import type { Account } from "@agentos/contracts/api/auth";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { delayOfRetry, retriesLimited } from "../data/limited.ts";
import { useApp, UserContext } from "../data/services.tsx";
import { Uploads } from "../upload/uploads.ts";

/** What belongs to one person: data and uploads are never seen by the next one who signs in. */
export function UserScope({ user, children }: { user: Account; children: ReactNode }) {
  const app = useApp();
  const [queries] = useState(createQueries);
  const [services] = useState(() => ({
    ...app,
    uploads: new Uploads(app.client, new UploadRecords(localStorage, user.id)),
  }));
  useEffect(() => () => services.uploads.stop(), [services]);
  return (
    <UserContext value={services}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </UserContext>
  );
}

function createQueries(): QueryClient {
  // The client repeats by itself what may be repeated; only who asked too often waits here.
  return new QueryClient({
    defaultOptions: {
      queries: { retry: retriesLimited, retryDelay: delayOfRetry, networkMode: "always", staleTime: 1000 },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
