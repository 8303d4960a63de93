// Other places that one signs in with. Nothing is shown where the server knows none.

import { startOf, useIdentities, useProviders, useRemoveIdentity } from "../../data/providers.ts";
import { ago } from "../../dates.ts";
import { messages } from "../../messages.ts";
import { settings } from "../../messages/settings.ts";
import { Button } from "../../ui/button.tsx";
import { Panel, Row, Rows } from "../../ui/panel.tsx";
import { complain, tell } from "../../ui/toast.tsx";

export function Identities() {
  const { data: identities = [] } = useIdentities();
  const { data: providers = [] } = useProviders();
  const remove = useRemoveIdentity();
  if (identities.length === 0 && providers.length === 0) return null;
  const unlinked = providers.filter(({ key }) => !identities.some(({ provider }) => provider === key));
  return (
    <Panel title={settings.identities} about={settings.identitiesAbout}>
      <Rows>
        {identities.map((one) => (
          <Row key={one.id} name={one.provider_name} about={[one.email, one.last_used_at && settings.lastUsed(ago(one.last_used_at), "")].filter(Boolean).join(" · ")}>
            <Button look="quiet" aria-label={settings.unlink(one.provider_name)} onClick={() => remove.mutate(one.id, { onSuccess: () => tell(settings.unlinked(one.provider_name)), onError: (error) => complain(error) })}>
              {messages.shared.remove}
            </Button>
          </Row>
        ))}
        {unlinked.map((provider) => (
          <Row key={provider.key} name={provider.name}>
            {/* Not within the app: the server leads on to the provider. */}
            <a href={startOf(provider, "/settings/security")}>{settings.link(provider.name)}</a>
          </Row>
        ))}
      </Rows>
    </Panel>
  );
}
