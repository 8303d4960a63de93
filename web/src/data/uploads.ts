// Sending files, by XMLHttpRequest, which alone tells how far it is.

import { Refused, Unreachable } from "../api/problem.ts";
import { refresh } from "../api/session.ts";

/** Sends a file to a path of the API; `told` hears the part of it that has gone, from 0 to 1. */
export async function upload(path: string, file: File, told: (part: number) => void, signal: AbortSignal): Promise<void> {
  let answer = await sent(path, file, told, signal);
  if (answer.status === 401 && (await refresh())) answer = await sent(path, file, told, signal);
  if (answer.status >= 300) throw new Refused({ status: answer.status, code: "unknown", title: "", detail: "", ...parsed(answer.responseText) });
}

function sent(path: string, file: File, told: (part: number) => void, signal: AbortSignal): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open("POST", path);
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
