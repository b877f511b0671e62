import { Ago } from "@agentos/ui/parts/ago";
import type { Column } from "@agentos/ui/table/data-table";
import { AccountStatus } from "./account-status.tsx";
import type { UserRow } from "./standing.ts";

export const userColumns: readonly Column<UserRow>[] = [
  { id: "email", header: "E-mail", width: "2fr", cell: ({ email }) => <b className="font-medium">{email}</b> },
  { id: "role", header: "Role", width: 100, cell: ({ role }) => role },
  {
    id: "status",
    header: "Status",
    width: 110,
    hideBelow: "sm",
    cell: ({ status }) => <AccountStatus status={status} />,
  },
  {
    id: "permissions",
    header: "Beside the role",
    width: "1fr",
    hideBelow: "md",
    cell: ({ granted, denied }) => besideWords(granted.length, denied.length),
  },
  { id: "created", header: "Made", width: 130, hideBelow: "md", cell: ({ created_at: at }) => <Ago at={at} /> },
  { id: "updated", header: "Changed", width: 130, hideBelow: "lg", cell: ({ updated_at: at }) => <Ago at={at} /> },
];

function besideWords(granted: number, denied: number): string {
  const parts = [...(granted > 0 ? [`${granted} granted`] : []), ...(denied > 0 ? [`${denied} denied`] : [])];
  return parts.join(", ");
}
