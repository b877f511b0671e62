import { describe, it } from "vitest";
import { expectOneEffectOfEach } from "./support/crowd.ts";

describe("a key that many send at once", () => {
  it(
    "has one effect and one reply, over two instances and a Redis that is emptied in between",
    () => expectOneEffectOfEach({ keys: 30, senders: 50 }),
    600_000,
  );
});
