// Kinds of news by ways of telling: a table of boxes.

import type { Kind, Wishes } from "../../data/wishes.ts";
import { settings } from "../../messages/settings.ts";
import type { Change } from "./notifications.tsx";
import css from "./settings.module.css";

export function Matrix({ wishes, change }: { wishes: Wishes; change: (what: Change) => void }) {
  const kinds = wishes.kinds as Record<string, { in_app: boolean; email: boolean }>;
  return (
    <table className={css.matrix}>
      <thead>
        <tr>
          <th scope="col">{settings.kind}</th>
          <th scope="col">{settings.inApp}</th>
          <th scope="col">{settings.byEmail}</th>
        </tr>
      </thead>
      <tbody>
        {(Object.entries(settings.kinds) as [Kind, string][]).map(([kind, text]) => {
          const { in_app, email } = kinds[kind] ?? { in_app: true, email: true };
          const set = (channels: { in_app?: boolean; email?: boolean }) => change({ kinds: { [kind]: channels } });
          const always = kind === "security";
          return (
            <tr key={kind}>
              <th scope="row">{text}</th>
              <td>
                <input type="checkbox" checked={in_app} aria-label={`${text}: ${settings.inApp}`} onChange={({ target }) => set({ in_app: target.checked })} />
              </td>
              <td>
                <input type="checkbox" checked={email} disabled={always} title={always ? settings.alwaysMailed : undefined} aria-label={`${text}: ${always ? settings.alwaysMailed : settings.byEmail}`} onChange={({ target }) => set({ email: target.checked })} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
