// Light or dark: as the system says, or as was chosen in this browser. public/theme.js reads the same before the first paint.

import { useState } from "react";

const KEY = "boardwire.theme";
export type Theme = "system" | "light" | "dark";

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(() => chosen());
  return [theme, (next) => (choose(next), setTheme(next))];
}

function chosen(): Theme {
  const theme = document.documentElement.dataset["theme"];
  return theme === "light" || theme === "dark" ? theme : "system";
}

function choose(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage may be shut; then it holds until the page is left.
  }
}
