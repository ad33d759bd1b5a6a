using ProxLB.Core.Planning;

namespace ProxLB.Host;

/// <summary>What the program returns. Scripts rely on these numbers.</summary>
internal static class ExitCodes
{
    /// <summary>Done, or nothing to do; an unreached load goal too.</summary>
    public const int Done = 0;

    /// <summary>A defect of the program.</summary>
    public const int Unexpected = 1;

    /// <summary>Bad arguments, configuration or file.</summary>
    public const int BadInput = 2;

    /// <summary>Something required stays violated, or no node fits.</summary>
    public const int Unsatisfied = 3;

    /// <summary>The cluster cannot be reached, or a permission is missing.</summary>
    public const int Unreachable = 4;

    /// <summary>Some migrations failed; outranks <see cref="Unsatisfied"/>.</summary>
    public const int MigrationsFailed = 5;

    /// <summary>The user stopped it; outranks <see cref="MigrationsFailed"/>.</summary>
    public const int Stopped = 6;

    /// <summary>What a plan that is only shown returns.</summary>
    public static int For(MigrationPlan plan) =>
        plan.Unsatisfied.Any(item => item.Required) ? Unsatisfied : Done;
}
