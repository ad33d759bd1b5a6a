using ProxLB.Core.Execution;
using ProxLB.Core.Operation;
using ProxLB.Core.Planning;

namespace ProxLB.Benchmarks.Soak;

/// <summary>Counts what runs come to, and looks for what must not happen.</summary>
internal sealed class SoakTally
{
    private readonly Dictionary<int, List<(DateTimeOffset At, string From)>> _left = [];
    private readonly List<string> _broken = [];
    private OperatorRun? _run;
    private KeptPlan? _plan;
    private int _failedRuns;
    private int _returns;
    private int _plans;

    public int Moved { get; private set; }

    public int Failed { get; private set; }

    /// <summary>How many guests would have to move for required rules to hold.</summary>
    public static int Broken(MigrationPlan? plan) =>
        (int)(plan?.Before.Terms.Where(term => term.Term == "violations").Sum(term => term.Value) ?? 0);

    public void Count(ClusterOperator @operator, SoakWeather weather)
    {
        var state = @operator.State;
        if (state.Plan is { } plan && !ReferenceEquals(plan, _plan))
        {
            Look(plan, weather);
            _plan = plan;
            _plans++;
        }
        if (state.LastRun is { } run && !ReferenceEquals(run, _run))
        {
            _run = run;
            Moved += run.Moved;
            Failed += run.Failed;
            _failedRuns += run.Error is null ? 0 : 1;
            foreach (var step in run.Steps.Where(step => step.State == MigrationStates.Moved))
            {
                Look(step, weather);
            }
        }
    }

    public SoakResult Result(SoakOptions options, IReadOnlyList<SoakSample> samples) => new()
    {
        Options = options,
        Samples = samples,
        RulesBrokenByMigrations = _broken,
        FailedRuns = _failedRuns,
        Returns = _returns,
        Plans = _plans,
    };

    /// <summary>Nothing is broken at this look that held at the last one, unless the cluster itself had an incident in between.</summary>
    private void Look(KeptPlan plan, SoakWeather weather)
    {
        var disturbed = weather.IncidentAt(plan.MadeAt) is not null || weather.IncidentAt(plan.MadeAt - TimeSpan.FromHours(1)) is not null;
        if (_plan is { } last && !disturbed && Broken(plan.Plan) > Broken(last.Plan))
        {
            _broken.Add($"{plan.MadeAt:u}: {Broken(plan.Plan)} after {Broken(last.Plan)}");
        }
    }

    private void Look(RunStep step, SoakWeather weather)
    {
        var at = step.EndedAt!.Value;
        var past = _left.TryGetValue(step.Migration.Guest, out var known) ? known : _left[step.Migration.Guest] = [];
        var back = past.Exists(move => move.From == step.Migration.To && at - move.At < TimeSpan.FromDays(1));
        if (back && weather.IncidentAt(at) is null && step.Migration.Cause == MigrationCause.Balance)
        {
            _returns++;
        }
        past.Add((at, step.Migration.From));
    }
}
