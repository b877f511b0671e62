import { TransferRate } from "./transfer-rate.ts";

export type UploadProgressView = {
  sentBytes: number;
  /** Both null as long as they are not known. */
  bytesPerSecond: number | null;
  etaSeconds: number | null;
};

/** How far the chunks of one file are: what the server has, what is under way, and how fast that goes. */
export class UploadProgress {
  readonly received = new Set<number>();
  readonly #underWay = new Map<number, number>();
  readonly #rate = new TransferRate();
  readonly #size: number;
  readonly #chunkSize: number;

  constructor(size: number, chunkSize: number, received: Iterable<number> = []) {
    this.#size = size;
    this.#chunkSize = chunkSize;
    for (const index of received) this.received.add(index);
  }

  /** Chunks that the server has not. */
  missing(): number[] {
    const total = Math.ceil(this.#size / this.#chunkSize);
    return Array.from({ length: total }, (_, index) => index).filter((index) => !this.received.has(index));
  }

  noteSent(index: number, bytes: number): void {
    this.#underWay.set(index, bytes);
  }

  noteDone(index: number): void {
    this.received.add(index);
    this.#underWay.delete(index);
  }

  receivedBytes(): number {
    return [...this.received].reduce((sum, index) => sum + this.#bytesOf(index), 0);
  }

  /** The figures at a time of any steady clock, in milliseconds. */
  view(at: number): UploadProgressView {
    const underWay = [...this.#underWay.values()].reduce((sum, bytes) => sum + bytes, 0);
    const sentBytes = Math.min(this.#size, this.receivedBytes() + underWay);
    this.#rate.add(at, sentBytes);
    const bytesPerSecond = this.#rate.bytesPerSecond();
    return { sentBytes, bytesPerSecond, etaSeconds: bytesPerSecond && (this.#size - sentBytes) / bytesPerSecond };
  }

  #bytesOf(index: number): number {
    return Math.max(0, Math.min(this.#chunkSize, this.#size - index * this.#chunkSize));
  }
}
