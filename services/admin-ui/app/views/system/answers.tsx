import { Badge } from "@agentos/ui/parts/badge";
import type { ServiceRow } from "./service-rows.ts";
import { Unknown } from "./unknown.tsx";

/** Whether a service answers, in a word. */
export function Answers({ row: { answers } }: { row: Pick<ServiceRow, "answers"> }) {
  if (answers === null) return <Unknown why="Nobody has said yet whether it answers" />;
  return <Badge tone={answers ? "good" : "bad"}>{answers ? "Answers" : "No answer"}</Badge>;
}
