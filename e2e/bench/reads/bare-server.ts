import { readFileSync } from "node:fs";
import { createServer } from "node:http";

/** `node bare-server.ts <file> <port>`: as fast as node:http can answer with a buffer. */
const [file = "", port = "0"] = process.argv.slice(2);
const body = readFileSync(file);
const headers = { "Content-Type": "application/json; charset=utf-8", "Content-Length": body.length };

createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(body);
}).listen(Number(port), "127.0.0.1");
