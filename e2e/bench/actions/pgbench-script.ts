import { inlined, type Group } from "./recorded-statements.ts";

const uuidForm = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * A script for pgbench that sends the statements of one recording. Ids that the other recording of the same action has not are
 * made anew for each run: pgbench puts its variables in anywhere, also within literals.
 */
export function pgbenchScript(groups: readonly Group[], other: readonly Group[]): string {
  const seenTwice = uuidsOf(other);
  const fresh = [...uuidsOf(groups)].filter((id) => !seenTwice.has(id));
  const made = fresh.flatMap((_, index) => [
    `\\set a${index} random(1000, 9999)`,
    `\\set b${index} random(100000000000, 999999999999)`,
  ]);
  const sent = groups
    .flat()
    .map((statement) =>
      fresh.reduce(
        (text, id, index) => text.replaceAll(id, `${id.slice(0, 8)}-:a${index}-7000-8000-:b${index}`),
        inlined(statement),
      ),
    );
  return [...made, ...sent, ""].join("\n");
}

function uuidsOf(groups: readonly Group[]): Set<string> {
  return new Set(groups.flat().flatMap((statement) => inlined(statement).match(uuidForm) ?? []));
}
