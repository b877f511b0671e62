import type { TranscriptionEngine } from "../engine.ts";
import type { OpenaiSettings } from "../settings.ts";
import { listenByPieces } from "./listen-by-pieces.ts";
import { postSound } from "./post-sound.ts";

/** Any API of the shape of OpenAI's `/audio/transcriptions`. */
export function openaiEngine(settings: OpenaiSettings | undefined): TranscriptionEngine {
  return {
    name: "openai",
    unavailable: () => (settings ? null : { reason: "No transcription API is configured.", quiet: true }),
    async transcribe(speech) {
      if (!settings) throw new Error("not configured");
      const language = speech.language.split("-")[0] ?? "auto";
      const fields = {
        model: settings.model,
        response_format: "verbose_json",
        "timestamp_granularities[]": "word",
        ...(language === "auto" ? {} : { language }),
      };
      const url = `${settings.baseUrl.replace(/\/$/, "")}/audio/transcriptions`;
      const { apiKey, timeoutSeconds } = settings;
      const heard = await listenByPieces(speech, settings.pieceSeconds, (file) =>
        postSound({ url, file, fields, apiKey, timeoutSeconds, signal: speech.tools.signal }),
      );
      return { ...heard, version: settings.model };
    },
  };
}
