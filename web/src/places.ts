// Which screens a path is at, and where a link leads. Nothing here knows of browsers.

export interface Place<Screen> {
  /** Parts between slashes; `:name` is any, `:name?` any or none, `*` all that is left. */
  path: string;
  screen: Screen;
  /** Shown within it, at its <Outlet/>; their paths continue this one's, and "" is what is shown there at first. */
  within?: readonly Place<Screen>[];
}

export type Params = Readonly<Record<string, string | undefined>>;

/** A screen on the way to a path, and the part of the path that leads to it. */
export interface Step<Screen> {
  screen: Screen;
  base: string;
}

export interface Found<Screen> {
  /** The outermost first. */
  steps: readonly Step<Screen>[];
  params: Params;
}

/** The first place that fits; what is within one comes before the place by itself. */
export function find<Screen>(places: readonly Place<Screen>[], path: string, above = ""): Found<Screen> | undefined {
  for (const { path: own, screen, within = [] } of places) {
    const pattern = `${above}/${own}`;
    const inner = find(within, path, pattern);
    const params = inner?.params ?? matched(pattern, path);
    if (params) return { steps: [{ screen, base: baseOf(pattern, path) }, ...(inner?.steps ?? [])], params };
  }
  return undefined;
}

const partsOf = (path: string) => path.split("/").filter((part) => part !== "");

function matched(pattern: string, path: string): Params | undefined {
  const [wanted, given] = [partsOf(pattern), partsOf(path)];
  const params: Record<string, string | undefined> = {};
  for (const [at, part] of wanted.entries()) {
    const value = given[at];
    if (part === "*") return params;
    if (part.startsWith(":") && value !== undefined) params[part.slice(1).replace("?", "")] = decoded(value);
    else if (part !== value && !part.endsWith("?")) return undefined;
  }
  return given.length > wanted.length ? undefined : params;
}

function baseOf(pattern: string, path: string): string {
  const depth = partsOf(pattern).filter((part) => part !== "*").length;
  return `/${partsOf(path).slice(0, depth).join("/")}`;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** A path, from the place that the link is on where it does not begin with a slash; or its parts. */
export type To = string | { pathname?: string; search?: string };

export function resolved(to: To, base: string): string {
  if (typeof to !== "string") {
    const { pathname = "", search = "" } = to;
    return resolved(pathname, base) + (search && !search.startsWith("?") ? `?${search}` : search);
  }
  if (to.startsWith("/")) return to;
  const [, path = "", rest = ""] = /^([^?#]*)(.*)$/.exec(to) ?? [];
  const parts = partsOf(base);
  for (const part of partsOf(path)) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}${rest}`;
}
