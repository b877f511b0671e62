/** A hint of the contracts, in which names stand between backticks. */
export function HintText({ text }: { text: string }) {
  return text.split("`").map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // The parts of a hint never change their order.
      <code key={`${at}-${part}`} className="rounded bg-sunken px-1 font-mono text-[0.92em]">
        {part}
      </code>
    ),
  );
}
