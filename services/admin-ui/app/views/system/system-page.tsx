import { ViewPage } from "../../shell/view-page.tsx";
import { Accounts } from "./accounts.tsx";
import { Backups } from "./backups.tsx";
import { Breakers } from "./breakers.tsx";
import { DatabaseSection } from "./database.tsx";
import { Overview } from "./overview.tsx";
import { RecentActions } from "./recent-actions.tsx";
import { ResetSection } from "./reset.tsx";
import { Services } from "./services.tsx";
import { StorageAndCaches } from "./storage.tsx";
import { Switches } from "./switches.tsx";

/** Services and what they depend on, the switches of the whole system, backups, and the care of database and store. */
export function SystemPage() {
  return (
    <ViewPage>
      <div className="grid grid-cols-1 gap-9">
        <Overview />
        <Switches />
        <Services />
        <div className="grid grid-cols-1 gap-9 xl:grid-cols-2 xl:gap-6">
          <Breakers />
          <RecentActions />
        </div>
        <Backups />
        <DatabaseSection />
        <StorageAndCaches />
        <Accounts />
        <ResetSection />
      </div>
    </ViewPage>
  );
}
