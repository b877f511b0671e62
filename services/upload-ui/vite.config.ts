import { appBuild } from "@agentos/app-server/build";

export default appBuild();
