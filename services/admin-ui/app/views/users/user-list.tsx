import { roles } from "@agentos/contracts/roles";
import { accountStatuses } from "@agentos/contracts/snapshot/parts/identity";
import { ChoiceFilter } from "@agentos/ui/filter/choice-filter";
import { FilterBar } from "@agentos/ui/filter/filter-bar";
import { TextFilter } from "@agentos/ui/filter/text-filter";
import { Problem } from "@agentos/ui/parts/problem";
import { CursorPages } from "@agentos/ui/table/cursor-pages";
import { DataTable } from "@agentos/ui/table/data-table";
import { useFilters } from "../../data/use-filters.ts";
import { userColumns } from "./user-columns.tsx";
import { UserDrawer } from "./user-drawer.tsx";
import { userFilters } from "./user-filters.ts";
import type { UserRow } from "./standing.ts";
import { useUserRows } from "./use-user-rows.ts";

const roleChoices = roles.map((role) => ({ value: role, label: role }));
const statusChoices = accountStatuses.map((status) => ({ value: status, label: status }));
const getRowId = ({ id }: UserRow): string => id;

/** Accounts, newest first, searched by address or id. */
export function UserList() {
  const [{ search, role, status, user: open }, change] = useFilters(userFilters);
  const { rows, source, page, pagination, shows, loading, error } = useUserRows({ search, role, status }, 50);
  const isFiltered = [search, role, status].some((one) => one !== undefined);
  return (
    <section aria-label="All accounts" className="grid grid-cols-1 gap-4">
      <FilterBar
        label="Accounts"
        onClear={isFiltered ? () => change({ search: undefined, role: undefined, status: undefined }) : undefined}
      >
        <TextFilter
          label="Search"
          placeholder="E-mail or ID"
          value={search}
          onChange={(next) => change({ search: next }, { replace: true })}
        />
        <ChoiceFilter
          label="Role"
          value={role}
          choices={roleChoices}
          onChange={(next) => change({ role: next }, { replace: true })}
        />
        <ChoiceFilter
          label="Status"
          value={status}
          choices={statusChoices}
          onChange={(next) => change({ status: next }, { replace: true })}
        />
      </FilterBar>
      {error && <Problem error={error} />}
      <DataTable
        label="Accounts"
        columns={userColumns}
        rows={rows}
        getRowId={getRowId}
        loading={loading}
        dim={shows === "previous"}
        shownKey={page}
        onOpen={({ id }) => change({ user: id })}
        empty={
          isFiltered
            ? "No account is like this. A search looks at the first letters of the address; clear the filters to see all."
            : "There is no account yet. “Create account” makes one."
        }
      />
      <CursorPages
        page={page}
        pagination={pagination}
        noun={["account", "accounts"]}
        busy={shows === "previous"}
        onPrevious={() => source.previous()}
        onNext={() => source.next()}
      />
      {open !== undefined && <UserDrawer key={open} id={open} onClose={() => change({ user: undefined })} />}
    </section>
  );
}
