import { z } from "zod";
import { defineSetting } from "./setting-contract.ts";

const perMinute = z.int().min(1).max(10_000_000);
const bytesPerMinute = z.int().min(1_000_000).max(1_000_000_000_000);
const calls = { value: perMinute, unit: "requests per minute", readers: ["gateway"] } as const;
const bytes = { value: bytesPerMinute, unit: "bytes per minute", readers: ["gateway"] } as const;

/** What the gateway lets through. */
export const edgeLimits = [
  defineSetting({
    ...calls,
    key: "limits.public_per_minute",
    label: "Public requests",
    summary: "Requests of an address to public routes, health and media apart.",
    default: 10,
  }),
  defineSetting({
    ...calls,
    key: "limits.health_per_minute",
    label: "Health requests",
    summary: "Requests of an address for the health of the system.",
    default: 120,
  }),
  defineSetting({
    ...calls,
    key: "limits.user_per_minute",
    label: "User requests",
    summary: "Requests of a signed-in user.",
    default: 100,
  }),
  defineSetting({
    ...calls,
    key: "limits.staff_per_minute",
    label: "Staff requests",
    summary: "Requests of a user to routes for staff.",
    default: 500,
  }),
  defineSetting({
    ...calls,
    key: "limits.actions_per_minute",
    label: "Actions at the edge",
    summary:
      "Actions sent from an address; what is refused here is not audited, so the dispatcher's own limits are lower.",
    default: 500,
  }),
  defineSetting({
    ...bytes,
    key: "limits.upload_bytes_per_minute",
    label: "Upload volume",
    summary: "Bytes of a user's uploads.",
    default: 2_000_000_000,
  }),
  defineSetting({
    ...bytes,
    key: "limits.media_bytes_per_minute",
    label: "Media volume",
    summary: "Bytes of clips, thumbnails and captions that an address gets.",
    default: 2_000_000_000,
  }),
] as const;
