// A card's files. They are sent by XMLHttpRequest, which alone tells how far it is.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, done } from "../api/client.ts";
import { Refused, Unreachable } from "../api/problem.ts";
import type { File as Stored } from "../api/schema.ts";
import { fetchWithSession, refresh } from "../api/session.ts";
import { queries } from "./client.ts";

export const filesKey = (cardId: string) => ["cards", cardId, "files"] as const;

export function useCardFiles(cardId: string) {
  return useQuery({
    queryKey: filesKey(cardId),
    queryFn: () => done(api.GET("/api/v1/cards/{card_id}/files", { params: { path: { card_id: cardId }, query: { limit: 200 } } })),
    select: ({ items }) => items,
    // A thumbnail is made some moments after its image has come.
    refetchInterval: ({ state }) => (state.data?.items.some(awaitsThumbnail) ? 2_000 : false),
  });
}

const awaitsThumbnail = ({ media_type, thumbnail_url, created_at }: Stored) =>
  media_type.startsWith("image/") && thumbnail_url === null && Date.now() - Date.parse(created_at) < 30_000;

export function useDeleteFile(cardId: string) {
  return useMutation({
    mutationFn: (id: string) => done(api.DELETE("/api/v1/files/{file_id}", { params: { path: { file_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: filesKey(cardId) }),
  });
}

/** Sends a file; `told` hears the part of it that has gone, from 0 to 1. */
export async function upload(cardId: string, file: File, told: (part: number) => void, signal: AbortSignal): Promise<void> {
  let answer = await sent(cardId, file, told, signal);
  if (answer.status === 401 && (await refresh())) answer = await sent(cardId, file, told, signal);
  if (answer.status >= 300) throw new Refused({ status: answer.status, code: "unknown", title: "", detail: "", ...parsed(answer.responseText) });
  await queries.invalidateQueries({ queryKey: filesKey(cardId) });
}

function sent(cardId: string, file: File, told: (part: number) => void, signal: AbortSignal): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/cards/${cardId}/files`);
    request.upload.onprogress = ({ loaded, total }) => told(total === 0 ? 0 : loaded / total);
    request.onload = () => resolve(request);
    request.onerror = () => reject(new Unreachable("the file was not sent"));
    request.onabort = () => reject(new DOMException("given up", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}

function parsed(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}

/** Saves a file as its sender named it. It is fetched by script, so that a session that is spent is renewed first. */
export async function download({ content_url, name }: Stored): Promise<void> {
  const answer = await fetchWithSession(new Request(new URL(content_url, location.origin)));
  if (!answer.ok) throw new Refused({ status: answer.status, code: "unknown", title: "", detail: "", ...parsed(await answer.text()) });
  const url = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
