// The way from an empty home to two people who work together.

import assert from "node:assert/strict";

import { until } from "../../clients/ts/journey/until.mjs";
import { person } from "./browser.mjs";
import { healthy } from "./axe.mjs";
import { addCards, asks, card, escapes, makeProject, opened, register, toBoard, toProject } from "./people.mjs";

/** Someone who was sent a link makes an account, is on the board at once, hears of a card, and answers in the chat. */
export async function someone_is_invited_by_a_link_and_works_along({ server, browser }) {
  const ada = await register(browser, server, "Ada");
  await makeProject(ada, "Website");
  await addCards(ada, "To Do", ["Write the texts"]);
  await go(ada, "Home");
  const steps = ada.page.getByRole("region", { name: "Your first steps" });
  await until("the project and the card are ticked off", async () => (await steps.getByText(": done").count()) === 2);
  await steps.getByRole("button", { name: "Invite people" }).click();
  await ada.page.getByRole("button", { name: "Make a link" }).click();
  const link = await ada.page.getByLabel("Link", { exact: true }).inputValue();
  await healthy(ada);
  await ada.page.getByRole("button", { name: "Done" }).click();

  const grace = { ...(await person(browser)), name: "Grace" };
  await grace.page.goto(link);
  await grace.page.getByRole("heading", { name: "Ada invited you to Website" }).waitFor();
  await healthy(grace);
  // To and fro, and it is still the invitation that is followed.
  const isAt = (name) => grace.page.getByRole("heading", { level: 1, name }).waitFor();
  await grace.page.getByRole("link", { name: "I have an account" }).click();
  await isAt("Sign in to Boardwire");
  await grace.page.getByRole("link", { name: "Create an account" }).click();
  await isAt("Create your account");
  await grace.page.getByRole("link", { name: "Sign in" }).click();
  await isAt("Sign in to Boardwire");
  await grace.page.goBack();
  await isAt("Create your account");
  await grace.page.getByLabel("Your name").fill("Grace");
  await grace.page.getByLabel("E-mail").fill("grace@example.org");
  await grace.page.getByLabel("Password").fill("tall-giraffe-sings");
  await grace.page.getByRole("button", { name: "Create account" }).click();
  await toBoard(grace, "Website");
  await card(grace, "Write the texts").waitFor();

  const { items: cards } = await asks(ada, "GET", "/cards");
  const { id: graceId } = await asks(grace, "GET", "/users/me");
  await asks(ada, "PUT", `/cards/${cards[0].id}/assignees/${graceId}`);
  await grace.page.getByRole("button", { name: /unread/ }).click();
  await grace.page.getByRole("dialog", { name: "Notifications" }).getByRole("link", { name: /Ada assigned you/ }).click();
  await opened(grace, "Write the texts");
  await escapes(grace);

  // The chat: who types is seen, and a mention is completed by keyboard.
  for (const one of [ada, grace]) {
    await toProject(one, "Website");
    await one.page.getByRole("link", { name: "Chat" }).click();
  }
  const field = grace.page.getByLabel("Write a message");
  await ada.page.getByText("Nothing was said yet").waitFor();
  // That one types fades after some seconds: it is looked for meanwhile.
  await Promise.all([ada.page.getByText("Grace is typing…").waitFor(), field.pressSequentially("Good morning, @ad")]);
  await grace.page.getByRole("option", { name: /Ada/ }).waitFor();
  await healthy(grace);
  await grace.page.keyboard.press("Enter");
  await until("the mention is complete", async () => (await field.inputValue()) === "Good morning, @ada ");
  await grace.page.keyboard.press("Enter");
  const message = ada.page.getByRole("log").getByText("Good morning,");
  await message.waitFor();
  await until("nobody types any more", async () => (await ada.page.getByText("is typing…").count()) === 0);
  assert.equal(await ada.page.getByRole("log").locator("mark").textContent(), "@ada");
  await healthy(ada);

  // Who is taken out sees it go, at once.
  await ada.page.getByRole("link", { name: "People" }).click();
  await ada.page.getByRole("button", { name: "Remove Grace" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Remove" }).waitFor();
  await healthy(ada);
  await ada.page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await ada.page.getByText("Grace is removed.").waitFor();
  await grace.page.getByText(/may not see this any more|There is nothing here/).first().waitFor();
  for (const { name, complaints } of [ada, grace]) assert.deepEqual(complaints, [], `what ${name}'s page complains about`);
}

const go = ({ page }, to) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: to }).click();
