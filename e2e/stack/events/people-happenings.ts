import { maintain } from "../maintenance.ts";
import { act, call, register, type Happening } from "./scene.ts";

/** So many times is a wrong password, and an action that is not theirs, tried: more often than the configuration allows. */
const tries = 6;

/** Somebody makes an account, changes the password, and goes. */
export const newcomer: Happening = async (scene) => {
  const { email, password, access_token, refresh_token } = await register(scene);
  const passwords = { current_password: password, new_password: `${password}-2` };
  await call(scene, "/api/auth/password", passwords, access_token);
  await call(scene, "/api/auth/logout", { refresh_token });
  for (let count = 0; count < tries; count += 1) {
    await call(scene, "/api/auth/login", { email, password: "not the password" });
  }
};

/** An account is changed in all ways. */
export const changesOfAnAccount: Happening = async (scene) => {
  const { user } = await register(scene);
  const user_id = user.id;
  await act(scene, "user.set_role", { user_id, role: "readonly" });
  await act(scene, "user.set_permission", { user_id, permission: "LOG_EXPORT", setting: "grant" });
  await act(scene, "user.disable", { user_id });
  await act(scene, "user.enable", { user_id });
};

/** Somebody tries again and again what is not for them. */
export const deniedAgainAndAgain: Happening = async (scene) => {
  const { access_token } = await register(scene);
  const action = { action: "queue.pause", payload: { queue: "default" } };
  for (let count = 0; count < tries; count += 1) await call(scene, "/api/admin/action", action, access_token);
};

/** The key that signs tokens is as old as keys become; the service looks every twenty seconds. */
export const oldKey: Happening = async ({ stack }) => {
  await maintain(stack, "update identity.keys set state_since = now() - interval '31 days' where state = 'active'");
};

/** A service that is asleep does not answer, and answers again when it is awake. */
export const serviceAway: Happening = async ({ stack, ear }) => {
  const pid = stack.kill("uploads", "SIGSTOP");
  try {
    await ear.first("service:down");
  } finally {
    process.kill(pid, "SIGCONT");
  }
};
