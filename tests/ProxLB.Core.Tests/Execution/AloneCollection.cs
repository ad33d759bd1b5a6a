namespace ProxLB.Core.Tests.Execution;

/// <summary>Tests that run when all others have ended, one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
