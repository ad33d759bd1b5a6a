using ProxLB.Core.Operation;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Web.Access;
using ProxLB.Web.Operation;
using ProxLB.Web.Problems;

namespace ProxLB.Web.Pages.Model;

/// <summary>The plan that somebody is looking at, and his wishes for it.</summary>
internal sealed class PlanModel(ClusterDesk desk, Visitor visitor, Action<Problem> onProblem) : IDisposable
{
    private CancellationTokenSource? _asking;

    /// <summary>What is wished for.</summary>
    public PlanWish Wish { get; private set; } = new() { Frontier = true };

    /// <summary>The plan; null before the first, and after it was carried out.</summary>
    public KeptPlan? Kept { get; private set; }

    /// <summary>What fewer migrations would reach; stays while one of its points is picked.</summary>
    public IReadOnlyList<FrontierPoint> Frontier { get; private set; } = [];

    /// <summary>Whether a plan is being made.</summary>
    public bool Busy => _asking is not null;

    /// <summary>What was wrong with the last wish.</summary>
    public Problem? Problem { get; set; }

    /// <summary>Makes a plan. A wish that comes while another is being answered replaces it.</summary>
    public async Task AskAsync(PlanWish wish)
    {
        if (_asking is not null)
        {
            await _asking.CancelAsync();
        }

        using var asking = new CancellationTokenSource();
        _asking = asking;
        Wish = wish;
        Problem = null;
        try
        {
            var kept = await desk.PlanAsync(visitor, wish, asking.Token);
            if (_asking == asking)
            {
                Kept = kept;
                Frontier = wish.Frontier ? kept.Plan.Frontier : Frontier;
            }
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
            }
        }
    }

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
        Problem = null;
        Wish = Wish with { Keep = [], Most = null, Frontier = true };
    }

    public void Dispose() => _asking?.Cancel();
}
