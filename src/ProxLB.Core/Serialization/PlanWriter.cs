using ProxLB.Core.Planning;

namespace ProxLB.Core.Serialization;

/// <summary>Writes plan files of the format <c>proxlb.plan/1</c>, computed figures with six decimals.</summary>
/// <remarks>Equal plans give equal bytes.</remarks>
public static class PlanWriter
{
    /// <summary>Writes a plan to a stream.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="plan">The plan. Numbers must be finite.</param>
    public static void Write(Stream stream, MigrationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ToUtf8(plan));
    }

    /// <summary>Writes a plan to memory.</summary>
    /// <param name="plan">The plan. Numbers must be finite.</param>
    /// <returns>JSON in UTF-8, without a byte order mark.</returns>
    public static byte[] ToUtf8(MigrationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return JsonWriting.Document(plan, PlanFormat.Write);
    }
}
