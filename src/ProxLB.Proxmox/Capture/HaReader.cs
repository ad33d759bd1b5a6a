using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Reads what the HA manager is configured to do and what it is doing: groups up to PVE 8, rules from PVE 9.</summary>
internal sealed class HaReader(ProxmoxClient client, ClusterFeatures features)
{
    private const string RulesCall = "GET /cluster/ha/rules";
    private const string GroupsCall = "GET /cluster/ha/groups";

    /// <summary>The answer of a cluster that has made rules of its groups.</summary>
    private static readonly IReadOnlyList<HaGroupEntry> MigratedToRules = new List<HaGroupEntry>().AsReadOnly();

    public async Task<HaAnswers> ReadAsync(Reading reading, CancellationToken cancellationToken)
    {
        var resources = reading.TryAsync("GET /cluster/ha/resources",
            async () => (IReadOnlyList<HaResource>?)await client.GetListAsync("cluster/ha/resources", ApiContext.Default.HaResource, cancellationToken).ConfigureAwait(false));
        var manager = ReadManagerAsync(reading, cancellationToken);
        var current = reading.TryAsync("GET /cluster/ha/status/current",
            async () => (IReadOnlyList<HaStatusEntry>?)await client.GetListAsync("cluster/ha/status/current", ApiContext.Default.HaStatusEntry, cancellationToken).ConfigureAwait(false));
        var (rules, groups) = await ReadRulesAsync(reading, cancellationToken).ConfigureAwait(false);
        return new HaAnswers
        {
            Resources = await resources.ConfigureAwait(false),
            Manager = await manager.ConfigureAwait(false),
            Current = await current.ConfigureAwait(false),
            Rules = rules,
            Groups = groups,
        };
    }

    /// <summary>The HA manager's own state; null if it could not be read.</summary>
    public async Task<HaManagerStatus?> ReadManagerAsync(Reading reading, CancellationToken cancellationToken)
    {
        var answer = await reading.TryAsync("GET /cluster/ha/status/manager_status",
            () => client.GetAsync("cluster/ha/status/manager_status", ApiContext.Default.HaManagerAnswer, cancellationToken)).ConfigureAwait(false);
        return answer is null ? null : answer.Status ?? new HaManagerStatus();
    }

    /// <summary>Rules and groups; one of them is empty, as the version has it. A cluster that knows neither call is none that was ever released: what it has is unknown, not nothing.</summary>
    public async Task<(IReadOnlyList<HaRuleEntry>? Rules, IReadOnlyList<HaGroupEntry>? Groups)> ReadRulesAsync(Reading reading, CancellationToken cancellationToken)
    {
        if (features.HasHaRules && features.MayKnow(RulesCall))
        {
            var rules = await reading.TryAsync(RulesCall, () => ReadRulesAsync(cancellationToken)).ConfigureAwait(false);
            if (features.MayKnow(RulesCall))
            {
                return (rules, []);
            }
        }

        var groups = await reading.TryAsync(GroupsCall, () => ReadGroupsAsync(cancellationToken)).ConfigureAwait(false);
        // The cluster was upgraded a moment ago, or in part: there are rules, whatever its version seems to be.
        return ReferenceEquals(groups, MigratedToRules)
            ? (await reading.TryAsync(RulesCall, () => ReadRulesAsync(cancellationToken), mustKnow: true).ConfigureAwait(false), [])
            : ([], groups);
    }

    private async Task<IReadOnlyList<HaRuleEntry>?> ReadRulesAsync(CancellationToken cancellationToken) =>
        await client.GetListAsync("cluster/ha/rules", ApiContext.Default.HaRuleEntry, cancellationToken).ConfigureAwait(false);

    private async Task<IReadOnlyList<HaGroupEntry>?> ReadGroupsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetListAsync("cluster/ha/groups", ApiContext.Default.HaGroupEntry, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException failure) when (failure.Reason.Contains("migrated to rules", StringComparison.Ordinal))
        {
            return MigratedToRules;
        }
    }
}
