using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Native;

namespace ProxLB.Core.Analysis;

/// <summary>The scores by which Proxmox's cluster resource scheduler prefers nodes for a guest that starts; lower is better.</summary>
internal sealed class SchedulerScores
{
    private readonly SnapshotIndex _index;
    private readonly bool _basic;
    private readonly bool _dynamic;
    private readonly double[] _services;
    private readonly NativeNodeLoad[] _loads;
    private readonly int[] _positionOf;

    /// <param name="index">The numbered snapshot.</param>
    /// <param name="left">By node: whether it is online and not lost.</param>
    /// <param name="lost">By node: whether it is lost.</param>
    public SchedulerScores(SnapshotIndex index, bool[] left, bool[] lost)
    {
        _index = index;
        _basic = index.Snapshot.Ha.NativeMode == NativeSchedulerMode.Basic;
        _dynamic = index.Snapshot.Ha.NativeMode == NativeSchedulerMode.Dynamic;
        _services = new double[left.Length];
        var placement = index.Home.ToArray();
        for (var g = 0; g < placement.Length; g++)
        {
            placement[g] = placement[g] >= 0 && lost[placement[g]] ? -1 : placement[g];
            if (placement[g] >= 0 && index.Snapshot.Guests[g].Running == true)
            {
                _services[placement[g]]++;
            }
        }

        _positionOf = new int[left.Length];
        var loads = NativeLoads.ByNode(index, placement);
        var known = new List<NativeNodeLoad>();
        for (var n = 0; n < left.Length; n++)
        {
            _positionOf[n] = left[n] && loads[n] is not null ? known.Count : -1;
            if (_positionOf[n] >= 0)
            {
                known.Add(loads[n]!.Value);
            }
        }

        _loads = [.. known];
    }

    /// <summary>By node: its score for the guest.</summary>
    public double[] For(int guest)
    {
        if (_basic)
        {
            return _services;
        }

        var scores = new double[_positionOf.Length];
        var candidates = new List<NativeCandidate>();
        for (var n = 0; n < scores.Length; n++)
        {
            scores[n] = double.MaxValue;
            if (_positionOf[n] >= 0)
            {
                candidates.Add(new NativeCandidate("", -1, _positionOf[n], Cores(guest, n), NativeLoads.Bytes(_index.Snapshot.Guests[guest], used: false)));
            }
        }

        var rankOf = new double[_loads.Length];
        var ranked = NativeRanking.Rank(NativeRebalanceMethod.Topsis, _loads, candidates);
        for (var rank = 0; rank < ranked.Count; rank++)
        {
            rankOf[ranked[rank].Candidate.Target] = rank;
        }

        for (var n = 0; n < scores.Length; n++)
        {
            scores[n] = _positionOf[n] >= 0 ? rankOf[_positionOf[n]] : double.MaxValue;
        }

        return scores;
    }

    /// <summary>Counts a guest that has been placed.</summary>
    public void Add(int guest, int node)
    {
        _services[node]++;
        if (_positionOf[node] is >= 0 and var position)
        {
            _loads[position] = _loads[position].With(Cores(guest, node), NativeLoads.Bytes(_index.Snapshot.Guests[guest], _dynamic));
        }
    }

    // A guest that starts counts with the most it may use.
    private double Cores(int guest, int node) => NativeLoads.Cores(_index.Snapshot.Guests[guest], used: false, _index.Snapshot.Nodes[node]);
}
