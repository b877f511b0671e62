import { randomUUID } from "node:crypto";
import type { LogBatch } from "@agentos/contracts/messages/logs";
import { takeLogLines } from "@agentos/contracts/messages/logs";
import { subjectOf } from "@agentos/contracts/messages/message-contract";
import type { StoredLogLine } from "@agentos/contracts/logs/stored-log-line";
import { natsOf, query } from "../driver.ts";
import type { World } from "./world.ts";

type Said = { time: string; level?: string; msg: string };

/** Has a service say something, as it does when it logs. */
export async function logLines({ stack }: World, service: string, said: readonly Said[]): Promise<void> {
  const nc = await natsOf(stack);
  const lines = said.map((line) => ({ level: "info", ...line }));
  const batch: LogBatch = { source: randomUUID(), batch: 1, service, instance: "test", dropped: 0, lines };
  const answer = await nc.request(subjectOf(takeLogLines), JSON.stringify(batch), { timeout: 10_000 });
  await nc.close();
  if (!answer.json<{ ok: boolean }>().ok) throw new Error(answer.string());
}

/** Lines that match, as staff reads them. */
export async function linesOf({ admin }: World, filter: Record<string, string>): Promise<StoredLogLine[]> {
  const words = new URLSearchParams({ source: "system", per_page: "100", ...filter }).toString();
  const { body } = await admin.get<StoredLogLine[]>(`/api/admin/ssot/logs?${words}`);
  return body.data;
}

/** The number of the part that lines go into. */
export async function openPart({ stack }: World): Promise<number | undefined> {
  const rows = await query<{ id: number }>(stack, "select id from log_parts where closed_at is null", [], "system");
  return rows[0]?.id;
}

/** Minutes of a long gone day. */
export function longAgo(year: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => new Date(Date.UTC(year, 0, 1, 0, index)).toISOString());
}
