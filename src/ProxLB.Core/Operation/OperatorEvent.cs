using ProxLB.Core.Execution;

namespace ProxLB.Core.Operation;

/// <summary>Something that happened to an operator.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, by this host's clock.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="State">The state right after it.</param>
/// <param name="Progress">What happened in the run; null if it is not about a run.</param>
public sealed record OperatorEvent(OperatorEventKind Kind, DateTimeOffset At, string Message, OperatorState State, ExecutionEvent? Progress = null);
