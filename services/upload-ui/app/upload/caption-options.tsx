import { Choice } from "@agentos/ui/parts/choice";
import { inputClass } from "@agentos/ui/parts/field";
import { languageName } from "@agentos/ui/format/options";
import { useId } from "react";
import type { OptionsGiven } from "./options-given.ts";

/** Those that most videos are in; others are detected. */
const languages =
  "ar bg cs da de el en es et fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sr sv th tr uk vi zh"
    .split(" ")
    .map((code) => ({ code, name: languageName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name));

const captionHints = {
  auto: "Burned in, and left out where the transcript is uncertain.",
  on: "Burned in, even where the transcript is uncertain.",
  off: "No words in the picture. The caption files can still be downloaded.",
} as const;

/** Captions and the language of the speech. */
export function CaptionOptions({ options, onChange }: OptionsGiven) {
  const id = useId();
  return (
    <div className="grid content-start gap-6">
      <Choice
        label="Captions"
        hint={captionHints[options.captions]}
        value={options.captions}
        onChange={(captions) => onChange({ captions })}
        choices={[
          { value: "auto", label: "Auto" },
          { value: "on", label: "Always" },
          { value: "off", label: "Off" },
        ]}
      />
      <Choice
        label="Caption style"
        value={options.caption_style}
        onChange={(style) => onChange({ caption_style: style })}
        choices={[
          { value: "highlight", label: "Word by word" },
          { value: "plain", label: "Plain" },
        ]}
      />
      <div className="grid gap-2">
        <label htmlFor={id} className="font-medium">
          Language of the speech
        </label>
        <select
          id={id}
          className={inputClass}
          value={options.language}
          onChange={(event) => onChange({ language: event.target.value })}
        >
          <option value="auto">Detect automatically</option>
          {languages.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
