import { useTitle } from "@agentos/ui/shell/use-title";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { ActionsMenu } from "./actions-menu.tsx";
import { Freshness } from "./freshness.tsx";
import { placeAt } from "./places.ts";

/** The frame of a view: its title, all of its actions, and how current it is. `aside`: what stands beside the title. */
export function ViewPage({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  const [path] = useLocation();
  const place = placeAt(path);
  useTitle(place?.label ?? "");
  if (!place) return null;
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold tracking-tight">{place.label}</h1>
        <div className="flex flex-wrap items-center gap-2">
          {aside}
          {place.view && <ActionsMenu view={place.view} />}
        </div>
      </div>
      <Freshness sections={place.sections} />
      {children}
    </div>
  );
}
