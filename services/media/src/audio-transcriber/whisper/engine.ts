import type { TranscriptionEngine } from "../engine.ts";
import { listenByPieces } from "../openai/listen-by-pieces.ts";
import { postSound } from "../openai/post-sound.ts";
import type { WhisperSettings } from "../settings.ts";

/** A whisper.cpp server of one's own. */
export function whisperEngine(settings: WhisperSettings | undefined): TranscriptionEngine {
  return {
    name: "whisper",
    unavailable: () => (settings ? null : { reason: "No whisper server is configured.", quiet: true }),
    async transcribe(speech) {
      if (!settings) throw new Error("not configured");
      const language = speech.language.split("-")[0] ?? "auto";
      const fields = { response_format: "verbose_json", temperature: "0.0", language };
      const url = `${settings.serverUrl.replace(/\/$/, "")}/inference`;
      const { timeoutSeconds } = settings;
      const heard = await listenByPieces(speech, settings.pieceSeconds, (file) =>
        postSound({ url, file, fields, timeoutSeconds, signal: speech.tools.signal }),
      );
      return { ...heard, version: "whisper.cpp server" };
    },
  };
}
