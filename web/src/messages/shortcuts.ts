// The texts of finding by keyboard, and of the help with it.

export const shortcutTexts = {
  palette: "Search everything",
  placeholder: "Search cards, boards and projects",
  found: (count: number) => (count === 0 ? "Nothing found" : `${count} found`),
  nothing: "Nothing found. Words are found by their beginnings, in titles, descriptions and comments; WEB-12 finds the card of this key.",
  begin: "Type to search cards, boards and projects, or choose a board.",
  groups: { boards: "Boards", projects: "Projects", cards: "Cards" },
  archived: "archived",

  help: "Keyboard shortcuts",
  everywhere: "Everywhere",
  onBoards: "On a board",
  onCards: "On a card of the board",
  keys: {
    everywhere: [
      ["/", "Search everything"],
      ["Ctrl K", "Search everything, also while writing"],
      ["?", "This help"],
      ["F6", "To the notices"],
      ["Esc", "Close what is open"],
    ],
    onBoards: [
      ["n", "Add a card, to the column that one is in"],
      ["f", "Filter"],
      ["x", "Clear the filter"],
    ],
    onCards: [
      ["↑ ↓ ← →", "To another card"],
      ["Enter", "Open it"],
      ["Space", "Pick it up; the arrows carry it, Space puts it down, Esc puts it back"],
    ],
  },
  single: "Use single keys as shortcuts",
  singleHint: "Turn this off where they get in the way, as with speech input. Ctrl K stays.",
} as const;
