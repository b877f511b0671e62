/** What the autoscaler sees of an agent. */
export type Load = {
  waiting: number;
  running: number;
  /** Of the step that waits longest; null where none does. */
  oldestWaitingSeconds: number | null;
  /** Workers that are wanted now. */
  replicas: number;
};

export type Bounds = { min: number; max: number };

/**
 * How many workers an agent should have. More, when something has waited for longer than the target: in proportion to how much
 * longer, at most twice as many at once, and never more than there is work for. Fewer, one at a time, when nothing waits and some
 * have nothing to do. Else as many as there are.
 */
export function wantedReplicas(load: Load, bounds: Bounds, targetWaitSeconds: number): number {
  return Math.min(bounds.max, Math.max(bounds.min, byLoad(load, targetWaitSeconds)));
}

function byLoad({ waiting, running, oldestWaitingSeconds, replicas }: Load, targetWaitSeconds: number): number {
  const overdue = (oldestWaitingSeconds ?? 0) / targetWaitSeconds;
  if (waiting > 0 && overdue > 1) {
    const more = Math.ceil(Math.max(1, replicas) * Math.min(2, overdue));
    return Math.max(replicas, Math.min(Math.max(replicas + 1, more), running + waiting));
  }
  return waiting === 0 && running < replicas ? replicas - 1 : replicas;
}
