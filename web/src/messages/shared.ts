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
  you: "You",
  settings: "Settings",
  teams: "Teams",
  team: "Team",
  personal: "Personal",
  invite: "Invite people",
  signInWith: (name: string) => `Sign in with ${name}`,
} as const;
