import { createCallerSigner, type Caller } from "@agentos/service-kit/http/caller";

/** Signed words hold for 60 s; one is told again for part of that, so that not every request costs a signature. */
const reusedMs = 20_000;

/** Signs for the services who calls. The same caller object gets the same words for a while. */
export function createCallerSeal(privateJwk: string): (caller: Caller) => Promise<string> {
  const sign = createCallerSigner(privateJwk);
  const signed = new WeakMap<Caller, { words: Promise<string>; at: number }>();
  return (caller) => {
    const known = signed.get(caller);
    if (known && performance.now() - known.at < reusedMs) return known.words;
    const words = sign(caller);
    signed.set(caller, { words, at: performance.now() });
    return words;
  };
}
