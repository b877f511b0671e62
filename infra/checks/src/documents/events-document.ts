import { channels } from "@agentos/contracts/realtime/channels";
import { eventTable } from "@agentos/contracts/events/event-table";
import { events } from "@agentos/contracts/events/events";
import { ticks } from "@agentos/contracts/events/ticks";
import { everythingTold } from "@agentos/contracts/messages/nats-permissions";
import { code, list, table, type Row } from "./markdown-table.ts";

const head = `# Events

Written from \`packages/contracts/src/events\` by \`pnpm docs:events\`; \`npm test\` fails where it is not what the contracts say.

An **event** is a row, written in the transaction of the change that it tells of, with the id and the new version of its entity. The
owner's relay publishes it below \`${everythingTold.events}\` as soon as it is committed, and JetStream keeps it for a week. It may come
twice, late or out of order: its \`id\` stays the same, and a version that is not greater than the one that is known tells nothing new.
A **tick** says how something stands now, below \`${everythingTold.ticks}\`, and is kept nowhere: who misses it sees the same in the
snapshot.

Who listens on a socket subscribes to **channels**; each event is for **rooms**: \`admin\` are administrators, \`monitoring\` is all of
staff, \`owner\` the person whose \`user_id\` the event has. The **sections** of the snapshot are read anew when it comes.
`;

/** The text of docs/events.md, as the contracts have it. */
export function eventsDocument(): string {
  const titles = ["name", "owner", "tells", "payload", "rooms", "channels", "sections"];
  return [
    head,
    "## Events\n",
    table(titles, events.map(rowOf)),
    "\n## Ticks\n",
    table(titles, mergeOwners(ticks.map(rowOf))),
    "\n## Channels\n",
    table(
      ["name", "who may", "what comes there"],
      Object.entries(channels).map(([name, { access, summary }]) => [code(name), access, summary]),
    ),
    "",
  ].join("\n");
}

type Contract = (typeof events)[number] | (typeof ticks)[number];

function rowOf({ name, owner, tells, payload }: Contract): Row {
  const effects = eventTable[name];
  const fields = Object.keys((payload as { shape?: object }).shape ?? {});
  return [
    code(name),
    owner,
    tells,
    list(fields.map(code)),
    list(effects?.rooms),
    list(effects?.channels),
    list(effects?.invalidates),
  ];
}

/** What several services tell has one line. */
function mergeOwners(rows: readonly Row[]): Row[] {
  const byName = Map.groupBy(rows, ([name]) => name);
  return [...byName.values()].map(([first = [], ...others]) =>
    first.with(1, list([first[1] ?? "", ...others.map(([, owner]) => owner ?? "")])),
  );
}
