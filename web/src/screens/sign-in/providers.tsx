// Signing in by way of somewhere else. The server leads there and back, so these are no links within the app.

import { startOf, useProviders } from "../../data/providers.ts";
import { messages } from "../../messages.ts";
import css from "./sign-in.module.css";

export function Providers({ next }: { next: string }) {
  const { data = [] } = useProviders();
  return data.map((provider) => (
    <a key={provider.key} className={css.provider!} href={startOf(provider, next)}>
      {messages.shared.signInWith(provider.name)}
    </a>
  ));
}
