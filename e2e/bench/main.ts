import { benchActions } from "./actions/bench-actions.ts";
import { benchEvents } from "./events/bench-events.ts";
import { benchFanout } from "./fanout/bench-fanout.ts";
import { benchLive } from "./live/bench-live.ts";
import { benchReads } from "./reads/bench-reads.ts";
import { benchScale } from "./scale/bench-scale.ts";
import { benchViews } from "./views/bench-views.ts";

/** What `pnpm bench` measures, by name. */
const benches = {
  actions: benchActions,
  reads: benchReads,
  fanout: benchFanout,
  events: benchEvents,
  live: benchLive,
  views: benchViews,
  scale: benchScale,
};

/** It takes gigabytes and minutes: only where it is asked for. */
const byNameAlone = new Set(["scale"]);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`There is no bench named ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}.`);
  process.exitCode = 1;
} else {
  const wanted = (name: string): boolean => (asked.length === 0 ? !byNameAlone.has(name) : asked.includes(name));
  for (const [name, bench] of Object.entries(benches)) if (wanted(name)) await bench();
}
