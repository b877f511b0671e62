import type { Browser, CDPSession } from "@playwright/test";

type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds; `tdur` those that the processor worked for it. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
};

/** One task of a page's main thread, in milliseconds: as the clock says, and of the processor. */
export type Task = { wallMs: number; cpuMs: number };

/** Records what the browser does until it is stopped; then gives the tasks of the main thread that has worked most. */
export async function traceMainThread(browser: Browser): Promise<() => Promise<Task[]>> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"] },
  });
  return async () => {
    await endOf(session);
    return tasksOf(events);
  };
}

async function endOf(session: CDPSession): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  session.on("Tracing.tracingComplete", () => resolve());
  await session.send("Tracing.end");
  await promise;
  await session.detach();
}

function tasksOf(events: readonly TraceEvent[]): Task[] {
  const isMain = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const byThread = new Map<string, Task[]>();
  for (const { name, ph, pid, tid, dur = 0, tdur = 0 } of events) {
    const thread = `${pid} ${tid}`;
    if (ph !== "X" || name !== "RunTask" || !isMain.has(thread)) continue;
    const tasks = byThread.get(thread) ?? [];
    tasks.push({ wallMs: dur / 1000, cpuMs: tdur / 1000 });
    byThread.set(thread, tasks);
  }
  const work = (tasks: readonly Task[]): number => tasks.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  return [...byThread.values()].toSorted((a, b) => work(b) - work(a))[0] ?? [];
}
