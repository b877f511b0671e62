import type { ActionRun } from "@agentos/client/actions/action-run";
import type { EndState } from "@agentos/client/actions/run-state";
import { requestSchemaOf } from "@agentos/contracts/actions/action-request";
import { Button } from "@agentos/ui/parts/button";
import { Dialog } from "@agentos/ui/parts/dialog";
import { Field } from "@agentos/ui/parts/field";
import { Problem } from "@agentos/ui/parts/problem";
import { formSchemaOf, initialValueOf, problemsOf, problemsWithin } from "@agentos/ui/form/form-schema";
import { SchemaForm } from "@agentos/ui/form/schema-form";
import { useMemo, useState, type FormEvent } from "react";
import type { Wanted } from "./action-context.ts";
import { DryRun } from "./dry-run.tsx";
import { contractOf } from "./may-run.ts";
import { questionsOf } from "./questions.ts";
import { ReasonField } from "./reason-field.tsx";
import { RemainingLimit } from "./remaining-limit.tsx";
import { useChoices } from "./use-choices.ts";

type Given = {
  wanted: Wanted;
  start: (payload: unknown, reason?: string) => ActionRun;
  /** It has been done, or is under way: the dialogue is over. */
  onTaken: (run: ActionRun) => void;
  onClose: () => void;
};

/** Asks for what an action still needs, shows what it would change, and stays until it is taken: what was typed is not lost. */
export function ActionDialog({ wanted, start, onTaken, onClose }: Given) {
  const contract = contractOf(wanted.action);
  const questions = questionsOf(contract, wanted);
  const choices = useChoices();
  const schema = useMemo(() => formSchemaOf(contract.payload), [contract]);
  const given = wanted.payload ?? {};
  const [payload, setPayload] = useState(() => initialValueOf(schema, given));
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<Extract<EndState, { phase: "failed" }>["error"]>();
  const wrong = problemsOf(contract.payload, payload);
  const reasonWrong = requestSchemaOf(contract).shape["reason"]?.safeParse(reason.trim() || undefined).error;
  const wordWrong = questions.word !== undefined && typed.trim() !== questions.word;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (wrong.length > 0 || reasonWrong || wordWrong) return;
    setSending(true);
    setFailure(undefined);
    const run = start(payload, reason.trim() || undefined);
    const end = await takenOrEnded(run);
    if (end?.phase !== "failed" || end.outcome !== "none") return onTaken(run);
    setSending(false);
    setFailure(end.error);
  };
  const title = wanted.subject ? `${contract.label}: ${wanted.subject}` : contract.label;
  return (
    <Dialog open size={questions.fields ? "wide" : "normal"} title={title} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4" data-asks={wanted.action}>
        <p className="text-ink-soft">{questions.confirmation ?? contract.summary}</p>
        {questions.confirmation && <p className="text-sm text-ink-faint">{contract.summary}</p>}
        {questions.fields && (
          <SchemaForm
            schema={schema}
            value={payload}
            onChange={setPayload}
            problems={[...(tried ? wrong : []), ...problemsWithin("payload", failure?.details ?? [])]}
            fixed={given}
            hide={Object.keys(given)}
            choices={choices}
          />
        )}
        {questions.dryRun && wrong.length === 0 && <DryRun action={wanted.action} payload={payload} reason={reason} />}
        <ReasonField
          required={questions.reason === "required"}
          value={reason}
          onChange={setReason}
          problem={tried ? reasonWrong?.issues[0]?.message : undefined}
        />
        {questions.word !== undefined && (
          <Field
            label={`Type ${questions.word} to confirm`}
            value={typed}
            autoComplete="off"
            aria-invalid={tried && wordWrong}
            hint={tried && wordWrong ? "This is not the same." : undefined}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        {failure && <Problem error={failure} />}
        <div className="flex flex-wrap items-center justify-end gap-2">
          <RemainingLimit action={wanted.action} />
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={sending}>
            {contract.label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** How it has ended, or undefined once it is under way for longer. */
function takenOrEnded(run: ActionRun): Promise<EndState | undefined> {
  const { promise: underWay, resolve } = Promise.withResolvers<undefined>();
  const look = (): void => {
    if (run.getSnapshot().phase === "running") resolve(undefined);
  };
  const unsubscribe = run.subscribe(look);
  look();
  return Promise.race([underWay, run.ended()]).finally(unsubscribe);
}
