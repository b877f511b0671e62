import { suppress, type Box } from "./boxes.ts";
import { wholePicture, type Picture, type Square } from "./face-model.ts";

/** Runs the model on a part of a picture; boxes in pixels of the picture. */
export type Look = (picture: Picture, part: Square) => Promise<Box[]>;

/** Narrower faces, as a share of the longer side, lose too much in a look at the whole picture. */
const tiny = 0.06;

/**
 * The faces of a picture: one look at all of it, and closer looks at overlapping squares where that found nothing or only
 * tiny faces, or where `closely` asks for it (a small face may stand beside a large one).
 */
export async function findFaces(picture: Picture, closely: boolean, minScore: number, look: Look): Promise<Box[]> {
  const found = await look(picture, wholePicture(picture));
  const least = tiny * Math.max(picture.width, picture.height);
  if (!closely && found.some((box) => box.score >= minScore && box.w >= least)) return suppress(found);
  for (const tile of tilesOf(picture)) {
    const inTile = await look(picture, tile);
    found.push(...inTile.filter((box) => isWhole(box, tile, picture)));
  }
  return suppress(found);
}

/** Squares of the shorter side along the longer one, each overlapping the next by half or more. */
export function tilesOf(picture: { width: number; height: number }): Square[] {
  const side = Math.min(picture.width, picture.height);
  const spare = Math.max(picture.width, picture.height) - side;
  const count = Math.ceil(spare / (side / 2)) + 1;
  if (count === 1) return [];
  return Array.from({ length: count }, (_, index) => {
    const along = (spare * index) / (count - 1);
    return picture.width > picture.height ? { x: along, y: 0, side } : { x: 0, y: along, side };
  });
}

/** A face that reaches the inner border of a tile may be half a face; another tile has all of it. */
function isWhole(box: Box, tile: Square, picture: Picture): boolean {
  const room = tile.side * 0.02;
  return (
    (tile.x <= 0 || box.x >= tile.x + room) &&
    (tile.y <= 0 || box.y >= tile.y + room) &&
    (tile.x + tile.side >= picture.width || box.x + box.w <= tile.x + tile.side - room) &&
    (tile.y + tile.side >= picture.height || box.y + box.h <= tile.y + tile.side - room)
  );
}
