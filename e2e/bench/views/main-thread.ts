import type { Browser, CDPSession } from "@playwright/test";

type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds, as the durations are. */
  ts: number;
  /** Microseconds; `tdur` those that the processor worked for it. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
};

/** One task of a page's main thread, in milliseconds: as the clock says, of the processor, and of that for collecting garbage. */
export type Task = { wallMs: number; cpuMs: number; garbageMs: number };

const collections: ReadonlySet<string> = new Set(["MajorGC", "MinorGC"]);

/** Records what the browser does until it is stopped; then gives the tasks of the main thread that has worked most. */
export async function traceMainThread(browser: Browser): Promise<() => Promise<Task[]>> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "disabled-by-default-devtools.timeline", "v8", "__metadata"] },
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
  const ofMain = events.filter(({ ph, pid, tid }) => ph === "X" && isMain.has(`${pid} ${tid}`));
  const byThread = Map.groupBy(ofMain, ({ pid, tid }) => `${pid} ${tid}`);
  const work = (tasks: readonly Task[]): number => tasks.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  return [...byThread.values()].map(toTasks).toSorted((a, b) => work(b) - work(a))[0] ?? [];
}

function toTasks(events: readonly TraceEvent[]): Task[] {
  const garbage = events.filter(({ name }) => collections.has(name));
  return events
    .filter(({ name }) => name === "RunTask")
    .map(({ ts, dur = 0, tdur = 0 }) => {
      const during = garbage.filter((one) => one.ts >= ts && one.ts < ts + dur);
      const collected = during.reduce((sum, one) => sum + (one.tdur ?? 0), 0);
      return { wallMs: dur / 1000, cpuMs: tdur / 1000, garbageMs: collected / 1000 };
    });
}
