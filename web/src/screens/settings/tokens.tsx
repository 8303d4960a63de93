import { useState } from "react";

import type { Schemas } from "../../api/schema.ts";
import { useRevokeToken, useTokens } from "../../data/programs.ts";
import { ago, full } from "../../dates.ts";
import { settings } from "../../messages/settings.ts";
import { Alert } from "../../ui/alert.tsx";
import { AskFirst } from "../../ui/ask-first.tsx";
import { Button } from "../../ui/button.tsx";
import { Row, Rows } from "../../ui/panel.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { tell } from "../../ui/toast.tsx";

type Token = Schemas["ApiToken"];

export function Tokens() {
  const { data: tokens, error } = useTokens();
  const [asked, setAsked] = useState<Token>();
  const revoke = useRevokeToken();
  const yes = ({ id, name }: Token) => revoke.mutateAsync(id).then(() => tell(settings.revoked(name)));
  if (!tokens) return error ? <Alert error={error} /> : <Spinner />;
  if (tokens.length === 0) return <p>{settings.noTokens}</p>;
  return (
    <>
      <Rows>
        {tokens.map((token) => (
          <Row key={token.id} name={token.name} about={line(token)}>
            <Button look="quiet" aria-label={settings.revokeName(token.name)} onClick={() => setAsked(token)}>
              {settings.revoke}
            </Button>
          </Row>
        ))}
      </Rows>
      {asked && (
        <AskFirst title={settings.revokeName(asked.name)} action={settings.revoke} onYes={() => yes(asked)} onClose={() => setAsked(undefined)}>
          {settings.revokeAsk}
        </AskFirst>
      )}
    </>
  );
}

function line({ scope, expires_at, last_used_at }: Token): string {
  const used = last_used_at === null ? settings.neverUsed : settings.used(ago(last_used_at));
  return settings.tokenLine(settings.scopes[scope], full(expires_at), used);
}
