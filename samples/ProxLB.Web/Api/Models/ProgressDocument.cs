using ProxLB.Core.Operation;

namespace ProxLB.Web.Api.Models;

/// <summary>Something that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Plan">The plan concerned.</param>
/// <param name="Guest">The guest concerned.</param>
internal sealed record ProgressDocument(DateTimeOffset At, string Kind, string Message, string? Plan, int? Guest)
{
    public static ProgressDocument Of(OperatorEvent happened)
    {
        var kind = happened.Progress?.Kind.ToString() ?? happened.Kind.ToString();
        return new(happened.At, char.ToLowerInvariant(kind[0]) + kind[1..], happened.Message, happened.Progress?.Plan, happened.Progress?.Migration?.Guest);
    }
}
