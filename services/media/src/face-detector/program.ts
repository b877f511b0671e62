import { writeSync } from "node:fs";
import { decode, modelSide, toInput, type Picture, type Square } from "./face-model.ts";
import { findFaces } from "./find-faces.ts";
import { loadModel } from "./litert.ts";
import { answerDescriptor, programOptions, type ProgramOptions } from "./protocol.ts";
import type { Box } from "./boxes.ts";

// A process of its own: the model's runtime takes global names, prints, and reserves much address space.
await answerAll(programOptions.parse(JSON.parse(process.argv[2] ?? "")));

async function answerAll(options: ProgramOptions): Promise<void> {
  const look = await createLook(options);
  const { width, height } = options;
  let number = 0;
  for await (const block of blocksOf(process.stdin, 1 + width * height * 3)) {
    const picture = { width, height, rgb: block.subarray(1) };
    const boxes = await findFaces(picture, block[0] === 1, options.minScore, look);
    const faces = boxes.map((box) => [box.x, box.y, box.w, box.h, box.score].map((value) => Number(value.toFixed(3))));
    writeSync(answerDescriptor, `${JSON.stringify({ frame: number++, faces })}\n`);
  }
}

async function createLook(options: ProgramOptions): Promise<(picture: Picture, part: Square) => Promise<Box[]>> {
  const { litert, model } = await loadModel(options.model);
  const values = new Float32Array(modelSide * modelSide * 3);
  return async (picture, part) => {
    toInput(picture, part, values);
    const input = new litert.Tensor(values, [1, modelSide, modelSide, 3]);
    const outputs = await model.run([input]);
    const [offsets, logits] = outputs.map((output) => output.toTypedArray());
    for (const tensor of [input, ...outputs]) tensor.delete();
    if (!(offsets instanceof Float32Array && logits instanceof Float32Array)) {
      throw new TypeError("The model does not answer with boxes and scores.");
    }
    return decode(offsets, logits, part, options.keepScore);
  };
}

/** Cuts a stream into blocks of one size. A block is valid until the next one is asked for. */
async function* blocksOf(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  const block = Buffer.alloc(size);
  let filled = 0;
  for await (const piece of stream) {
    let offset = 0;
    while (offset < piece.length) {
      const copied = piece.copy(block, filled, offset);
      filled += copied;
      offset += copied;
      if (filled < size) continue;
      yield block;
      filled = 0;
    }
  }
  if (filled > 0) throw new Error("The last frame is not whole.");
}
