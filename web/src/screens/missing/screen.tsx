import { messages } from "../../messages.ts";
import { Link } from "../../navigation.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Page } from "../../ui/page.tsx";

/** An address that leads nowhere, or where one may not see. */
export default function Missing() {
  return (
    <Page title={messages.missing.title}>
      <Empty title={messages.missing.text} action={<Link to="/">{messages.missing.home}</Link>} />
    </Page>
  );
}
