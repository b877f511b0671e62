import Negotiator from "negotiator";

/** The forms in which a finished body is at hand, the smallest first. */
export const codings = ["br", "gzip", "identity"] as const;
export type Coding = (typeof codings)[number];

type Choose = (available: readonly string[], options: { preferred: readonly string[] }) => string[];

/** There are a handful of texts that browsers send; whoever makes up more gets them read each time anew. */
const mostRemembered = 200;

/**
 * Chooses the coding that suits an `Accept-Encoding` best (RFC 9110, 12.5.3): by its weights, the smallest among equals. As it is where
 * there is no such header, or where it allows nothing that is at hand.
 */
export function createCodingChoice(): (header: string | undefined) => Coding {
  const remembered = new Map<string, Coding>();
  return (header) => {
    if (header === undefined) return "identity";
    const known = remembered.get(header);
    if (known) return known;
    const best = bestCoding(header);
    if (remembered.size < mostRemembered) remembered.set(header, best);
    return best;
  };
}

function bestCoding(header: string): Coding {
  const negotiator = new Negotiator({ headers: { "accept-encoding": header } });
  // The published types are of before the second parameter.
  const choose = negotiator.encodings.bind(negotiator) as Choose;
  const [best = "identity"] = choose(codings, { preferred: codings }) as Coding[];
  return best;
}
