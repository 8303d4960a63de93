// Words that many screens use.

export const shared = {
  copy: "Copy",
  copied: "Copied",
  delete: "Delete",
  remove: "Remove",
  saved: "Saved.",
  add: "Add",
  optional: "optional",
  more: "Show more",
  typeToConfirm: (word: string) => `Type “${word}” to go on`,
  toMention: "People to mention",
  mentions: (count: number) => (count === 0 ? "" : `${count} ${count === 1 ? "person" : "people"} to mention, use the arrow keys`),
  you: "You",
  settings: "Settings",
  teams: "Teams",
  team: "Team",
  personal: "Personal",
  invite: "Invite people",
  signInWith: (name: string) => `Sign in with ${name}`,
} as const;
