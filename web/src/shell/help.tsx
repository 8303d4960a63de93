import { shortcutTexts as texts } from "../messages/shortcuts.ts";
import { Dialog } from "../ui/dialog.tsx";
import { useSingleKeys } from "../ui/keys.ts";
import css from "./help.module.css";

/** Which keys do what, and turning the single ones off. */
export default function Help({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useSingleKeys();
  return (
    <Dialog title={texts.help} onClose={onClose}>
      <div className={css.help}>
        <Keys title={texts.everywhere} keys={texts.keys.everywhere} />
        <Keys title={texts.onBoards} keys={texts.keys.onBoards} />
        <Keys title={texts.onCards} keys={texts.keys.onCards} />
        <label className={css.setting}>
          <input type="checkbox" checked={on} onChange={({ target }) => setOn(target.checked)} />
          <span>
            {texts.single}
            <span className={css.hint}>{texts.singleHint}</span>
          </span>
        </label>
      </div>
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h2 className={css.title}>{title}</h2>
      <dl>
        {keys.map(([key, what]) => (
          <div key={key} className={css.row}>
            <dt>
              {key.split(" ").map((one) => (
                <kbd key={one} className={css.key}>
                  {one}
                </kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
