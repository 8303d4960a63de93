// Before anything is drawn, so that nobody who chose dark sees a flash of light. See src/shell/theme.ts.
try {
  const theme = localStorage.getItem("boardwire.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be shut; then it is what the system says.
}
