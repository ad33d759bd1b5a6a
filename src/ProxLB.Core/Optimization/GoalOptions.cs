using System.Collections.Frozen;

namespace ProxLB.Core.Optimization;

/// <summary>What is to be reached, and at what price.</summary>
public sealed class GoalOptions
{
    /// <summary>The default of <see cref="Balanciness"/>.</summary>
    public const double DefaultBalanciness = 10;

    /// <summary>The default of <see cref="MinimumGain"/>.</summary>
    public const double DefaultMinimumGain = 0.1;

    /// <summary>The default of <see cref="MinimumRelativeGain"/>.</summary>
    public const double DefaultMinimumRelativeGain = 0.01;

    /// <summary>The default of <see cref="MigrationOverheadBytes"/>: 1 GiB.</summary>
    public const long DefaultMigrationOverheadBytes = 1L << 30;

    /// <summary>The default of <see cref="ContainerRestartCostBytes"/>: 4 GiB.</summary>
    public const long DefaultContainerRestartCostBytes = 4L << 30;

    internal static readonly FrozenDictionary<string, double> DefaultMethods =
        new Dictionary<string, double> { [Strategies.BalancingStrategies.Memory] = 1 }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a run is to reach; default <see cref="BalancingGoal.Target"/>.</summary>
    public BalancingGoal Goal { get; set; }

    /// <summary>The balanced dimensions and their weights, which are divided by their sum; default memory.</summary>
    public Dictionary<string, double> Methods { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The allowed spread in percentage points; default 10.</summary>
    public double Balanciness { get; set; } = DefaultBalanciness;

    /// <summary>The allowed spread of single dimensions, in percentage points.</summary>
    public Dictionary<string, double> BalancinessByDimension { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>By dimension: the utilisation in percent that some node must reach before that dimension is balanced.</summary>
    public Dictionary<string, double> Floors { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>For <see cref="BalancingGoal.Target"/>: by how much a plan must lower the distance, in percentage points; default 0.1.</summary>
    public double MinimumGain { get; set; } = DefaultMinimumGain;

    /// <summary>For <see cref="BalancingGoal.Best"/>: by how much each migration must lower the imbalance, as a part of the imbalance without it, 0 to 1; default 0.01.</summary>
    public double MinimumRelativeGain { get; set; } = DefaultMinimumRelativeGain;

    /// <summary>The most migrations of a plan; null: no limit.</summary>
    public int? MaxMigrations { get; set; }

    /// <summary>Whether larger guests of a node move before smaller ones, where no rule says otherwise; default false: by VMID.</summary>
    public bool LargerGuestsFirst { get; set; }

    /// <summary>The fixed cost of each migration in bytes; default 1 GiB.</summary>
    public long MigrationOverheadBytes { get; set; } = DefaultMigrationOverheadBytes;

    /// <summary>The cost of restarting a running container in bytes; default 4 GiB.</summary>
    public long ContainerRestartCostBytes { get; set; } = DefaultContainerRestartCostBytes;

    /// <summary>Seeds the search; the same seed, snapshot and options give the same plan.</summary>
    public int Seed { get; set; }

    /// <summary>After this time the best plan so far is returned, and says so; a frontier has as much again; above 0, default 30 seconds.</summary>
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Multiplies the moves that the search evaluates beyond a first descent; from 0 to 1,000, default 1.</summary>
    /// <remarks>0 takes what the descent finds: a plan within a fraction of the time, for callers that plan often, which may move more than it had to.</remarks>
    public double SearchEffort { get; set; } = 1;

    internal GoalOptions Copy() => (GoalOptions)MemberwiseClone();
}
