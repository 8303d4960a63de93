// The texts of the home page, loaded with the screen: see messages.ts.

export const home = {
  title: "Home",
  greeting: (name: string) => `Hello, ${name}`,
  working: "I am working on",
  allMine: "All my cards",
  myCards: "Recent cards",
  overdue: "Overdue",
  dueSoon: "Due soon",
  progress: "Projects",
  reports: "Reports",
  unread: "Unread",
  allNotifications: "All notifications",
  allRead: "Everything is read.",
  noCardsText: "Cards that you make, change or are assigned to are listed here.",
  nothingDue: "Nothing is due in the next days.",
  nothingBegun: "Nothing is in progress. Take on a card from a board and move it there.",
  done: (done: number, total: number) => (total === 0 ? "No cards yet" : `${done} of ${total} done`),
  late: (count: number) => `${count} overdue`,

  welcome: "Three steps, and you are at work",
  steps: {
    project: "Make your first project",
    projectText: "It comes with a board, and the columns To Do, In Progress and Done.",
    invite: "Invite the others",
    inviteText: "From the project, by address or with a link. Each sees at once what the others do.",
    assign: "Add a card and give it to someone",
    assignText: "They are told at once. What is yours, due and unread is then listed here.",
  },
} as const;
