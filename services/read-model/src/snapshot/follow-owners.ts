import type { Context } from "../context.ts";
import { EventDispatcher } from "../dispatcher/event-dispatcher.ts";
import { BuilderDuty } from "./builder-duty.ts";
import { createBuilderMetrics } from "./builder-metrics.ts";
import { SnapshotSource } from "./snapshot-source.ts";

/** The snapshot as this instance has it: built here or heard of, and kept up with what the owners tell. */
export type FollowedOwners = {
  duty: BuilderDuty;
  source: SnapshotSource;
  /** Hears no more events. */
  deaf(): void;
};

/** Joins what there is to the snapshot. The duty is the caller's to run. */
export function followOwners(context: Context): FollowedOwners {
  const { nc, log, redis, held, feed, config } = context;
  const metrics = createBuilderMetrics(context.metrics);
  const dispatcher: EventDispatcher = new EventDispatcher({
    log,
    metrics: context.metrics,
    refresh: () => {
      const builder = duty.builder;
      return builder && ((owner, sections) => builder.refresh(owner, sections));
    },
  });
  const duty = new BuilderDuty({
    nc,
    log,
    redis,
    held,
    metrics,
    instance: config.INSTANCE,
    onRecovered: (owner) => dispatcher.recovered(owner),
  });
  const source = new SnapshotSource({ nc, log, held, duty });
  source.listen();
  return { duty, source, deaf: feed.listen((told) => dispatcher.dispatch(told)) };
}
