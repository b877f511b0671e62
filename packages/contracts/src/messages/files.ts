import { z } from "zod";
import { defineRequest } from "./message-contract.ts";

/** Services whose rows refer to objects of the store, by the first segment of the objects' keys, which is their own name. */
export const fileOwners = ["uploads", "jobs"] as const;
export type FileOwner = (typeof fileOwners)[number];

/** Keys that are asked about at a time. */
export const mostKeysAsked = 500;

function referencedQuery(owner: FileOwner) {
  return defineRequest({
    kind: "query",
    owner,
    name: "referenced_files",
    callers: ["system"],
    deadlineMs: 5000,
    request: z.object({ keys: z.array(z.string()).max(mostKeysAsked) }),
    /** Those of them that a row refers to, or that somebody is still writing. */
    reply: z.object({ referenced: z.array(z.string()) }),
  });
}

/** Asks an owner which of some objects are still something. */
export const referencedFiles = Object.fromEntries(fileOwners.map((owner) => [owner, referencedQuery(owner)])) as Record<
  FileOwner,
  ReturnType<typeof referencedQuery>
>;
