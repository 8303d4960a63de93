// What is around every screen: the cache, notices, who is signed in, and which screen it is.

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";

import { reason } from "./api/problem.ts";
import { queries } from "./data/client.ts";
import { howItEnded, useMe } from "./data/me.ts";
import { messages } from "./messages.ts";
import { Navigate, Outlet, Places, useLocation, useSearchParams } from "./navigation.tsx";
import { anyone, inside, outside } from "./routes.tsx";
import { Broken } from "./shell/broken.tsx";
import { Button } from "./ui/button.tsx";
import { Empty } from "./ui/empty.tsx";
import { Spinner } from "./ui/spinner.tsx";
import { Toasts } from "./ui/toast.tsx";

// Not needed to sign in.
const Shell = lazy(() => import("./shell/shell.tsx"));

export function App() {
  return (
    <Broken>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={queries}>
          <Places frames={frames} />
          <Toasts />
        </QueryClientProvider>
      </CSPProvider>
    </Broken>
  );
}

const frames = [
  { frame: Outside, places: outside },
  { frame: Anyone, places: anyone },
  { frame: Inside, places: inside },
];

/** Where one goes after signing in: a path of this app, and nowhere else. */
function useNext(): string {
  const next = useSearchParams()[0].get("next") ?? "/";
  return /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(next) ? next : "/";
}

/** Screens for those who are not signed in. */
function Outside() {
  const { data: me, isPending } = useMe();
  const next = useNext();
  if (isPending) return <Spinner />;
  if (me) return <Navigate to={next} replace />;
  return (
    <Suspense fallback={<Spinner />}>
      <Outlet />
    </Suspense>
  );
}

/** Screens for either. */
function Anyone() {
  const { isPending } = useMe();
  if (isPending) return <Spinner />;
  return (
    <Suspense fallback={<Spinner />}>
      <Outlet />
    </Suspense>
  );
}

/** The others. Who is not signed in, or not any more, gets to sign in and comes back; not who left. */
function Inside() {
  const { data: me, isPending, error, refetch } = useMe();
  const { pathname, search } = useLocation();
  if (isPending) return <Spinner />;
  if (error && me === undefined) return <Away error={error} onRetry={() => void refetch()} />;
  if (!me) {
    const next = pathname + search;
    const comesBack = next !== "/" && (howItEnded() ?? "expired") === "expired";
    return <Navigate to={comesBack ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in"} replace />;
  }
  return (
    <Suspense fallback={<Spinner />}>
      <Shell />
    </Suspense>
  );
}

/** Whether one is signed in is not known. It is asked again and again by itself. */
function Away({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <main>
      <Empty title={messages.problem.title} action={<Button onClick={onRetry}>{messages.retry}</Button>}>
        {reason(error)}
      </Empty>
    </main>
  );
}
