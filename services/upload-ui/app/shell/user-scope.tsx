import { LiveConnection } from "@agentos/client/live/live-connection";
import { UploadRecords } from "@agentos/client/upload-records";
import { useApp } from "@agentos/ui/session/app-context";
import type { Account } from "@agentos/contracts/api/auth";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { followJobs } from "../data/follow-jobs.ts";
import { delayOfRetry, retriesLimited } from "../data/limited.ts";
import { UserContext } from "../data/services.tsx";
import { Uploads } from "../upload/uploads.ts";

/** A tab that nobody has looked at for so long leaves its socket to others: an address may have a few only. */
const restAfterMs = 60_000;

/** What belongs to one person: data and uploads are never seen by the next one who signs in. */
export function UserScope({ user, children }: { user: Account; children: ReactNode }) {
  const app = useApp();
  const [queries] = useState(createQueries);
  const [services] = useState(() => ({
    ...app,
    uploads: new Uploads(app.client, new UploadRecords(localStorage, user.id)),
    connection: new LiveConnection({ ...app, baseUrl: "", restAfterMs }),
  }));
  useEffect(() => () => services.uploads.stop(), [services]);
  useEffect(() => {
    const { connection } = services;
    const stopFollowing = followJobs(connection, queries);
    connection.start();
    return () => {
      connection.stop();
      stopFollowing();
    };
  }, [services, queries]);
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
