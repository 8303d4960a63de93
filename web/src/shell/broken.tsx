// What is shown where a screen broke, instead of nothing.

import { Component, type ReactNode } from "react";

import { messages } from "../messages.ts";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";

interface Props {
  children: ReactNode;
  /** Another one is another screen, which gets its chance. */
  at?: string;
}

export class Broken extends Component<Props, { error: unknown; at: string | undefined }> {
  override state = { error: undefined as unknown, at: this.props.at };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  static getDerivedStateFromProps({ at }: Props, state: { at: string | undefined }) {
    return at === state.at ? null : { error: undefined, at };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return (
      <Empty title={messages.problem.title} action={<Button onClick={() => location.reload()}>{messages.problem.reload}</Button>}>
        {messages.problem.crashed}
      </Empty>
    );
  }
}
