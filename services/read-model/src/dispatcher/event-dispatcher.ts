import { eventTable } from "@agentos/contracts/events/event-table";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import type { EventFeed } from "./event-feed.ts";

/** Carries the event table out: what an event makes old is asked for anew. */
export function dispatchEvents(feed: EventFeed, invalidate: (sections: readonly SectionName[]) => void): () => void {
  return feed.listen(({ name }) => {
    const sections = eventTable[name]?.invalidates ?? [];
    if (sections.length > 0) invalidate(sections);
  });
}
