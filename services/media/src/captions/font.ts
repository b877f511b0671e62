import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The face inside the bundled file, as libass finds it. */
export const captionFont = "Montserrat ExtraBold";

/** Copies the bundled font (SIL Open Font License) into a folder of its own for libass to read. */
export async function placeFont(folder: string): Promise<void> {
  const bundled = import.meta.resolve("@expo-google-fonts/montserrat/800ExtraBold/Montserrat_800ExtraBold.ttf");
  await mkdir(folder, { recursive: true });
  await copyFile(fileURLToPath(bundled), path.join(folder, path.basename(bundled)));
}
