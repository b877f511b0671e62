import { useRows } from "../../data/use-rows.ts";
import { useStaff } from "../../data/staff.ts";
import { has } from "../../actions/may-run.ts";

/** Who an account is: by its address for who may see addresses, else by the end of its id. */
export function Person({ id }: { id: string }) {
  const { user } = useStaff();
  if (id === user.id) return <>{user.email}</>;
  return has("USER_MANAGE", user) ? <Address id={id} /> : <Short id={id} />;
}

function Address({ id }: { id: string }) {
  const { rows } = useRows("users", { search: id }, 1);
  const email = rows?.[0]?.email;
  return email === undefined ? <Short id={id} /> : <>{email}</>;
}

function Short({ id }: { id: string }) {
  return <span title={`Account ${id}`}>account …{id.slice(-8)}</span>;
}
