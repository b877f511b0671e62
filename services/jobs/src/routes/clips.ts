import type { clipOperations } from "@agentos/contracts/api/clips";
import type { Handlers } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { findClip, recentClips } from "../db/clips.ts";
import { requireVisible, visibleUser } from "../domain/access.ts";
import { clipView } from "./clip-view.ts";
import { mediaRoute } from "./media.ts";

export function clipRoutes(context: Context): Handlers<typeof clipOperations> {
  const { db, signAddresses } = context;
  return {
    async recent({ caller, query }) {
      const clips = await recentClips(db, visibleUser(caller), query.limit);
      return clips.map((clip) => clipView(clip, signAddresses));
    },
    async get({ caller, params }) {
      return clipView(requireVisible(caller, await findClip(db, params.clip_id)), signAddresses);
    },
    media: mediaRoute(context),
  };
}
