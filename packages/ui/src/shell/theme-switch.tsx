import Monitor from "lucide-react/icons/monitor";
import Moon from "lucide-react/icons/moon";
import Sun from "lucide-react/icons/sun";
import { IconButton } from "../parts/button.tsx";
import { themes, useTheme, type Theme } from "./theme.tsx";

const looks: Record<Theme, { icon: typeof Sun; name: string }> = {
  system: { icon: Monitor, name: "as the system" },
  light: { icon: Sun, name: "light" },
  dark: { icon: Moon, name: "dark" },
};

/** Goes through the themes: as the system, light, dark. */
export function ThemeSwitch() {
  const [theme, choose] = useTheme();
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";
  const { icon: Icon, name } = looks[theme];
  return (
    <IconButton label={`Theme: ${name}. Change to ${looks[next].name}`} onClick={() => choose(next)}>
      <Icon size={19} aria-hidden />
    </IconButton>
  );
}
