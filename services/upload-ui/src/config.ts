import path from "node:path";
import { readAppConfig } from "@agentos/app-server/config";

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readAppConfig({ port: 8000, root: path.resolve(import.meta.dirname, "../dist") }, env);
}
