namespace ProxLB.Proxmox.Migration;

/// <summary>Tells from the cluster's words whether a refusal passes by itself.</summary>
internal static class RefusalText
{
    private static readonly string[] Passing = ["is locked", "got timeout", "can't lock file", "no quorum", "not ready", "try again", "temporarily"];

    public static bool IsPassing(string reason) => Passing.Any(text => reason.Contains(text, StringComparison.OrdinalIgnoreCase));
}
