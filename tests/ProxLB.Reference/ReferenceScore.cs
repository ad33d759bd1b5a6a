namespace ProxLB.Reference;

/// <summary>The terms of a score as DESIGN.md lists them, in integers of the stated resolution; less is better.</summary>
internal readonly record struct ReferenceScore(
    long Violations, long Overload, long Preferred, long Distance, long Cost, long Imbalance, int Migrations)
{
    /// <summary>Compares in the order of a goal.</summary>
    public int CompareTo(in ReferenceScore other, ReferenceOrder order)
    {
        var result = Violations.CompareTo(other.Violations);
        result = result != 0 ? result : Overload.CompareTo(other.Overload);
        result = result != 0 || order != ReferenceOrder.Repairs ? result : Cost.CompareTo(other.Cost);
        result = result != 0 ? result : Preferred.CompareTo(other.Preferred);
        result = result != 0 || order != ReferenceOrder.RulesFirst ? result : Cost.CompareTo(other.Cost);
        result = result != 0 ? result : Distance.CompareTo(other.Distance);
        result = result != 0 ? result : Cost.CompareTo(other.Cost);
        result = result != 0 ? result : Imbalance.CompareTo(other.Imbalance);
        return result != 0 ? result : Migrations.CompareTo(other.Migrations);
    }

    /// <summary>Compares what the place is worth, whatever it cost to get there.</summary>
    public int CompareWorth(in ReferenceScore other) =>
        (Violations, Overload, Preferred, Distance).CompareTo((other.Violations, other.Overload, other.Preferred, other.Distance));

    public bool MendsLike(in ReferenceScore other) =>
        (Violations, Overload, Preferred) == (other.Violations, other.Overload, other.Preferred);
}
