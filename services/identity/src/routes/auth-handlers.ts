import type { authOperations } from "@agentos/contracts/api/auth";
import type { Handlers } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { login } from "./login.ts";
import { logout } from "./logout.ts";
import { password } from "./password.ts";
import { refresh } from "./refresh.ts";
import { register } from "./register.ts";

export function authHandlers(context: Context): Handlers<typeof authOperations> {
  return {
    login: login(context),
    refresh: refresh(context),
    logout: logout(context),
    register: register(context),
    password: password(context),
    jwks: () => context.keys.jwks(),
  };
}
