// Where one is in the app, and going elsewhere. The names and what they mean are those of React Router, of which this is the
// part that the app uses: a screen is loaded when it is gone to, and until it is there the one before it stays.

import { type ComponentProps, type ComponentType, createContext, type MouseEvent, type ReactNode, startTransition } from "react";
import { useCallback, useContext, useEffect, useLayoutEffect, useMemo, useState } from "react";

import { find, type Found, type Params, type Place as PlaceOf, resolved, type To } from "./places.ts";

export type Place = PlaceOf<ComponentType>;

/** The part of every address that is not the app's to say: `/app`. */
const ROOT = import.meta.env.BASE_URL.replace(/\/$/, "");

interface Address {
  /** Below the root, and so `/` at home. */
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

interface Going {
  /** The way back does not lead through here. */
  replace?: boolean;
}

/** By a link, in the place of where one was, or by the browser's own buttons (and at first). */
type How = "PUSH" | "REPLACE" | "POP";

const listeners = new Set<(how: How) => void>();

function here(): Address {
  const { pathname, search, hash } = location;
  return { pathname: pathname.slice(ROOT.length) || "/", search, hash };
}

function go(path: string, { replace = false }: Going = {}): void {
  const { pathname, search, hash } = here();
  // Going to where one is adds nothing to the way back.
  const how = replace || path === pathname + search + hash ? "REPLACE" : "PUSH";
  if (how === "REPLACE") history.replaceState(null, "", ROOT + path);
  else history.pushState(null, "", ROOT + path);
  for (const listener of listeners) listener(how);
}

const Here = createContext<Address>({ pathname: "/", search: "", hash: "" });
const Came = createContext<How>("POP");
const AtParams = createContext<Params>({});
/** The path of the place that a screen is at. */
const Base = createContext("/");
const Inner = createContext<ReactNode>(null);
const Handed = createContext<unknown>(undefined);

interface Frame {
  /** What is around the places; it has an <Outlet/> for them. */
  frame: ComponentType;
  places: readonly Place[];
}

/** Draws the first place of these that is at the address. */
export function Places({ frames }: { frames: readonly Frame[] }) {
  const [{ address, how }, setWhere] = useState(() => ({ address: here(), how: "POP" as How }));
  useLayoutEffect(() => {
    const look = (how: How) => startTransition(() => setWhere({ address: here(), how }));
    const back = () => look("POP");
    listeners.add(look);
    addEventListener("popstate", back);
    return () => {
      listeners.delete(look);
      removeEventListener("popstate", back);
    };
  }, []);
  const found = useMemo(() => findIn(frames, address.pathname), [frames, address.pathname]);
  const drawn = found?.steps.reduceRight<ReactNode>(
    (inner, { screen: Screen, base }) => (
      <Base value={base}>
        <Inner value={inner}>
          <Screen />
        </Inner>
      </Base>
    ),
    null,
  );
  return (
    <Here value={address}>
      <Came value={how}>
        <AtParams value={found?.params ?? NONE}>{drawn}</AtParams>
      </Came>
    </Here>
  );
}

const NONE: Params = {};

function findIn(frames: readonly Frame[], path: string): Found<ComponentType> | undefined {
  for (const { frame, places } of frames) {
    const found = find(places, path);
    if (found) return { ...found, steps: [{ screen: frame, base: "/" }, ...found.steps] };
  }
  return undefined;
}

/** The place within this one; `context` is what it gets by `useOutletContext`. */
export function Outlet({ context }: { context?: unknown }) {
  return <Handed value={context}>{useContext(Inner)}</Handed>;
}

export function useOutletContext<T>(): T {
  return useContext(Handed) as T;
}

export function useLocation(): Address {
  return useContext(Here);
}

export function useNavigationType(): How {
  return useContext(Came);
}

export function useParams(): Params {
  return useContext(AtParams);
}

type Init = ConstructorParameters<typeof URLSearchParams>[0];
type SetParams = (next: Init | ((now: URLSearchParams) => Init), going?: Going) => void;

export function useSearchParams(): [URLSearchParams, SetParams] {
  const { search } = useLocation();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const set = useCallback<SetParams>((next, going) => {
    const { pathname, search } = here();
    const made = new URLSearchParams(typeof next === "function" ? next(new URLSearchParams(search)) : next);
    go(made.size > 0 ? `${pathname}?${made}` : pathname, going);
  }, []);
  return [params, set];
}

/** Goes to a path, or so many steps along the history. */
export function useNavigate(): (to: To | number, going?: Going) => void {
  const base = useContext(Base);
  return useCallback((to, going) => (typeof to === "number" ? history.go(to) : go(resolved(to, base), going)), [base]);
}

/** Goes there as soon as it is drawn. */
export function Navigate({ to, ...going }: { to: To } & Going) {
  const path = resolved(to, useContext(Base));
  const { replace = false } = going;
  useEffect(() => go(path, { replace }), [path, replace]);
  return null;
}

type LinkProps = Omit<ComponentProps<"a">, "href"> & { to: To } & Going;

export function Link({ to, replace = false, onClick, ...rest }: LinkProps) {
  const path = resolved(to, useContext(Base));
  const click = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    // With a key or another button, browsers open it elsewhere.
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || elsewhere || (rest.target ?? "_self") !== "_self") return;
    event.preventDefault();
    go(path, { replace });
  };
  return <a {...rest} href={ROOT + path} onClick={click} />;
}

/** A link that says when one is there, or below it; with `end`, only there. */
export function NavLink({ end = false, ...link }: LinkProps & { end?: boolean }) {
  const { pathname } = useLocation();
  const [path = ""] = resolved(link.to, useContext(Base)).split(/[?#]/);
  const isHere = pathname === path || (!end && pathname.startsWith(path === "/" ? path : `${path}/`));
  return <Link aria-current={isHere ? "page" : undefined} {...link} />;
}
