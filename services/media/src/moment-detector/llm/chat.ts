import { z } from "zod";
import type { LanguageModelSettings } from "../settings.ts";
import { promptFor, ratings, ratingsJsonSchema, type Ratings } from "./prompt.ts";
import type { Proposal } from "../proposal.ts";

const completion = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });
const longestAnswer = 1_000_000;

/**
 * Asks an OpenAI-compatible chat API for ratings. Throws on anything but an answer of the asked form: no connection,
 * time-out, another status than 2xx, too long, not JSON, not the schema.
 */
export async function askForRatings(
  settings: LanguageModelSettings,
  proposals: readonly Proposal[],
  signal: AbortSignal,
): Promise<Ratings> {
  const response = await fetch(`${settings.baseUrl.replace(/\/+$/, "")}/chat/completions`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(settings.apiKey === undefined ? {} : { authorization: `Bearer ${settings.apiKey}` }),
    },
    body: JSON.stringify({
      model: settings.model,
      temperature: 0,
      messages: promptFor(proposals),
      response_format: {
        type: "json_schema",
        json_schema: { name: "ratings", strict: true, schema: ratingsJsonSchema },
      },
    }),
    // The address is the operator's; where it would send us on to is not.
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(settings.timeoutSeconds * 1000)]),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`it answered with status ${response.status}`);
  }
  const body = completion.safeParse(parsed(await boundedText(response), "its answer is not JSON"));
  if (!body.success) throw new Error("its answer is not a chat completion");
  const told = ratings.safeParse(parsed(body.data.choices[0]?.message.content ?? "", "its ratings are not JSON"));
  if (!told.success) throw new Error("its ratings are not of the asked form");
  return told.data;
}

function parsed(text: string, complaint: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(complaint, { cause });
  }
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > longestAnswer) throw new Error("its answer is too long");
  }
  return text + decoder.decode();
}
