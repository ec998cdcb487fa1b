/** A list of listeners, and nothing more. */
export class Signal<T = void> {
  private hearers = new Set<(value: T) => void>();

  /** Calls `hear` on every `tell`; the answer stops that. */
  hear(hear: (value: T) => void): () => void {
    this.hearers.add(hear);
    return () => this.hearers.delete(hear);
  }

  tell(value: T): void {
    for (const hear of [...this.hearers]) hear(value);
  }
}
