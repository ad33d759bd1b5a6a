using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>What the cluster answered about HA. Null is: could not be read.</summary>
internal sealed record HaAnswers
{
    public IReadOnlyList<HaResource>? Resources { get; init; }

    public IReadOnlyList<HaGroupEntry>? Groups { get; init; }

    public IReadOnlyList<HaRuleEntry>? Rules { get; init; }

    public HaManagerStatus? Manager { get; init; }

    public IReadOnlyList<HaStatusEntry>? Current { get; init; }

    /// <summary>Whether everything needed to keep the HA manager's rules is known.</summary>
    public bool IsComplete => Resources is not null && Groups is not null && Rules is not null && Manager is not null;
}
