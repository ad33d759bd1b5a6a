using ProxLB.Core.Operation;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Web.Access;
using ProxLB.Web.Operation;
using ProxLB.Web.Problems;

namespace ProxLB.Web.Pages.Model;

/// <summary>The plan that somebody is looking at, and his wishes for it.</summary>
internal sealed class PlanModel(ClusterDesk desk, Visitor visitor, Action onChange, Action<Problem> onProblem) : IDisposable
{
    /// <summary>The curve takes a score of plans; it comes by itself in clusters with up to so many pairs of node and guest.</summary>
    private const int QuickPairs = 250;

    private CancellationTokenSource? _asking;

    /// <summary>What is wished for.</summary>
    public PlanWish Wish { get; private set; } = new() { Frontier = true };

    /// <summary>The plan; null before the first, and after it was carried out.</summary>
    public KeptPlan? Kept { get; private set; }

    /// <summary>What fewer migrations would reach; stays while one of its points is picked.</summary>
    public IReadOnlyList<FrontierPoint> Frontier { get; private set; } = [];

    /// <summary>Whether the curve was left out because it takes a while; <see cref="DrawFrontierAsync"/> brings it.</summary>
    public bool FrontierIsSlow { get; private set; }

    /// <summary>Whether the curve is being worked out; room is kept for it.</summary>
    public bool FrontierIsComing { get; private set; }

    /// <summary>Whether a plan is being made.</summary>
    public bool Busy => _asking is not null;

    /// <summary>What was wrong with the last wish.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Makes a plan, and then the curve if that is wished for and quick.</summary>
    public Task AskAsync(PlanWish wish) => ReplaceAsync(async asking =>
    {
        Wish = wish;
        await MakeAsync(wish with { Frontier = false }, asking);
        if (wish.Frontier && asking == _asking)
        {
            var hasCurve = Kept!.Plan.Migrations.Count > 0;
            FrontierIsSlow = hasCurve && (long)Kept.Facts.Nodes.Count * Kept.Facts.Guests.Count > QuickPairs;
            if (!hasCurve || FrontierIsSlow)
            {
                Frontier = [];
                return;
            }

            FrontierIsComing = true;
            onChange();
            await MakeAsync(wish, asking);
        }
    });

    /// <summary>Makes the plan again with the curve, however long it takes.</summary>
    public Task DrawFrontierAsync() => ReplaceAsync(asking =>
    {
        FrontierIsSlow = false;
        return MakeAsync(Wish with { Frontier = true }, asking);
    });

    /// <summary>The same wish, but this guest stays or may move again.</summary>
    public Task ToggleAsync(int guest) => AskAsync(Wish with
    {
        Keep = Wish.Keep.Contains(guest) ? [.. Wish.Keep.Where(kept => kept != guest)] : [.. Wish.Keep, guest],
        Frontier = Wish.Most is null,
    });

    /// <summary>What is best with at most so many migrations; null: the goal again, with as many as it takes.</summary>
    public Task LimitAsync(int? most, BalancingGoal? goal) =>
        AskAsync(Wish with { Most = most, Goal = most is null ? goal : BalancingGoal.Best, Frontier = most is null });

    /// <summary>Forgets the plan, which was carried out.</summary>
    public void Clear()
    {
        Kept = null;
        Frontier = [];
        FrontierIsSlow = false;
        Problem = null;
        Wish = Wish with { Keep = [], Most = null, Frontier = true };
    }

    public void Dispose() => _asking?.Cancel();

    // A wish that comes while another is being answered takes its place.
    private async Task ReplaceAsync(Func<CancellationTokenSource, Task> answer)
    {
        if (_asking is { } old)
        {
            await old.CancelAsync();
        }

        using var asking = new CancellationTokenSource();
        _asking = asking;
        Problem = null;
        try
        {
            await answer(asking);
        }
        catch (ProblemException refused) when (_asking == asking)
        {
            Problem = refused.Problem;
            onProblem(refused.Problem);
        }
        catch (OperationCanceledException) when (asking.IsCancellationRequested)
        {
            // A newer wish has taken its place.
        }
        finally
        {
            if (_asking == asking)
            {
                _asking = null;
                FrontierIsComing = false;
            }
        }
    }

    private async Task MakeAsync(PlanWish wish, CancellationTokenSource asking)
    {
        var kept = await desk.PlanAsync(visitor, wish, asking.Token);
        if (_asking == asking)
        {
            Kept = kept;
            Frontier = wish switch
            {
                { Frontier: true } => kept.Plan.Frontier,
                { Most: { } most, Keep.Count: 0 } => [.. Frontier.Select(point => point.Migrations == most ? Reached(most, kept.Plan) : point)],
                _ => Frontier,
            };
        }
    }

    // The curve's points are searched for with less effort than a plan that somebody wants to carry out.
    private static FrontierPoint Reached(int most, MigrationPlan plan) => new()
    {
        Migrations = most,
        Spread = plan.After.Spread,
        CostBytes = plan.Migrations.Sum(migration => migration.CostBytes),
    };
}
