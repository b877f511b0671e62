import { describe, expect, it } from "vitest";
import type { Box } from "./boxes.ts";
import type { Square } from "./face-model.ts";
import { findFaces, tilesOf } from "./find-faces.ts";

const picture = { width: 640, height: 360, rgb: new Uint8Array() };
const large: Box = { x: 100, y: 100, w: 120, h: 120, score: 0.9 };
const small: Box = { x: 500, y: 200, w: 30, h: 30, score: 0.8 };

/** A model that sees a small face in a closer look only. */
function watcher(faces: Box[]) {
  const looks: Square[] = [];
  const look = async (_: unknown, part: Square): Promise<Box[]> => {
    looks.push(part);
    return faces.filter((box) => box.w >= part.side * 0.08 && box.x + box.w > part.x && box.x < part.x + part.side);
  };
  return { looks, look };
}

describe("findFaces", () => {
  it("looks once where that shows a face of some size", async () => {
    const { look, looks } = watcher([large, small]);
    expect(await findFaces(picture, false, 0.6, look)).toEqual([large]);
    expect(looks).toHaveLength(1);
  });

  it("looks closer where the whole picture shows nothing", async () => {
    const { look, looks } = watcher([small]);
    expect(await findFaces(picture, false, 0.6, look)).toEqual([small]);
    expect(looks.length).toBeGreaterThan(1);
  });

  it("finds the small face beside the large one when asked to look closely", async () => {
    const { look } = watcher([large, small]);
    expect(await findFaces(picture, true, 0.6, look)).toEqual([large, small]);
  });

  it("does not take half a face at a tile's border for a face", async () => {
    const look = async (_: unknown, part: Square): Promise<Box[]> =>
      part.side === 360 && part.x === 0 ? [{ x: 330, y: 100, w: 30, h: 60, score: 0.9 }] : [];
    expect(await findFaces(picture, true, 0.6, look)).toEqual([]);
  });
});

describe("tilesOf", () => {
  it("covers the picture with overlapping squares, whatever its direction", () => {
    for (const { width, height } of [picture, { width: 360, height: 640 }, { width: 1000, height: 200 }]) {
      const tiles = tilesOf({ width, height });
      const side = Math.min(width, height);
      const starts = tiles.map((tile) => Math.max(tile.x, tile.y));
      expect(starts[0]).toBe(0);
      expect(starts.at(-1)).toBe(Math.max(width, height) - side);
      for (const [i, start] of starts.slice(1).entries())
        expect(start - (starts[i] ?? 0)).toBeLessThanOrEqual(side / 2 + 1e-9);
    }
    expect(tilesOf({ width: 300, height: 300 })).toEqual([]);
  });
});
