import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// For `npm run dev`: where a Boardwire answers. It hears the origin that it allows, whichever port the pages come from.
const server = process.env["BOARDWIRE_URL"] ?? "http://localhost:8000";
const toServer = { target: server, headers: { origin: server } };

/** Screens are told apart by the names of their folders, other parts that are loaded by themselves by those of their files. */
function nameOf(module: string | null, given: string): string {
  const [, screen, part] = (module && /src\/(?:screens\/([^/]+)\/screen|(?:shell|ui|screens\/board\/tools)\/([^/]+))\.tsx$/.exec(module)) || [];
  if (screen) return `screen-${screen}`;
  return ["start", "frame"].includes(given) ? given : (part ?? "part");
}

type Graph = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null };
const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/** What is loaded with a module, whatever is done with it. */
function reached(id: string, graph: Graph, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reached(next, graph, seen);
  return seen;
}

/**
 * Two pieces that every screen has: what is there before signing in, and what the frame of all others needs. Left to itself,
 * the bundler cuts them up by who else uses which module, and many small pieces are larger than one.
 */
const pieces = new Map<string, string>();
function pieceOf(module: string, graph: Graph): string | null {
  if (pieces.size === 0) {
    for (const id of reached(source("shell/shell.tsx"), graph)) pieces.set(id, "frame");
    for (const first of ["main.tsx", "screens/sign-in/screen.tsx"]) for (const id of reached(source(first), graph)) pieces.set(id, "start");
  }
  return pieces.get(module) ?? null;
}

export default defineConfig({
  base: "/app/",
  plugins: [react()],
  resolve: { alias: { "boardwire-client": fileURLToPath(new URL("../clients/ts/src/index.ts", import.meta.url)) } },
  build: {
    outDir: "dist/app",
    emptyOutDir: true,
    // The policy of the pages allows no data: addresses and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        chunkFileNames: ({ facadeModuleId, name }) => `assets/${nameOf(facadeModuleId, name)}-[hash].js`,
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: pieceOf, debugName: "pieces" }] },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": toServer, "/sign-in": toServer, "/ws": { ...toServer, ws: true } },
  },
});
