import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import type { Wanted } from "./action-context.ts";

/** What has to be asked before an action is sent. */
export type Questions = {
  /** Fields of the payload that the view has not given. */
  fields: boolean;
  reason: "required" | "optional";
  dryRun: boolean;
  /** To be typed as it is. */
  word: string | undefined;
  confirmation: string | undefined;
};

export function questionsOf(
  contract: ActionContract,
  { payload = {}, subject }: Pick<Wanted, "payload" | "subject">,
): Questions {
  const open = Object.keys(contract.payload.shape).some((field) => !(field in payload));
  return {
    fields: open,
    reason: contract.reason ?? "optional",
    dryRun: contract.dryRun !== undefined,
    word: contract.risk === "critical" ? (subject ?? contract.label) : undefined,
    confirmation: contract.confirmation,
  };
}

/** Whether it can be sent without a dialogue: nothing is missing, and nobody has to think twice. */
export function needsNothing(questions: Questions): boolean {
  return (
    !questions.fields &&
    questions.reason === "optional" &&
    !questions.dryRun &&
    questions.word === undefined &&
    questions.confirmation === undefined
  );
}
