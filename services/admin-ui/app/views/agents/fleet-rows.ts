import type { Sections } from "@agentos/contracts/snapshot/snapshot";

/** Agents and workers as the snapshot has them. */
export type AgentRow = NonNullable<Sections["agents_workers"]["agents"]>[number];
export type WorkerRow = NonNullable<Sections["agents_workers"]["workers"]>[number];
