import type { StageLogger } from "@agentos/stage-kit/stage";
import type { Judge } from "../detect.ts";
import type { Proposal } from "../proposal.ts";
import type { LanguageModelSettings } from "../settings.ts";
import { shortTitle } from "../title.ts";
import { askForRatings } from "./chat.ts";
import type { Ratings } from "./prompt.ts";

/** How much the model's score counts against the measured one. */
const modelShare = 0.6;

/** A judge, and what came of it: `note` tells a person why the model had no say; null while it had. */
export type ModelJudge = Judge & { outcome(): { used: boolean; note: string | null } };

/** Lets a language model judge the shortlist; where it fails, the shortlist stays as it is and the note says why. */
export function createModelJudge(settings: LanguageModelSettings, signal: AbortSignal, log: StageLogger): ModelJudge {
  let used = false;
  let note: string | null = null;
  return {
    shortlist: settings.shortlist,
    outcome: () => ({ used, note }),
    async judge(proposals) {
      try {
        const told = await askForRatings(settings, proposals, signal);
        const judged = withRatings(proposals, told);
        used = true;
        return judged;
      } catch (error) {
        // A cancelled job is not a failed model.
        signal.throwIfAborted();
        log.warn({ err: error }, "The language model could not rate the moments");
        note = `The language model could not be used (${explain(error, settings)}), so the measured features decided alone.`;
        return proposals;
      }
    },
  };
}

function withRatings(proposals: readonly Proposal[], { ratings }: Ratings): Proposal[] {
  const byId = new Map(ratings.map((rating) => [rating.id, rating]));
  if (!proposals.some((_, id) => byId.has(id))) throw new Error("it rated none of the passages");
  return proposals.map((proposal, id) => {
    const rating = byId.get(id);
    // One that the model left out is worth less than its like that it rated.
    if (!rating) return { ...proposal, score: round(proposal.score * (1 - modelShare)) };
    const reason = rating.reason.replace(/\s+/g, " ").trim().slice(0, 300);
    return {
      ...proposal,
      score: round(modelShare * rating.score + (1 - modelShare) * proposal.score),
      title: shortTitle(rating.title) || proposal.title,
      reasons: reason === "" ? proposal.reasons : [reason, ...proposal.reasons],
      features: { ...proposal.features, model_score: round(rating.score / 100) },
    };
  });
}

function explain(error: unknown, settings: LanguageModelSettings): string {
  if (!(error instanceof Error)) return "it failed";
  if (error.name === "TimeoutError") return `no answer within ${settings.timeoutSeconds} s`;
  // The text of a failed connection may hold addresses, which are for the log.
  return error instanceof TypeError ? "no connection" : error.message;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
