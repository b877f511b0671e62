import { buttonClass } from "@agentos/ui/parts/button";
import type { ComponentProps } from "react";
import { acceptedFiles } from "../upload/accepted-files.ts";

type Given = {
  /** What is read out, where the words on it do not tell enough. */
  label?: string;
  kind?: Parameters<typeof buttonClass>[0];
  size?: Parameters<typeof buttonClass>[1];
  onFile: (file: File) => void;
  children: ComponentProps<"label">["children"];
};

/** A button that asks for a video file. */
export function FileButton({ label, kind = "plain", size = "normal", onFile, children }: Given) {
  return (
    <label
      className={`${buttonClass(kind, size)} cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink`}
    >
      {children}
      <input
        type="file"
        accept={acceptedFiles}
        aria-label={label}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
