import { managerName } from "../../managers/managers.ts";
import { managersOwner } from "../action-contract.ts";

/** What all actions on managers have in common. */
export const onManager = {
  owner: managersOwner,
  view: "managers",
  permission: "MANAGER_MANAGE",
} as const;

export const manager = managerName.describe("A manager's name.");
