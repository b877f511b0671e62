import { Component, type ReactNode } from "react";
import { Button } from "../parts/button.tsx";

type Given = {
  /** What a mistake of the page does not touch. */
  reassurance: string;
  children: ReactNode;
};

/** Holds a mistake of one page inside that page. */
export class PageError extends Component<Given, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <section role="alert" className="grid justify-items-start gap-4 py-10">
        <h1 className="text-3xl font-semibold tracking-tight">This page broke</h1>
        <p className="max-w-prose text-ink-soft">{this.props.reassurance} Reload to go on.</p>
        <Button kind="primary" onClick={() => location.reload()}>
          Reload
        </Button>
      </section>
    );
  }
}
