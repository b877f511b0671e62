import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ErrorCode } from "@agentos/contracts/errors";
import { readBody, refuse, succeed, type Answer } from "./http-server.ts";

export type Upload = {
  filename: string;
  size: number;
  chunks: Map<number, Buffer>;
  finished: boolean;
  jobId: string;
  options?: object;
};

/** An upload API over real HTTP that keeps chunks in memory, and can be told to misbehave. */
export class UploadServer {
  readonly uploads = new Map<string, Upload>();
  /** Each chunk request that was answered with success. */
  readonly accepted: number[] = [];
  /** Asked before each chunk is taken; what it gives is answered instead. `drop` cuts the connection. */
  trouble: (index: number) => ErrorCode | "drop" | undefined = () => undefined;
  /** After the upload was finished, the reply to that is lost as often as this says. */
  loseFinalReplies = 0;
  onChunk: () => void = () => undefined;
  mostAtOnce = 0;
  #underWay = 0;
  readonly #chunkSize: number;

  constructor(chunkSize: number) {
    this.#chunkSize = chunkSize;
  }

  readonly answer: Answer = async (request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    if (url.pathname === "/api/upload/init") return this.#init(request, response);
    if (url.pathname === "/api/upload/chunk") return this.#chunk(url, request, response);
    if (url.pathname === "/api/upload/finalize") return this.#finalize(request, response);
    return this.#status(url.pathname.split("/").at(-1) ?? "", response);
  };

  contentOf(id: string): Buffer {
    const chunks = [...(this.uploads.get(id)?.chunks ?? [])].toSorted(([a], [b]) => a - b);
    return Buffer.concat(chunks.map(([, bytes]) => bytes));
  }

  async #init(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { filename, size } = JSON.parse(String(await readBody(request))) as { filename: string; size: number };
    if (size === 0) return refuse(response, "EMPTY_FILE");
    const id = randomUUID();
    this.uploads.set(id, { filename, size, chunks: new Map(), finished: false, jobId: randomUUID() });
    const total = Math.ceil(size / this.#chunkSize);
    return succeed(response, { upload_id: id, chunk_size: this.#chunkSize, total_chunks: total }, {}, 201);
  }

  async #chunk(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#underWay);
    try {
      const index = Number(url.searchParams.get("index"));
      const trouble = this.trouble(index);
      if (trouble === "drop") return void request.socket.destroy();
      const bytes = await readBody(request);
      if (trouble) return refuse(response, trouble);
      const id = url.searchParams.get("upload_id") ?? "";
      const upload = this.uploads.get(id);
      if (!upload) return refuse(response, "NOT_FOUND");
      const told = request.headers["x-chunk-sha256"];
      if (told !== createHash("sha256").update(bytes).digest("hex")) return refuse(response, "CHUNK_CHECKSUM_MISMATCH");
      upload.chunks.set(index, bytes);
      this.accepted.push(index);
      this.onChunk();
      const total = Math.ceil(upload.size / this.#chunkSize);
      succeed(response, { upload_id: id, index, received: upload.chunks.size, total_chunks: total });
    } finally {
      this.#underWay -= 1;
    }
  }

  async #finalize(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(String(await readBody(request))) as { upload_id: string; options?: object };
    const upload = this.uploads.get(body.upload_id);
    if (!upload) return refuse(response, "NOT_FOUND");
    if (this.contentOf(body.upload_id).length !== upload.size) return refuse(response, "UPLOAD_INCOMPLETE");
    upload.finished = true;
    if (body.options) upload.options = body.options;
    if (this.loseFinalReplies-- > 0) return void request.socket.destroy();
    const sha256 = createHash("sha256").update(this.contentOf(body.upload_id)).digest("hex");
    succeed(response, { upload_id: body.upload_id, sha256, job_id: upload.jobId });
  }

  #status(id: string, response: ServerResponse): void {
    const upload = this.uploads.get(id);
    if (!upload) return refuse(response, "NOT_FOUND");
    succeed(response, {
      upload_id: id,
      filename: upload.filename,
      size: upload.size,
      status: upload.finished ? "finished" : "receiving",
      received: [...upload.chunks.keys()],
      total_chunks: Math.ceil(upload.size / this.#chunkSize),
      chunk_size: this.#chunkSize,
      job_id: upload.finished ? upload.jobId : null,
      created_at: "2025-01-01T00:00:00Z",
    });
  }
}
