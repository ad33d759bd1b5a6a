namespace ProxLB.Proxmox.Capture;

/// <summary>A guest's CPU samples, one for each moment, oldest first.</summary>
internal sealed class GuestSamples
{
    private readonly List<CpuSample> _samples = [];

    public IReadOnlyList<CpuSample> All => [.. _samples];

    public bool IsEmpty => _samples.Count == 0;

    /// <summary>When the last sample was taken, in seconds since 1970; null if there is none.</summary>
    public long? Newest => _samples.Count == 0 ? null : _samples[^1].Time;

    /// <summary>Takes in a sample, wherever it belongs; one for a moment that is known already is left out.</summary>
    public void Add(CpuSample sample)
    {
        var place = _samples.Count;
        while (place > 0 && _samples[place - 1].Time > sample.Time)
        {
            place--;
        }

        if (place == 0 || _samples[place - 1].Time < sample.Time)
        {
            _samples.Insert(place, sample);
        }
    }

    /// <summary>Drops what is not after a moment.</summary>
    public void Forget(long until)
    {
        var old = 0;
        while (old < _samples.Count && _samples[old].Time <= until)
        {
            old++;
        }

        _samples.RemoveRange(0, old);
    }
}
