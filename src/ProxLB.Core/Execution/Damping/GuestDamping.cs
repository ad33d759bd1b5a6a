using ProxLB.Core.Cluster;
using ProxLB.Core.Execution.Journaling;

namespace ProxLB.Core.Execution.Damping;

/// <summary>Lays what a journal knows over the facts, so that planning leaves guests alone that were moved or failed lately.</summary>
public static class GuestDamping
{
    /// <summary>Sets <see cref="Guest.CooldownUntil"/> and <see cref="Guest.BarredNodes"/>. The later of facts and journal holds; nothing that the facts say is lost.</summary>
    /// <param name="snapshot">The facts.</param>
    /// <param name="knowledge">What the journal knows.</param>
    /// <param name="options">How long guests are left alone.</param>
    /// <param name="now">The moment that counts as now.</param>
    public static ClusterSnapshot Apply(ClusterSnapshot snapshot, JournalKnowledge knowledge, DampingOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(options);
        return snapshot with { Guests = [.. snapshot.Guests.Select(guest => Apply(guest, knowledge.Guest(guest.Id), options, now))] };
    }

    /// <summary>When figures have settled after the last migration, so that the next run can trust them; null if there was none.</summary>
    public static DateTimeOffset? SettledAt(JournalKnowledge knowledge, DampingOptions options)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(options);
        return knowledge.LastMoveAt + options.Settle;
    }

    /// <summary>Until when a guest is left alone; null if it need not be.</summary>
    /// <param name="history">What the journal knows of it.</param>
    /// <param name="lastMovedAt">When the cluster says that it was last moved, by whomever; null if it does not.</param>
    /// <param name="options">How long guests are left alone.</param>
    public static DateTimeOffset? CooldownUntil(GuestHistory history, DateTimeOffset? lastMovedAt, DampingOptions options)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(options);
        var moved = Later(history.Moves.IsEmpty ? null : history.Moves[^1].At, lastMovedAt);
        var rest = Doubled(options.Cooldown, Returns(history, options.Memory), Longer(options.MaximumCooldown, options.Cooldown));
        var backOff = Doubled(options.FailureBackOff, history.Failures - 1, Longer(options.MaximumFailureBackOff, options.FailureBackOff));
        return Later(moved + rest, history.FailedAt + backOff);
    }

    private static Guest Apply(Guest guest, GuestHistory history, DampingOptions options, DateTimeOffset now)
    {
        var until = Later(guest.CooldownUntil, CooldownUntil(history, guest.LastMovedAt, options));
        var barred = history.Barred.Where(target => target.At + options.Memory > now).Select(target => target.Node)
            .Except(guest.BarredNodes, StringComparer.OrdinalIgnoreCase).ToArray();
        return (until is null || until <= now || until == guest.CooldownUntil) && barred.Length == 0
            ? guest
            : guest with { CooldownUntil = until > now ? until : guest.CooldownUntil, BarredNodes = [.. guest.BarredNodes, .. barred] };
    }

    /// <summary>How often the guest came to a node that it had left not long before.</summary>
    private static int Returns(GuestHistory history, TimeSpan memory)
    {
        var returns = 0;
        for (var i = 1; i < history.Moves.Length; i++)
        {
            var move = history.Moves[i];
            for (var j = i - 1; j >= 0 && move.At - history.Moves[j].At <= memory; j--)
            {
                if (string.Equals(history.Moves[j].From, move.To, StringComparison.OrdinalIgnoreCase))
                {
                    returns++;
                    break;
                }
            }
        }

        return returns;
    }

    private static TimeSpan Doubled(TimeSpan @base, int times, TimeSpan most) =>
        TimeSpan.FromTicks((long)Math.Min(@base.Ticks * Math.Pow(2, Math.Max(0, times)), most.Ticks));

    /// <summary>What doubling may add has an end; what was asked for stands.</summary>
    private static TimeSpan Longer(TimeSpan most, TimeSpan @base) => most > @base ? most : @base;

    private static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right ?? left : left;
}
