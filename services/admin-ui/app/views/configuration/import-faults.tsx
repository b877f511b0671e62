import type { Fault } from "./settings-file.ts";

/** What is wrong with a document, each with where. */
export function ImportFaults({ faults }: { faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  return (
    <section role="alert" className="grid gap-2 rounded-control bg-bad-wash p-3.5 text-sm">
      <h3 className="font-semibold">
        {faults.length === 1 ? "One thing is wrong with it" : `${faults.length} things are wrong with it`}
      </h3>
      <ul className="grid gap-1.5">
        {faults.map(({ path, message }) => (
          <li key={`${path} ${message}`} className="[overflow-wrap:anywhere]">
            {path && <code className="font-medium">{path}</code>} {message}
          </li>
        ))}
      </ul>
    </section>
  );
}
