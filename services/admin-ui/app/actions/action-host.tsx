import type { ActionRun } from "@agentos/client/actions/action-run";
import type { ActionName, InputOf } from "@agentos/contracts/actions/actions";
import { useTell } from "@agentos/ui/shell/toasts";
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from "react";
import { useStaff } from "../data/staff.ts";
import { ActionHostContext, type ActionHost, type Wanted } from "./action-context.ts";
import { auditPath } from "./audit-path.ts";
import { inverseOf } from "./inverses.ts";
import { contractOf } from "./may-run.ts";
import { outcomeWords } from "./outcome-words.ts";
import { needsNothing, questionsOf } from "./questions.ts";
import { worthShowing } from "./worth-showing.ts";
import { RunTray } from "./run-tray.tsx";

const ActionDialog = lazy(async () => ({ default: (await import("./action-dialog.tsx")).ActionDialog }));
const ResultDialog = lazy(async () => ({ default: (await import("./result-dialog.tsx")).ResultDialog }));

type Shown =
  | { kind: "asking"; wanted: Wanted; key: number }
  | { kind: "result"; wanted: Wanted; key: number; result: unknown };

/** Has actions carried out for all views: asks what has to be asked, follows what takes longer, and tells how each ends. */
export function Actions({ children }: { children: ReactNode }) {
  const { actions } = useStaff();
  const tell = useTell();
  const [shown, setShown] = useState<Shown>();
  const tools = useMemo(() => {
    const ask: ActionHost["ask"] = (wanted) => {
      const any = wanted as unknown as Wanted;
      if (needsNothing(questionsOf(contractOf(any.action), any))) void follow(any, start(any, any.payload ?? {}));
      else setShown((before) => ({ kind: "asking", wanted: any, key: (before?.key ?? 0) + 1 }));
    };
    const start = (wanted: Wanted, payload: unknown, reason?: string): ActionRun =>
      actions.run(wanted.action, payload as InputOf<ActionName>, reason === undefined ? {} : { reason });
    const follow = async (wanted: Wanted, run: ActionRun): Promise<void> => {
      const contract = contractOf(wanted.action);
      const end = await run.ended();
      const done = end.phase === "done";
      if (done) wanted.onDone?.(end.result);
      else wanted.onFailed?.(end.error);
      const undo = done ? (wanted.undo ?? inverseOf(wanted.action, run.intent.payload, end.result)) : undefined;
      const press = undo
        ? { text: "Undo", onPress: () => ask({ ...undo, subject: wanted.subject } as Wanted) }
        : done && worthShowing(end.result)
          ? { text: "Show", onPress: () => setShown({ kind: "result", wanted, key: 0, result: end.result }) }
          : end.phase === "failed" && end.outcome === "unknown"
            ? { text: "Ask again", onPress: () => void follow(wanted, actions.sendAgain(run)) }
            : undefined;
      tell({
        text: outcomeWords(contract, wanted.subject, end),
        kind: done ? "done" : "failed",
        ...(press ? { press } : {}),
        ...(end.actionId ? { link: { href: auditPath(end.actionId), text: "Audit entry" } } : {}),
      });
    };
    return { ask, start, follow };
  }, [actions, tell]);
  useEffect(() => {
    // What was under way when the page was reloaded.
    for (const run of actions.resume()) void tools.follow({ action: run.intent.action as ActionName }, run);
  }, [actions, tools]);
  return (
    <ActionHostContext value={tools}>
      {children}
      <RunTray />
      <Suspense fallback={null}>
        {shown?.kind === "asking" && (
          <ActionDialog
            key={shown.key}
            wanted={shown.wanted}
            start={(payload, reason) => tools.start(shown.wanted, payload, reason)}
            onTaken={(run) => {
              setShown(undefined);
              void tools.follow(shown.wanted, run);
            }}
            onClose={() => setShown(undefined)}
          />
        )}
        {shown?.kind === "result" && (
          <ResultDialog wanted={shown.wanted} result={shown.result} onClose={() => setShown(undefined)} />
        )}
      </Suspense>
    </ActionHostContext>
  );
}
