import { mountApp } from "@agentos/ui/shell/mount-app";
import "./app.css";
import { App } from "./shell/app.tsx";

await mountApp(App);
