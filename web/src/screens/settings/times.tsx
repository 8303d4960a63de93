// When mail comes, and how long before a card is due one hears of it.

import type { Schemas } from "../../api/schema.ts";
import { minutesOf, type Wishes } from "../../data/wishes.ts";
import { settings } from "../../messages/settings.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import type { Change } from "./notifications.tsx";
import css from "./settings.module.css";

const LEADS = [15, 60, 180, 720, 1_440, 2_880, 10_080];
const NIGHT = { from: "22:00", to: "07:00" };

export function Times({ wishes, change }: { wishes: Wishes; change: (what: Change) => void }) {
  const { email_mode, digest_hour, quiet_hours: quiet } = wishes;
  const lead = minutesOf(wishes.due_soon);
  const leads = [...new Set([...LEADS, lead])].sort((a, b) => a - b);
  const hour = (at: number) => `${String(at).padStart(2, "0")}:00`;
  return (
    <Form>
      <div className={css.beside}>
        <Select label={settings.mailMode} value={email_mode} onChange={({ target }) => change({ email_mode: target.value as Schemas["EmailMode"] })}>
          {Object.entries(settings.modes).map(([mode, text]) => (
            <option key={mode} value={mode}>
              {text}
            </option>
          ))}
        </Select>
        {email_mode === "daily" && (
          <Select label={settings.digestHour} value={digest_hour} onChange={({ target }) => change({ digest_hour: Number(target.value) })}>
            {Array.from({ length: 24 }, (_, at) => (
              <option key={at} value={at}>
                {hour(at)}
              </option>
            ))}
          </Select>
        )}
      </div>
      <label className={css.box}>
        <input type="checkbox" checked={quiet !== null} onChange={({ target }) => change({ quiet_hours: target.checked ? NIGHT : null })} />
        <span>
          {settings.quiet}
          <span className={css.quiet}>{settings.quietAbout}</span>
        </span>
      </label>
      {quiet && (
        <div className={css.beside}>
          {(["from", "to"] as const).map((end) => (
            <Field key={`${end}${quiet[end]}`} type="time" required label={end === "from" ? settings.quietFrom : settings.quietTo} defaultValue={quiet[end].slice(0, 5)} onBlur={({ target }) => target.value && target.value !== quiet[end] && change({ quiet_hours: { ...quiet, [end]: target.value } })} />
          ))}
        </div>
      )}
      <Select label={settings.dueSoon} value={lead} onChange={({ target }) => change({ due_soon: `PT${target.value}M` })}>
        {leads.map((minutes) => (
          <option key={minutes} value={minutes}>
            {settings.dueSoonOption(minutes)}
          </option>
        ))}
      </Select>
    </Form>
  );
}
