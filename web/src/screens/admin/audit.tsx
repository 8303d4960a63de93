// The audit log: who did what to what, the newest first.

import type { Schemas } from "../../api/schema.ts";
import { useAudit } from "../../data/admin/audit.ts";
import { full } from "../../dates.ts";
import { moment } from "../../days.ts";
import { admin } from "../../messages/admin.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import css from "./admin.module.css";
import { known, useFilters } from "./filter.ts";
import { Listed } from "./listed.tsx";
import { nameIn } from "./named.ts";
import { SelectOne } from "./select-one.tsx";

const texts = admin.log;
type Entry = Schemas["AuditEntry"];

export default function Audit() {
  const [filter, change] = useFilters();
  const action = known(filter("action"), texts.actions);
  const actor = filter("actor");
  const entries = useAudit({ ...(action && { action }), ...(actor && { actor }) });
  const name = entries.data?.find((entry) => entry.actor?.id === actor)?.actor?.name ?? actor;
  const heads = [{ text: texts.at }, { text: texts.who }, { text: texts.what }, { text: texts.where, wide: true }];
  return (
    <>
      <search className={css.filters}>
        <SelectOne
          label={texts.action}
          any={texts.anyAction}
          value={action ?? ""}
          values={texts.actions}
          onChange={(value) => change({ action: value })}
        />
        {actor && (
          <Button aria-label={`${texts.actorIs(name)}. ${texts.clearActor}`} title={texts.clearActor} onClick={() => change({ actor: "" })}>
            {texts.actorIs(name)} <Icon name="close" size={12} />
          </Button>
        )}
      </search>
      <Listed query={entries} none={texts.none}>
        <Table caption={admin.audit} heads={heads}>
          {entries.data?.map((entry) => (
            <Row key={entry.id} entry={entry} onActor={(id) => change({ actor: id })} />
          ))}
        </Table>
      </Listed>
    </>
  );
}

function Row({ entry, onActor }: { entry: Entry; onActor: (id: string) => void }) {
  const { at, actor, action, address, via } = entry;
  return (
    <tr>
      <Cell quiet>
        <time dateTime={at} title={full(at)}>
          {moment(at)}
        </time>
      </Cell>
      <Cell>
        {actor ? (
          <button type="button" className={css.link} title={texts.onlyBy(actor.name)} onClick={() => onActor(actor.id)}>
            {actor.name}
          </button>
        ) : (
          <span className={css.quiet}>{texts.nobody}</span>
        )}
      </Cell>
      <Cell>
        {texts.actions[action]}
        <Details entry={entry} />
      </Cell>
      <Cell wide quiet>
        {address ?? texts.via[via]}
      </Cell>
    </tr>
  );
}

/** Whatever else is known, as it was written; said in short is whom or what it was about. */
function Details({ entry: { target, details, request_id, trace_id } }: { entry: Entry }) {
  const kind = target && (texts.targets[target.kind] ?? target.kind);
  const short = [kind, nameIn(details)].filter(Boolean).join(" · ");
  return (
    <details>
      <summary className={css.summary}>{short || admin.details}</summary>
      <pre className={css.pre} tabIndex={0}>
        {JSON.stringify({ target, details, request_id, trace_id }, null, 2)}
      </pre>
    </details>
  );
}
