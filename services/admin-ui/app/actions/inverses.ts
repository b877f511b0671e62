import type { ActionName, InputOf, ResultOf } from "@agentos/contracts/actions/actions";

/** An action with what it is given. */
export type Step = { [Name in ActionName]: { action: Name; payload: InputOf<Name> } }[ActionName];

type Inverse<Name extends ActionName> = (payload: InputOf<Name>, result: ResultOf<Name>) => Step | undefined;

/** What takes an action back, where there is an action that leaves everything as it was before. */
const inverses: { readonly [Name in ActionName]?: Inverse<Name> } = {
  "queue.pause": ({ queue }) => ({ action: "queue.resume", payload: { queue } }),
  "queue.resume": ({ queue }) => ({ action: "queue.pause", payload: { queue } }),
  "agent.stop": ({ agent }) => ({ action: "agent.start", payload: { agent } }),
  "agent.start": ({ agent }) => ({ action: "agent.stop", payload: { agent } }),
  "worker.pause": ({ worker_id }) => ({ action: "worker.resume", payload: { worker_id } }),
  "worker.resume": ({ worker_id }) => ({ action: "worker.pause", payload: { worker_id } }),
  "manager.pause": ({ manager }) => ({ action: "manager.resume", payload: { manager } }),
  "manager.resume": ({ manager }) => ({ action: "manager.pause", payload: { manager } }),
  "manager.stop": ({ manager }) => ({ action: "manager.start", payload: { manager } }),
  "manager.start": ({ manager }) => ({ action: "manager.stop", payload: { manager } }),
  "system.enable_maintenance": () => ({ action: "system.disable_maintenance", payload: {} }),
  "system.pause_intake": () => ({ action: "system.resume_intake", payload: {} }),
  "user.disable": ({ user_id }) => ({ action: "user.enable", payload: { user_id } }),
};

/** What takes an action back that has been done; undefined where nothing does. */
export function inverseOf(action: ActionName, payload: unknown, result: unknown): Step | undefined {
  const inverse = inverses[action] as ((payload: unknown, result: unknown) => Step | undefined) | undefined;
  return inverse?.(payload, result);
}
