using ProxLB.Core.Cluster;
using ProxLB.Core.Operation;
using ProxLB.Core.Planning;

namespace ProxLB.Host.Daemon.Metrics;

/// <summary>The operator's state as metrics.</summary>
internal static class StateMetrics
{
    public static void Write(PrometheusText text, OperatorState state, string version)
    {
        text.Metric("proxlb_build_info", "gauge", "Always 1; the label has the version.").Value("proxlb_build_info", 1, ("version", version));
        text.Gauge("proxlb_acting", "Whether this host may migrate guests.", Flag(state.Acting.Allowed && state.NothingIsSentBecause is null));
        text.Gauge("proxlb_run_in_progress", "Whether a plan is being carried out.", Flag(state.Run is not null));
        text.Gauge("proxlb_paused", "Whether nothing new is started until somebody resumes.", Flag(state.Paused));
        text.Gauge("proxlb_circuit_open", "Whether too much failed, so that nothing is started.", Flag(state.CircuitOpenBecause is not null));
        text.Gauge("proxlb_failing", "Whether the last attempt to read the cluster, to plan or to carry out failed.", Flag(state.LastError is not null || state.UnreadableBecause is not null));
        text.Gauge("proxlb_last_success_timestamp_seconds", "When a plan was last made.", Seconds(state.LastSuccessAt));
        text.Gauge("proxlb_last_capture_timestamp_seconds", "When the cluster was last read.", Seconds(state.FactsAt));
        text.Gauge("proxlb_next_run_timestamp_seconds", "When the next run of the schedule is due.", Seconds(state.NextRunAt));
        text.Gauge("proxlb_last_run_timestamp_seconds", "When the last run ended.", Seconds(state.LastRun?.EndedAt));
        text.Gauge("proxlb_drained_nodes", "Nodes that were drained at somebody's wish.", state.Drained.Length);
        if (state.Facts is { } facts)
        {
            WriteFacts(text, facts);
        }
        if (state.Plan?.Plan is { } plan)
        {
            WritePlan(text, plan);
        }
    }

    private static void WriteFacts(PrometheusText text, ClusterSnapshot facts)
    {
        text.Gauge("proxlb_cluster_quorate", "Whether the cluster has quorum.", Flag(facts.Quorate));
        text.Gauge("proxlb_guests", "Guests of all kinds.", facts.Guests.Count);
        ByNode(text, "proxlb_node_online", "Whether the cluster sees the node.", facts, node => Flag(node.Online));
        ByNode(text, "proxlb_node_maintenance", "Whether the node is to be empty.", facts, node => Flag(node.Maintenance));
        ByNode(text, "proxlb_node_memory_bytes", "Installed memory.", facts, node => node.MemoryBytes);
        ByNode(text, "proxlb_node_memory_used_bytes", "Memory in use, reclaimable cache included.", facts, node => node.MemoryUsedBytes);
        ByNode(text, "proxlb_node_cpu_cores", "Logical CPUs.", facts, node => node.CpuCores);
        ByNode(text, "proxlb_node_cpu_used_cores", "Cores in use.", facts, node => node.CpuUsed);
        ByNode(text, "proxlb_node_disk_bytes", "Size of the local disk.", facts, node => node.DiskBytes);
        ByNode(text, "proxlb_node_disk_used_bytes", "Bytes in use on the local disk.", facts, node => node.DiskUsedBytes);
    }

    private static void WritePlan(PrometheusText text, MigrationPlan plan)
    {
        text.Metric("proxlb_node_utilisation_ratio", "gauge", "Load over usable capacity, now and after the plan.");
        foreach (var (moment, state) in new[] { ("before", plan.Before), ("after", plan.After) })
        {
            foreach (var (node, dimension, value) in state.Nodes.SelectMany(node => node.Utilisation.Select(pair => (node.Name, pair.Key, pair.Value))))
            {
                text.Value("proxlb_node_utilisation_ratio", value, ("node", node), ("dimension", dimension), ("moment", moment));
            }
        }
        text.Metric("proxlb_node_guests", "gauge", "Guests on the node.");
        foreach (var node in plan.Before.Nodes)
        {
            text.Value("proxlb_node_guests", node.Guests, ("node", node.Name));
        }
        text.Metric("proxlb_imbalance", "gauge", "The imbalance, now and after the plan.")
            .Value("proxlb_imbalance", plan.Before.Imbalance, ("moment", "before")).Value("proxlb_imbalance", plan.After.Imbalance, ("moment", "after"));
        text.Metric("proxlb_spread_points", "gauge", "Highest minus lowest utilisation, in percentage points, now and after the plan.");
        foreach (var (moment, state) in new[] { ("before", plan.Before), ("after", plan.After) })
        {
            foreach (var (dimension, spread) in state.Spread)
            {
                text.Value("proxlb_spread_points", spread, ("dimension", dimension), ("moment", moment));
            }
        }
        text.Gauge("proxlb_plan_migrations", "Migrations of the last plan.", plan.Migrations.Count);
        text.Gauge("proxlb_plan_cost_bytes", "What the last plan costs.", plan.Migrations.Sum(migration => migration.CostBytes));
        text.Gauge("proxlb_plan_duration_seconds", "How long planning took.", plan.ElapsedMilliseconds / 1000);
        text.Gauge("proxlb_plan_unsatisfied_required", "Required rules, capacities and drains that the plan cannot satisfy.", plan.Unsatisfied.Count(item => item.Required));
        text.Metric("proxlb_plan_status", "gauge", "1 for the status of the last plan.");
        foreach (var status in Enum.GetValues<PlanStatus>())
        {
            text.Value("proxlb_plan_status", Flag(plan.Status == status), ("status", char.ToLowerInvariant(status.ToString()[0]) + status.ToString()[1..]));
        }
    }

    private static void ByNode(PrometheusText text, string name, string help, ClusterSnapshot facts, Func<ClusterNode, double?> figure)
    {
        text.Metric(name, "gauge", help);
        foreach (var node in facts.Nodes)
        {
            if (figure(node) is { } known)
            {
                text.Value(name, known, ("node", node.Name));
            }
        }
    }

    private static double Flag(bool value) => value ? 1 : 0;

    private static double? Seconds(DateTimeOffset? moment) => moment?.ToUnixTimeMilliseconds() / 1000.0;
}
