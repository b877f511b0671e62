import { stages } from "@agentos/contracts/stages/stages";

const steps = [
  {
    title: "Add a long video",
    text: "A talk, a podcast, a stream: anything with speech works best. Drop the file above or paste a link.",
  },
  {
    title: "Watch it being made",
    text: `Six steps, each in sight: ${stages.map(({ label }) => label.toLowerCase()).join(", ")}.`,
  },
  {
    title: "Play, pick, download",
    text: "Every clip plays at once and says why it was picked. Keep those that you like.",
  },
] as const;

/** What happens here, for somebody who has not given a video yet. */
export function HowItWorks() {
  return (
    <section className="grid gap-5" aria-labelledby="how">
      <h2 id="how" className="text-xl font-semibold tracking-tight">
        Your clips will appear here
      </h2>
      <ol className="grid gap-4 sm:grid-cols-3 sm:gap-6">
        {steps.map(({ title, text }, index) => (
          <li key={title} className="grid content-start gap-2 border-t-2 border-ink pt-4">
            <span className="text-sm text-ink-faint tabular-nums" aria-hidden>
              {index + 1}
            </span>
            <h3 className="text-lg font-semibold">{title}</h3>
            <p className="text-ink-soft">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
