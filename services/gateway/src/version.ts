import manifest from "../package.json" with { type: "json" };

/** Version of the system, as the gateway tells it. */
export const version: string = manifest.version;
