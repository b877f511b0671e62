import { openAsBlob } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@agentos/contracts/errors";
import { Agent, FormData, request } from "undici";
import { transcriptionResponse, type TranscriptionResponse } from "./response.ts";

export type PostOptions = {
  url: string;
  /** A WAV file. */
  file: string;
  fields: Record<string, string>;
  apiKey?: string | undefined;
  timeoutSeconds: number;
  signal: AbortSignal;
};

const tries = 3;
const longestWaitSeconds = 30;
/** Longer than any transcript of one piece. */
const maxAnswerBytes = 32 * 2 ** 20;

/**
 * Sends a sound file as a form and reads the transcript. A busy or failing server is asked again, twice. Errors:
 * SERVICE_UNAVAILABLE where it cannot be reached or stays busy, STAGE_FAILED where it refuses or answers in another shape.
 */
export async function postSound(options: PostOptions): Promise<TranscriptionResponse> {
  const timeoutMs = options.timeoutSeconds * 1000;
  // The answer comes when all is heard: the usual time-outs of a quiet connection are too short.
  const agent = new Agent({ headersTimeout: timeoutMs, bodyTimeout: timeoutMs, maxResponseSize: maxAnswerBytes });
  try {
    for (let left = tries; ; left -= 1) {
      const answer = await post(options, agent);
      if ("answer" in answer) return answer.answer;
      if (left <= 1) throw answer.error;
      await sleep(Math.min(answer.waitSeconds, longestWaitSeconds) * 1000, undefined, { signal: options.signal });
    }
  } finally {
    await agent.destroy();
  }
}

type Answer = { answer: TranscriptionResponse } | { error: AppError; waitSeconds: number };

async function post(options: PostOptions, dispatcher: Agent): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(options.fields)) form.append(name, value);
  form.append("file", await openAsBlob(options.file, { type: "audio/wav" }), "speech.wav");
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutSeconds * 1000)]);
  const headers = options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` };
  try {
    const {
      statusCode,
      headers: told,
      body,
    } = await request(options.url, { method: "POST", headers, body: form, signal, dispatcher });
    const text = await body.text();
    if (statusCode === 200) return { answer: read(text) };
    const cause = new Error(`status ${statusCode}: ${text.slice(0, 300)}`);
    if (statusCode !== 429 && statusCode < 500) {
      throw new AppError("STAGE_FAILED", `The transcription server refused the sound (status ${statusCode}).`, {
        cause,
      });
    }
    return { error: unreachable(cause), waitSeconds: Number(told["retry-after"]) || 1 };
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof AppError) throw error;
    return { error: unreachable(error), waitSeconds: 1 };
  }
}

function read(text: string): TranscriptionResponse {
  try {
    return transcriptionResponse.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("STAGE_FAILED", "The transcription server answered in a form that is not understood.", {
      cause,
    });
  }
}

function unreachable(cause: unknown): AppError {
  return new AppError("SERVICE_UNAVAILABLE", "The transcription server could not be reached.", { cause });
}
