import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Proposal } from "../proposal.ts";
import { languageModelSettings } from "../settings.ts";
import { createModelJudge } from "./judge.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

type Asked = {
  path: string;
  authorization: string | undefined;
  body: { model: string; messages: { content: string }[]; response_format: { type: string } };
};

/** A chat API that answers as told, and what it was asked. */
async function chatApi(
  answer: (response: ServerResponse, asked: Asked) => void,
): Promise<{ baseUrl: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const one = {
        path: request.url ?? "",
        authorization: request.headers.authorization,
        body: JSON.parse(Buffer.concat(pieces).toString()) as Asked["body"],
      };
      asked.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

function completion(response: ServerResponse, content: string, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ choices: [{ message: { role: "assistant", content } }] }));
}

const proposals: Proposal[] = ["first", "second"].map((text, i) => ({
  start: i * 30,
  end: i * 30 + 20,
  title: text,
  score: 80 - i * 20,
  reasons: ["measured"],
  features: { hook: 1 },
  text: `The ${text} passage.`,
}));

function judgeAt(baseUrl: string, timeoutSeconds = 20) {
  const settings = languageModelSettings.parse({ baseUrl, apiKey: "key-1", model: "small", timeoutSeconds });
  return createModelJudge(settings, new AbortController().signal, quiet);
}

describe("a language model as judge", () => {
  it("is asked by schema for the passages and changes their order, titles and reasons", async () => {
    const ratings = [
      { id: 0, score: 10, reason: "It leans on what came before.", title: "The first" },
      { id: 1, score: 95, reason: "A surprising\nturn.", title: "what nobody expected" },
    ];
    const api = await chatApi((response) => completion(response, JSON.stringify({ ratings })));
    const judge = judgeAt(api.baseUrl);
    const judged = await judge.judge(proposals);
    expect(judged.map((p) => p.score)).toEqual([38, 81]);
    expect(judged[1]).toMatchObject({ title: "What nobody expected", reasons: ["A surprising turn.", "measured"] });
    expect(judged[1]?.features).toEqual({ hook: 1, model_score: 0.95 });
    expect(judge.outcome()).toEqual({ used: true, note: null });
    expect(api.asked[0]).toMatchObject({
      path: "/v1/chat/completions",
      authorization: "Bearer key-1",
      body: { model: "small", response_format: { type: "json_schema" } },
    });
    expect(api.asked[0]?.body.messages[1]?.content).toContain("The second passage.");
  });

  const failures: [string, (response: ServerResponse) => void, string][] = [
    ["an error status", (r) => completion(r, "{}", 500), "status 500"],
    ["something that is not JSON", (r) => r.end("<html>"), "its answer is not JSON"],
    ["ratings that are not JSON", (r) => completion(r, "I think"), "its ratings are not JSON"],
    [
      "another shape",
      (r) => completion(r, '{"ratings":[{"id":0,"score":400,"reason":"","title":""}]}'),
      "not of the asked form",
    ],
    ["ratings of nothing that was asked", (r) => completion(r, '{"ratings":[]}'), "it rated none of the passages"],
    ["a broken connection", (r) => r.destroy(), "no connection"],
    ["an endless answer", (r) => void r.write("x".repeat(2_000_000)), "its answer is too long"],
    ["a redirect", (r) => r.writeHead(302, { location: "http://127.0.0.1:1/" }).end(), "no connection"],
  ];
  it.each(failures)("falls back on %s with a note", async (_, answer, why) => {
    const judge = judgeAt((await chatApi(answer)).baseUrl);
    expect(await judge.judge(proposals)).toEqual(proposals);
    expect(judge.outcome().used).toBe(false);
    expect(judge.outcome().note).toContain(why);
    expect(judge.outcome().note).toContain("the measured features decided alone");
  });

  it("falls back when it takes too long", async () => {
    const judge = judgeAt((await chatApi(() => {})).baseUrl, 0.2);
    expect(await judge.judge(proposals)).toEqual(proposals);
    expect(judge.outcome().note).toContain("no answer within 0.2 s");
  });

  it("does not fall back when the job is cancelled", async () => {
    const controller = new AbortController();
    const api = await chatApi(() => controller.abort(new Error("cancelled")));
    const settings = languageModelSettings.parse({ baseUrl: api.baseUrl, model: "small" });
    const judge = createModelJudge(settings, controller.signal, quiet);
    await expect(judge.judge(proposals)).rejects.toThrow("cancelled");
  });
});
