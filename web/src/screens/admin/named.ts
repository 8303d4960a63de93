// What an entry of the audit log is about, in a word, out of details that differ from action to action.

const TELLING = ["user", "name", "handle", "email", "kind", "address"];

export function nameIn(details: unknown): string | undefined {
  if (typeof details !== "object" || details === null) return undefined;
  for (const member of TELLING) {
    const value: unknown = Reflect.get(details, member);
    if (typeof value === "string" && value !== "") return value;
    const inner = nameIn(value);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
