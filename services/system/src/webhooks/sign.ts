import { createHmac } from "node:crypto";

/**
 * Headers that let the receiver check who has sent a message, that it was not changed and that it is not an old one sent again; by the
 * Standard Webhooks specification 1.0. The secret is used as it is written.
 */
export function signedHeaders(message: { id: string; body: string; at: Date }, secret: string): Record<string, string> {
  const timestamp = `${Math.floor(message.at.getTime() / 1000)}`;
  const signature = createHmac("sha256", secret).update(`${message.id}.${timestamp}.${message.body}`).digest("base64");
  return { "webhook-id": message.id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
