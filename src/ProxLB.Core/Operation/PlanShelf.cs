namespace ProxLB.Core.Operation;

/// <summary>The last plans, by id. What is old is forgotten: its facts are too.</summary>
internal sealed class PlanShelf(TimeProvider time)
{
    /// <summary>How long a plan can be applied.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private const int Most = 16;

    private readonly Lock _gate = new();
    private readonly List<KeptPlan> _plans = [];

    public void Keep(KeptPlan plan)
    {
        lock (_gate)
        {
            _plans.RemoveAll(kept => kept.Id == plan.Id || IsOld(kept));
            _plans.Add(plan);
            if (_plans.Count > Most)
            {
                _plans.RemoveAt(0);
            }
        }
    }

    public KeptPlan? Find(string id)
    {
        lock (_gate)
        {
            return _plans.Find(kept => kept.Id == id && !IsOld(kept));
        }
    }

    private bool IsOld(KeptPlan plan) => time.GetUtcNow() - plan.MadeAt > Patience;
}
