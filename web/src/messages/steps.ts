// The texts of the first steps.

export const steps = {
  title: "Your first steps",
  isDone: "done",
  project: "Make a project",
  card: "Write down something to do, as a card on the board",
  invite: "Invite someone, by e-mail or with a link",
  assign: "Assign them a card: open it and choose them. They hear of it at once",
  open: (board: string) => `Open ${board}`,
} as const;
