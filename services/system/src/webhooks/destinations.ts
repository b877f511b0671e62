import { checkUrl } from "@agentos/service-kit/outbound/check-url";
import { z } from "zod";

/** `*` for all, `alert:*` for all of that kind, or an event's whole name. */
const eventPattern = z.string().regex(/^(\*|[a-z_]+:(\*|[a-z_]+))$/);

/** A webhook: where it is, what signs what is sent to it, and of which events it is told without being named. */
const destination = z.strictObject({
  name: z.string().regex(/^[a-z0-9_-]{1,60}$/),
  url: z.string(),
  /** Shared with the receiver alone. */
  secret: z.string().min(16),
  events: z.array(eventPattern).default(["alert:*"]),
});
export type Destination = z.output<typeof destination>;

/** The webhooks as one JSON variable: `[{"name":"ops","url":"https://…","secret":"…","events":["alert:*"]}]`. */
export const destinationList = z
  .string()
  .default("[]")
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "is not valid JSON" });
      return z.NEVER;
    }
  })
  .pipe(z.array(destination).max(50))
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "two webhooks have the same name");

/** Those that are told of an event by themselves. */
export function toldOf(destinations: readonly Destination[], event: string): Destination[] {
  const [kind = ""] = event.split(":");
  return destinations.filter(({ events }) => events.some((one) => one === "*" || one === event || one === `${kind}:*`));
}

/** Fails a start with a webhook that could never be reached. Errors: URL_NOT_ALLOWED. */
export function requireUsable(destinations: readonly Destination[], allowedPorts: readonly number[]): void {
  for (const { url } of destinations) checkUrl(url, allowedPorts);
}
