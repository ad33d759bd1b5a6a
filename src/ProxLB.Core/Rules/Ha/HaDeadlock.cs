namespace ProxLB.Core.Rules.Ha;

/// <summary>Guests that are not where the HA manager wants them, and for which it finds no other node: whatever frees one makes it act by itself.</summary>
internal static class HaDeadlock
{
    /// <summary>Holds such guests, and those whose place keeps them from moving.</summary>
    /// <param name="model">The HA model.</param>
    /// <param name="reasons">By guest: why it must not be moved, as a clause; null where it may be.</param>
    public static void Hold(HaModel model, string?[] reasons)
    {
        HaSituation? situation = null;
        HaNodeChoice? choice = null;
        for (var guest = 0; guest < reasons.Length; guest++)
        {
            if (reasons[guest] is not null || !IsRestless(model, guest))
            {
                continue;
            }

            situation ??= Now(model);
            choice ??= new HaNodeChoice(model);
            if (choice.Select(guest, situation) < 0)
            {
                var reason = $"it finds no node for guest {model.Index.Vmid(guest)} that its rules allow, and moves it there itself as soon as there is one";
                reasons[guest] = reason;
                foreach (var other in model.ApartFrom(guest))
                {
                    reasons[other] ??= reason;
                }
            }
        }
    }

    private static bool IsRestless(HaModel model, int guest)
    {
        var home = model.Index.Home[guest];
        if (!model.IsManaged(guest) || home < 0 || model.Index.Snapshot.Guests[guest].Running != true)
        {
            return false;
        }

        var restless = !model.KeptOn(guest)[home];
        foreach (var other in model.ApartFrom(guest))
        {
            restless |= model.Index.Home[other] == home;
        }

        return restless;
    }

    // A guest that is stopped keeps no other away.
    private static HaSituation Now(HaModel model)
    {
        var current = model.Index.Home.ToArray();
        for (var guest = 0; guest < current.Length; guest++)
        {
            current[guest] = model.Index.Snapshot.Guests[guest].Running == false ? -1 : current[guest];
        }

        int[] still = [.. Enumerable.Repeat(-1, current.Length)];
        return new HaSituation(model.Online.ToArray(), current, still, new double[model.Index.NodeCount]);
    }
}
