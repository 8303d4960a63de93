// Filters in the address bar, so that they outlive loading the page again and can be passed on.

import { useLocation, useNavigate } from "../../navigation.tsx";

/** What the address says, and a way to say otherwise; an empty text is nothing said. What is opened above stays open. */
export function useFilters(): [(name: string) => string, (changed: Record<string, string>) => void] {
  const { pathname, search } = useLocation();
  const goTo = useNavigate();
  const said = new URLSearchParams(search);
  const change = (changed: Record<string, string>) => {
    const all = Object.entries({ ...Object.fromEntries(said), ...changed }).filter(([, value]) => value !== "");
    void goTo({ pathname, search: new URLSearchParams(all).toString() }, { replace: true });
  };
  return [(name) => said.get(name) ?? "", change];
}

/** The value if it is one of these; what the address has else counts as not said. */
export function known<T extends string>(value: string, values: Record<T, unknown>): T | undefined {
  return Object.hasOwn(values, value) ? (value as T) : undefined;
}
