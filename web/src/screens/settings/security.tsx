// How one signs in, and where one is signed in.

import { Panels } from "../../ui/panel.tsx";
import { Factor } from "./factor.tsx";
import { Identities } from "./identities.tsx";
import { Password } from "./password.tsx";
import { Sessions } from "./sessions.tsx";

export default function Security() {
  return (
    <Panels>
      <Password />
      <Factor />
      <Sessions />
      <Identities />
    </Panels>
  );
}
