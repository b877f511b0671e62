import { readFileSync, statSync } from "node:fs";
import { Client, escapeIdentifier } from "pg";
import type { TestPostgres } from "./postgres.ts";

/** A node of a plan, as EXPLAIN (FORMAT JSON, ANALYZE) tells it. */
export type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
};

/** A statement that the server has carried out, and how. */
export type Plan = { query: string; ms: number; nodes: PlanNode[] };

const planForm = /duration: ([\d.]+) ms {2}plan:\n((?:\t.*\n)+)/g;

/**
 * Lets a server write down the plan of whatever a role's sessions that begin from now on send: what was really sent, as it was really
 * carried out. Returns a function that gives the plans since it was last called.
 */
export async function watchPlans(server: TestPostgres, role: string): Promise<() => Plan[]> {
  const client = new Client({ connectionString: server.adminUrl });
  await client.connect();
  const settings = {
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_format": "json",
    "auto_explain.log_analyze": "on",
  };
  for (const [name, value] of Object.entries(settings)) {
    await client.query(`alter role ${escapeIdentifier(role)} set ${name} = '${value}'`);
  }
  await client.end();
  let from = statSync(server.logFile).size;
  return () => {
    const written = readFileSync(server.logFile).subarray(from);
    from += written.length;
    return [...written.toString("utf8").matchAll(planForm)].map(([, ms = "", text = ""]) => planOf(Number(ms), text));
  };
}

function planOf(ms: number, text: string): Plan {
  const told = JSON.parse(text.replaceAll(/^\t/gm, "")) as { "Query Text": string; Plan: PlanNode };
  return { query: told["Query Text"], ms, nodes: flatten(told.Plan) };
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

/** Rows that a node has looked at, those that it threw away too. */
export function rowsSeen(node: PlanNode): number {
  const each =
    node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
  return each * node["Actual Loops"];
}

/** A plan in a line: what it reads, by which index, and how many rows of it. */
export function describePlan({ nodes }: Plan): string {
  const reads = nodes.flatMap((node) => {
    const by = node["Index Name"] ?? node["Relation Name"];
    return by === undefined || node["Node Type"] === "ModifyTable" || node["Actual Loops"] === 0
      ? []
      : [`${node["Node Type"]} ${by} (${Math.round(rowsSeen(node))})`];
  });
  return [...new Set(reads)].join(", ");
}
