namespace ProxLB.Core.Tests.Execution.Chaos.Site;

/// <summary>How often calls go wrong, and how often somebody else acts between two calls.</summary>
internal sealed class SiteWeather(Random random)
{
    private static readonly SiteFault[] Faults = Enum.GetValues<SiteFault>()[1..];
    private int _outage;

    /// <summary>Of 1,000 calls so many go wrong.</summary>
    public int FaultsPerMille { get; set; }

    /// <summary>Before so many of 1,000 calls somebody acts.</summary>
    public int DeedsPerMille { get; set; }

    public Action Act { get; set; } = () => { };

    public void BeforeCall()
    {
        if (random.Next(1000) < DeedsPerMille)
        {
            Act();
        }
    }

    public SiteFault Draw()
    {
        if (_outage > 0)
        {
            _outage--;
            return SiteFault.NoConnection;
        }

        if (random.Next(1000) >= FaultsPerMille)
        {
            return SiteFault.None;
        }

        _outage = random.Next(20) == 0 ? random.Next(400) : 0;
        return Faults[random.Next(Faults.Length)];
    }

    public void Clear() => (FaultsPerMille, DeedsPerMille, _outage) = (0, 0, 0);
}
