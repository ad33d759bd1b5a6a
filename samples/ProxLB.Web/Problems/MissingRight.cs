namespace ProxLB.Web.Problems;

/// <summary>A privilege that somebody lacks.</summary>
/// <param name="Privilege">Such as <c>VM.Migrate</c>.</param>
/// <param name="Path">Such as <c>/vms/101</c>.</param>
public sealed record MissingRight(string Privilege, string Path)
{
    public override string ToString() => $"{Privilege} on {Path}";
}
